button-verify = Vérifier
proof-files =
    Cet appel est trop long pour un bouton : voici son texte, son manifeste et ses signatures en fichiers.

    Enregistrez-les, puis ouvrez-les tous ensemble sur la page « Vérifier un appel ». L'outil <code>minisign -V</code> les vérifie aussi.
verify-signed =
    <b>Un appel est-il authentique ?</b>

    Les appels de cette campagne sont signés par des personnes de la campagne, sur leurs propres appareils. Signatures nécessaires : <b>{ $required }</b>. Personnes qui peuvent signer : <b>{ $signers }</b>. Qui s'empare de ce bot ne peut pas en fabriquer.

    Sous chaque appel se trouve le bouton <b>Vérifier</b>. Il ouvre une page qui vérifie l'appel sur votre appareil et ne montre que ce qui a été signé. Si la page dit qu'un appel n'est pas authentique, ne le suivez pas.
verify-signed-no-page =
    <b>Un appel est-il authentique ?</b>

    Les appels de cette campagne sont signés par des personnes de la campagne, sur leurs propres appareils, avant que ce bot les envoie. Signatures nécessaires : <b>{ $required }</b>. Personnes qui peuvent signer : <b>{ $signers }</b>.

    Ce bot n'a pas de page où vous pourriez vérifier vous-même les signatures. Demandez à l'équipe le manifeste et les signatures d'un appel ; l'outil <code>minisign -V</code> les vérifie.
verify-keys =
    <b>Empreinte des clés de la campagne</b>
    <code>{ $print }</code>
    { $words }

    Comparez-la avec des personnes de confiance, ou avec ce que la campagne a imprimé.
verify-doubt = Un appel est inhabituel ? Il indique un nouveau lieu, ou demande des noms, des papiers, de l'argent ou de cliquer sur un lien ? Alors vérifiez-le d'abord par une autre voie de confiance : quelqu'un que vous connaissez, ou votre syndicat.
desk-awaits =
    <b>Signatures : { $given } sur { $required }</b>
    Signé par : { $signers }

    Prenez <b>À signer</b>. On signe sur sa propre machine : <code>klich alert sign</code>, ou <code>minisign -S</code> pour le manifeste. Envoyez-moi ensuite ici le fichier .minisig.
desk-to-sign-caption =
    Ce qui est à signer de l'envoi <code>{ $id }</code>. Lisez les textes dans <code>{ $file }</code>, puis signez ce fichier avec <code>klich alert sign</code>, ou le manifeste avec <code>minisign -S</code>.
desk-signature-taken =
    <b>La signature est prise.</b>
    Envoi <code>{ $id }</code> : { $given } sur { $required }
desk-signatures-complete =
    <b>La signature est prise, il n'en manque aucune.</b>
    Envoi <code>{ $id }</code> : { $given } sur { $required }

    Il partira à son heure.
desk-signature-foreign =
    <b>Cette signature n'est pas prise.</b>
    Elle vient de la clé <code>{ $key }</code>, qui n'est pas parmi les signataires de cette campagne.
desk-signature-twice =
    <b>Cette signature n'est pas prise.</b>
    La clé <code>{ $signer }</code> a déjà signé cet envoi et compte une fois. Une autre personne doit signer.
desk-signature-other =
    <b>Cette signature n'est pas prise.</b>
    Elle ne correspond à aucun envoi en attente : elle porte sur un autre texte, ou a été modifiée. Reprenez <b>À signer</b> et faites signer cela.
desk-signature-old-kind =
    <b>Cette signature n'est pas prise.</b>
    Elle est de l'ancien type de minisign. Signez avec <code>klich alert sign</code>, ou avec minisign 0.10 ou plus récent.
desk-signature-malformed =
    <b>Cette signature n'est pas prise.</b>
    Je ne peux pas la lire. Envoyez le fichier .minisig entier.
desk-signature-old =
    <b>Cette signature n'est pas prise.</b>
    L'envoi a le numéro { $given }, et le numéro { $last } est parti entre-temps. Reprenez <b>À signer</b> : il reçoit un nouveau numéro et demande de nouvelles signatures.
desk-signature-expired =
    <b>Cette signature n'est pas prise.</b>
    L'envoi a expiré et ne partira plus.
desk-signature-not-awaited = Cet envoi n'attend plus de signatures.
desk-paused-outrun =
    <b>L'envoi n'est pas parti.</b>
    <code>{ $id }</code>

    <b>Pourquoi :</b> un envoi avec un numéro plus récent est parti avant. La page dirait aux gens de ne pas croire celui-ci.
    <b>Que faire :</b> arrêtez-le définitivement et écrivez-le à nouveau.
desk-button-to-sign = À signer
desk-button-reopen = Le modifier
verify-addresses =
    <b>Où trouver la campagne</b>
    Ce bot : { $bot }
    S'il disparaît : { $next }
    Pages : { $pages }

    Personnes de la campagne qui l'ont signé : { $signers }. Valable jusqu'au { $until }.
