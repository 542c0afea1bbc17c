### Ce qui est scellé pour les organisateurs, leurs réponses, et une déclaration qui a changé. Comme dans supporter.ftl.

seal-offer =
    <b>Scellé, pour les organisateurs seulement</b>

    Les boutons sous le champ de saisie ouvrent la page de la campagne. Ce que vous y écrivez est scellé sur votre propre appareil. Ni Telegram ni ce bot ne peuvent le lire ; seules les clés des organisateurs l'ouvrent.

    <b>Ce que Telegram voit malgré tout :</b> que vous ouvrez la page, que vous envoyez quelque chose de scellé et quand, et lequel des deux boutons vous utilisez.
    <b>Ce que nous gardons :</b> le texte scellé et avec lui, chiffré, le numéro de votre compte, pour qu'une réponse vous trouve. /forget efface les deux.
seal-offer-file =
    <b>Scellé, pour les organisateurs seulement</b>

    Ce bot n'a pas de page à lui pour cela. Scellez un fichier avec <b>age</b>, ou avec la page hors ligne que la campagne remet de la main à la main, et envoyez-le ici comme fichier ou comme texte. Ces clés l'ouvrent :

    <code>{ $keys }</code>

    <b>Ce que Telegram voit malgré tout :</b> que vous envoyez quelque chose de scellé, et quand.
    <b>Ce que nous gardons :</b> le texte scellé et avec lui, chiffré, le numéro de votre compte, pour qu'une réponse vous trouve. /forget efface les deux.
seal-none =
    Cette campagne ne prend rien de scellé pour l'instant : il n'y a pas de clé pour laquelle sceller. Nous n'en avons rien gardé, mais Telegram l'a. Merci de n'envoyer aucun nom ici.

    Ce que je sais faire : /help
sealed-pledge =
    <b>Merci. Votre soutien scellé est compté.</b>

    Je ne peux pas lire ce que vous avez écrit. Les organisateurs le peuvent.
    { PLURAL($total) ->
        [one] À ce jour : { $total } personne solidaire.
        [many] À ce jour : { $total } de personnes solidaires.
       *[other] À ce jour : { $total } personnes solidaires.
    }

    Vous comptez une fois, même si vous en envoyez plusieurs ; le plus récent remplace le précédent. Pour voir ou retirer votre soutien : /pledge
sealed-message =
    <b>Pris, scellé.</b> Je ne peux pas le lire ; les organisateurs le peuvent.

    S'ils répondent, un message avec un bouton arrivera ici. Il ne s'ouvre que sur l'appareil où vous avez écrit.
sealed-which =
    <b>Pris, scellé.</b> Je ne vois pas ce qu'il y a dedans.

    Est-ce votre soutien ? Alors appuyez sur le bouton, et vous serez compté.
sealed-newer = Ceci a été scellé par une version plus récente que je ne connais pas. Rien n'a été gardé. Ouvrez la page à nouveau par /pledge, ou demandez aux organisateurs.
sealed-damaged = Ce texte scellé est incomplet, ou a changé en route. Rien n'a été gardé. Si votre application l'a coupé en deux messages, enregistrez-le comme fichier et envoyez le fichier.
sealed-too-long = C'est plus long que tout ce que je prends. Rien n'a été gardé.
sealed-other-key = Ceci n'est pas scellé pour des clés comme celles des organisateurs : personne chez eux ne pourrait l'ouvrir. Rien n'a été gardé.
sealed-too-many = Vous avez envoyé autant de lettres scellées que je peux en garder pour une personne. Celle-ci n'a pas été gardée. Les organisateurs ont les précédentes.

comment-ask = Voulez-vous ajouter quelque chose pour les organisateurs ? Ce que vous écrivez ensuite ici est scellé à son arrivée et supprimé du chat, mais Telegram le voit d'abord. Ce que Telegram ne doit pas voir, écrivez-le scellé.
comment-sealed =
    <b>Vos mots sont maintenant scellés,</b> pour les organisateurs seulement, et je les supprime de ce chat.

    Telegram les a vus. Ce que Telegram ne doit pas voir, écrivez-le scellé.
pledge-counted-comment =
    <b>Merci. Votre réponse compte : vous soutenez la déclaration.</b>

    Votre soutien : <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] À ce jour : { $total } personne solidaire.
        [many] À ce jour : { $total } de personnes solidaires.
       *[other] À ce jour : { $total } personnes solidaires.
    }

    Vos mots sont maintenant scellés, pour les organisateurs seulement, et je les supprime de ce chat. Telegram les a vus. Vous comptez une fois, même si vous répondez plusieurs fois. Si vous ne le vouliez pas, retirez votre soutien : /pledge
comment-too-long = C'est trop long pour être scellé, donc rien n'a été gardé ; Telegram l'a vu. Écrivez moins, s'il vous plaît.

reply-came =
    <b>Les organisateurs vous ont répondu.</b>

    La réponse est scellée : elle ne s'ouvre que sur l'appareil où vous avez écrit, et ne montre que ce que la campagne a signé. Si cet appareil a perdu sa clé, vous pouvez nous écrire à nouveau.
reply-file =
    Les organisateurs vous ont répondu. La réponse est scellée, c'est ce fichier : il ne s'ouvre que sur l'appareil où vous avez écrit. Ouvrez la page de la campagne, choisissez « Vérifier un appel » et donnez-lui ce fichier.

statement-changed =
    <b>La déclaration a changé depuis votre soutien.</b> Elle dit maintenant :

    { $statement }

    Votre soutien était pour l'ancien texte, et ne compte que pour lui. Vaut-il aussi pour le nouveau ? C'est votre choix ; si vous n'appuyez sur rien, rien ne change.
statement-renewed =
    <b>Merci.</b> Votre soutien vaut maintenant pour le nouveau texte.
    { PLURAL($total) ->
        [one] Pour le nouveau texte, à ce jour : { $total } personne.
        [many] Pour le nouveau texte, à ce jour : { $total } de personnes.
       *[other] Pour le nouveau texte, à ce jour : { $total } personnes.
    }

privacy-sealed = • <b>Ce que vous scellez</b> pour les organisateurs, nous le gardons comme il arrive, avec le numéro de votre compte, chiffré. Personne ne peut le lire ici, même avec la clé de notre serveur. Si vous écrivez des mots dans le chat après un soutien, nous les scellons à leur arrivée et les supprimons du chat ; Telegram les a vus.
sealed-copies = Ce que vous avez scellé en fait partie. Les copies que les organisateurs ont déjà prises et ouvertes restent chez eux : adressez-vous à eux.

button-seal = Écrire scellé
button-sealed-pledge = Soutien scellé
button-sealed-message = Message scellé
button-count-me = Oui, comptez-moi
button-only-message = Non, c'est un message
button-open-reply = Ouvrir la réponse
button-renew = Je soutiens aussi le nouveau texte
