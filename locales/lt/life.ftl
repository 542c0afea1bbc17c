desk-when =
    <b>Kada išsiųsti?</b>

    Pasirinkite laiką arba atsiųskite jį pagal { $zone } laikrodį, parašytą taip: <code>{ $example }</code>
desk-when-unclear = Negaliu to perskaityti kaip laiko, kuris dar ateis. Parašykite taip: <code>{ $example }</code>
desk-goes-out = Bus išsiųsta: <b>{ $time }</b>
desk-goes-out-at-once = Bus išsiųsta: iš karto
desk-scheduled =
    <b>Siuntimas suplanuotas.</b>
    Jo id: <code>{ $id }</code>

    Bus išsiųsta: <b>{ $time }</b>
desk-correct-note = Pristatytos žinutės bus pakeistos. Kur neparašysite naujo teksto, liks senasis.
desk-confirm-correct =
    <b>Pataisyti dabar?</b>

    Gavusių žmonių: <b>{ $audience }</b>
    Naujas tekstas: { $languages }
    Lieka senas: { $missing }

    Seni tekstai dings. Mygtukas veikia vieną kartą.
desk-confirm-discard =
    <b>Išmesti šį juodraštį?</b>

    Jo tekstai dings. Mygtukas veikia vieną kartą.
desk-confirm-cancel =
    <b>Sustabdyti visam laikui?</b>
    <code>{ $id }</code>

    Kas gavo, tam liks; daugiau niekas nebegaus. Mygtukas veikia vieną kartą.
desk-confirm-recall =
    <b>Atšaukti iš visų pokalbių?</b>
    <code>{ $id }</code>

    Žinučių, kurias reikia ištrinti: <b>{ $delivered }</b>

    Jei dar siunčiama, siuntimas baigsis. Kas perskaitė, tas perskaitė. Mygtukas veikia vieną kartą.
desk-confirm-retry =
    <b>Siųsti dar kartą tiems, kam nepavyko?</b>
    <code>{ $id }</code>

    Žmonių: <b>{ $failed }</b>

    Mygtukas veikia vieną kartą.
desk-progress =
    { $bar } { $percent } %
    Per sekundę: { $rate }. Liko laiko: { $left }
desk-rework =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Siuntimas: <code>{ $of }</code>

    Atlikta: <b>{ $done }</b> iš { $audience }
    Liko: { $remaining }
    Nepasiekiami: { $unreachable }
    Nepavyko: { $failed }
    Neaišku: { $uncertain }
desk-rework-finished =
    <b>{ $kind }: baigta.</b>
    <code>{ $id }</code>, siuntimas <code>{ $of }</code>

    Atlikta: <b>{ $done }</b>
    Nepasiekiami: { $unreachable }
    Nepavyko: { $failed }
    Neaišku: { $uncertain }
desk-too-old = Šioms žinutėms daugiau kaip 47 valandos. klich jų nebežino.
desk-paused-token =
    <b>Siuntimas pristabdytas.</b>
    <code>{ $id }</code>

    <b>Kodėl:</b> „Telegram“ nepriėmė boto prieigos rakto, todėl nieko nebuvo galima išsiųsti.
    <b>Ką daryti:</b> paklauskite to, kas prižiūri serverį, ar raktas nebuvo pakeistas arba pavogtas. Kai viskas vėl gerai, tęskite per /desk.
desk-paused-late =
    <b>Priminimas neišsiųstas.</b>
    <code>{ $id }</code>

    <b>Kodėl:</b> jo valandą botas neveikė, ir nuo tada praėjo daugiau kaip šešios valandos.
    <b>Ką daryti:</b> nieko, jei jau per vėlu. Jei žmonėms jo dar reikia, tęskite per /desk.

desk-button-test = Bandymas man
desk-button-when = Laikas …
desk-button-at-once = Iš karto
desk-button-schedule = Suplanuoti
desk-button-cancel = Sustabdyti visam laikui
desk-button-correct = Pataisyti
desk-button-recall = Atšaukti iš pokalbių
desk-button-retry = Dar kartą, kam nepavyko
alert-kind-recall = Atšaukimas
alert-kind-retry = Naujas bandymas
