### La organización en el panel: papeles, aprobaciones, cuentas suspendidas, lo que hicieron otros.

role-organiser = organización
role-writer = redacción
role-approver = aprobación
role-operator = operación

desk-own = Aquí eres <b>{ $who }</b>. Los demás solo saben que ese número es tuyo si se lo dices.
desk-not-yours = Tu papel en el panel no incluye esto.
desk-suspended-short = Tu cuenta está suspendida en el panel. /desk dice por qué y qué lo levanta.
desk-changed = Entretanto ha cambiado. Míralo otra vez, por favor.
desk-own-text = Lo escribiste o lo propusiste tú. Tiene que aprobarlo otra persona.
desk-approvals =
    <b>Aprobaciones: { $given } de { $required }</b>
    Han aprobado: { $by }
    Todavía no: { $missing }
desk-approvals-out-of-reach = Quedan muy pocas personas que podrían aprobarlo. Quien escribió una parte no cuenta. Que una sola persona lo escriba de nuevo, o pregunta a quien lleva el servidor.
desk-needs-approvals =
    Antes de salir:
    aprobaciones de otros: <b>{ $approvals }</b> (podrían aprobar: { $left })
desk-needs-signatures =
    Antes de salir:
    firmas: <b>{ $signatures }</b>
desk-confirm-propose =
    <b>¿Proponerlo a los demás?</b>

    Tipo: { $kind }
    Suscripciones que lo reciben: <b>{ $audience }</b>
    Escrito: { $languages }
    Falta: { $missing }

    Sale en cuanto estén las aprobaciones y firmas necesarias. El botón sirve una vez.
desk-approve-ask =
    <b>¿Aprobar este envío?</b>
    <code>{ $id }</code>

    Tipo: { $kind }
    Suscripciones que lo reciben: <b>{ $audience }</b>
    Textos de arriba: { $languages }
    Faltan: { $missing }
    Aprobaciones hasta ahora: { $given } de { $required }

    Lee cada texto de arriba: eso es lo que verá la gente. Con la última aprobación sale a su hora. El botón sirve una vez.
desk-confirm-reject =
    <b>¿Rechazar este envío?</b>
    <code>{ $id }</code>

    Vuelve a ser un borrador. Se pierden sus aprobaciones y firmas. El botón sirve una vez.
desk-rejected =
    El envío está rechazado y vuelve a ser un borrador. Toda la organización queda avisada.
    <code>{ $id }</code>
desk-confirm-reopen =
    <b>¿Cambiar este envío?</b>
    <code>{ $id }</code>

    Vuelve a ser un borrador. Se pierden sus aprobaciones y firmas. El botón sirve una vez.
desk-confirm-resume =
    <b>¿Dejar que siga?</b>
    <code>{ $id }</code>

    Quedan: <b>{ $remaining }</b>

    Lo enviado, enviado está. El botón sirve una vez.
state-awaiting-approvals = a la espera de aprobaciones
desk-button-approve = Aprobar
desk-button-reject = Rechazar
desk-button-review = Leer y aprobar …
desk-button-propose = Proponerlo
desk-organisers =
    <b>Organización</b>

    { $list }

    Solo números y papeles. De quién es un número lo sabes por la propia persona.

    ¿Alguien ha perdido el teléfono o ha sido detenido? Avisa de su cuenta: el panel no hace nada por ella hasta que otras dos personas la confirmen.
desk-organiser = { $who }
desk-organiser-own = { $who } (tú)
desk-organiser-suspended = <b>{ $who }</b>: suspendida, { $why }. Confirmaciones: { $vouched } de { $needed }
suspended-silent =
    { PLURAL($days) ->
        [one] { $days } día en silencio
        [many] { $days } de días en silencio
       *[other] { $days } días en silencio
    }
suspended-lost = se avisó de que está perdida
desk-button-lost = Perdida: { $who }
desk-button-vouch = Confirmar: { $who }
desk-lost-ask =
    <b>¿Avisar de que esta cuenta está perdida: { $who }?</b>

    El panel ya no hará nada por ella, y sus aprobaciones y su palabra para destruirlo todo dejan de contar. Otras dos personas pueden confirmarla de nuevo. Toda la organización queda avisada. Hasta que se resuelva no puedes avisar de otra.

    El botón sirve una vez.
desk-vouch-ask =
    <b>¿Confirmar esta cuenta: { $who }?</b>

    Hazlo solo si has visto u oído a la persona y sabes que tiene su teléfono en la mano. Un mensaje en Telegram no demuestra nada.

    El botón sirve una vez.
desk-one-at-a-time = Avisaste de una cuenta que sigue suspendida. Primero hay que resolverlo: la confirman otras dos personas, o quien lleva el servidor.
desk-too-few = Sois muy pocas personas para que otras dos confirmen una cuenta. Quien lleva el servidor puede levantarlo: <code>klich organisers lift</code>
desk-suspended =
    <b>Tu cuenta está suspendida en el panel.</b>

    Eres { $who }. Por qué: { $why }.

    Esto protege a los demás: una cuenta que nadie usa desde hace tiempo, o que podría estar en otras manos, no puede hacer nada aquí. No se ha perdido nada, y no dice nada de ti.
desk-suspended-confirm =
    <b>Qué hacer:</b> habla con otras personas de la organización, en persona o de viva voz; hacen falta { $needed }. Cada una te confirma en /desk, «Organización».
desk-suspended-lift =
    <b>Qué hacer:</b> habla con quien lleva el servidor. Lo levanta con <code>klich organisers lift</code> y tu número.
forget-desk-stays = Se guarda todavía, hasta que se resuelva en el panel: que tu cuenta está suspendida, que avisaste de otra, o que escribiste una parte de un envío que aún no ha salido.

told = № { $number } · { $act } · { $who }
told-about = № { $number } · { $act }: <code>{ $about }</code> · { $who }
told-command-line = línea de comandos
act-sent = Envío mandado
act-scheduled = Envío programado
act-awaited = Envío propuesto
act-rewritten = Recordatorio reescrito
act-approved = Envío aprobado
act-rejected = Envío rechazado
act-reopened = Envío retirado para cambiarlo
act-signed = Firma entregada
act-paused = Envío en pausa
act-resumed = Envío reanudado
act-cancelled = Envío detenido para siempre
act-corrected = Envío corregido
act-recalled = Envío retirado de los chats
act-retried = Envío otra vez a los fallidos
act-discarded = Borrador descartado
act-lost = Cuenta dada por perdida
act-silent = Cuenta suspendida por su silencio
act-vouched = Cuenta confirmada
act-lifted = Cuenta activa de nuevo
act-invited = Invitación a un círculo creada
act-exported = Cartas selladas entregadas
act-backed-up = Copia de seguridad empezada
act-restored = Copia de seguridad restaurada
act-keys = Claves renovadas
act-aside-dropped = Mensajes apartados desechados
act-petition-closed = Petición cerrada
act-reloaded = Configuración y campañas leídas de nuevo
act-paper-added = Firmas en papel anotadas
act-paper-undone = Firmas en papel retiradas
act-imported = Apoyos traídos de una lista
act-imported-dropped = Apoyo de una lista descartado
desk-button-chart = Gráfico
desk-button-organisers = Organización
chart-subscribers = Suscripciones
chart-pledges = Apoyos
chart-caption = Totales al final de cada día, redondeados hacia abajo de cinco en cinco.
