web-languages = Kalbos
web-people = { PLURAL($count) ->
    [one] Palaiko { $count } žmogus
    [few] Palaiko { $count } žmonės
   *[other] Palaiko { $count } žmonių
}
web-goal = Tikslas: { $goal }
web-milestones = Ribos
web-reached = pasiekta
web-open = Atverti „Telegram“
web-qr = Nuskaitykite telefonu: kodas atveria botą „Telegram“ programoje.
web-bot-soon = Boto adresas atsiras čia, kai tik botas prisijungs prie „Telegram“.
web-days = { PLURAL($days) ->
    [one] liko { $days } diena
    [few] liko { $days } dienos
   *[other] liko { $days } dienų
}
web-today = šiandien
web-calendar = Įtraukti dieną į kalendorių
web-calendar-yearly = Kasmet: prenumeruojamas kalendorius
web-demands = Ko reikalaujame
web-statement = Ką palaikote
web-kinds = Kaip galite palaikyti
web-kinds-note = Renkatės bote. Jis neklausia vardo, kiekvieną žmogų skaičiuoja vieną kartą, o pasižadėjimą galite atsiimti bet kada.
web-background = Kaip prie to prieita
web-real = Ar tai tikras botas?
web-real-bot = Ši kampanija turi vieną botą: { $bot }. Prieš spausdami „Start“ palyginkite pavadinimą raidė po raidės.
web-real-page = Šis puslapis turi vieną adresą: { $address }
web-real-keys = Kampanijos raktų atspaudas. Palyginkite jį su lapeliu arba su žmogumi, kuriuo pasitikite, o ne vien su šiuo puslapiu:
web-real-unsigned = Šios kampanijos kvietimai nepasirašomi. Jei kvietimas neįprastas, pirmiausia pasitikrinkite kitu keliu, kuriuo pasitikite: paklauskite pažįstamo žmogaus arba savo profsąjungos.
web-privacy-text = Šis puslapis nenaudoja slapukų, nevykdo scenarijų ir nieko nekrauna iš kitų svetainių. klich neveda lankytojų sąrašo. Kas stebi jūsų tinklą, mato, kad atvėrėte šį adresą. „Telegram“ žino, kas rašo botui, o pokalbis su botu nėra ištisai užšifruotas.
web-own-site = Rodyti savo svetainėje
web-own-site-text = Nukopijuokite vieną iš šių eilučių į savo puslapį. Jos neseka jūsų lankytojų.
web-picture = Paveikslėlis su kampanijos pavadinimu ir veiksmų diena
