circle-key-offer =
    <b>Llamamientos sellados para «{ $circle }»</b>

    Algunos llamamientos para este círculo llegan sellados: ni Telegram ni este bot pueden leerlos. Para eso tu dispositivo crea su propia clave. El botón bajo el campo de texto abre la página de la campaña, que vuelve a preguntar antes de entregar la clave.

    <b>Qué ve Telegram:</b> que abres la página, y la mitad pública de la clave, que no abre nada.
    <b>Qué guardamos:</b> esa mitad pública, cifrada, junto a tu lugar en el círculo. Quienes organizan reciben las claves de un círculo sin nombres. Salir del círculo, /stop y /forget la borran.

    No hace falta que lo hagas. Sin clave recibes los llamamientos abiertos del círculo, pero no los sellados.
circle-key-taken =
    <b>La clave de tu dispositivo está guardada.</b> Desde ahora los llamamientos sellados para «{ $circle }» llegan a este chat y solo se abren en ese dispositivo.

    Una clave que dieras antes ya no cuenta. Si el dispositivo pierde su clave, da una nueva: /mydata tiene un botón. Lo que se selló para la anterior queda cerrado.
circle-key-none = No estás en este círculo, así que no se guardó ninguna clave. Los círculos en los que estás: /mydata
circle-key-damaged = Esto no es la clave de un dispositivo, o cambió por el camino. No se guardó nada. Abre la página otra vez: /mydata tiene un botón para cada círculo.
sealed-call-came =
    <b>Hay algo sellado para ti.</b>

    Se abre en el dispositivo que dio su clave, y muestra solo lo que la campaña ha firmado.
sealed-call-file = Hay algo sellado para ti, en este archivo: se abre en el dispositivo que dio su clave. Guarda el archivo, abre la página de la campaña con el botón y dale allí este archivo.
button-give-key = Dar la clave de este dispositivo
button-circle-key = Sellado: { $circle }
button-open-sealed = Abrir
button-open-page = Abrir la página
desk-sealed = Sellado para «{ $circle }». Miembros con una clave para la que está sellado: { $reached }. Sin esa clave, no reciben nada: { $keyless }.
