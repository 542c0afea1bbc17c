### Wiping everything from the desk, by several organisers. As in desk.ftl. $votes, $needed: organisers; $minutes: minutes.

desk-button-wipe = Destruir todo
desk-button-wipe-now = Destruir todo ahora
desk-wipe-ask =
    <b>¿Destruir todo?</b>

    Primero se destruyen las claves y luego todo lo que klich guarda: suscripciones, apoyos, llamados. Después el bot no responde a nadie. No hay vuelta atrás.

    Hace falta el acuerdo { PLURAL($needed) ->
        [one] de { $needed } persona de la organización
        [many] de { $needed } personas distintas de la organización
       *[other] de { $needed } personas distintas de la organización
    } en { $minutes } minutos. Dados hasta ahora: <b>{ $votes }</b>

    El botón funciona una sola vez.
desk-wipe-voted =
    <b>Tu acuerdo vale durante { $minutes } minutos.</b>

    Dados hasta ahora: <b>{ $votes } de { $needed }</b>. Toda la organización ha sido avisada.
desk-wipe-called =
    <b>Alguien de la organización pide destruir todo.</b>

    Acuerdos hasta ahora: <b>{ $votes } de { $needed }</b>. Si llegan a { $needed } en { $minutes } minutos, se destruye todo lo que klich guarda y no hay vuelta atrás.

    Si no estás de acuerdo, no hagas nada y habla con los demás.
desk-wiped =
    <b>klich ha sido destruido.</b>

    Sus claves están destruidas, y con ellas todo lo que guardaba. El bot ya no responde a nadie. Telegram y los teléfonos conservan lo escrito: borren este chat y hagan revocar el token del bot en @BotFather.
desk-wiped-in-part =
    <b>klich debía destruirlo todo y no pudo destruirlo todo.</b>

    El bot ya no responde a nadie. En el servidor queda algo que puede contener una clave: quien lo administra tiene que destruirlo ahora, y <code>klich wipe</code> dice qué es. Borren este chat y hagan revocar el token del bot en @BotFather.
