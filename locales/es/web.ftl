web-languages = Idiomas
web-people = { PLURAL($count) ->
    [one] Apoya { $count } persona
    [many] Apoyan { $count } de personas
   *[other] Apoyan { $count } personas
}
web-goal = Meta: { $goal }
web-milestones = Etapas
web-reached = alcanzada
web-open = Abrir en Telegram
web-qr = Escanea esto con un teléfono: el código abre el bot en Telegram.
web-bot-soon = La dirección del bot aparecerá aquí en cuanto el bot haya contactado con Telegram.
web-days = { PLURAL($days) ->
    [one] falta { $days } día
    [many] faltan { $days } de días
   *[other] faltan { $days } días
}
web-today = hoy
web-calendar = Añadir el día a mi calendario
web-calendar-yearly = Cada año: calendario para suscribirse
web-demands = Lo que exigimos
web-statement = Lo que apoyas
web-kinds = Cómo puedes dar tu apoyo
web-kinds-note = Eliges en el bot. No pregunta ningún nombre, cada persona cuenta una vez y puedes retirar tu apoyo en cualquier momento.
web-background = Cómo se llegó a esto
web-real = ¿Es el bot auténtico?
web-real-bot = Esta campaña tiene un solo bot: { $bot }. Compara el nombre letra por letra antes de pulsar Start.
web-real-page = Esta página tiene una sola dirección: { $address }
web-real-keys = Huella de las claves de la campaña. Compárala con un folleto o con alguien de confianza, no solo con esta página:
web-real-unsigned = Los llamamientos de esta campaña no van firmados. Si uno te parece raro, compruébalo primero por otra vía de confianza: alguien que conoces o tu sindicato.
web-privacy-text = Esta página no usa cookies, no ejecuta scripts y no carga nada de otros sitios. klich no guarda ninguna lista de visitas. Quien vigile tu red puede ver que abriste esta dirección. Telegram sabe quién habla con el bot, y un chat con un bot no está cifrado de extremo a extremo.
web-own-site = Mostrarlo en tu propio sitio
web-own-site-text = Copia una de estas líneas en tu página. Ninguna rastrea a quienes la visitan.
web-picture = Imagen con el título de la campaña y su día de acción
