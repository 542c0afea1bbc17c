button-picture = Siųsti nuotrauką
picture-ask =
    <b>Solidarumo nuotrauka, tik organizatoriams</b>

    Dabar atsiųskite man vieną nuotrauką. Pirmiausia pašalinu tai, ką į failą įrašė jūsų telefonas: vietą, laiką, įrenginį. Tada nuotrauka užantspauduojama taip, kad ją atveria tik organizatorių raktai, ir aš ją ištrinu iš šio pokalbio.

    <b>Ką „Telegram“ vis tiek mato:</b> pačią nuotrauką pakeliui čia. Jei „Telegram“ neturi matyti veido, uždenkite jį arba nuotraukos nesiųskite.
    <b>Kas dar gali ją pamatyti:</b> niekas, nebent ją paskelbtų kuris nors organizatorius. Tada žmones galima atpažinti iš veidų, drabužių ar vietų.
    <b>Ką saugome:</b> užantspauduotą nuotrauką ir kartu su ja, užšifruotą, jūsų paskyros numerį. /forget ištrina abu.
picture-sealed =
    <b>Jūsų nuotrauka dabar užantspauduota</b> tik organizatoriams, ir aš ją ištrinu iš šio pokalbio.

    „Telegram“ ją matė. Ji niekur nerodoma, nebent ją paskelbtų kuris nors organizatorius. Ištrinti ją čia: /forget
picture-unasked =
    Nuotraukas priimu tik tada, kai pasakau, kas su jomis bus. Iš šios nieko neišsaugojome, bet „Telegram“ ją turi. Galite ištrinti ją iš šio pokalbio.

    Norėdami perduoti organizatoriams nuotrauką, pirmiausia paspauskite mygtuką.
picture-unreadable = Nepavyko šios nuotraukos perskaityti, todėl negalėjau jos išvalyti ir nieko iš jos neišsaugojome. Siųskite ją kaip nuotrauką, ne kaip failą.
picture-too-large = Ši nuotrauka per didelė. Nieko iš jos neišsaugojome. Siųskite ją kaip nuotrauką, ne kaip failą: tada „Telegram“ ją sumažins.
picture-too-many = Dar vienai jūsų nuotraukai vietos nėra, todėl iš šios nieko neišsaugojome.
picture-cancelled = Tada be nuotraukos. Nieko neišsaugojome.
