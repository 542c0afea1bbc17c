### Calls that are signed: for supporters, and for organisers at the desk. As in supporter.ftl and desk.ftl.

button-verify = Verify
proof-files =
    This call is too long for a button, so here are its text, its manifest and its signatures as files.

    Save them, then open all of them together on the page “Check a call”. The tool <code>minisign -V</code> checks them too.
# $required: how many signatures a call needs. $signers: how many people may sign.
verify-signed =
    <b>Is a call genuine?</b>

    Calls of this campaign are signed by people of the campaign, on their own devices. Signatures needed: <b>{ $required }</b>. People who may sign: <b>{ $signers }</b>. Whoever takes over this bot cannot make one.

    Under each call is the button <b>Verify</b>. It opens a page that checks the call on your device and shows only what was signed. If the page says that a call is not genuine, do not act on it.
verify-signed-no-page =
    <b>Is a call genuine?</b>

    Calls of this campaign are signed by people of the campaign, on their own devices, before this bot sends them. Signatures needed: <b>{ $required }</b>. People who may sign: <b>{ $signers }</b>.

    This bot has no page on which you could check the signatures yourself. Ask the organisers for a call's manifest and signatures; the tool <code>minisign -V</code> checks them.
# $print: a fingerprint in hex. $words: the same in words.
verify-keys =
    <b>Fingerprint of the campaign's keys</b>
    <code>{ $print }</code>
    { $words }

    Compare it with people you trust, or with what the campaign has printed.
verify-doubt = Is a call unusual? Does it name a new place, or ask for names, papers, money or a click on a link? Then first check it through another channel that you trust: someone you know, or your union.
# $given of $required signatures. $signers: fingerprints of who signed, or a dash.
desk-awaits =
    <b>Signatures: { $given } of { $required }</b>
    Signed by: { $signers }

    Take <b>To be signed</b>. Signers sign on their own machines: <code>klich alert sign</code>, or <code>minisign -S</code> on the manifest. Then send me the .minisig file here.
desk-to-sign-caption =
    What is to be signed of the alert <code>{ $id }</code>. Read the texts in <code>{ $file }</code>, then sign that file with <code>klich alert sign</code>, or the manifest with <code>minisign -S</code>.
desk-signature-taken =
    <b>The signature is taken.</b>
    Alert <code>{ $id }</code>: { $given } of { $required }
desk-signatures-complete =
    <b>The signature is taken, and none is missing.</b>
    Alert <code>{ $id }</code>: { $given } of { $required }

    It goes out at its time.
# $key: a key's number.
desk-signature-foreign =
    <b>This signature is not taken.</b>
    It is by the key <code>{ $key }</code>, which is none of this campaign's signers.
# $signer: a fingerprint.
desk-signature-twice =
    <b>This signature is not taken.</b>
    The signer <code>{ $signer }</code> has signed this alert already and counts once. Another signer has to sign.
desk-signature-other =
    <b>This signature is not taken.</b>
    It fits no alert that waits: it is over another text, or was changed. Take <b>To be signed</b> again and have that signed.
desk-signature-old-kind =
    <b>This signature is not taken.</b>
    It is of minisign's old kind. Sign with <code>klich alert sign</code>, or with minisign 0.10 or newer.
desk-signature-malformed =
    <b>This signature is not taken.</b>
    I cannot read it. Send the whole .minisig file.
# $given: the alert's number. $last: the number that has gone out.
desk-signature-old =
    <b>This signature is not taken.</b>
    The alert has number { $given }, and number { $last } has gone out meanwhile. Take <b>To be signed</b> again: it gets a new number and needs new signatures.
desk-signature-expired =
    <b>This signature is not taken.</b>
    The alert has expired and does not go out any more.
desk-signature-not-awaited = This alert does not wait for signatures any more.
desk-paused-outrun =
    <b>The alert was not sent.</b>
    <code>{ $id }</code>

    <b>Why:</b> an alert with a newer number went out first. The page would tell readers not to believe this one.
    <b>What to do:</b> stop it for good, and write it anew.
desk-button-to-sign = To be signed
desk-button-reopen = Change it
# $next, $pages: lists, or a dash. $until: a date. $signers: how many people signed the list.
verify-addresses =
    <b>Where the campaign is to be found</b>
    This bot: { $bot }
    If it is gone: { $next }
    Pages: { $pages }

    Signed by { $signers } of the campaign's people. Valid until { $until }.
