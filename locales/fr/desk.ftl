### What an organiser reads at the desk. Messages are Telegram HTML; `desk-button-*`, `alert-kind-*` and `state-*` are plain.

# $subscribers: a number as text, or “<5”.
desk =
    <b>Tableau de bord</b>

    Abonnements : <b>{ $subscribers }</b>
    Soutiens : <b>{ $pledges }</b>
    Envois : <b>{ $alerts }</b>

    Ici, il n'y a que des totaux. Il n'existe aucune liste de personnes.
desk-new-kind = Quel type d'envoi est-ce ?

## Writing an alert

# $kind: such as “Call”. $written, $missing: lists of languages, or a dash. $audience: a number as text, or “<5”.
desk-compose =
    <b>Nouvel envoi : { $kind }</b>

    Écrit : { $written }
    Manque : { $missing }
    Abonnements qui le recevront : <b>{ $audience }</b>

    Appuyez sur une langue pour écrire son texte. Regardez ensuite l'aperçu, puis envoyez.
desk-write-in =
    Envoyez-moi maintenant le texte dans cette langue : <b>{ $language }</b>

    Un seul message, du texte simple. Telegram le voit dès que vous l'envoyez.
desk-text-taken =
    <b>{ $language } :</b> texte reçu.
    Longueur : { $length } sur { $limit }
desk-text-too-long =
    <b>Ce texte est trop long. Il n'a pas été accepté.</b>
    Longueur : { $length }. Limite : { $limit }

    Veuillez le raccourcir et le renvoyer.
desk-text-empty = Ce message ne contient pas de texte : rien n'a été reçu. Veuillez envoyer le texte dans un message à part, sans image ni fichier.
# Stands above the preview.
desk-preview = <b>Aperçu : { $language }.</b> Voici ce que verront les personnes abonnées :
desk-nothing-written = Aucun texte n'est encore écrit. Appuyez d'abord sur une langue et écrivez-en un.
desk-confirm-send =
    <b>Envoyer maintenant ?</b>

    Type : { $kind }
    Abonnements qui le recevront : <b>{ $audience }</b>
    Écrit : { $languages }
    Manque : { $missing }

    On peut le retirer pendant deux jours environ, mais qui l'a lu l'a lu. Le bouton ne marche qu'une fois.
desk-sent =
    <b>L'envoi est parti.</b>
    Son identifiant : <code>{ $id }</code>

    Je vous écris quand il est terminé, ou s'il doit s'arrêter.
desk-discarded = Le brouillon est abandonné. Rien n'a été envoyé.

## Alerts and what became of them

desk-alerts = <b>Envois</b>, du plus récent au plus ancien. Appuyez sur l'un d'eux pour voir où il en est.
desk-no-alerts = Il n'y a pas encore d'envoi.
# $kind: such as “Call”. $state: such as “running”.
desk-alert =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Remis : <b>{ $delivered }</b> sur { $audience }
    Encore à envoyer : { $remaining }
    Injoignables (bot bloqué ou compte supprimé) : { $unreachable }
    Échoués : { $failed }
    Incertains (envoyés, mais la réponse de Telegram s'est perdue) : { $uncertain }
desk-finished =
    <b>L'envoi est terminé.</b>
    <code>{ $id }</code>

    Remis : <b>{ $delivered }</b>
    Injoignables : { $unreachable }
    Échoués : { $failed }
    Incertains : { $uncertain }
desk-paused-refused =
    <b>L'envoi est en pause.</b>
    <code>{ $id }</code>

    <b>Pourquoi :</b> Telegram a refusé son contenu. Personne ne le reçoit tant que vous n'agissez pas.
    <b>Que faire :</b> regardez le texte dans chaque langue. S'il est trop long ou abîmé, refaites un envoi. Ne reprenez celui-ci que si vous savez que la cause a disparu.
desk-paused-failing =
    <b>L'envoi est en pause.</b>
    <code>{ $id }</code>

    <b>Pourquoi :</b> plus de 20 % des 200 derniers messages ont échoué, et cela ne vient pas des personnes abonnées. Telegram ou le réseau a peut-être un problème.
    <b>Que faire :</b> attendez quelques minutes, puis reprenez-le depuis /desk. Qui l'a déjà reçu ne le recevra pas deux fois. S'il se remet en pause, demandez aux responsables du serveur.
desk-paused-expired =
    <b>L'envoi s'est arrêté.</b>
    <code>{ $id }</code>

    <b>Pourquoi :</b> son délai est passé, il n'est donc plus envoyé.
    <b>Que faire :</b> rien, si c'est bien ainsi. Si des personnes doivent encore en être informées, refaites un envoi.

## Labels of buttons, plain, at most 40 characters

desk-button-new = Nouvel envoi
desk-button-alerts = Envois
desk-button-refresh = Actualiser
desk-button-back = ‹ Retour
desk-button-preview = Aperçu
desk-button-send = Envoyer…
desk-button-send-now = Envoyer maintenant
desk-button-discard = Abandonner
desk-button-pause = Mettre en pause
desk-button-resume = Reprendre
# For a reminder that has yet to go out.
desk-button-edit = Modifier les textes

## Kinds and states

alert-kind-call = Appel
alert-kind-update = Nouvelles
alert-kind-correction = Rectification
alert-kind-reminder = Rappel
state-draft = brouillon
state-awaiting-signatures = en attente de signatures
state-scheduled = envoi programmé
state-running = en cours d'envoi
state-paused = en pause
state-finished = envoi terminé
state-cancelled = envoi annulé
