web-paper = Parašai popieriuje: { $count }. Juos suskaičiavo ir įrašė organizatoriai. Į skaičių viršuje jie neįeina, ir kvitu jų patikrinti negalima.
web-imported = Pasižadėjimai iš kito sąrašo: { $count }. Organizatoriai juos perkėlė iš ten, kur rinko anksčiau. Į skaičių viršuje jie neįeina, ir kvitu jų patikrinti negalima.
desk-paper = Popieriuje: { $count }
desk-imported = Perkelta iš kito sąrašo: { $count }
