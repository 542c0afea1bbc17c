campaigns-which = Quelle campagne ?
campaigns-choose =
    <b>Quelles campagnes suivez-vous ?</b>

    Celles qui portent un ✓. Appuyez sur une campagne pour changer cela ; votre choix vaut dès le prochain message. Nous le gardons avec le numéro de votre compte, chiffré.
campaigns-none = Vous n'en suivez aucune pour l'instant, donc vous ne recevez pas d'appels. /stop vous retire entièrement de la liste.
campaigns-further = Désormais vous suivez aussi <b>{ $campaign }</b>.
button-campaigns = Campagnes que je suis
