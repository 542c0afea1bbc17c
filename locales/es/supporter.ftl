### What a supporter reads. Messages are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler),
### but for the labels of buttons, the pop-up answers, `kind-*`, `date` and `stop-words`, which are plain.
### Numbers choose a form by PLURAL($number), months by MONTH($month); never by a bare variable.

## Coming and going

# $campaign: the campaign's title. $call: the campaign's own few sentences.
welcome =
    <b>{ $campaign }</b>

    { $call }

    Este bot te manda los llamamientos de la campaña. Tú decides. Antes de hacerlo:

    • <b>Qué guardamos si te suscribes:</b> el número de tu cuenta de Telegram, tu idioma y el día en que te suscribiste, cifrados en nuestro servidor. Hasta que pulses <b>Suscribirme</b>, no guardamos nada sobre ti, salvo un idioma que elijas o un apoyo que des.
    • <b>Qué ve Telegram:</b> que hablas con este bot y lo que escribes aquí. Este chat no está cifrado de extremo a extremo.
    • <b>Cómo irte:</b> /stop termina los llamamientos, /forget borra lo que guardamos sobre ti.
# For subscribers who press Start again.
welcome-back =
    <b>{ $campaign }</b>

    Tienes una suscripción: los llamamientos llegan aquí.

    /demands muestra qué exigimos, /day cuándo actuamos, /pledge cómo puedes dar tu apoyo. /help lo muestra todo.
# $day: the date of the next action day, such as “16 November 2026”.
subscribed =
    <b>Ya tienes tu suscripción.</b>

    Los llamamientos y las noticias de la campaña llegan ahora aquí. El próximo día de acción: <b>{ $day }</b>.

    Cuando llegue un llamamiento, respóndelo o pulsa un botón para dar tu apoyo.

    /stop termina los llamamientos cuando quieras. /forget borra lo que guardamos sobre ti.
already-subscribed = Ya tenías una suscripción. No ha cambiado nada. /stop termina los llamamientos.
unsubscribed =
    <b>Te has dado de baja.</b> Hemos borrado el número de tu cuenta y no llegarán más llamamientos.

    Si diste tu apoyo, sigue contando sin tu nombre hasta que lo retires con /pledge o lo borres todo con /forget.

    Para volver: /subscribe
not-subscribed = No tienes una suscripción, así que no te llegan llamamientos. Para suscribirte: /subscribe
language-choose =
    ¿En qué idioma te escribo?

    Guardamos tu elección con el número de tu cuenta, todo cifrado. /forget la borra.
# $language: the language's name in itself, such as “Polski”.
language-set = Idioma: <b>{ $language }</b>

## How messages reach a person

# $minutes: how long a shown text stands.
hearing =
    <b>Cómo te llegan los mensajes</b>

    Lo que eliges lleva un ✓ y vale desde el próximo mensaje. Lo guardamos con el número de tu cuenta, cifrado.

    • <b>Abiertamente</b> o <b>con discreción:</b> con discreción llega solo una línea neutra. <b>Mostrar</b> pone el texto en su lugar; a los { $minutes } min se oculta de nuevo.
    • <b>Se queda</b> o un número de horas: el bot borra un mensaje cuando pasa ese tiempo.
    • <b>Noticias</b> y <b>recordatorios</b> llegan si están marcados. Los llamamientos llegan siempre, igual que las correcciones de lo que recibiste.

    <b>Esto protege</b> contra una mirada a tu teléfono, a su pantalla de bloqueo o a la lista de tus chats.

    <b>Esto no protege</b> contra:
    • Telegram, que tiene cada texto mostrado;
    • las notificaciones que tu teléfono ya mostró, las copias, las copias de seguridad y las capturas de pantalla;
    • tus propias respuestas: una respuesta cita lo que contesta;
    • el nombre de este bot en la lista de tus chats;
    • quien tenga tu teléfono desbloqueado y pulse <b>Mostrar</b>.

    Si nuestro servidor no funciona en ese momento, el texto se oculta o se borra más tarde, o nunca.
# Stands for a message: names neither campaign nor sender, and tells nothing of what it is about.
discreet-notice = Tienes un mensaje nuevo.
# A pop-up answer, at most 200 characters, plain.
discreet-gone = Este mensaje ya no está disponible aquí.

## The campaign

demands-heading =
    <b>{ PLURAL($count) ->
        [one] { $count } demanda
        [many] { $count } de demandas
       *[other] { $count } demandas
    }</b>
# One demand of several, such as “2/6”.
demand =
    <b>{ $number }/{ $total } · { $title }</b>

    { $text }
# $date: such as “16 November 2026”. $days: how many are left, 1 or more.
day =
    <b>{ $title }</b>
    { $date } · { PLURAL($days) ->
        [one] falta { $days } día
        [many] faltan { $days } de días
       *[other] faltan { $days } días
    }

    { $text }
day-today =
    <b>{ $title }</b>
    { $date } · <b>hoy</b>

    { $text }
# A full date, as it stands after a colon.
date = { $day } de { MONTH($month) ->
        [january] enero
        [february] febrero
        [march] marzo
        [april] abril
        [may] mayo
        [june] junio
        [july] julio
        [august] agosto
        [september] septiembre
        [october] octubre
        [november] noviembre
       *[december] diciembre
    } de { $year }

## Pledges

# $statement: the petition's statement.
pledge-ask =
    <b>Da tu apoyo</b>

    { $statement }

    Elige con los botones cómo la apoyas.

    <b>Antes de pulsar:</b> guardamos lo que elegiste, tu idioma y el día, todo cifrado. Sin la clave de nuestro servidor, nadie puede relacionarlo con la lista de suscripciones. Telegram ve que pulsas. Puedes retirar tu apoyo cuando quieras.
# $url: a petition on another site.
pledge-ask-external =
    <b>Da tu apoyo</b>

    { $statement }

    Elige con los botones cómo la apoyas. La petición misma está en otro sitio, que tiene sus propias reglas y ve tu visita: { $url }

    <b>Antes de pulsar:</b> guardamos lo que elegiste, tu idioma y el día, todo cifrado. Sin la clave de nuestro servidor, nadie puede relacionarlo con la lista de suscripciones. Telegram ve que pulsas. Puedes retirar tu apoyo cuando quieras.
# $kinds: a list such as “Sign the statement, Share the petition”. Must stay true when the same button is pressed again.
pledge-counted =
    <b>Gracias. Tu apoyo cuenta.</b>

    Tu apoyo: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Hasta ahora apoya { $total } persona.
        [many] Hasta ahora apoyan { $total } de personas.
       *[other] Hasta ahora apoyan { $total } personas.
    }

    Cuentas una sola vez, aunque pulses más veces. Para ver o retirar tu apoyo: /pledge
# The person replied to a call.
pledge-counted-reply =
    <b>Gracias. Tu respuesta cuenta: apoyas la declaración.</b>

    Tu apoyo: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Hasta ahora apoya { $total } persona.
        [many] Hasta ahora apoyan { $total } de personas.
       *[other] Hasta ahora apoyan { $total } personas.
    }

    No hemos guardado tus palabras; Telegram las tiene en este chat. Cuentas una sola vez, aunque respondas más veces. Si no era lo que querías, retira tu apoyo: /pledge
pledge-withdraw-ask =
    <b>¿Retirar tu apoyo?</b>

    Tu apoyo: <b>{ $kinds }</b>

    Se borrará y dejará de contar. Puedes volver a darlo más tarde.
pledge-withdrawn = <b>Tu apoyo está retirado.</b> Se ha borrado y ya no cuenta. Para volver a darlo: /pledge
pledge-none = No has dado tu apoyo. Para darlo: /pledge
# $kinds: what can be chosen.
pledge-kind-unknown =
    No conozco este tipo de apoyo. Puedes elegir uno de estos: { $kinds }

    O manda /pledge y pulsa un botón.
# The pledge as it is, with buttons to add a kind or to withdraw.
pledge-stands =
    <b>Tu apoyo sigue en pie.</b>

    Tu apoyo: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Hasta ahora apoya { $total } persona.
        [many] Hasta ahora apoyan { $total } de personas.
       *[other] Hasta ahora apoyan { $total } personas.
    }

    Con los botones puedes ampliarlo o retirarlo.
# Kinds of pledge: labels of buttons, and items of a list after a colon.
kind-sign = Firmar la declaración
kind-share = Compartir la petición
kind-act = Participar ese día
kind-photo = Hacer una foto solidaria
kind-raise = Plantearlo en mi sindicato

## A person's own data

# Under a file.
my-data-caption =
    Este archivo contiene todo lo que klich guarda sobre ti.

    Ahora está en este chat, así que Telegram también lo tiene. Cuando lo hayas leído, puedes borrarlo del chat.
my-data-nothing = No guardamos nada sobre ti. Telegram guarda este chat.
forget-ask =
    <b>¿Borrar todo lo que guardamos sobre ti?</b>

    Borramos tu suscripción, tu idioma y tu apoyo, si lo diste. El apoyo deja de contar. Esto no se puede deshacer.
forget-cancelled = <b>Cancelado.</b> No se ha borrado nada.
forget-done =
    <b>Hecho. En nuestro servidor está borrado todo sobre ti.</b>

    Lo que no podemos borrar:

    • <b>Telegram</b> guarda este chat y sabe que usaste este bot.
    • <b>Tu teléfono</b> todavía tiene los mensajes. Borra este chat, para las dos partes si Telegram lo ofrece, y luego bloquea el bot.
    • <b>Nuestro disco:</b> los registros borrados pueden quedar en él un tiempo, cifrados. Nadie puede leerlos mientras nuestra clave esté a salvo. Una vez cambiadas las claves, por lo general la noche siguiente, ya nadie puede leerlos, ni siquiera nosotros.
    • <b>Una copia de seguridad</b> hecha antes todavía contiene tus datos, cifrados, hasta que se borre.
forget-nothing =
    No guardamos nada sobre ti, así que no hay nada que borrar.

    Telegram guarda este chat y sabe que usaste este bot. Puedes borrar el chat y bloquear el bot.
privacy =
    <b>Quién ve qué</b>

    • <b>Telegram</b> ve que usas este bot, lo que escribes y pulsas y lo que mandamos. Este chat no está cifrado de extremo a extremo.
    • <b>Nuestro servidor</b> ve lo que le mandas para poder responder. Lo que mandas espera en su disco, cifrado, hasta que tiene respuesta, y luego se borra.
    • <b>Lo que guarda,</b> cifrado: si te suscribes, el número de tu cuenta, tu idioma, el día en que te suscribiste y cómo te llegan los mensajes; después de un llamamiento, durante unos dos días, qué mensaje fue; si das tu apoyo, el tipo, el idioma y el día. No guarda ningún nombre, ningún número de teléfono ni ninguna de tus palabras.
    • <b>Quienes organizan</b> solo ven totales. No tienen ninguna lista de personas.
    • <b>Quien se lleve nuestro disco</b> encuentra registros cifrados. Quien se haga con el servidor en marcha o con su clave puede leer lo que guarda.
    • <b>Quien tenga tu teléfono en la mano</b> puede leer este chat.

    /mydata muestra lo que guardamos sobre ti, /forget lo borra.
verify-unsigned =
    <b>¿Es auténtico un llamamiento?</b>

    Esta campaña no firma sus llamamientos, así que este bot no puede demostrar quién escribió uno.

    ¿Te parece raro un llamamiento? ¿Indica un lugar nuevo, o pide nombres, documentos, dinero o que abras un enlace? Entonces compruébalo primero por otra vía de confianza: alguien que conoces o tu sindicato.

## Help

help =
    <b>Qué puedo hacer</b>

    /subscribe – recibir los llamamientos
    /stop – no recibir más llamamientos
    /demands – qué exigimos
    /day – cuándo actuamos
    /pledge – dar o retirar tu apoyo
    /language – elegir el idioma
    /mydata – ver qué guardamos sobre ti
    /forget – borrarlo
    /privacy – quién ve qué
    /verify – ¿es auténtico un llamamiento?

    Cuando llegue un llamamiento, también puedes simplemente responderlo: eso cuenta como apoyo.
help-organiser =
    <b>Qué puedo hacer</b>

    /desk – totales, nuevos envíos y qué fue de ellos

    /subscribe – recibir los llamamientos
    /stop – no recibir más llamamientos
    /demands – qué exigimos
    /day – cuándo actuamos
    /pledge – dar o retirar tu apoyo
    /language – elegir el idioma
    /mydata – ver qué guardamos sobre ti
    /forget – borrarlo
    /privacy – quién ve qué
    /verify – ¿es auténtico un llamamiento?

    Cuando llegue un llamamiento, también puedes simplemente responderlo: eso cuenta como apoyo.

## What is not understood

command-unknown = No conozco este comando. /help muestra lo que puedo hacer.
wait-a-little = Espera un poco, por favor. Escribes más rápido de lo que puedo responder, así que me salto una parte. Lo importante no se pierde: tu apoyo, /stop y /forget.
words-not-kept =
    No puedo leer texto libre. No hemos guardado nada de lo que escribiste, pero Telegram lo ha visto.

    Lo que puedo hacer: /demands, /day, /pledge, /stop. /help lo muestra todo.
file-not-kept =
    No puedo recibir imágenes, archivos ni mensajes de voz. No hemos guardado nada, pero Telegram lo tiene. Puedes borrarlo de este chat.

    Lo que puedo hacer: /help
# Pop-up answers, at most 200 characters, plain.
button-old = Este botón ya no es válido. Manda /help para ver qué puedes hacer ahora.
button-done = Esto ya está hecho. No ha cambiado nada.
# Words that, as a whole message, unsubscribe: lower case, separated by commas. No words that may be a battle cry, such as “enough”.
stop-words = stop, baja, darme de baja, dame de baja, dar de baja, quiero darme de baja, cancelar suscripción, cancelar suscripcion, cancelar la suscripción, desuscribirme, desuscribir, salir, parar, basta ya de mensajes, no más mensajes, no mas mensajes, no quiero más mensajes, no quiero mas mensajes, déjame en paz, dejame en paz, déjenme en paz, dejenme en paz, dejadme en paz

## Labels of buttons, plain, at most 40 characters

button-subscribe = Suscribirme
button-language = Idioma
button-demands = Demandas
button-day = Día de acción
button-pledge = Dar mi apoyo
button-privacy = Quién ve qué
button-previous = ‹ Anterior
button-next = Siguiente ›
button-all-demands = Todas las demandas
button-one-by-one = Una por una
button-withdraw = Retirar
button-keep = Mantener
button-forget = Borrar todo
button-cancel = Cancelar
button-open-petition = Abrir la petición
button-share = Compartir
button-hearing = Cómo me llegan los mensajes
button-show = Mostrar
button-hide = Ocultar
button-openly = Abiertamente
button-discreetly = Con discreción
# Short: four stand in a row.
button-stay = Se queda
button-after-hours = { $hours } h
button-news = Noticias
button-reminders = Recordatorios

## A call as a subscriber sees it

alert-foot-call = <i>Para dar tu apoyo, responde a este mensaje o pulsa un botón. Para salir: /stop</i>
alert-foot-note = <i>Para salir: /stop</i>
alert-head-call = 📣 <b>Llamamiento</b>
alert-head-update = 📰 <b>Noticias</b>
alert-head-correction = ✏️ <b>Corrección</b>
alert-head-reminder = ⏰ <b>Recordatorio</b>
