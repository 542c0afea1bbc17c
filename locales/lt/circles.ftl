circle-ask =
    <b>Jus kviečia į ratą „{ $circle }“</b>

    Jame esantys žmonės gauna ir kvietimus, skirtus tik šiam ratui. Jei prisijungsite, užšifruotą išsaugosime, kad esate jame, ir taip pat gausite kampanijos „{ $campaign }“ kvietimus. Organizatoriai mato, kiek žmonių rate, bet niekada nemato kas.

    Išeiti galima bet kada: /mydata turi mygtuką. Jei nenorite prisijungti, nieko daryti nereikia.
circle-joined = Dabar esate rate „{ $circle }“. Mygtukas išeiti yra /mydata.
circle-over = Šis pakvietimas jau panaudotas arba jo laikas baigėsi. Paprašykite naujo to, kas jį davė.
circle-too-many = Jau esate tiek ratų, kiek galima. Pirma išeikite iš kurio nors: /mydata turi mygtuką kiekvienam.
circle-left = Šiame rate jūsų nebėra.
circles-of-yours = Ratai, kuriuose esate:
button-join = Prisijungti
button-leave-circle = Išeiti: { $circle }
desk-circles =
    <b>Ratai</b>
    Žmonės, skliaustuose atviri pakvietimai:

    { $circles }
desk-invitation =
    <b>Pakvietimas į ratą „{ $circle }“</b>
    { $link }

    Jis vienam žmogui, iki { $until }. Čia jį mato Telegram. Perduokite ten, kur niekas kitas neskaito.
desk-button-circles = Ratai
desk-button-invite = Pakviesti: { $circle }
