### Organizatoriai prie pulto: vaidmenys, patvirtinimai, sustabdytos paskyros, ką padarė kiti.

role-organiser = organizatorius
role-writer = rengėjas
role-approver = tvirtintojas
role-operator = operatorius

desk-own = Čia jūs esate <b>{ $who }</b>. Kiti žino, kad šis numeris jūsų, tik jei patys jiems pasakote.
desk-not-yours = Jūsų vaidmuo prie pulto to neapima.
desk-suspended-short = Jūsų paskyra prie pulto sustabdyta. /desk pasakys, kodėl ir kas tai panaikina.
desk-changed = Tuo tarpu tai pasikeitė. Peržiūrėkite dar kartą.
desk-own-text = Jūs tai parašėte arba pasiūlėte. Patvirtinti turi kas nors kitas.
desk-approvals =
    <b>Patvirtinimai: { $given } iš { $required }</b>
    Patvirtino: { $by }
    Dar ne: { $missing }
desk-approvals-out-of-reach = Liko per mažai kitų, kurie galėtų patvirtinti. Kas parašė bent dalį, nesiskaito. Tegul kas nors vienas parašo iš naujo, arba klauskite to, kas prižiūri serverį.
desk-needs-approvals =
    Prieš išsiunčiant reikia:
    kitų patvirtinimų: <b>{ $approvals }</b> (gali patvirtinti: { $left })
desk-needs-signatures =
    Prieš išsiunčiant reikia:
    parašų: <b>{ $signatures }</b>
desk-confirm-propose =
    <b>Pasiūlyti kitiems?</b>

    Rūšis: { $kind }
    Prenumeratoriai, kurie jį gaus: <b>{ $audience }</b>
    Parašyta: { $languages }
    Trūksta: { $missing }

    Bus išsiųsta, kai bus visi reikalingi patvirtinimai ir parašai. Mygtukas veikia vieną kartą.
desk-approve-ask =
    <b>Patvirtinti šį pranešimą?</b>
    <code>{ $id }</code>

    Rūšis: { $kind }
    Prenumeratorių, kurie jį gaus: <b>{ $audience }</b>
    Tekstai aukščiau: { $languages }
    Trūksta: { $missing }
    Jau patvirtino: { $given } iš { $required }

    Perskaitykite kiekvieną tekstą aukščiau: tai ir matys žmonės. Su paskutiniu patvirtinimu jis bus išsiųstas savo laiku. Mygtukas veikia vieną kartą.
desk-confirm-reject =
    <b>Atmesti šį pranešimą?</b>
    <code>{ $id }</code>

    Jis vėl taps juodraščiu. Patvirtinimai ir parašai dings. Mygtukas veikia vieną kartą.
desk-rejected =
    Pranešimas atmestas ir vėl yra juodraštis. Apie tai pranešta kiekvienam organizatoriui.
    <code>{ $id }</code>
desk-confirm-reopen =
    <b>Keisti šį pranešimą?</b>
    <code>{ $id }</code>

    Jis vėl taps juodraščiu. Patvirtinimai ir parašai dings. Mygtukas veikia vieną kartą.
desk-confirm-resume =
    <b>Tęsti siuntimą?</b>
    <code>{ $id }</code>

    Dar liko: <b>{ $remaining }</b>

    Kas išsiųsta, tas išsiųsta. Mygtukas veikia vieną kartą.
state-awaiting-approvals = laukia patvirtinimų
desk-button-approve = Patvirtinti
desk-button-reject = Atmesti
desk-button-review = Skaityti ir patvirtinti …
desk-button-propose = Pasiūlyti
desk-organisers =
    <b>Organizatoriai</b>

    { $list }

    Tik numeriai ir vaidmenys. Kieno numeris, žinote iš paties žmogaus.

    Kas nors pametė telefoną arba buvo sulaikytas? Praneškite apie paskyrą: pultas jai nieko nedaro, kol dar du žmonės jos nepatvirtina.
desk-organiser = { $who }
desk-organiser-own = { $who } (jūs)
desk-organiser-suspended = <b>{ $who }</b>: sustabdyta, { $why }. Patvirtino: { $vouched } iš { $needed }
suspended-silent =
    { PLURAL($days) ->
        [one] tylėjo { $days } dieną
        [few] tylėjo { $days } dienas
        [many] tylėjo { $days } dienos
       *[other] tylėjo { $days } dienų
    }
suspended-lost = pranešta, kad prarasta
desk-button-lost = Prarasta: { $who }
desk-button-vouch = Patvirtinti: { $who }
desk-lost-ask =
    <b>Pranešti, kad paskyra prarasta: { $who }?</b>

    Tada pultas jai nieko nedaro, jos patvirtinimai ir žodis dėl sunaikinimo nebesiskaito. Du kiti gali ją vėl patvirtinti. Apie tai sužinos kiekvienas organizatorius. Kol tai neišspręsta, apie kitą paskyrą pranešti negalėsite.

    Mygtukas veikia vieną kartą.
desk-vouch-ask =
    <b>Patvirtinti šią paskyrą: { $who }?</b>

    Darykite tai tik jei matėte ar girdėjote žmogų ir žinote, kad telefonas jo paties rankose. Žinutė „Telegram“ nieko neįrodo.

    Mygtukas veikia vieną kartą.
desk-one-at-a-time = Jūs pranešėte apie paskyrą, kuri dar sustabdyta. Pirma tai turi išsispręsti: ją patvirtins du kiti arba tas, kas prižiūri serverį.
desk-too-few = Organizatorių per mažai, kad du kiti galėtų patvirtinti paskyrą. Tai gali panaikinti tas, kas prižiūri serverį: <code>klich organisers lift</code>
desk-suspended =
    <b>Jūsų paskyra prie pulto sustabdyta.</b>

    Jūs esate { $who }. Kodėl: { $why }.

    Tai saugo kitus: paskyra, kuria seniai niekas nesinaudojo arba kuri gali būti svetimose rankose, čia nieko negali. Niekas neprarasta, ir apie jus tai nieko nesako.
desk-suspended-confirm =
    <b>Ką daryti:</b> pasikalbėkite su kitais organizatoriais gyvai arba balsu; reikia žmonių: { $needed }. Kiekvienas jus patvirtins per /desk, „Organizatoriai“.
desk-suspended-lift =
    <b>Ką daryti:</b> pasikalbėkite su tuo, kas prižiūri serverį. Jis tai panaikins komanda <code>klich organisers lift</code> su jūsų numeriu.
forget-desk-stays = Dar saugoma, kol neišspręsta prie pulto: kad jūsų paskyra sustabdyta, kad pranešėte apie kitą arba kad parašėte dalį dar neišsiųsto pranešimo.

told = № { $number } · { $act } · { $who }
told-about = № { $number } · { $act }: <code>{ $about }</code> · { $who }
told-command-line = komandų eilutė
act-sent = Pranešimas išsiųstas
act-scheduled = Pranešimas suplanuotas
act-awaited = Pranešimas pasiūlytas
act-rewritten = Priminimas perrašytas
act-approved = Pranešimas patvirtintas
act-rejected = Pranešimas atmestas
act-reopened = Pranešimas atsiimtas keisti
act-signed = Parašas pateiktas
act-paused = Pranešimas pristabdytas
act-resumed = Pranešimas siunčiamas toliau
act-cancelled = Pranešimas sustabdytas visam laikui
act-corrected = Pranešimas pataisytas
act-recalled = Pranešimas atšauktas iš pokalbių
act-retried = Pranešimas dar kartą, kam nepavyko
act-discarded = Juodraštis išmestas
act-lost = Pranešta, kad paskyra prarasta
act-silent = Paskyra sustabdyta, nes tylėjo
act-vouched = Paskyra patvirtinta
act-lifted = Paskyra vėl veikia
act-invited = Sukurtas kvietimas į ratą
act-exported = Išduoti užantspauduoti laiškai
act-backed-up = Pradėta atsarginė kopija
act-restored = Atkurta atsarginė kopija
act-keys = Raktai atnaujinti
act-aside-dropped = Atidėtos žinutės išmestos
act-petition-closed = Peticija uždaryta
act-reloaded = Nustatymai ir kampanijos įkelti iš naujo
act-paper-added = Įvesti parašai popieriuje
act-paper-undone = Parašai popieriuje atšaukti
act-imported = Įkelti pasižadėjimai iš sąrašo
act-imported-dropped = Pasižadėjimas iš sąrašo atmestas
desk-button-chart = Grafikas
desk-button-organisers = Organizatoriai
chart-subscribers = Prenumeratoriai
chart-pledges = Pasižadėjimai
chart-caption = Skaičiai kiekvienos dienos pabaigoje, suapvalinti žemyn iki penkių.
