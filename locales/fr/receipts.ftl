button-receipt = Mon reçu
receipt =
    <b>Votre reçu</b>

    <code>{ $receipt }</code>

    Il correspond à votre soutien dans le décompte public et ne contient rien sur vous. Envoyez-le avec <code>/verify</code>, ou saisissez-le sur la page de la campagne, pour voir que votre soutien est compté.

    Qui l'a peut vérifier la même chose, et personne ne peut prouver avec lui à qui il est. Si ce soutien peut vous nuire, ne le gardez pas.
receipt-listed = Ce reçu est compté. Il est dans la liste publique depuis cette date : { $date }.
receipt-today = Ce reçu est compté. Il rejoindra la liste publique après minuit.
receipt-withdrawn = Ce reçu a été compté, et son soutien a été retiré.
receipt-unknown = Ce reçu n'est pas dans le décompte. Un soutien retiré le jour même ne laisse aucune trace.
receipt-malformed = Ce n'est pas un reçu. Recopiez-le en entier : quatre groupes de six lettres et chiffres.
web-count = Vérifier le décompte
web-count-text = Chaque soutien a un reçu : un texte tiré au hasard, qui ne contient rien sur la personne. Son empreinte est une ligne d'une liste publique, et après chaque jour figure ici la racine d'un arbre sur toutes les lignes. Aucune ligne d'un jour passé ne peut donc être changée ou supprimée sans qu'on le voie, et chaque personne peut voir que sa ligne est là. Notez la racine et comparez-la avec d'autres.
web-count-root = { $date } · lignes : { $size } · soutiens : { $total }
web-count-none = La première racine figurera ici après le premier jour avec un soutien.
web-count-list = Toute la liste
web-receipt = Votre reçu
web-receipt-check = Vérifier
web-receipt-proof = Preuve pour cette date : { $date }
