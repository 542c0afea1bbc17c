closed-petition =
    <b>La pétition est close</b>

    Date de clôture : { $date }. Nombre final : <b>{ $total }</b>

    Plus personne ne peut apporter ni retirer son soutien. La clé qui reliait les soutiens aux personnes a été détruite ce jour-là : même nous ne pouvons plus savoir quel soutien était le vôtre, il n'y a donc plus rien à retirer. Les soutiens scellés ne sont plus gardés ici.

    Si vous avez gardé votre reçu, il montre toujours que votre soutien a été compté : envoyez <code>/verify</code> avec le reçu. Les appels continuent d'arriver chez celles et ceux qui les ont demandés.
web-closed = La pétition a été close à cette date : { $date }. Voici le nombre final.
desk-closed = La pétition a été close à cette date : { $date }.
