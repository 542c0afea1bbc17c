button-verify = Patikrinti
proof-files =
    Šis kvietimas per ilgas mygtukui, todėl štai jo tekstas, manifestas ir parašai failais.

    Išsaugokite juos ir visus kartu atverkite puslapyje „Patikrinti kvietimą“. Juos tikrina ir programa <code>minisign -V</code>.
verify-signed =
    <b>Ar kvietimas tikras?</b>

    Kampanijos kvietimus pasirašo jos žmonės savo įrenginiuose. Reikia parašų: <b>{ $required }</b>. Žmonių, galinčių pasirašyti: <b>{ $signers }</b>. Kas užvaldytų šį botą, parašo padaryti negalėtų.

    Po kiekvienu kvietimu yra mygtukas <b>Patikrinti</b>. Jis atveria puslapį, kuris kvietimą patikrina jūsų įrenginyje ir rodo tik tai, kas pasirašyta. Jei puslapis sako, kad kvietimas netikras, nedarykite to, ko jis prašo.
verify-signed-no-page =
    <b>Ar kvietimas tikras?</b>

    Kampanijos kvietimus pasirašo jos žmonės savo įrenginiuose, prieš botui juos išsiunčiant. Reikia parašų: <b>{ $required }</b>. Žmonių, galinčių pasirašyti: <b>{ $signers }</b>.

    Šis botas neturi puslapio, kuriame galėtumėte patys patikrinti parašus. Paprašykite organizatorių kvietimo manifesto ir parašų: juos tikrina programa <code>minisign -V</code>.
verify-keys =
    <b>Kampanijos raktų atspaudas</b>
    <code>{ $print }</code>
    { $words }

    Palyginkite jį su žmonėmis, kuriais pasitikite, arba su tuo, ką kampanija išspausdino.
verify-doubt = Kvietimas neįprastas? Jame nurodyta nauja vieta arba prašoma vardų, dokumentų, pinigų ar paspausti nuorodą? Pirmiausia pasitikrinkite kitu keliu, kuriuo pasitikite: paklauskite pažįstamo žmogaus arba savo profsąjungos.
desk-awaits =
    <b>Parašai: { $given } iš { $required }</b>
    Pasirašė: { $signers }

    Paimkite <b>Pasirašyti</b>. Pasirašoma savo kompiuteriuose: <code>klich alert sign</code> arba <code>minisign -S</code> manifestui. Tada atsiųskite man čia .minisig failą.
desk-to-sign-caption =
    Ką reikia pasirašyti siuntime <code>{ $id }</code>. Perskaitykite tekstus faile <code>{ $file }</code> ir pasirašykite jį su <code>klich alert sign</code> arba manifestą su <code>minisign -S</code>.
desk-signature-taken =
    <b>Parašas priimtas.</b>
    Siuntimas <code>{ $id }</code>: { $given } iš { $required }
desk-signatures-complete =
    <b>Parašas priimtas, daugiau netrūksta.</b>
    Siuntimas <code>{ $id }</code>: { $given } iš { $required }

    Jis bus išsiųstas savo laiku.
desk-signature-foreign =
    <b>Parašas nepriimtas.</b>
    Jis padarytas raktu <code>{ $key }</code>, kurio nėra tarp šios kampanijos pasirašančiųjų.
desk-signature-twice =
    <b>Parašas nepriimtas.</b>
    Raktas <code>{ $signer }</code> šį siuntimą jau pasirašė ir skaičiuojamas vieną kartą. Turi pasirašyti kitas žmogus.
desk-signature-other =
    <b>Parašas nepriimtas.</b>
    Jis netinka jokiam laukiančiam siuntimui: jis po kitu tekstu arba buvo pakeistas. Paimkite <b>Pasirašyti</b> dar kartą ir duokite pasirašyti tai.
desk-signature-old-kind =
    <b>Parašas nepriimtas.</b>
    Jis senos minisign rūšies. Pasirašykite su <code>klich alert sign</code> arba su minisign 0.10 ar naujesne.
desk-signature-malformed =
    <b>Parašas nepriimtas.</b>
    Negaliu jo perskaityti. Atsiųskite visą .minisig failą.
desk-signature-old =
    <b>Parašas nepriimtas.</b>
    Siuntimo numeris { $given }, o tuo metu jau išsiųstas numeris { $last }. Paimkite <b>Pasirašyti</b> dar kartą: jis gaus naują numerį ir jam reikės naujų parašų.
desk-signature-expired =
    <b>Parašas nepriimtas.</b>
    Siuntimo galiojimas baigėsi, jis nebebus išsiųstas.
desk-signature-not-awaited = Šis siuntimas parašų nebelaukia.
desk-paused-outrun =
    <b>Siuntimas neišsiųstas.</b>
    <code>{ $id }</code>

    <b>Kodėl:</b> pirma išėjo siuntimas su naujesniu numeriu. Puslapis žmonėms sakytų šiuo netikėti.
    <b>Ką daryti:</b> sustabdykite jį visam laikui ir parašykite iš naujo.
desk-button-to-sign = Pasirašyti
desk-button-reopen = Keisti
verify-addresses =
    <b>Kur rasti kampaniją</b>
    Šis botas: { $bot }
    Jei jo nebėra: { $next }
    Puslapiai: { $pages }

    Kiek kampanijos žmonių tai pasirašė: { $signers }. Galioja iki { $until }.
