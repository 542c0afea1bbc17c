app-nav-pledge = Dar mi apoyo
app-nav-message = Escribirnos
app-nav-verify = Comprobar un llamamiento
app-nav-safety = Qué está protegido
app-nav-reply = Respuesta

app-seal-why =
    Lo que escribes aquí se sella en este dispositivo, antes de llegar a Telegram. Solo lo abren las claves del equipo organizador. Telegram y el bot ven que enviaste algo, y cuándo.
app-pledge-title = Dar mi apoyo
app-kinds-legend = ¿De qué manera?
app-optional = Solo si quieres
app-field-name = Tu nombre
app-print-ask = El equipo organizador puede imprimir mi nombre
app-field-town = Localidad
app-field-union = Sindicato
app-field-contact = Cómo contactar contigo
app-field-note = Lo que quieras añadir
app-seal-send = Sellar y enviar
app-kind-missing = Elige al menos una manera de apoyar.
app-message-title = Escribir al equipo organizador
app-field-body = Tu mensaje
app-body-missing = Escribe primero tu mensaje.
app-too-long = Sobran { $over } bytes. Acórtalo, por favor.
app-sent = Sellado. El bot responderá en el chat.
app-copy-title = Sellado. Ahora envíalo
app-copy-how = Copia este texto y envíalo al bot en el chat:
app-copy = Copiar
app-copied = Copiado.
app-no-recipients = Esta campaña no recibe nada sellado. No envíes nombres al bot.
app-no-device-key = Este dispositivo no guarda ninguna clave, así que el equipo organizador no podrá responderte aquí.
app-why-failed = Este dispositivo no pudo sellarlo. No se envió nada.

app-reply-title = Una respuesta del equipo organizador
app-reply-signed = Firmada por la campaña el { $day }
app-reply-lost = Esta respuesta no se abre en este dispositivo. Se escribió para otro, o este ha perdido su clave: entonces las respuestas antiguas se pierden con ella. Puedes volver a escribirnos.
app-reply-unsigned = Esta respuesta no está firmada por la campaña. No actúes según ella.

app-verify-title = Comprobar un llamamiento
app-verify-how = Pulsa «Comprobar» debajo de un llamamiento. O abre aquí sus archivos: manifiesto, firmas y texto.
app-open-files = Abrir archivos
app-paste = O pegar un texto
app-check = Comprobar
app-verified = Este llamamiento es auténtico
app-numbered = Número { $sequence }, válido hasta el { $expires }
app-signatures = Firmas: { $count }. Necesarias: { $required }. Firmado por:
app-not-verified = No actúes según este llamamiento
app-why-missing = Faltan firmas: hay { $count }, se necesitan { $required }.
app-why-foreign = Una firma es de una clave que no es de la campaña.
app-why-twice = La misma persona firmó dos veces. Cuenta una vez.
app-why-other = Una firma no corresponde al texto. Alguien lo ha cambiado.
app-why-old = Es más antiguo que un llamamiento que ya comprobaste aquí, el número { $last }.
app-why-expired = Caducó el { $expires }.
app-why-campaign = Es de otra campaña.
app-why-damaged = No se puede leer: está incompleto o ha sido cambiado.
app-why-no-signers = Esta campaña no firma sus llamamientos, así que no se pueden comprobar.

app-keys-first = Este dispositivo ve las claves de la campaña por primera vez. Compara su huella, en «Qué está protegido».
app-keys-changed-signed = La campaña tiene claves nuevas. Quienes tenían las anteriores firmaron el cambio.
app-keys-changed = Las claves de la campaña han cambiado, y quienes tenían las anteriores no lo firmaron. Aquí no se sella ni se comprueba nada. Pregunta a personas de confianza. Antes: { $old }. Ahora: { $new }.
app-keys-print = Huella de las claves de la campaña
app-keys-compare = Compárala con personas de confianza, o con lo que la campaña ha impreso. Si es distinta, no uses esta página.
app-no-memory = Este dispositivo no guarda nada para esta página. Por eso no notará claves cambiadas ni un llamamiento antiguo.

app-safety-title = Qué protege esta página
app-safety-yes =
    • Lo que sellas aquí solo se abre con las claves del equipo organizador: ni en Telegram, ni en un bot incautado.
    • Un llamamiento auténtico aquí lo firmó la gente de la campaña en sus propios dispositivos. Quien se apodere del bot no puede hacer ninguno.
    • Una respuesta solo se abre en el dispositivo con el que escribiste.
    • Un llamamiento sellado para un círculo se abre solo en los dispositivos que dieron una clave.
app-safety-no-title = Qué no protege
app-safety-no =
    • Telegram sabe que usas este bot, y cuándo.
    • El equipo organizador lee lo que escribes. También quien le quite las claves.
    • Quien tenga tu teléfono desbloqueado ve lo que tú ves.
    • Quien controle el servidor de esta página puede darte otra. Si arriesgas mucho, pide al equipo organizador la página para usar sin conexión.
app-forget = Borrar lo que esta página guarda en el dispositivo
app-forget-done = Borrado. Las respuestas antiguas ya no se abren.
app-language = Idioma

app-nav-circle = Círculo
app-nav-sealed = Llamamiento sellado
app-circle-title = Llamamientos sellados para «{ $circle }»
app-circle-why =
    Los llamamientos para este círculo pueden llegar sellados, para que ni Telegram ni el bot los lean. Para eso este dispositivo crea su propia clave, solo para este círculo.

    • Su mitad secreta se queda en este dispositivo. Su mitad pública, que no abre nada, va al bot; Telegram lo ve.
    • Quienes organizan reciben las claves de un círculo sin nombres.
    • Si este dispositivo pierde lo que guarda la página, los llamamientos sellados ya no se abren. Entonces da una clave nueva.
app-circle-give = Dar la clave de este dispositivo
app-circle-given = Entregada. El bot responderá en el chat.
app-circle-copy = Copia este texto y envíalo al bot en el chat:
app-circle-no-memory = Este dispositivo no guarda nada para esta página, así que tampoco puede guardar una clave. No se entregó nada. Los llamamientos abiertos del círculo llegan igualmente.
app-circle-failed = Este dispositivo no pudo crear una clave. No se entregó nada.
app-sealed-title = Un llamamiento sellado
app-sealed-lost = Esto no se abre en este dispositivo. Se selló para otro dispositivo, o este ha perdido su clave: entonces lo que se selló para ella queda cerrado. Puedes dar una clave nueva: el bot tiene un botón en /mydata.
app-sealed-denied = Este dispositivo no guarda nada para esta página, así que no tiene una clave que pueda abrir esto.
app-for-circle = Solo para el círculo «{ $circle }».
app-why-circle = Pertenece a otro círculo, y alguien lo selló de nuevo.
app-why-old-list = Es más antigua que una lista que ya has comprobado aquí, la número { $last }.
app-keys-old = Esta página trae claves de la campaña más antiguas que las que este dispositivo ya ha visto. Aquí no se sella ni se comprueba nada. Pregunta a gente de confianza.
app-addresses-title = Estas direcciones son auténticas
app-addresses-bot = Bot:
app-addresses-next = Si ya no está, busca:
app-addresses-pages = Página:
