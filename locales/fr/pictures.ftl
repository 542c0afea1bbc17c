button-picture = Envoyer une photo
picture-ask =
    <b>Une photo solidaire, pour les organisateurs seulement</b>

    Envoyez-moi une photo maintenant. J'enlève d'abord ce que votre téléphone a écrit dans le fichier : lieu, heure, appareil. Puis la photo est scellée, de sorte que seules les clés des organisateurs l'ouvrent, et je la supprime de ce chat.

    <b>Ce que Telegram voit malgré tout :</b> la photo, sur son chemin jusqu'ici. Si Telegram ne doit pas voir un visage, cachez-le, ou n'envoyez pas de photo.
    <b>Qui d'autre peut la voir :</b> personne, sauf si un organisateur la publie. On peut alors reconnaître des gens à leur visage, à leurs vêtements ou au lieu.
    <b>Ce que nous gardons :</b> la photo scellée et avec elle, chiffré, le numéro de votre compte. /forget efface les deux.
picture-sealed =
    <b>Votre photo est maintenant scellée,</b> pour les organisateurs seulement, et je la supprime de ce chat.

    Telegram l'a vue. Elle n'est montrée nulle part, sauf si un organisateur la publie. Pour l'effacer ici : /forget
picture-unasked =
    Je ne prends de photos qu'après avoir dit ce qu'elles deviennent. Nous n'avons rien gardé de celle-ci, mais Telegram l'a. Vous pouvez la supprimer de ce chat.

    Pour remettre une photo aux organisateurs, appuyez d'abord sur le bouton.
picture-unreadable = Je n'ai pas pu lire cette photo, donc pas pu la nettoyer, et nous n'en avons rien gardé. Envoyez-la comme photo, pas comme fichier.
picture-too-large = Cette photo est trop lourde. Nous n'en avons rien gardé. Envoyez-la comme photo, pas comme fichier : Telegram la réduit alors.
picture-too-many = Il n'y a plus de place pour une autre photo de vous ; nous n'avons rien gardé de celle-ci.
picture-cancelled = Alors pas de photo. Nous n'avons rien gardé.
