desk-when =
    <b>¿Cuándo debe salir?</b>

    Elige una hora o envíamela según los relojes de { $zone }, escrita así: <code>{ $example }</code>
desk-when-unclear = No puedo leer esto como una hora que aún esté por llegar. Escríbela así: <code>{ $example }</code>
desk-goes-out = Sale: <b>{ $time }</b>
desk-goes-out-at-once = Sale: de inmediato
desk-scheduled =
    <b>El envío está programado.</b>
    Su id: <code>{ $id }</code>

    Sale: <b>{ $time }</b>
desk-correct-note = Los mensajes entregados se modifican. Donde no escribas un texto nuevo, queda el antiguo.
desk-confirm-correct =
    <b>¿Corregirlo ahora?</b>

    Personas que lo recibieron: <b>{ $audience }</b>
    Texto nuevo: { $languages }
    Queda el antiguo: { $missing }

    Los textos antiguos se pierden. El botón funciona una sola vez.
desk-confirm-discard =
    <b>¿Descartar este borrador?</b>

    Sus textos se pierden. El botón funciona una sola vez.
desk-confirm-cancel =
    <b>¿Detenerlo para siempre?</b>
    <code>{ $id }</code>

    Quien lo tiene lo conserva; nadie más lo recibe. El botón funciona una sola vez.
desk-confirm-recall =
    <b>¿Retirarlo de todos los chats?</b>
    <code>{ $id }</code>

    Mensajes por borrar: <b>{ $delivered }</b>

    Si aún se está enviando, termina ahora. Quien lo leyó lo leyó. El botón funciona una sola vez.
desk-confirm-retry =
    <b>¿Enviarlo otra vez a quienes no les llegó?</b>
    <code>{ $id }</code>

    Personas: <b>{ $failed }</b>

    El botón funciona una sola vez.
desk-progress =
    { $bar } { $percent } %
    Por segundo: { $rate }. Tiempo restante: { $left }
desk-rework =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Del envío <code>{ $of }</code>

    Hecho: <b>{ $done }</b> de { $audience }
    Queda: { $remaining }
    Inaccesibles: { $unreachable }
    Fallidos: { $failed }
    Inciertos: { $uncertain }
desk-rework-finished =
    <b>{ $kind }: terminado.</b>
    <code>{ $id }</code>, del envío <code>{ $of }</code>

    Hecho: <b>{ $done }</b>
    Inaccesibles: { $unreachable }
    Fallidos: { $failed }
    Inciertos: { $uncertain }
desk-too-old = Estos mensajes tienen más de 47 horas. klich ya no los conoce.
desk-paused-token =
    <b>El envío está en pausa.</b>
    <code>{ $id }</code>

    <b>Por qué:</b> Telegram no aceptó el token del bot, así que no se pudo enviar nada.
    <b>Qué hacer:</b> pregunta a quien lleva el servidor si cambiaron o robaron el token. Si todo vuelve a estar bien, reanúdalo desde /desk.
desk-paused-late =
    <b>El recordatorio no se envió.</b>
    <code>{ $id }</code>

    <b>Por qué:</b> a su hora el bot no estaba en marcha, y desde entonces han pasado más de seis horas.
    <b>Qué hacer:</b> nada, si ya es tarde. Si la gente aún lo necesita, reanúdalo desde /desk.

desk-button-test = Prueba para mí
desk-button-when = Hora …
desk-button-at-once = De inmediato
desk-button-schedule = Programar
desk-button-cancel = Detener para siempre
desk-button-correct = Corregir
desk-button-recall = Retirar
desk-button-retry = Otra vez a los fallidos
alert-kind-recall = Retirada
alert-kind-retry = Nuevo intento
