circle-ask =
    <b>Vous êtes invité·e dans le cercle « { $circle } »</b>

    Qui en fait partie reçoit aussi les appels destinés à ce seul cercle. Si vous le rejoignez, nous gardons, chiffré, que vous en êtes, et vous recevez aussi les appels de « { $campaign } ». L'équipe voit combien de personnes sont dans un cercle, jamais qui.

    Vous pouvez en sortir à tout moment : /mydata a un bouton pour cela. Si vous ne voulez pas le rejoindre, il n'y a rien à faire.
circle-joined = Vous êtes maintenant dans le cercle « { $circle } ». /mydata a un bouton pour en sortir.
circle-over = Cette invitation a été utilisée, ou son délai est passé. Demandez-en une nouvelle à qui vous l'a donnée.
circle-too-many = Vous êtes dans autant de cercles que possible. Sortez d'abord de l'un d'eux : /mydata a un bouton pour chacun.
circle-left = Vous n'êtes plus dans ce cercle.
circles-of-yours = Les cercles dont vous faites partie :
button-join = Rejoindre
button-leave-circle = Sortir de { $circle }
desk-circles =
    <b>Cercles</b>
    Personnes et, entre parenthèses, invitations ouvertes :

    { $circles }
desk-invitation =
    <b>Une invitation dans le cercle « { $circle } »</b>
    { $link }

    Elle vaut pour une personne, jusqu'au { $until }. Telegram la voit ici. Transmettez-la là où personne d'autre ne lit.
desk-button-circles = Cercles
desk-button-invite = Inviter dans { $circle }
