### The campaign's own texts. `title`, `day-title`, `share-text` and every `.title` are plain;
### the others are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler). No variables.

# At most 64 characters.
title = Belarus, 16 de novembro: um sindicato não é um crime
# What stands in the welcome, at most 1000 characters.
call =
    Em Belarus, os sindicatos independentes e os seus ativistas são perseguidos. Todos os anos, a 16 de novembro, apelamos ao fim dessa perseguição.

    Foi o Sindicato Independente de Belarus que convocou este dia em 2020. A campanha da Liga Internacional Socialista apoia-o.
# How it came to this, at most 3000 characters.
background =
    A partir de agosto de 2020, a população de Belarus encheu ruas e praças durante quase três meses. Protestava contra a fraude na eleição do presidente Lukashenko e contra o seu poder autoritário.

    O Estado respondeu com perseguição, prisões, espancamentos e tortura pelo KGB, pela polícia e pelas unidades antimotim. Quando se apelou à greve geral, atacou sobretudo os sindicatos independentes, os seus ativistas e as pessoas que trabalham e lutam ao lado do resto da sociedade.

    A 13 de novembro de 2020, a polícia deteve 42 ativistas sindicais. Tinham-se fotografado com bandeiras brancas e vermelhas. Entre essas pessoas havia grevistas da fábrica Belaruskali e ativistas do Sindicato Independente de Belarus. A acusação: participar numa atividade não autorizada. A 16 de novembro continuavam sob detenção, e nesse dia iam ser julgadas.

    Desde então, mantemos este dia todos os anos.
# What one pledges to, at most 1000 characters.
statement = Estamos com o Sindicato Independente de Belarus e fazemos nossa a sua reivindicação: <b>liberdade para todas as pessoas detidas em protestos pacíficos em Belarus, incluindo membros do sindicato.</b>
# At most 100 characters.
day-title = Dia de solidariedade com os sindicatos de Belarus
# At most 2000 characters.
day-text =
    Neste dia dizemos em conjunto: fim à repressão dos sindicatos e dos seus ativistas.

    O que pode fazer, onde quer que viva:
    • Assine a declaração e partilhe a petição.
    • Conte no trabalho por que razão estas pessoas foram detidas.
    • Apresente uma moção no seu próprio sindicato.
    • Tire uma foto solidária. Não é preciso mostrar o rosto. Envie-a para aqui só depois de o bot dizer o que lhe acontece.

    Faça apenas o que for seguro onde está.
# Sent to others before a link, at most 200 characters.
share-text = Em Belarus, os sindicatos independentes e os seus ativistas são perseguidos. A 16 de novembro estamos ao seu lado. Leia as reivindicações e dê o seu apoio:

## Reminders of the day, plain, each at most 1000 characters. A language without one reads English's

reminder-week-before =
    Daqui a uma semana é 16 de novembro, dia de solidariedade com os sindicatos de Belarus. Exigimos o fim da repressão dos sindicatos e dos seus ativistas.

    Há tempo para preparar: assine a declaração, partilhe a petição, apresente uma moção no seu próprio sindicato. Faça só o que for seguro onde está.

    /day diz de que trata esse dia.
reminder-day-before =
    Amanhã é 16 de novembro, dia de solidariedade com os sindicatos de Belarus.

    Já assinou a declaração? No seu trabalho sabem por que razão estas pessoas foram detidas? Uma moção no seu próprio sindicato, uma foto solidária: escolha o que for seguro onde está.

    /day diz o que pode fazer.
reminder-morning =
    Hoje é 16 de novembro. Neste dia dizemos em conjunto: fim à repressão dos sindicatos e dos seus ativistas.

    Levante-se connosco, onde quer que viva, e faça só o que for seguro onde está.

    /day diz o que pode fazer, /demands o que exigimos.

## Demands, each with a title of at most 80 characters and a text of at most 600

demand-stop-the-killings = Pessoas que trabalham e membros de sindicatos estão a ser assassinados. Exigimos que isso acabe. Ninguém deve pagar com a vida por defender os outros.
    .title = Fim aos assassinatos
demand-free-the-prisoners = Camaradas nossos estão na prisão. Defender quem trabalha não é razão para prender ninguém. Exigimos a sua libertação.
    .title = Liberdade para quem está na prisão
demand-union-is-no-crime = Fundar um sindicato, aderir a ele e participar nele é um direito de quem trabalha. Ninguém deve ser julgado por isso.
    .title = Um sindicato não é um crime
demand-end-sexual-harassment = As trabalhadoras sofrem assédio sexual. Exigimos que isso acabe, no trabalho e em toda a parte.
    .title = Fim ao assédio sexual das trabalhadoras
demand-back-the-unions = Um sindicato cuida da segurança onde a empresa poupa nela, e assim salva a vida de quem trabalha. Os sindicatos precisam de apoio, não de perseguição.
    .title = Apoio aos sindicatos: eles salvam vidas
demand-no-cheap-labour = Onde não há sindicato, quem trabalha é usado como mão de obra barata. Exigimos o suficiente para viver, para todas as pessoas.
    .title = Um mínimo para viver, para todas as pessoas
