web-languages = Języki
web-people = { PLURAL($count) ->
    [one] Poparcie wyraża { $count } osoba
    [few] Poparcie wyrażają { $count } osoby
    [many] Poparcie wyraża { $count } osób
   *[other] Poparcie wyraża { $count } osoby
}
web-goal = Cel: { $goal }
web-milestones = Kamienie milowe
web-reached = osiągnięto
web-open = Otwórz w Telegramie
web-qr = Zeskanuj telefonem: kod otwiera bota w Telegramie.
web-bot-soon = Adres bota pojawi się tutaj, gdy tylko bot połączy się z Telegramem.
web-days = { PLURAL($days) ->
    [one] został { $days } dzień
    [few] zostały { $days } dni
    [many] zostało { $days } dni
   *[other] zostało { $days } dnia
}
web-today = dzisiaj
web-calendar = Dodaj ten dzień do kalendarza
web-calendar-yearly = Co roku: kalendarz do subskrypcji
web-demands = Nasze postulaty
web-statement = Co popierasz
web-kinds = Jak możesz wyrazić poparcie
web-kinds-note = Wybierasz w bocie. Bot nie pyta o nazwisko, każda osoba liczy się raz, a deklarację można wycofać w każdej chwili.
web-background = Jak do tego doszło
web-real = Czy to prawdziwy bot?
web-real-bot = Ta kampania ma jednego bota: { $bot }. Porównaj nazwę litera po literze, zanim naciśniesz Start.
web-real-page = Ta strona ma jeden adres: { $address }
web-real-keys = Odcisk kluczy kampanii. Porównaj go z ulotką albo z kimś, komu ufasz, a nie tylko z tą stroną:
web-real-unsigned = Apele tej kampanii nie są podpisane. Jeśli apel jest nietypowy, najpierw sprawdź go inną drogą, której ufasz: u kogoś znajomego albo w swoim związku.
web-privacy-text = Ta strona nie zapisuje plików cookie, nie uruchamia skryptów i niczego nie pobiera z innych stron. klich nie prowadzi listy odwiedzających. Kto obserwuje Twoją sieć, widzi, że otwarto ten adres. Telegram wie, kto pisze do bota, a czat z botem nie jest szyfrowany end-to-end.
web-own-site = Pokaż na własnej stronie
web-own-site-text = Skopiuj jeden z tych wierszy na swoją stronę. Nie śledzą one osób, które ją odwiedzają.
web-picture = Obraz z tytułem kampanii i dniem akcji
