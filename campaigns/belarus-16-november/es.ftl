### The campaign's own texts. `title`, `day-title`, `share-text` and every `.title` are plain;
### the others are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler). No variables.

# At most 64 characters.
title = Belarús, 16 de noviembre: un sindicato no es un delito
# What stands in the welcome, at most 1000 characters.
call =
    En Belarús se persigue a los sindicatos independientes y a sus activistas. Cada año, el 16 de noviembre, llamamos a poner fin a esa persecución.

    El Sindicato Independiente de Belarús convocó este día en 2020. La campaña de la Liga Internacional Socialista lo apoya.
# How it came to this, at most 3000 characters.
background =
    Desde agosto de 2020, la gente de Belarús llenó calles y plazas durante casi tres meses. Protestaba contra el fraude en la elección del presidente Lukashenko y contra su gobierno autoritario.

    El Estado respondió con persecución, detenciones, palizas y torturas del KGB, de la policía y de las unidades antidisturbios. Cuando se llamó a la huelga general, golpeó sobre todo a los sindicatos independientes, a sus activistas y a la gente trabajadora que lucha junto con el resto de la sociedad.

    El 13 de noviembre de 2020 la policía detuvo a 42 activistas sindicales. Se habían hecho fotos con banderas blancas y rojas. Entre ellos había huelguistas de la planta Belaruskali y activistas del Sindicato Independiente de Belarús. Se les acusaba de participar en una actividad no autorizada. El 16 de noviembre seguían bajo arresto, y ese día iban a ser juzgados.

    Desde entonces mantenemos este día cada año.
# What one pledges to, at most 1000 characters.
statement = Estamos con el Sindicato Independiente de Belarús y hacemos nuestra su demanda: <b>libertad para todas las personas detenidas en protestas pacíficas en Belarús, también para quienes son del sindicato.</b>
# At most 100 characters.
day-title = Día de solidaridad con los sindicatos de Belarús
# At most 2000 characters.
day-text =
    En este día decimos a una sola voz: fin a la represión contra los sindicatos y sus activistas.

    Qué puedes hacer, vivas donde vivas:
    • Firma la declaración y comparte la petición.
    • Cuenta en tu trabajo por qué detuvieron a estas personas.
    • Presenta una moción en tu propio sindicato.
    • Haz una foto solidaria. No hace falta que se vea tu cara. Mándala aquí solo después de que el bot haya dicho qué pasa con ella.

    Haz solo lo que sea seguro donde estás.
# Sent to others before a link, at most 200 characters.
share-text = En Belarús se persigue a los sindicatos independientes y a sus activistas. El 16 de noviembre estamos a su lado. Lee las demandas y da tu apoyo:

## Reminders of the day, plain, each at most 1000 characters. A language without one reads English's

reminder-week-before =
    Dentro de una semana es 16 de noviembre, día de solidaridad con los sindicatos de Belarús. Exigimos el fin de la represión contra los sindicatos y sus activistas.

    Hay tiempo para prepararse: firma la declaración, comparte la petición, presenta una moción en tu propio sindicato. Haz solo lo que sea seguro donde estás.

    /day cuenta de qué trata ese día.
reminder-day-before =
    Mañana es 16 de noviembre, día de solidaridad con los sindicatos de Belarús.

    ¿Has firmado la declaración? ¿Saben en tu trabajo por qué detuvieron a estas personas? Una moción en tu propio sindicato, una foto solidaria: elige lo que sea seguro donde estás.

    /day dice qué puedes hacer.
reminder-morning =
    Hoy es 16 de noviembre. En este día decimos a una sola voz: fin a la represión contra los sindicatos y sus activistas.

    Súmate, vivas donde vivas, y haz solo lo que sea seguro donde estás.

    /day dice qué puedes hacer, /demands qué exigimos.

## Demands, each with a title of at most 80 characters and a text of at most 600

demand-stop-the-killings = Están asesinando a gente trabajadora y a miembros de los sindicatos. Exigimos que eso termine. Nadie debe pagar con la vida por defender a los demás.
    .title = Fin a los asesinatos
demand-free-the-prisoners = Compañeras y compañeros nuestros están en prisión. Defender a quien trabaja no es motivo para encerrar a nadie. Exigimos su libertad.
    .title = Libertad para quienes están en prisión
demand-union-is-no-crime = Fundar un sindicato, afiliarse y actuar en él es un derecho de toda persona que trabaja. Nadie debe ser juzgado por ello.
    .title = Un sindicato no es un delito
demand-end-sexual-harassment = Las trabajadoras sufren acoso sexual. Exigimos que termine, en el trabajo y en todas partes.
    .title = Fin al acoso sexual contra las trabajadoras
demand-back-the-unions = Un sindicato cuida la seguridad donde la empresa ahorra en ella, y así salva vidas de trabajadoras y trabajadores. Los sindicatos necesitan apoyo, no persecución.
    .title = Apoyo a los sindicatos: salvan vidas
demand-no-cheap-labour = Donde no hay sindicato, se usa a la gente trabajadora como mano de obra barata. Exigimos lo suficiente para vivir, para todas las personas.
    .title = Un mínimo para vivir, para todas las personas
