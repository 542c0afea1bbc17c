web-languages = Langues
web-people = { PLURAL($count) ->
    [one] { $count } personne solidaire
    [many] { $count } de personnes solidaires
   *[other] { $count } personnes solidaires
}
web-goal = Objectif : { $goal }
web-milestones = Étapes
web-reached = atteinte
web-open = Ouvrir dans Telegram
web-qr = Scannez ce code avec un téléphone : il ouvre le bot dans Telegram.
web-bot-soon = L'adresse du bot apparaîtra ici dès que le bot aura joint Telegram.
web-days = { PLURAL($days) ->
    [one] encore { $days } jour
    [many] encore { $days } de jours
   *[other] encore { $days } jours
}
web-today = aujourd'hui
web-calendar = Ajouter la journée à mon agenda
web-calendar-yearly = Chaque année : agenda auquel s'abonner
web-demands = Nos revendications
web-statement = Ce que vous soutenez
web-kinds = Comment apporter votre soutien
web-kinds-note = Vous choisissez dans le bot. Il ne demande aucun nom, chaque personne compte une fois, et vous pouvez retirer votre soutien à tout moment.
web-background = Comment on en est arrivé là
web-real = Est-ce le vrai bot ?
web-real-bot = Cette campagne a un seul bot : { $bot }. Comparez le nom lettre par lettre avant d'appuyer sur Start.
web-real-page = Cette page a une seule adresse : { $address }
web-real-keys = Empreinte des clés de la campagne. Comparez-la avec un tract ou avec quelqu'un de confiance, pas seulement avec cette page :
web-real-unsigned = Les appels de cette campagne ne sont pas signés. Si un appel est inhabituel, vérifiez-le d'abord par une autre voie de confiance : quelqu'un que vous connaissez, ou votre syndicat.
web-privacy-text = Cette page ne dépose aucun cookie, n'exécute aucun script et ne charge rien depuis d'autres sites. klich ne tient aucune liste de visites. Qui surveille votre réseau peut voir que vous avez ouvert cette adresse. Telegram sait qui parle au bot, et une discussion avec un bot n'est pas chiffrée de bout en bout.
web-own-site = L'afficher sur votre site
web-own-site-text = Copiez l'une de ces lignes dans votre page. Aucune ne suit les personnes qui la visitent.
web-picture = Image avec le titre de la campagne et sa journée d'action
