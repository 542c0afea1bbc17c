button-picture = Enviar una foto
picture-ask =
    <b>Una foto solidaria, solo para quienes organizan</b>

    Envíame ahora una foto. Primero quito lo que tu teléfono escribió en el archivo: lugar, hora, aparato. Después la foto se sella, de modo que solo la abren las claves de quienes organizan, y la borro de este chat.

    <b>Lo que Telegram ve de todos modos:</b> la foto, de camino hasta aquí. Si Telegram no debe ver una cara, tápala, o no envíes ninguna foto.
    <b>Quién más puede verla:</b> nadie, salvo que la publique alguien de la organización. Entonces se puede reconocer a personas por la cara, la ropa o el lugar.
    <b>Lo que guardamos:</b> la foto sellada y con ella, cifrado, el número de tu cuenta. /forget borra ambos.
picture-sealed =
    <b>Tu foto ya está sellada,</b> solo para quienes organizan, y la borro de este chat.

    Telegram la ha visto. No se muestra en ningún sitio, salvo que la publique alguien de la organización. Para borrarla aquí: /forget
picture-unasked =
    Solo acepto fotos después de decir qué será de ellas. De esta no hemos guardado nada, pero Telegram la tiene. Puedes borrarla de este chat.

    Para dar una foto a quienes organizan, pulsa primero el botón.
picture-unreadable = No he podido leer esta foto, así que no he podido limpiarla, y no hemos guardado nada de ella. Envíala como foto, no como archivo.
picture-too-large = Esta foto es demasiado grande. No hemos guardado nada de ella. Envíala como foto, no como archivo: así Telegram la hace más pequeña.
picture-too-many = No hay sitio para otra foto tuya, así que de esta no hemos guardado nada.
picture-cancelled = Entonces, sin foto. No hemos guardado nada.
