button-receipt = Mano kvitas
receipt =
    <b>Jūsų kvitas</b>

    <code>{ $receipt }</code>

    Jis atitinka jūsų pasižadėjimą viešame skaičiuje ir nieko apie jus nesako. Atsiųskite jį su <code>/verify</code> arba įrašykite kampanijos puslapyje ir pamatysite, kad jūsų pasižadėjimas įskaičiuotas.

    Kas jį turi, gali patikrinti tą patį, ir niekas juo neįrodys, kieno jis. Jei pasižadėjimas gali jums pakenkti, jo nelaikykite.
receipt-listed = Šis kvitas įskaičiuotas. Viešame sąraše jis nuo dienos: { $date }.
receipt-today = Šis kvitas įskaičiuotas. Į viešą sąrašą jis pateks po vidurnakčio.
receipt-withdrawn = Šis kvitas buvo įskaičiuotas, o pasižadėjimas atsiimtas.
receipt-unknown = Šio kvito skaičiuje nėra. Tą pačią dieną atsiimtas pasižadėjimas nepalieka pėdsako.
receipt-malformed = Tai ne kvitas. Nukopijuokite jį dar kartą visą: keturios grupės po šešias raides ir skaitmenis.
web-count = Patikrinti skaičių
web-count-text = Kiekvienas pasižadėjimas turi kvitą: atsitiktinį tekstą, kuriame nieko nėra apie žmogų. Jo maiša yra viešo sąrašo eilutė, o po kiekvienos dienos čia stovi medžio virš visų eilučių šaknis. Todėl nė vienos ankstesnės dienos eilutės neįmanoma nepastebimai pakeisti ar išmesti, o pasižadėjęs žmogus gali pamatyti savo eilutę. Užsirašykite šaknį ir palyginkite su kitais.
web-count-root = { $date } · eilutės: { $size } · pasižadėjimai: { $total }
web-count-none = Pirmoji šaknis čia atsiras po pirmos dienos su pasižadėjimu.
web-count-list = Visas sąrašas
web-receipt = Jūsų kvitas
web-receipt-check = Tikrinti
web-receipt-proof = Įrodymas dienai: { $date }
