### What an organiser reads at the desk. Messages are Telegram HTML; `desk-button-*`, `alert-kind-*` and `state-*` are plain.

# $subscribers: a number as text, or “<5”.
desk =
    <b>Panel</b>

    Suscripciones: <b>{ $subscribers }</b>
    Apoyos: <b>{ $pledges }</b>
    Envíos: <b>{ $alerts }</b>

    El panel solo conoce totales. No hay ninguna lista de personas.
desk-new-kind = ¿Qué tipo de envío es?

## Writing an alert

# $kind: such as “Call”. $written, $missing: lists of languages, or a dash. $audience: a number as text, or “<5”.
desk-compose =
    <b>Nuevo envío: { $kind }</b>

    Escrito: { $written }
    Falta: { $missing }
    Suscripciones que lo reciben: <b>{ $audience }</b>

    Pulsa un idioma para escribir su texto. Después mira la vista previa y envía.
desk-write-in =
    Ahora mándame el texto en este idioma: <b>{ $language }</b>

    Un solo mensaje, texto sin formato. Telegram lo ve en cuanto lo mandas.
desk-text-taken =
    <b>{ $language }:</b> texto recibido.
    Longitud: { $length } de { $limit }
desk-text-too-long =
    <b>Este texto es demasiado largo. No se ha aceptado.</b>
    Longitud: { $length }. Límite: { $limit }

    Acórtalo y mándalo otra vez, por favor.
desk-text-empty = En este mensaje no hay texto, así que no he recibido nada. Por favor, manda el texto en un mensaje aparte, sin imagen ni archivo.
# Stands above the preview.
desk-preview = <b>Vista previa: { $language }.</b> Así lo verá quien tenga una suscripción:
desk-nothing-written = Todavía no hay ningún texto. Primero pulsa un idioma y escribe uno.
desk-confirm-send =
    <b>¿Enviar ahora?</b>

    Tipo: { $kind }
    Suscripciones que lo reciben: <b>{ $audience }</b>
    Escrito: { $languages }
    Falta: { $missing }

    Se puede retirar durante unos dos días, pero quien lo leyó lo leyó. El botón funciona una sola vez.
desk-sent =
    <b>El envío está en camino.</b>
    Su identificador: <code>{ $id }</code>

    Te escribo cuando termine o si tiene que pararse.
desk-discarded = El borrador está descartado. No se ha enviado nada.

## Alerts and what became of them

desk-alerts = <b>Envíos</b>, primero los más nuevos. Pulsa uno para ver cómo va.
desk-no-alerts = Todavía no hay envíos.
# $kind: such as “Call”. $state: such as “running”.
desk-alert =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Entregados: <b>{ $delivered }</b> de { $audience }
    Por enviar: { $remaining }
    Sin alcance (bot bloqueado o cuenta eliminada): { $unreachable }
    Fallidos: { $failed }
    Inciertos (enviados, pero se perdió la respuesta de Telegram): { $uncertain }
desk-finished =
    <b>El envío ha salido.</b>
    <code>{ $id }</code>

    Entregados: <b>{ $delivered }</b>
    Sin alcance: { $unreachable }
    Fallidos: { $failed }
    Inciertos: { $uncertain }
desk-paused-refused =
    <b>El envío está en pausa.</b>
    <code>{ $id }</code>

    <b>Por qué:</b> Telegram ha rechazado el contenido. Nadie lo recibe hasta que actúes.
    <b>Qué hacer:</b> mira el texto en cada idioma. Si es demasiado largo o está mal, escribe el envío de nuevo. Reanuda este solo si sabes que la causa ha desaparecido.
desk-paused-failing =
    <b>El envío está en pausa.</b>
    <code>{ $id }</code>

    <b>Por qué:</b> ha fallado más del 20 % de los últimos 200 mensajes, y no por quienes los reciben. Puede haber un problema en Telegram o en la red.
    <b>Qué hacer:</b> espera unos minutos y reanúdalo desde /desk. Quien ya lo tiene no lo recibe otra vez. Si vuelve a pararse, pregunta a quien lleva el servidor.
desk-paused-expired =
    <b>El envío se ha parado.</b>
    <code>{ $id }</code>

    <b>Por qué:</b> su plazo ha terminado, así que ya no se envía.
    <b>Qué hacer:</b> nada, si así está bien. Si alguien todavía tiene que enterarse, escríbelo de nuevo.

## Labels of buttons, plain, at most 40 characters

desk-button-new = Nuevo envío
desk-button-alerts = Envíos
desk-button-refresh = Actualizar
desk-button-back = ‹ Volver
desk-button-preview = Vista previa
desk-button-send = Enviar…
desk-button-send-now = Enviar ahora
desk-button-discard = Descartar
desk-button-pause = Poner en pausa
desk-button-resume = Reanudar
# For a reminder that has yet to go out.
desk-button-edit = Cambiar los textos

## Kinds and states

alert-kind-call = Llamamiento
alert-kind-update = Noticias
alert-kind-correction = Corrección
alert-kind-reminder = Recordatorio
state-draft = borrador
state-awaiting-signatures = a la espera de firmas
state-scheduled = envío programado
state-running = en camino
state-paused = en pausa
state-finished = envío terminado
state-cancelled = envío cancelado
