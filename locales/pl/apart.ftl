web-paper = Podpisy na papierze: { $count }. Policzyli je i wpisali organizatorzy. Nie ma ich w liczbie powyżej i nie da się ich sprawdzić pokwitowaniem.
web-imported = Deklaracje z innej listy: { $count }. Organizatorzy przenieśli je stamtąd, gdzie zbierano je wcześniej. Nie ma ich w liczbie powyżej i nie da się ich sprawdzić pokwitowaniem.
desk-paper = Na papierze: { $count }
desk-imported = Przeniesione z innej listy: { $count }
