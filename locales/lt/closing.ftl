closed-petition =
    <b>Peticija uždaryta</b>

    Uždarymo diena: { $date }. Galutinis skaičius: <b>{ $total }</b>

    Nei pasižadėti, nei atsiimti pasižadėjimo nebegalima. Raktas, kuris siejo pasižadėjimus su žmonėmis, tada buvo sunaikintas: net mes nebegalime sužinoti, kuris pasižadėjimas buvo jūsų, todėl nebėra ko atsiimti. Užantspauduotų pasižadėjimų čia nebesaugome.

    Jei išsaugojote kvitą, jis ir toliau rodo, kad jūsų pasižadėjimas įskaičiuotas: atsiųskite <code>/verify</code> su kvitu. Kvietimai, kaip ir anksčiau, ateina tiems, kurie jų prašė.
web-closed = Peticija uždaryta: { $date }. Tai galutinis skaičius.
desk-closed = Peticija uždaryta: { $date }.
