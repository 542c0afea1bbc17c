### L'organisation au tableau de bord : rôles, validations, comptes suspendus, ce que d'autres ont fait.

role-organiser = organisation
role-writer = rédaction
role-approver = validation
role-operator = conduite

desk-own = Ici, vous êtes <b>{ $who }</b>. Les autres ne savent que ce numéro est le vôtre que si vous le leur dites.
desk-not-yours = Votre rôle ne comprend pas cela.
desk-suspended-short = Votre compte est suspendu ici. /desk dit pourquoi, et ce qui lève la suspension.
desk-changed = Cela a changé entre-temps. Regardez-le encore une fois, s'il vous plaît.
desk-own-text = Vous l'avez écrit ou proposé. Quelqu'un d'autre doit le valider.
desk-approvals =
    <b>Validations : { $given } sur { $required }</b>
    Ont validé : { $by }
    Pas encore : { $missing }
desk-approvals-out-of-reach = Il reste trop peu d'autres personnes qui pourraient valider. Qui en a écrit une partie ne compte pas. Qu'une seule personne le récrive, ou demandez à qui tient le serveur.
desk-needs-approvals =
    Avant l'envoi :
    validations par d'autres : <b>{ $approvals }</b> (pourraient valider : { $left })
desk-needs-signatures =
    Avant l'envoi :
    signatures : <b>{ $signatures }</b>
desk-confirm-propose =
    <b>Le proposer aux autres ?</b>

    Type : { $kind }
    Abonnements qui le recevront : <b>{ $audience }</b>
    Écrit : { $languages }
    Manque : { $missing }

    Il part dès que les validations et signatures nécessaires sont là. Le bouton ne sert qu'une fois.
desk-approve-ask =
    <b>Valider cet envoi ?</b>
    <code>{ $id }</code>

    Type : { $kind }
    Abonnés qui le reçoivent : <b>{ $audience }</b>
    Textes ci-dessus : { $languages }
    Manquent : { $missing }
    Validations jusqu'ici : { $given } sur { $required }

    Lisez chaque texte ci-dessus : c'est ce que les gens verront. Avec la dernière validation, il part à son heure. Le bouton ne sert qu'une fois.
desk-confirm-reject =
    <b>Refuser cet envoi ?</b>
    <code>{ $id }</code>

    Il redevient un brouillon. Ses validations et signatures sont perdues. Le bouton ne sert qu'une fois.
desk-rejected =
    L'envoi est refusé et redevient un brouillon. Toute l'organisation en est informée.
    <code>{ $id }</code>
desk-confirm-reopen =
    <b>Modifier cet envoi ?</b>
    <code>{ $id }</code>

    Il redevient un brouillon. Ses validations et signatures sont perdues. Le bouton ne sert qu'une fois.
desk-confirm-resume =
    <b>Le laisser continuer ?</b>
    <code>{ $id }</code>

    Encore à venir : <b>{ $remaining }</b>

    Ce qui est envoyé est envoyé. Le bouton ne sert qu'une fois.
state-awaiting-approvals = en attente de validations
desk-button-approve = Valider
desk-button-reject = Refuser
desk-button-review = Lire et valider …
desk-button-propose = Le proposer
desk-organisers =
    <b>Organisation</b>

    { $list }

    Des numéros et des rôles seulement. À qui est un numéro, vous le savez par la personne.

    Quelqu'un a perdu son téléphone ou a été arrêté ? Signalez son compte : rien ne se fait plus pour lui ici avant que deux autres personnes ne le confirment.
desk-organiser = { $who }
desk-organiser-own = { $who } (vous)
desk-organiser-suspended = <b>{ $who }</b> : suspendu, { $why }. Confirmations : { $vouched } sur { $needed }
suspended-silent =
    { PLURAL($days) ->
        [one] silence de { $days } jour
        [many] silence de { $days } de jours
       *[other] silence de { $days } jours
    }
suspended-lost = signalé comme perdu
desk-button-lost = Perdu : { $who }
desk-button-vouch = Confirmer : { $who }
desk-lost-ask =
    <b>Signaler ce compte comme perdu : { $who } ?</b>

    Rien ne se fera plus pour lui ici ; ses validations et sa voix pour tout détruire ne comptent plus. Deux autres personnes peuvent le confirmer à nouveau. Toute l'organisation en est informée. Tant que ce n'est pas réglé, vous ne pouvez en signaler aucun autre.

    Le bouton ne sert qu'une fois.
desk-vouch-ask =
    <b>Confirmer ce compte : { $who } ?</b>

    Ne le faites que si vous avez rencontré ou entendu la personne et savez qu'elle tient elle-même son téléphone. Un message dans Telegram ne prouve rien.

    Le bouton ne sert qu'une fois.
desk-one-at-a-time = Vous avez signalé un compte qui est encore suspendu. Il faut d'abord régler cela : deux autres personnes le confirment, ou qui tient le serveur.
desk-too-few = Vous êtes trop peu pour que deux autres personnes confirment un compte. Qui tient le serveur peut lever la suspension : <code>klich organisers lift</code>
desk-suspended =
    <b>Votre compte est suspendu ici.</b>

    Vous êtes { $who }. Pourquoi : { $why }.

    Cela protège les autres : un compte resté longtemps sans usage, ou qui pourrait être en d'autres mains, ne peut rien ici. Rien n'est perdu, et cela ne dit rien de vous.
desk-suspended-confirm =
    <b>Que faire :</b> parlez à d'autres personnes de l'organisation, de vive voix ; il en faut { $needed }. Chacune vous confirme sous /desk, « Organisation ».
desk-suspended-lift =
    <b>Que faire :</b> parlez à qui tient le serveur. La suspension se lève par <code>klich organisers lift</code> et votre numéro.
forget-desk-stays = Encore gardé, jusqu'à ce que ce soit réglé au tableau de bord : que votre compte est suspendu, que vous en avez signalé un autre, ou que vous avez écrit une partie d'un envoi qui n'est pas encore parti.

told = № { $number } · { $act } · { $who }
told-about = № { $number } · { $act } : <code>{ $about }</code> · { $who }
told-command-line = ligne de commande
act-sent = Envoi parti
act-scheduled = Envoi programmé
act-awaited = Envoi proposé
act-rewritten = Rappel récrit
act-approved = Envoi validé
act-rejected = Envoi refusé
act-reopened = Envoi repris pour le modifier
act-signed = Signature remise
act-paused = Envoi mis en pause
act-resumed = Envoi poursuivi
act-cancelled = Envoi arrêté définitivement
act-corrected = Envoi rectifié
act-recalled = Envoi retiré
act-retried = Envoi refait aux échecs
act-discarded = Brouillon jeté
act-lost = Compte signalé comme perdu
act-silent = Compte suspendu, il se taisait
act-vouched = Compte confirmé
act-lifted = Compte de nouveau actif
act-invited = Invitation à un cercle créée
act-exported = Lettres scellées remises
act-backed-up = Sauvegarde commencée
act-restored = Sauvegarde restaurée
act-keys = Clés renouvelées
act-aside-dropped = Messages mis de côté supprimés
act-petition-closed = Pétition close
act-reloaded = Configuration et campagnes relues
act-paper-added = Signatures sur papier saisies
act-paper-undone = Signatures sur papier retirées
act-imported = Soutiens repris d’une liste
act-imported-dropped = Soutien d’une liste écarté
desk-button-chart = Courbes
desk-button-organisers = Organisation
chart-subscribers = Abonnements
chart-pledges = Soutiens
chart-caption = Totaux à la fin de chaque jour, arrondis aux cinq inférieurs.
