button-receipt = Moje pokwitowanie
receipt =
    <b>Twoje pokwitowanie</b>

    <code>{ $receipt }</code>

    Odpowiada Twojej deklaracji w publicznej liczbie i nie zawiera niczego o Tobie. Wyślij je z <code>/verify</code> albo wpisz na stronie kampanii, aby zobaczyć, że Twoja deklaracja się liczy.

    Kto je ma, może sprawdzić to samo, a nikt nie udowodni nim, czyje jest. Jeśli deklaracja może Ci zaszkodzić, nie przechowuj go.
receipt-listed = To pokwitowanie się liczy. Na publicznej liście jest od dnia: { $date }.
receipt-today = To pokwitowanie się liczy. Na publiczną listę trafi po północy.
receipt-withdrawn = To pokwitowanie się liczyło, a deklaracja została wycofana.
receipt-unknown = Tego pokwitowania nie ma w liczbie. Deklaracja wycofana tego samego dnia nie zostawia śladu.
receipt-malformed = To nie jest pokwitowanie. Skopiuj je jeszcze raz w całości: cztery grupy po sześć liter i cyfr.
web-count = Sprawdź liczbę
web-count-text = Każda deklaracja ma pokwitowanie: losowy tekst, w którym nie ma nic o osobie. Jego skrót to wiersz publicznej listy, a po każdym dniu stoi tu korzeń drzewa nad wszystkimi wierszami. Żadnego wiersza z wcześniejszego dnia nie da się więc niepostrzeżenie zmienić ani usunąć, a każda osoba może zobaczyć swój wiersz. Zapisz korzeń i porównaj z innymi.
web-count-root = { $date } · wiersze: { $size } · deklaracje: { $total }
web-count-none = Pierwszy korzeń pojawi się tu po pierwszym dniu z deklaracją.
web-count-list = Cała lista
web-receipt = Twoje pokwitowanie
web-receipt-check = Sprawdź
web-receipt-proof = Dowód na dzień: { $date }
