circle-key-offer =
    <b>Užantspauduoti kvietimai ratui „{ $circle }“</b>

    Kai kurie kvietimai šiam ratui ateina užantspauduoti: jų negali perskaityti nei „Telegram“, nei šis botas. Tam jūsų įrenginys pasidaro savo raktą. Mygtukas po įvesties lauku atveria kampanijos puslapį, kuris dar kartą paklaus, prieš perduodamas raktą.

    <b>Ką mato „Telegram“:</b> kad atveriate puslapį, ir viešąją rakto pusę, kuri nieko neatveria.
    <b>Ką saugome:</b> šią viešąją pusę, užšifruotą, kartu su jūsų vieta rate. Organizatoriai gauna rato raktus be vardų. Išėjimas iš rato, /stop ir /forget ją ištrina.

    To daryti nebūtina. Be rakto gaunate atvirus rato kvietimus, bet ne užantspauduotus.
circle-key-taken =
    <b>Jūsų įrenginio raktas išsaugotas.</b> Nuo šiol užantspauduoti kvietimai ratui „{ $circle }“ ateina į šį pokalbį ir atsiveria tik tame įrenginyje.

    Anksčiau duotas raktas nebegalioja. Jei įrenginys praras raktą, duokite naują: /mydata yra mygtukas. Kas buvo užantspauduota senajam, liks uždaryta.
circle-key-none = Jūs nesate šiame rate, todėl raktas neišsaugotas. Ratai, kuriuose esate: /mydata
circle-key-damaged = Tai ne įrenginio raktas arba jis pakeliui pasikeitė. Nieko neišsaugota. Atverkite puslapį dar kartą: /mydata yra mygtukas kiekvienam ratui.
sealed-call-came =
    <b>Jums yra kai kas užantspauduota.</b>

    Tai atsiveria įrenginyje, kuris davė savo raktą, ir rodo tik tai, ką pasirašė kampanija.
sealed-call-file = Jums yra kai kas užantspauduota, šiame faile: jis atsiveria įrenginyje, kuris davė savo raktą. Išsaugokite failą, mygtuku atverkite kampanijos puslapį ir ten duokite jam šį failą.
button-give-key = Duoti šio įrenginio raktą
button-circle-key = Užantspauduota: { $circle }
button-open-sealed = Atverti
button-open-page = Atverti puslapį
desk-sealed = Užantspauduota ratui „{ $circle }“. Nariai su raktu, kuriam užantspauduota: { $reached }. Be tokio rakto, jie nieko negaus: { $keyless }.
