app-nav-pledge = Apporter mon soutien
app-nav-message = Nous écrire
app-nav-verify = Vérifier un appel
app-nav-safety = Ce qui est protégé
app-nav-reply = Réponse

app-seal-why =
    Ce que vous écrivez ici est scellé sur cet appareil, avant d'arriver chez Telegram. Seules les clés de l'équipe d'organisation l'ouvrent. Telegram et le bot voient que vous avez envoyé quelque chose, et quand.
app-pledge-title = Apporter mon soutien
app-kinds-legend = De quelle manière ?
app-optional = Seulement si vous le voulez
app-field-name = Votre nom
app-print-ask = L'équipe d'organisation peut imprimer mon nom
app-field-town = Ville ou village
app-field-union = Syndicat
app-field-contact = Comment vous joindre
app-field-note = Ce que vous voulez ajouter
app-seal-send = Sceller et envoyer
app-kind-missing = Choisissez au moins une manière de soutenir.
app-message-title = Écrire à l'équipe d'organisation
app-field-body = Votre message
app-body-missing = Écrivez d'abord votre message.
app-too-long = C'est trop long de { $over } octets. Raccourcissez, s'il vous plaît.
app-sent = Scellé. Le bot répondra dans la discussion.
app-copy-title = Scellé. Il reste à l'envoyer
app-copy-how = Copiez ce texte et envoyez-le au bot dans la discussion :
app-copy = Copier
app-copied = Copié.
app-no-recipients = Cette campagne ne reçoit rien de scellé. N'envoyez pas de noms au bot.
app-no-device-key = Cet appareil ne garde pas de clé : l'équipe d'organisation ne pourra pas vous répondre ici.
app-why-failed = Cet appareil n'a pas pu sceller. Rien n'a été envoyé.

app-reply-title = Une réponse de l'équipe d'organisation
app-reply-signed = Signée par la campagne le { $day }
app-reply-lost = Cette réponse ne s'ouvre pas sur cet appareil. Elle est destinée à un autre, ou celui-ci a perdu sa clé : les anciennes réponses sont alors perdues avec elle. Vous pouvez nous écrire de nouveau.
app-reply-unsigned = Cette réponse n'est pas signée par la campagne. N'agissez pas d'après elle.

app-verify-title = Vérifier un appel
app-verify-how = Appuyez sur « Vérifier » sous un appel. Ou ouvrez ici ses fichiers : manifeste, signatures et texte.
app-open-files = Ouvrir des fichiers
app-paste = Ou coller un texte
app-check = Vérifier
app-verified = Cet appel est authentique
app-numbered = Numéro { $sequence }, valable jusqu'au { $expires }
app-signatures = Signatures : { $count }. Nécessaires : { $required }. Signé par :
app-not-verified = N'agissez pas d'après cet appel
app-why-missing = Il manque des signatures : il y en a { $count }, il en faut { $required }.
app-why-foreign = Une signature vient d'une clé qui n'est pas à la campagne.
app-why-twice = La même personne a signé deux fois. Cela compte une fois.
app-why-other = Une signature ne correspond pas au texte. Quelqu'un l'a modifié.
app-why-old = Il est plus ancien qu'un appel que vous avez vérifié ici, numéro { $last }.
app-why-expired = Il n'est plus valable depuis le { $expires }.
app-why-campaign = Il appartient à une autre campagne.
app-why-damaged = Il est illisible : incomplet, ou modifié.
app-why-no-signers = Cette campagne ne signe pas ses appels : aucun ne peut être vérifié.

app-keys-first = Cet appareil voit les clés de la campagne pour la première fois. Comparez leur empreinte, sous « Ce qui est protégé ».
app-keys-changed-signed = La campagne a de nouvelles clés. Les détenteurs des précédentes ont signé le changement.
app-keys-changed = Les clés de la campagne ont changé, et les détenteurs des précédentes ne l'ont pas signé. Rien n'est scellé ni vérifié ici. Demandez à des personnes de confiance. Avant : { $old }. Maintenant : { $new }.
app-keys-print = Empreinte des clés de la campagne
app-keys-compare = Comparez-la avec des personnes de confiance, ou avec ce que la campagne a imprimé. Si elle diffère, n'utilisez pas cette page.
app-no-memory = Cet appareil ne garde rien pour cette page. Elle ne remarquera donc ni des clés échangées, ni un ancien appel.

app-safety-title = Ce que cette page protège
app-safety-yes =
    • Ce que vous scellez ici ne s'ouvre qu'avec les clés de l'équipe d'organisation : ni chez Telegram, ni sur un bot saisi.
    • Un appel authentique ici a été signé par les gens de la campagne sur leurs propres appareils. Qui s'empare du bot ne peut pas en fabriquer.
    • Une réponse ne s'ouvre que sur l'appareil avec lequel vous avez écrit.
    • Un appel scellé pour un cercle ne s'ouvre que sur les appareils qui ont donné une clé.
app-safety-no-title = Ce qu'elle ne protège pas
app-safety-no =
    • Telegram sait que vous utilisez ce bot, et quand.
    • L'équipe d'organisation lit ce que vous écrivez. Qui lui prend ses clés le lit aussi.
    • Qui tient votre téléphone déverrouillé voit ce que vous voyez.
    • Qui contrôle le serveur de cette page peut vous en donner une autre. Si vous risquez beaucoup, demandez à l'équipe d'organisation la page à utiliser hors ligne.
app-forget = Effacer ce que cette page garde sur l'appareil
app-forget-done = Effacé. Les anciennes réponses ne s'ouvrent plus.
app-language = Langue

app-nav-circle = Cercle
app-nav-sealed = Appel scellé
app-circle-title = Appels scellés pour « { $circle } »
app-circle-why =
    Les appels pour ce cercle peuvent arriver scellés, pour que ni Telegram ni le bot ne les lisent. Pour cela, cet appareil crée sa propre clé, pour ce cercle seulement.

    • Sa moitié secrète reste sur cet appareil. Sa moitié publique, qui n'ouvre rien, va au bot ; Telegram le voit.
    • L'organisation reçoit les clés d'un cercle sans les noms.
    • Si cet appareil perd ce que la page garde, les appels scellés ne s'ouvrent plus. Donnez alors une nouvelle clé.
app-circle-give = Donner la clé de cet appareil
app-circle-given = Donnée. Le bot répondra dans la conversation.
app-circle-copy = Copiez ce texte et envoyez-le au bot dans la conversation :
app-circle-no-memory = Cet appareil ne garde rien pour cette page, il ne peut donc pas garder de clé non plus. Rien n'a été donné. Les appels ouverts du cercle arrivent quand même.
app-circle-failed = Cet appareil n'a pas pu créer de clé. Rien n'a été donné.
app-sealed-title = Un appel scellé
app-sealed-lost = Cela ne s'ouvre pas sur cet appareil. C'est scellé pour un autre appareil, ou celui-ci a perdu sa clé : ce qui était scellé pour elle reste alors fermé. Vous pouvez donner une nouvelle clé : le bot a un bouton sous /mydata.
app-sealed-denied = Cet appareil ne garde rien pour cette page, il n'a donc pas de clé qui pourrait ouvrir cela.
app-for-circle = Pour le cercle « { $circle } » seulement.
app-why-circle = Il appartient à un autre cercle, et quelqu'un l'a scellé à nouveau.
app-why-old-list = Elle est plus ancienne qu'une liste que vous avez déjà vérifiée ici, la numéro { $last }.
app-keys-old = Cette page apporte des clés de la campagne plus anciennes que celles que cet appareil a déjà vues. Rien n'est scellé ni vérifié ici. Demandez à des gens de confiance.
app-addresses-title = Ces adresses sont authentiques
app-addresses-bot = Bot :
app-addresses-next = S'il a disparu, cherchez :
app-addresses-pages = Page :
