desk-when =
    <b>Quand faut-il l'envoyer ?</b>

    Choisissez une heure ou envoyez-la-moi à l'heure de { $zone }, écrite ainsi : <code>{ $example }</code>
desk-when-unclear = Je ne peux pas lire cela comme une heure à venir. Écrivez-la ainsi : <code>{ $example }</code>
desk-goes-out = Envoi : <b>{ $time }</b>
desk-goes-out-at-once = Envoi : tout de suite
desk-scheduled =
    <b>L'envoi est programmé.</b>
    Son id : <code>{ $id }</code>

    Envoi : <b>{ $time }</b>
desk-correct-note = Les messages reçus seront modifiés. Là où vous n'écrivez pas de nouveau texte, l'ancien reste.
desk-confirm-correct =
    <b>Rectifier maintenant ?</b>

    Personnes qui l'ont reçu : <b>{ $audience }</b>
    Nouveau texte : { $languages }
    L'ancien reste : { $missing }

    Les anciens textes sont perdus. Le bouton ne marche qu'une fois.
desk-confirm-discard =
    <b>Abandonner ce brouillon ?</b>

    Ses textes sont perdus. Le bouton ne marche qu'une fois.
desk-confirm-cancel =
    <b>Arrêter définitivement ?</b>
    <code>{ $id }</code>

    Celles et ceux qui l'ont le gardent ; plus personne d'autre ne le reçoit. Le bouton ne marche qu'une fois.
desk-confirm-recall =
    <b>Le retirer de toutes les discussions ?</b>
    <code>{ $id }</code>

    Messages à supprimer : <b>{ $delivered }</b>

    S'il est encore en cours d'envoi, l'envoi s'arrête. Qui l'a lu l'a lu. Le bouton ne marche qu'une fois.
desk-confirm-retry =
    <b>Le renvoyer à celles et ceux pour qui l'envoi a échoué ?</b>
    <code>{ $id }</code>

    Personnes : <b>{ $failed }</b>

    Le bouton ne marche qu'une fois.
desk-progress =
    { $bar } { $percent } %
    Par seconde : { $rate }. Temps restant : { $left }
desk-rework =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Envoi concerné : <code>{ $of }</code>

    Fait : <b>{ $done }</b> sur { $audience }
    Reste : { $remaining }
    Injoignables : { $unreachable }
    Échecs : { $failed }
    Incertains : { $uncertain }
desk-rework-finished =
    <b>{ $kind } : terminé.</b>
    <code>{ $id }</code>, envoi <code>{ $of }</code>

    Fait : <b>{ $done }</b>
    Injoignables : { $unreachable }
    Échecs : { $failed }
    Incertains : { $uncertain }
desk-too-old = Ces messages ont plus de 47 heures. klich ne les connaît plus.
desk-paused-token =
    <b>L'envoi est en pause.</b>
    <code>{ $id }</code>

    <b>Pourquoi :</b> Telegram n'a pas accepté le jeton du bot, rien n'a donc pu partir.
    <b>Que faire :</b> demandez à la personne qui gère le serveur si le jeton a été changé ou volé. Quand tout est rétabli, reprenez l'envoi depuis /desk.
desk-paused-late =
    <b>Le rappel n'a pas été envoyé.</b>
    <code>{ $id }</code>

    <b>Pourquoi :</b> à son heure le bot ne tournait pas, et plus de six heures ont passé depuis.
    <b>Que faire :</b> rien, s'il est trop tard. S'il est encore utile, reprenez-le depuis /desk.

desk-button-test = Essai pour moi
desk-button-when = Heure …
desk-button-at-once = Tout de suite
desk-button-schedule = Programmer
desk-button-cancel = Arrêter définitivement
desk-button-correct = Rectifier
desk-button-recall = Retirer
desk-button-retry = Renvoyer aux échecs
alert-kind-recall = Retrait
alert-kind-retry = Nouvel essai
