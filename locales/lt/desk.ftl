### What an organiser reads at the desk. Messages are Telegram HTML; `desk-button-*`, `alert-kind-*` and `state-*` are plain.

# $subscribers: a number as text, or “<5”.
desk =
    <b>Pultas</b>

    Prenumeratoriai: <b>{ $subscribers }</b>
    Pasižadėjimai: <b>{ $pledges }</b>
    Pranešimai: <b>{ $alerts }</b>

    Pultas žino tik bendrus skaičius. Žmonių sąrašo nėra.
desk-new-kind = Koks tai bus pranešimas?

## Writing an alert

# $kind: such as “Call”. $written, $missing: lists of languages, or a dash. $audience: a number as text, or “<5”.
desk-compose =
    <b>Naujas pranešimas: { $kind }</b>

    Parašyta: { $written }
    Trūksta: { $missing }
    Prenumeratoriai, kurie jį gaus: <b>{ $audience }</b>

    Paspauskite kalbą, kad parašytumėte tekstą. Tada peržiūrėkite ir siųskite.
desk-write-in =
    Dabar atsiųskite man tekstą šia kalba: <b>{ $language }</b>

    Viena žinutė, paprastas tekstas. „Telegram“ jį mato, kai siunčiate.
desk-text-taken =
    <b>{ $language }:</b> tekstas priimtas.
    Ilgis: { $length } iš { $limit }
desk-text-too-long =
    <b>Šis tekstas per ilgas. Jis nepriimtas.</b>
    Ilgis: { $length }. Riba: { $limit }

    Sutrumpinkite ir atsiųskite dar kartą.
desk-text-empty = Šioje žinutėje nėra teksto, todėl niekas nepriimta. Atsiųskite tekstą atskira žinute, be nuotraukos ar failo.
# Stands above the preview.
desk-preview = <b>Peržiūra: { $language }.</b> Prenumeratoriai matys taip:
desk-nothing-written = Teksto dar nėra. Pirmiausia paspauskite kalbą ir jį parašykite.
desk-confirm-send =
    <b>Siųsti dabar?</b>

    Rūšis: { $kind }
    Prenumeratoriai, kurie jį gaus: <b>{ $audience }</b>
    Parašyta: { $languages }
    Trūksta: { $missing }

    Atšaukti galima apie dvi paras, bet kas perskaitė, tas perskaitė. Mygtukas veikia vieną kartą.
desk-sent =
    <b>Pranešimas siunčiamas.</b>
    Jo ID: <code>{ $id }</code>

    Parašysiu, kai siuntimas baigsis arba turės sustoti.
desk-discarded = Juodraštis išmestas. Niekas neišsiųsta.

## Alerts and what became of them

desk-alerts = <b>Pranešimai</b>, naujausi viršuje. Paspauskite, kad pamatytumėte būklę.
desk-no-alerts = Pranešimų dar nėra.
# $kind: such as “Call”. $state: such as “running”.
desk-alert =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Pristatyta: <b>{ $delivered }</b> iš { $audience }
    Liko: { $remaining }
    Nepasiekiama (botas užblokuotas arba paskyros nebėra): { $unreachable }
    Nepavyko: { $failed }
    Neaišku (išsiųsta, bet „Telegram“ atsakymas dingo): { $uncertain }
desk-finished =
    <b>Pranešimas išsiuntinėtas.</b>
    <code>{ $id }</code>

    Pristatyta: <b>{ $delivered }</b>
    Nepasiekiama: { $unreachable }
    Nepavyko: { $failed }
    Neaišku: { $uncertain }
desk-paused-refused =
    <b>Siuntimas pristabdytas.</b>
    <code>{ $id }</code>

    <b>Kodėl:</b> „Telegram“ atmetė turinį. Niekas jo negaus, kol ko nors nepadarysite.
    <b>Ką daryti:</b> peržiūrėkite tekstą kiekviena kalba. Jei jis per ilgas ar sugadintas, parašykite pranešimą iš naujo. Šį tęskite tik tada, kai žinote, kad priežasties nebėra.
desk-paused-failing =
    <b>Siuntimas pristabdytas.</b>
    <code>{ $id }</code>

    <b>Kodėl:</b> nepavyko daugiau kaip 20 % iš paskutinių 200 žinučių, ir ne dėl prenumeratorių. Gali būti, kad sutriko „Telegram“ arba tinklas.
    <b>Ką daryti:</b> palaukite kelias minutes ir tęskite per /desk. Kas pranešimą jau turi, antrą kartą jo negaus. Jei siuntimas vėl sustos, kreipkitės į serverio prižiūrėtojus.
desk-paused-expired =
    <b>Siuntimas sustojo.</b>
    <code>{ $id }</code>

    <b>Kodėl:</b> pranešimo laikas baigėsi, todėl jis nebesiunčiamas.
    <b>Ką daryti:</b> nieko, jei taip ir turi būti. Jei žmonėms tai žinoti vis dar reikia, parašykite pranešimą iš naujo.

## Labels of buttons, plain, at most 40 characters

desk-button-new = Naujas pranešimas
desk-button-alerts = Pranešimai
desk-button-refresh = Atnaujinti
desk-button-back = ‹ Atgal
desk-button-preview = Peržiūra
desk-button-send = Siųsti …
desk-button-send-now = Siųsti dabar
desk-button-discard = Išmesti
desk-button-pause = Pristabdyti
desk-button-resume = Tęsti
# For a reminder that has yet to go out.
desk-button-edit = Keisti tekstus

## Kinds and states

alert-kind-call = Kvietimas
alert-kind-update = Naujienos
alert-kind-correction = Pataisymas
alert-kind-reminder = Priminimas
state-draft = juodraštis
state-awaiting-signatures = laukia parašų
state-scheduled = suplanuota
state-running = siunčiama
state-paused = pristabdyta
state-finished = baigta
state-cancelled = atšaukta
