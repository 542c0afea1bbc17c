share-wish = <b>Un souhait personnel :</b> parlez-en à trois collègues de confiance. <b>Partager</b> ouvre Telegram avec un texte tout prêt. Vous choisissez qui le reçoit ; nous n'en savons rien.
button-count-hear = Me tenir au courant du nombre
button-count-stop = Ne plus m'informer du nombre
count-hearing =
    Nous vous écrirons quand le nombre atteindra une étape, et le lendemain de la journée d'action.

    Pour cela, nous gardons le numéro de votre compte et votre langue, chiffrés. Le même bouton y met fin ; de même /stop, /forget et le retrait de votre soutien.
count-stopped = Vous ne recevrez plus de nouvelles du nombre. Ce que nous gardions pour cela est supprimé.
count-no-pledge = Pour suivre le nombre, il faut d'abord apporter votre soutien : /pledge
milestone =
    📈 <b>Une étape est atteinte : { $goal }</b>

    { PLURAL($total) ->
        [one] À présent : { $total } personne solidaire.
        [many] À présent : { $total } de personnes solidaires.
       *[other] À présent : { $total } personnes solidaires.
    }

    Merci d'en faire partie. Le bouton met fin à ces messages.
milestone-thanks =
    🙏 <b>Merci.</b> { $day } est passé.

    { PLURAL($total) ->
        [one] { $total } personne a apporté son soutien.
        [many] { $total } de personnes ont apporté leur soutien.
       *[other] { $total } personnes ont apporté leur soutien.
    }

    Vous en faites partie. Ce que vous avez commencé continue : parlez-en là où vous travaillez.
desk-sources = Venues par des liens : { $list }
source-other = autres
