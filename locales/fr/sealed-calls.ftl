circle-key-offer =
    <b>Appels scellés pour « { $circle } »</b>

    Certains appels pour ce cercle arrivent scellés : ni Telegram ni ce bot ne peuvent les lire. Pour cela, votre appareil crée sa propre clé. Le bouton sous le champ de saisie ouvre la page de la campagne, qui vous redemande avant de transmettre la clé.

    <b>Ce que Telegram voit :</b> que vous ouvrez la page, et la moitié publique de la clé, qui n'ouvre rien.
    <b>Ce que nous gardons :</b> cette moitié publique, chiffrée, avec votre place dans le cercle. L'organisation reçoit les clés d'un cercle sans les noms. Quitter le cercle, /stop et /forget l'effacent.

    Rien ne vous y oblige. Sans clé, vous recevez les appels ouverts du cercle, mais pas les appels scellés.
circle-key-taken =
    <b>La clé de votre appareil est gardée.</b> Désormais, les appels scellés pour « { $circle } » arrivent dans cette conversation et ne s'ouvrent que sur cet appareil.

    Une clé donnée auparavant ne compte plus. Si l'appareil perd sa clé, donnez-en une nouvelle : /mydata a un bouton. Ce qui était scellé pour l'ancienne reste fermé.
circle-key-none = Vous n'êtes pas dans ce cercle, aucune clé n'a donc été gardée. Les cercles où vous êtes : /mydata
circle-key-damaged = Ce n'est pas la clé d'un appareil, ou elle a été modifiée en chemin. Rien n'a été gardé. Ouvrez la page encore une fois : /mydata a un bouton pour chaque cercle.
sealed-call-came =
    <b>Il y a quelque chose de scellé pour vous.</b>

    Cela s'ouvre sur l'appareil qui a donné sa clé, et ne montre que ce que la campagne a signé.
sealed-call-file = Il y a quelque chose de scellé pour vous, dans ce fichier : il s'ouvre sur l'appareil qui a donné sa clé. Enregistrez le fichier, ouvrez la page de la campagne avec le bouton et donnez-lui ce fichier.
button-give-key = Donner la clé de cet appareil
button-circle-key = Scellé : { $circle }
button-open-sealed = Ouvrir
button-open-page = Ouvrir la page
desk-sealed = Scellé pour « { $circle } ». Membres ayant une clé pour laquelle il est scellé : { $reached }. Sans une telle clé, ils ne reçoivent rien : { $keyless }.
