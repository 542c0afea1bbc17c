### The campaign's own texts. `title`, `day-title`, `share-text` and every `.title` are plain;
### the others are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler). No variables.

# At most 64 characters.
title = Bélarus, 16 novembre : un syndicat n'est pas un crime
# What stands in the welcome, at most 1000 characters.
call =
    Au Bélarus, les syndicats indépendants et leurs militantes et militants sont persécutés. Chaque année, le 16 novembre, nous appelons à y mettre fin.

    C'est le Syndicat indépendant du Bélarus qui a lancé l'appel à cette journée en 2020. La campagne de la Ligue internationale socialiste le soutient.
# How it came to this, at most 3000 characters.
background =
    À partir d'août 2020, pendant près de trois mois, la population du Bélarus a rempli les rues et les places. Elle protestait contre la fraude à l'élection du président Loukachenko et contre son pouvoir autoritaire.

    L'État a répondu par les persécutions, les arrestations, les coups et la torture : le KGB, la police et les unités antiémeutes. Quand un appel à la grève générale a été lancé, il a frappé avant tout les syndicats indépendants, leurs militantes et militants, et celles et ceux qui, au travail, luttent avec le reste de la société.

    Le 13 novembre 2020, la police a arrêté 42 syndicalistes. Ces personnes se prenaient en photo avec des drapeaux blancs et rouges. Parmi elles, des grévistes de l'usine Belaruskali et des membres actifs du Syndicat indépendant du Bélarus. On les accusait de participation à une activité non autorisée. Le 16 novembre, elles étaient encore détenues et devaient être jugées ce jour-là.

    Depuis, nous marquons cette journée chaque année.
# What one pledges to, at most 1000 characters.
statement = Nous sommes aux côtés du Syndicat indépendant du Bélarus et faisons nôtre sa revendication : <b>libérez toutes les personnes arrêtées lors de manifestations pacifiques au Bélarus, y compris les membres du syndicat.</b>
# At most 100 characters.
day-title = Journée de solidarité avec les syndicats du Bélarus
# At most 2000 characters.
day-text =
    Ce jour-là, nous disons ensemble : fin de la répression contre les syndicats, leurs militantes et leurs militants.

    Ce que vous pouvez faire, où que vous viviez :
    • Signez la déclaration et partagez la pétition.
    • Expliquez à vos collègues pourquoi ces personnes ont été arrêtées.
    • Présentez une motion dans votre propre syndicat.
    • Faites une photo solidaire. Votre visage n'a pas besoin d'y être. Ne l'envoyez ici qu'après que le bot a dit ce qu'elle devient.

    Ne faites que ce qui est sans danger là où vous êtes.
# Sent to others before a link, at most 200 characters.
share-text = Au Bélarus, les syndicats indépendants, leurs militantes et militants sont persécutés. Le 16 novembre, nous sommes à leurs côtés. Lisez les revendications et apportez votre soutien :

## Reminders of the day, plain, each at most 1000 characters. A language without one reads English's

reminder-week-before =
    Dans une semaine, ce sera le 16 novembre, journée de solidarité avec les syndicats du Bélarus. Nous demandons la fin de la répression contre les syndicats, leurs militantes et leurs militants.

    Il reste du temps pour se préparer : signez la déclaration, partagez la pétition, présentez une motion dans votre propre syndicat. Ne faites que ce qui est sûr là où vous êtes.

    /day dit de quoi il s'agit ce jour-là.
reminder-day-before =
    Demain, c'est le 16 novembre, journée de solidarité avec les syndicats du Bélarus.

    Avez-vous signé la déclaration ? Vos collègues savent-ils pourquoi ces personnes ont été arrêtées ? Une motion dans votre propre syndicat, une photo solidaire : choisissez ce qui est sûr là où vous êtes.

    /day dit ce que vous pouvez faire.
reminder-morning =
    Aujourd'hui, c'est le 16 novembre. Ce jour-là, nous disons ensemble : fin de la répression contre les syndicats, leurs militantes et leurs militants.

    Levez-vous avec nous, où que vous viviez, et ne faites que ce qui est sûr là où vous êtes.

    /day dit ce que vous pouvez faire, /demands ce que nous demandons.

## Demands, each with a title of at most 80 characters and a text of at most 600

demand-stop-the-killings = On assassine des travailleuses, des travailleurs et des membres de syndicats. Nous exigeons que cela cesse. Personne ne doit payer de sa vie pour avoir défendu les autres.
    .title = Arrêt des assassinats
demand-free-the-prisoners = Nos camarades sont en prison. Défendre celles et ceux qui travaillent n'est pas une raison d'enfermer qui que ce soit. Nous exigeons leur libération.
    .title = Libération des camarades en prison
demand-union-is-no-crime = Fonder un syndicat, y adhérer et y militer, c'est le droit de toute personne qui travaille. Personne ne doit être jugé pour cela.
    .title = Un syndicat n'est pas un crime
demand-end-sexual-harassment = Les travailleuses subissent le harcèlement sexuel. Nous exigeons que cela cesse, au travail et partout ailleurs.
    .title = Fin du harcèlement sexuel des travailleuses
demand-back-the-unions = Un syndicat veille à la sécurité là où l'employeur fait des économies sur elle : il sauve ainsi des vies. Les syndicats ont besoin de soutien, pas de persécutions.
    .title = Soutien aux syndicats : ils sauvent des vies
demand-no-cheap-labour = Là où il n'y a pas de syndicat, celles et ceux qui travaillent servent de main-d'œuvre bon marché. Nous exigeons de quoi vivre pour toutes et tous.
    .title = Un minimum pour vivre, pour toutes et tous
