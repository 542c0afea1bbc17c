### What a supporter reads. Messages are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler),
### but for the labels of buttons, the pop-up answers, `kind-*`, `date` and `stop-words`, which are plain.
### Numbers choose a form by PLURAL($number), months by MONTH($month); never by a bare variable.

## Coming and going

# $campaign: the campaign's title. $call: the campaign's own few sentences.
welcome =
    <b>{ $campaign }</b>

    { $call }

    Ce bot vous envoie les appels de la campagne. C'est vous qui décidez. Avant de le faire :

    • <b>Ce que nous gardons si vous vous abonnez :</b> le numéro de votre compte Telegram, votre langue et le jour de votre abonnement, chiffrés sur notre serveur. Tant que vous n'appuyez pas sur <b>M'abonner</b>, nous ne gardons rien sur vous, sauf une langue que vous choisissez ou un soutien que vous apportez.
    • <b>Ce que voit Telegram :</b> que vous parlez à ce bot, et ce que vous écrivez ici. Ce chat n'est pas chiffré de bout en bout.
    • <b>Comment partir :</b> /stop met fin aux appels, /forget efface ce que nous gardons sur vous.
# For subscribers who press Start again.
welcome-back =
    <b>{ $campaign }</b>

    Votre abonnement est actif : les appels arrivent ici.

    /demands montre ce que nous revendiquons, /day quand nous agissons, /pledge comment apporter votre soutien. /help montre tout.
# $day: the date of the next action day, such as “16 November 2026”.
subscribed =
    <b>Votre abonnement est actif.</b>

    Les appels et les nouvelles de la campagne arrivent désormais ici. Prochaine journée d'action : <b>{ $day }</b>.

    Quand un appel arrive, répondez-y ou appuyez sur un bouton pour apporter votre soutien.

    /stop met fin aux appels à tout moment. /forget efface ce que nous gardons sur vous.
already-subscribed = Votre abonnement est déjà actif. Rien n'a changé. /stop met fin aux appels.
unsubscribed =
    <b>Votre abonnement est terminé.</b> Nous avons effacé le numéro de votre compte, et vous ne recevrez plus d'appels.

    Si vous avez apporté votre soutien, il reste compté, sans votre nom, jusqu'à ce que vous le retiriez avec /pledge ou que vous effaciez tout avec /forget.

    Pour revenir : /subscribe
not-subscribed = Vous n'avez pas d'abonnement, donc vous ne recevez pas d'appels. Pour vous abonner : /subscribe
language-choose =
    Dans quelle langue dois-je vous écrire ?

    Nous gardons votre choix avec le numéro de votre compte, chiffrés. /forget efface ce choix.
# $language: the language's name in itself, such as “Polski”.
language-set = Langue : <b>{ $language }</b>

## How messages reach a person

# $minutes: how long a shown text stands.
hearing =
    <b>Comment les messages vous parviennent</b>

    Vos choix portent un ✓ et valent dès le prochain message. Nous les gardons avec le numéro de votre compte, chiffrés.

    • <b>Ouvertement</b> ou <b>discrètement :</b> discrètement, seule une ligne neutre arrive. <b>Montrer</b> met le texte à sa place ; après { $minutes } min il se cache de nouveau.
    • <b>Reste</b> ou un nombre d'heures : le bot efface un message après ce délai.
    • <b>Nouvelles</b> et <b>rappels</b> arrivent s'ils sont cochés. Les appels arrivent toujours, tout comme les corrections de ce que vous avez reçu.

    <b>Cela protège</b> contre un regard sur votre téléphone, sur son écran verrouillé ou sur la liste de vos discussions.

    <b>Cela ne protège pas</b> contre :
    • Telegram, qui a chaque texte montré ;
    • les notifications que votre téléphone a déjà affichées, les copies, les sauvegardes et les captures d'écran ;
    • vos propres réponses : une réponse cite ce à quoi elle répond ;
    • le nom de ce bot dans la liste de vos discussions ;
    • quiconque tient votre téléphone déverrouillé et touche <b>Montrer</b>.

    Si notre serveur est en panne à ce moment-là, le texte est caché ou effacé plus tard, ou pas du tout.
# Stands for a message: names neither campaign nor sender, and tells nothing of what it is about.
discreet-notice = Vous avez un nouveau message.
# A pop-up answer, at most 200 characters, plain.
discreet-gone = Ce message n'est plus disponible ici.

## The campaign

demands-heading =
    <b>{ PLURAL($count) ->
        [one] { $count } revendication
        [many] { $count } de revendications
       *[other] { $count } revendications
    }</b>
# One demand of several, such as “2/6”.
demand =
    <b>{ $number }/{ $total } · { $title }</b>

    { $text }
# $date: such as “16 November 2026”. $days: how many are left, 1 or more.
day =
    <b>{ $title }</b>
    { $date } · { PLURAL($days) ->
        [one] encore { $days } jour
        [many] encore { $days } de jours
       *[other] encore { $days } jours
    }

    { $text }
day-today =
    <b>{ $title }</b>
    { $date } · <b>aujourd'hui</b>

    { $text }
# A full date, as it stands after a colon.
date = { PLURAL($day) ->
        [one] { $day }er
        [many] { $day }
       *[other] { $day }
    } { MONTH($month) ->
        [january] janvier
        [february] février
        [march] mars
        [april] avril
        [may] mai
        [june] juin
        [july] juillet
        [august] août
        [september] septembre
        [october] octobre
        [november] novembre
       *[december] décembre
    } { $year }

## Pledges

# $statement: the petition's statement.
pledge-ask =
    <b>Apporter votre soutien</b>

    { $statement }

    Choisissez avec les boutons comment vous soutenez cette déclaration.

    <b>Avant d'appuyer :</b> nous gardons ce que vous avez choisi, votre langue et le jour, chiffrés. Sans la clé de notre serveur, personne ne peut faire le lien avec la liste des abonnements. Telegram voit que vous appuyez. Vous pouvez retirer votre soutien à tout moment.
# $url: a petition on another site.
pledge-ask-external =
    <b>Apporter votre soutien</b>

    { $statement }

    Choisissez avec les boutons comment vous soutenez cette déclaration. La pétition elle-même est sur un autre site, qui a ses propres règles et voit votre visite : { $url }

    <b>Avant d'appuyer :</b> nous gardons ce que vous avez choisi, votre langue et le jour, chiffrés. Sans la clé de notre serveur, personne ne peut faire le lien avec la liste des abonnements. Telegram voit que vous appuyez. Vous pouvez retirer votre soutien à tout moment.
# $kinds: a list such as “Sign the statement, Share the petition”. Must stay true when the same button is pressed again.
pledge-counted =
    <b>Merci. Votre soutien est compté.</b>

    Votre soutien : <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] À ce jour : { $total } personne solidaire.
        [many] À ce jour : { $total } de personnes solidaires.
       *[other] À ce jour : { $total } personnes solidaires.
    }

    Vous comptez une fois, même si vous appuyez plusieurs fois. Pour voir ou retirer votre soutien : /pledge
# The person replied to a call.
pledge-counted-reply =
    <b>Merci. Votre réponse compte : vous soutenez la déclaration.</b>

    Votre soutien : <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] À ce jour : { $total } personne solidaire.
        [many] À ce jour : { $total } de personnes solidaires.
       *[other] À ce jour : { $total } personnes solidaires.
    }

    Nous n'avons pas gardé vos mots ; Telegram les a dans ce chat. Vous comptez une fois, même si vous répondez plusieurs fois. Si ce n'était pas votre intention, retirez votre soutien : /pledge
pledge-withdraw-ask =
    <b>Retirer votre soutien ?</b>

    Votre soutien : <b>{ $kinds }</b>

    Il sera effacé et ne sera plus compté. Vous pourrez l'apporter de nouveau plus tard.
pledge-withdrawn = <b>Votre soutien est retiré.</b> Il est effacé et n'est plus compté. Pour l'apporter de nouveau : /pledge
pledge-none = Vous n'avez pas apporté de soutien. Pour le faire : /pledge
# $kinds: what can be chosen.
pledge-kind-unknown =
    Je ne connais pas ce type de soutien. Vous pouvez choisir l'un de ceux-ci : { $kinds }

    Ou envoyez /pledge et appuyez sur un bouton.
# The pledge as it is, with buttons to add a kind or to withdraw.
pledge-stands =
    <b>Votre soutien est enregistré.</b>

    Votre soutien : <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] À ce jour : { $total } personne solidaire.
        [many] À ce jour : { $total } de personnes solidaires.
       *[other] À ce jour : { $total } personnes solidaires.
    }

    Avec les boutons, vous pouvez le compléter ou le retirer.
# Kinds of pledge: labels of buttons, and items of a list after a colon.
kind-sign = Signer la déclaration
kind-share = Partager la pétition
kind-act = Participer à la journée
kind-photo = Faire une photo solidaire
kind-raise = En parler à mon syndicat

## A person's own data

# Under a file.
my-data-caption =
    Ce fichier contient tout ce que klich garde sur vous.

    Il est maintenant dans ce chat, donc Telegram l'a aussi. Après l'avoir lu, vous pouvez le supprimer du chat.
my-data-nothing = Nous ne gardons rien sur vous. Telegram garde ce chat.
forget-ask =
    <b>Effacer tout ce que nous gardons sur vous ?</b>

    Nous effaçons votre abonnement, votre langue et votre soutien si vous l'avez apporté. Ce soutien ne sera plus compté. C'est irréversible.
forget-cancelled = <b>Annulé.</b> Rien n'a été effacé.
forget-done =
    <b>C'est fait. Tout ce qui vous concerne sur notre serveur est effacé.</b>

    Ce que nous ne pouvons pas effacer :

    • <b>Telegram</b> garde ce chat et sait que vous avez utilisé ce bot.
    • <b>Votre téléphone</b> contient encore les messages. Supprimez ce chat, pour les deux côtés si Telegram le propose, puis bloquez le bot.
    • <b>Notre disque :</b> des données effacées peuvent y rester un moment, chiffrées. Personne ne peut les lire tant que notre clé est en sécurité. Une fois les clés changées, en général la nuit suivante, plus personne ne peut les lire, pas même nous.
    • <b>Une sauvegarde</b> faite auparavant contient encore vos données, chiffrées, tant qu'elle n'est pas supprimée.
forget-nothing =
    Nous ne gardons rien sur vous, il n'y a donc rien à effacer.

    Telegram garde ce chat et sait que vous avez utilisé ce bot. Vous pouvez supprimer le chat et bloquer le bot.
privacy =
    <b>Qui voit quoi</b>

    • <b>Telegram</b> voit que vous utilisez ce bot, ce que vous écrivez, sur quoi vous appuyez et ce que nous envoyons. Ce chat n'est pas chiffré de bout en bout.
    • <b>Notre serveur</b> voit ce que vous lui envoyez, pour pouvoir répondre. Ce que vous envoyez attend sur son disque, chiffré, jusqu'à la réponse, puis est effacé.
    • <b>Ce qu'il garde,</b> chiffré : si vous vous abonnez, le numéro de votre compte, votre langue, le jour de votre abonnement et comment les messages vous parviennent ; après un appel, pendant environ deux jours, de quel message il s'agissait ; si vous apportez votre soutien, son type, la langue et le jour. Il ne garde ni nom, ni numéro de téléphone, ni aucun de vos mots.
    • <b>L'équipe d'organisation</b> ne voit que des totaux. Elle n'a aucune liste de personnes.
    • <b>Qui s'empare de notre disque</b> y trouve des données chiffrées. Qui s'empare du serveur en marche ou de sa clé peut lire ce qu'il garde.
    • <b>Qui a votre téléphone en main</b> peut lire ce chat.

    /mydata montre ce que nous gardons sur vous, /forget l'efface.
verify-unsigned =
    <b>Un appel est-il authentique ?</b>

    Cette campagne ne signe pas ses appels. Ce bot ne peut donc pas prouver qui a écrit un appel.

    Un appel est inhabituel ? Il indique un nouveau lieu, ou demande des noms, des papiers, de l'argent ou de cliquer sur un lien ? Alors vérifiez-le d'abord par une autre voie de confiance : quelqu'un que vous connaissez, ou votre syndicat.

## Help

help =
    <b>Ce que je peux faire</b>

    /subscribe – recevoir les appels
    /stop – ne plus recevoir d'appels
    /demands – ce que nous revendiquons
    /day – quand nous agissons
    /pledge – apporter ou retirer votre soutien
    /language – choisir la langue
    /mydata – voir ce que nous gardons sur vous
    /forget – l'effacer
    /privacy – qui voit quoi
    /verify – un appel est-il authentique ?

    Quand un appel arrive, vous pouvez aussi simplement y répondre : cela compte comme un soutien.
help-organiser =
    <b>Ce que je peux faire</b>

    /desk – totaux, nouveaux envois et leur suivi

    /subscribe – recevoir les appels
    /stop – ne plus recevoir d'appels
    /demands – ce que nous revendiquons
    /day – quand nous agissons
    /pledge – apporter ou retirer votre soutien
    /language – choisir la langue
    /mydata – voir ce que nous gardons sur vous
    /forget – l'effacer
    /privacy – qui voit quoi
    /verify – un appel est-il authentique ?

    Quand un appel arrive, vous pouvez aussi simplement y répondre : cela compte comme un soutien.

## What is not understood

command-unknown = Je ne connais pas cette commande. /help montre ce que je peux faire.
wait-a-little = Patientez un peu, s'il vous plaît. Vous écrivez plus vite que je ne peux répondre, j'en saute donc une partie. L'essentiel n'est pas perdu : votre soutien, /stop et /forget.
words-not-kept =
    Je ne sais pas lire un texte libre. Nous n'avons rien gardé de ce que vous avez écrit, mais Telegram l'a vu.

    Ce que je peux faire : /demands, /day, /pledge, /stop. /help montre tout.
file-not-kept =
    Je ne peux pas recevoir d'images, de fichiers ni de messages vocaux. Nous n'en avons rien gardé, mais Telegram l'a. Vous pouvez le supprimer de ce chat.

    Ce que je peux faire : /help
# Pop-up answers, at most 200 characters, plain.
button-old = Ce bouton n'est plus valable. Envoyez /help pour voir ce que vous pouvez faire maintenant.
button-done = C'est déjà fait. Rien n'a changé.
# Words that, as a whole message, unsubscribe: lower case, separated by commas. No words that may be a battle cry, such as “enough”.
stop-words = stop, arrêt, arrêter, arreter, arrête, désabonner, desabonner, me désabonner, me desabonner, se désabonner, désabonnement, desabonnement, désinscrire, desinscrire, me désinscrire, désinscription, desinscription, laissez-moi tranquille, laisse-moi tranquille, fichez-moi la paix, foutez-moi la paix, ne plus recevoir, ne plus recevoir de messages, je ne veux plus de messages

## Labels of buttons, plain, at most 40 characters

button-subscribe = M'abonner
button-language = Langue
button-demands = Revendications
button-day = Journée d'action
button-pledge = Apporter mon soutien
button-privacy = Qui voit quoi
button-previous = ‹ Précédente
button-next = Suivante ›
button-all-demands = Toutes les revendications
button-one-by-one = Une par une
button-withdraw = Retirer
button-keep = Garder
button-forget = Tout effacer
button-cancel = Annuler
button-open-petition = Ouvrir la pétition
button-share = Partager
button-hearing = Comment les messages me parviennent
button-show = Montrer
button-hide = Cacher
button-openly = Ouvertement
button-discreetly = Discrètement
# Short: four stand in a row.
button-stay = Reste
button-after-hours = { $hours } h
button-news = Nouvelles
button-reminders = Rappels

## A call as a subscriber sees it

alert-foot-call = <i>Pour apporter votre soutien, répondez à ce message ou appuyez sur un bouton. Se désabonner : /stop</i>
alert-foot-note = <i>Se désabonner : /stop</i>
alert-head-call = 📣 <b>Appel</b>
alert-head-update = 📰 <b>Nouvelles</b>
alert-head-correction = ✏️ <b>Rectification</b>
alert-head-reminder = ⏰ <b>Rappel</b>
