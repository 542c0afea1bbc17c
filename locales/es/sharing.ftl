share-wish = <b>Un deseo personal:</b> cuéntaselo a tres colegas de confianza. <b>Compartir</b> abre Telegram con un texto listo. Tú eliges quién lo recibe; nosotros no lo sabemos.
button-count-hear = Avísame de cuántos somos
button-count-stop = Sin noticias de cuántos somos
count-hearing =
    Te escribiremos cuando el número alcance una etapa, y al día siguiente del día de acción.

    Para eso guardamos el número de tu cuenta y tu idioma, cifrados. El mismo botón lo termina; también /stop, /forget y retirar tu apoyo.
count-stopped = No llegarán más noticias del número. Lo que guardábamos para eso está borrado.
count-no-pledge = Para recibir noticias del número, primero da tu apoyo: /pledge
milestone =
    📈 <b>Etapa alcanzada: { $goal }</b>

    { PLURAL($total) ->
        [one] Ahora apoya { $total } persona.
        [many] Ahora apoyan { $total } de personas.
       *[other] Ahora apoyan { $total } personas.
    }

    Gracias por estar ahí. Con el botón terminas estos mensajes.
milestone-thanks =
    🙏 <b>Gracias.</b> { $day } ha pasado.

    { PLURAL($total) ->
        [one] Apoyó { $total } persona.
        [many] Apoyaron { $total } de personas.
       *[other] Apoyaron { $total } personas.
    }

    Tú estás ahí. Lo que has empezado sigue: habla de ello donde trabajas.
desk-sources = Llegaron por enlaces: { $list }
source-other = otros
