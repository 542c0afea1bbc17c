### Lo que está sellado para quienes organizan, sus respuestas, y una declaración que ha cambiado. Como en supporter.ftl.

seal-offer =
    <b>Sellado, solo para quienes organizan</b>

    Los botones bajo el campo de texto abren la página de la campaña. Lo que escribas allí se sella en tu propio dispositivo. Ni Telegram ni este bot pueden leerlo; solo lo abren las claves de quienes organizan.

    <b>Lo que Telegram ve de todos modos:</b> que abres la página, que envías algo sellado y cuándo, y cuál de los dos botones usas.
    <b>Lo que guardamos:</b> el texto sellado y con él, cifrado, el número de tu cuenta, para que una respuesta te encuentre. /forget borra ambos.
seal-offer-file =
    <b>Sellado, solo para quienes organizan</b>

    Este bot no tiene una página propia para eso. Sella un archivo con <b>age</b>, o con la página sin conexión que la campaña entrega en mano, y envíalo aquí como archivo o como texto. Lo abren estas claves:

    <code>{ $keys }</code>

    <b>Lo que Telegram ve de todos modos:</b> que envías algo sellado, y cuándo.
    <b>Lo que guardamos:</b> el texto sellado y con él, cifrado, el número de tu cuenta, para que una respuesta te encuentre. /forget borra ambos.
seal-none =
    Esta campaña no recibe ahora nada sellado: no hay clave para la que sellar. No hemos guardado nada, pero Telegram lo tiene. Por favor, no envíes nombres aquí.

    Lo que sé hacer: /help
sealed-pledge =
    <b>Gracias. Tu apoyo sellado cuenta.</b>

    No puedo leer lo que has escrito. Quienes organizan sí pueden.
    { PLURAL($total) ->
        [one] Hasta ahora apoya { $total } persona.
        [many] Hasta ahora apoyan { $total } de personas.
       *[other] Hasta ahora apoyan { $total } personas.
    }

    Cuentas una sola vez, aunque envíes varios; el más nuevo sustituye al anterior. Para ver o retirar tu apoyo: /pledge
sealed-message =
    <b>Recibido, sellado.</b> No puedo leerlo; quienes organizan sí pueden.

    Si responden, llegará aquí un mensaje con un botón. Solo se abre en el dispositivo en el que escribiste.
sealed-which =
    <b>Recibido, sellado.</b> No puedo ver lo que hay dentro.

    ¿Es tu apoyo? Entonces pulsa el botón y se te contará.
sealed-newer = Esto lo selló una versión más nueva que no conozco. No se ha guardado nada. Abre la página de nuevo con /pledge, o pregunta a quienes organizan.
sealed-damaged = Este texto sellado está incompleto o cambió por el camino. No se ha guardado nada. Si tu aplicación lo partió en dos mensajes, guárdalo como archivo y envía el archivo.
sealed-too-long = Es más largo que todo lo que recibo. No se ha guardado nada.
sealed-other-key = Esto no está sellado para claves como las de quienes organizan, así que nadie allí podría abrirlo. No se ha guardado nada.
sealed-too-many = Has enviado tantas cartas selladas como puedo guardar para una persona. Esta no se ha guardado. Las anteriores las tienen quienes organizan.

comment-ask = ¿Quieres añadir algo para quienes organizan? Lo que escribas aquí a continuación se sella al llegar y se borra del chat, pero Telegram lo ve antes. Lo que Telegram no deba ver, escríbelo sellado.
comment-sealed =
    <b>Tus palabras ya están selladas,</b> solo para quienes organizan, y las borro de este chat.

    Telegram las ha visto. Lo que Telegram no deba ver, escríbelo sellado.
pledge-counted-comment =
    <b>Gracias. Tu respuesta cuenta: apoyas la declaración.</b>

    Tu apoyo: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Hasta ahora apoya { $total } persona.
        [many] Hasta ahora apoyan { $total } de personas.
       *[other] Hasta ahora apoyan { $total } personas.
    }

    Tus palabras ya están selladas, solo para quienes organizan, y las borro de este chat. Telegram las ha visto. Cuentas una sola vez, aunque respondas más veces. Si no lo querías, retira tu apoyo: /pledge
comment-too-long = Es demasiado largo para sellarlo, así que no se ha guardado nada; Telegram lo ha visto. Por favor, escribe menos.

reply-came =
    <b>Quienes organizan te han respondido.</b>

    La respuesta está sellada: solo se abre en el dispositivo en el que escribiste, y solo muestra lo que la campaña ha firmado. Si ese dispositivo perdió su clave, puedes escribirnos otra vez.
reply-file =
    Quienes organizan te han respondido. La respuesta está sellada y es este archivo: solo se abre en el dispositivo en el que escribiste. Abre la página de la campaña, elige «Comprobar un llamamiento» y dale este archivo.

statement-changed =
    <b>La declaración ha cambiado desde que la apoyaste.</b> Ahora dice:

    { $statement }

    Tu apoyo era para el texto anterior, y solo cuenta para él. ¿Vale también para el nuevo? Tú decides; si no pulsas nada, nada cambia.
statement-renewed =
    <b>Gracias.</b> Tu apoyo vale ahora para el nuevo texto.
    { PLURAL($total) ->
        [one] El nuevo texto lo apoya hasta ahora { $total } persona.
        [many] El nuevo texto lo apoyan hasta ahora { $total } de personas.
       *[other] El nuevo texto lo apoyan hasta ahora { $total } personas.
    }

privacy-sealed = • <b>Lo que sellas</b> para quienes organizan lo guardamos tal como llega, con el número de tu cuenta, cifrado. Nadie puede leerlo aquí, ni con la clave de nuestro servidor. Si después de un apoyo escribes algo en el chat, lo sellamos al llegar y lo borramos del chat; Telegram lo ha visto.
sealed-copies = Lo que has sellado forma parte de ello. Las copias que quienes organizan ya han sacado y abierto se quedan con ellas y ellos: pregúntales.

button-seal = Escribir sellado
button-sealed-pledge = Apoyo sellado
button-sealed-message = Mensaje sellado
button-count-me = Sí, contadme
button-only-message = No, es un mensaje
button-open-reply = Abrir la respuesta
button-renew = Apoyo también el nuevo texto
