### The page on which supporters seal and check. All texts are plain; values are put in as they are, without plural forms.
### A text of several blocks has an empty line between them; a block whose lines begin with “•” becomes a list.

app-nav-pledge = Stand up
app-nav-message = Write to us
app-nav-verify = Check a call
app-nav-safety = What is protected
app-nav-reply = Reply

## Sealing

app-seal-why =
    What you write here is sealed on this device, before Telegram gets it. Only the organisers' keys open it. Telegram and the bot see that you sent something, and when.
app-pledge-title = Stand up
app-kinds-legend = How will you stand up?
app-optional = Only if you wish
app-field-name = Your name
app-print-ask = The organisers may print my name
app-field-town = Town
app-field-union = Union
app-field-contact = How to reach you
app-field-note = What you want to add
app-seal-send = Seal and send
app-kind-missing = Choose at least one way to stand up.
app-message-title = Write to the organisers
app-field-body = Your message
app-body-missing = Write your message first.
# $over: how many bytes too long.
app-too-long = This is too long by { $over } bytes. Please shorten it.
app-sent = Sealed. The bot will answer in the chat.
app-copy-title = Sealed. Now send it
app-copy-how = Copy this text and send it to the bot in the chat:
app-copy = Copy
app-copied = Copied.
app-no-recipients = This campaign takes nothing sealed. Send no names to the bot.
app-no-device-key = This device keeps no key, so the organisers cannot answer you here.
app-why-failed = This device could not seal it. Nothing was sent.

## A reply

app-reply-title = A reply from the organisers
# $day: a date such as 2026-11-20.
app-reply-signed = Signed by the campaign on { $day }
app-reply-lost = This reply does not open on this device. It was written to another device, or this one has lost its key: then old replies are lost with it. You can write to us again.
app-reply-unsigned = This reply is not signed by the campaign. Do not act on it.

## Checking a call

app-verify-title = Check a call
app-verify-how = Press the button “Verify” under a call. Or open its files here: manifest, signatures and text.
app-open-files = Open files
app-paste = Or paste a text
app-check = Check
app-verified = This call is genuine
# $sequence: the call's number. $expires: a date.
app-numbered = Number { $sequence }, valid until { $expires }
app-signatures = Signatures: { $count }. Needed: { $required }. Signed by:
app-not-verified = Do not act on this call
app-why-missing = Signatures are missing: it has { $count }, needed are { $required }.
app-why-foreign = A signature is by a key that is not the campaign's.
app-why-twice = One signer signed twice. That counts once.
app-why-other = A signature does not fit the text. Somebody changed it.
app-why-old = It is older than a call that you have checked here, number { $last }.
app-why-expired = It expired on { $expires }.
app-why-campaign = It belongs to another campaign.
app-why-damaged = It cannot be read: it is incomplete, or was changed.
app-why-no-signers = This campaign signs no calls, so none can be checked.

## The campaign's keys

app-keys-first = This device sees the campaign's keys for the first time. Compare their fingerprint, under “What is protected”.
app-keys-changed-signed = The campaign has new keys. Those before them signed the change.
# $old, $new: fingerprints.
app-keys-changed = The campaign's keys have changed, and those before them did not sign it. Nothing is sealed or checked here. Ask people you trust. Before: { $old }. Now: { $new }.
app-keys-print = Fingerprint of the campaign's keys
app-keys-compare = Compare it with people you trust, or with what the campaign has printed. If it differs, do not use this page.
app-no-memory = This device keeps nothing for this page. So it notices neither swapped keys nor an old call.

## What is protected

app-safety-title = What this page protects
app-safety-yes =
    • What you seal here opens only with the organisers' keys: not at Telegram, and not on a bot that was seized.
    • A call that is genuine here was signed by the campaign's people on their own devices. Whoever takes over the bot cannot make one.
    • A reply opens only on the device with which you wrote.
    • A sealed call for a circle opens only on devices that gave a key.
app-safety-no-title = What it does not protect
app-safety-no =
    • Telegram knows that you use this bot, and when.
    • The organisers read what you write. So does whoever takes their keys.
    • Whoever holds your unlocked phone sees what you see.
    • Whoever controls this page's server can give you another page. If much is at stake for you, ask the organisers for the offline page.
app-forget = Erase what this page keeps on this device
app-forget-done = Erased. Old replies no longer open.
app-language = Language

## Circles, and where the campaign is found

app-nav-circle = Circle
app-nav-sealed = Sealed call
app-circle-title = Sealed calls for “{ $circle }”
app-circle-why =
    Calls for this circle can come sealed, so that neither Telegram nor the bot reads them. For that, this device makes a key of its own, for this circle alone.

    • Its secret half stays on this device. Its public half, which opens nothing, goes to the bot; Telegram sees that.
    • Organisers get the keys of a circle without names.
    • If this device loses what the page keeps, sealed calls no longer open. Then give a new key.
app-circle-give = Give this device's key
app-circle-given = Given. The bot will answer in the chat.
app-circle-copy = Copy this text and send it to the bot in the chat:
app-circle-no-memory = This device keeps nothing for this page, so it cannot keep a key either. Nothing was given. The circle's open calls come all the same.
app-circle-failed = This device could not make a key. Nothing was given.
app-sealed-title = A sealed call
app-sealed-lost = This does not open on this device. It was sealed to another device, or this one has lost its key: then what was sealed to it stays closed. You can give a new key: the bot has a button under /mydata.
app-sealed-denied = This device keeps nothing for this page, so it has no key that could open this.
app-for-circle = For the circle “{ $circle }” alone.
app-why-circle = It belongs to another circle, and somebody sealed it anew.
app-why-old-list = It is older than a list that you have checked here, number { $last }.
app-keys-old = This page brings older keys of the campaign than this device has seen. Nothing is sealed or checked here. Ask people you trust.
app-addresses-title = These addresses are genuine
app-addresses-bot = Bot:
app-addresses-next = If it is gone, look for:
app-addresses-pages = Page:
