### Registered with Telegram, so shown before anyone has said a word. Plain text without tags.

# At most 512 characters with a title of 64.
bot-description =
    { $campaign }

    Recibe los llamamientos de la campaña, lee sus demandas, da tu apoyo. Tú eliges si te suscribes. Puedes irte y borrar tus datos cuando quieras.

    Este chat no está cifrado de extremo a extremo: Telegram ve que usas el bot y lo que escribes.
# At most 120 characters with a title of 64.
bot-short-description = { $campaign }: llamamientos, demandas, apoyos

## Descriptions of commands

command-subscribe = Recibir los llamamientos
command-stop = No recibir más llamamientos
command-language = Elegir el idioma
command-demands = Qué exigimos
command-day = Cuándo actuamos
command-pledge = Dar o retirar tu apoyo
command-mydata = Ver qué guardamos sobre ti
command-forget = Borrar lo que guardamos sobre ti
command-privacy = Quién ve qué
command-verify = ¿Es auténtico un llamamiento?
command-help = Qué puedo hacer
command-desk = Para quienes organizan: totales y envíos
