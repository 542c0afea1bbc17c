### Wiping everything from the desk, by several organisers. As in desk.ftl. $votes, $needed: organisers; $minutes: minutes.

desk-button-wipe = Tout détruire
desk-button-wipe-now = Tout détruire maintenant
desk-wipe-ask =
    <b>Tout détruire ?</b>

    D’abord les clés, puis tout ce que klich garde : abonnés, engagements, appels. Ensuite, le bot ne répond plus à personne. Il n’y a pas de retour possible.

    Il faut l’accord { PLURAL($needed) ->
        [one] de { $needed } membre de l’organisation
        [many] de { $needed } membres différents de l’organisation
       *[other] de { $needed } membres différents de l’organisation
    } en { $minutes } minutes. Accords donnés : <b>{ $votes }</b>

    Le bouton ne sert qu’une fois.
desk-wipe-voted =
    <b>Votre accord vaut pendant { $minutes } minutes.</b>

    Accords donnés : <b>{ $votes } sur { $needed }</b>. Toute l’organisation est prévenue.
desk-wipe-called =
    <b>Quelqu’un de l’organisation demande de tout détruire.</b>

    Accords donnés : <b>{ $votes } sur { $needed }</b>. S’il y en a { $needed } en { $minutes } minutes, tout ce que klich garde sera détruit, sans retour possible.

    Si vous n’êtes pas d’accord, ne faites rien et parlez avec les autres.
desk-wiped =
    <b>klich a été détruit.</b>

    Ses clés sont détruites, et avec elles tout ce qu’il gardait. Le bot ne répond plus à personne. Telegram et les téléphones gardent ce qui a été écrit : supprimez cette conversation et faites révoquer le jeton du bot auprès de @BotFather.
desk-wiped-in-part =
    <b>klich devait tout détruire, et n’a pas pu tout détruire.</b>

    Le bot ne répond plus à personne. Il reste sur le serveur quelque chose qui peut contenir une clé : la personne qui s’en occupe doit le détruire maintenant, et <code>klich wipe</code> dit ce que c’est. Supprimez cette conversation et faites révoquer le jeton du bot auprès de @BotFather.
