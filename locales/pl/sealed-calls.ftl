circle-key-offer =
    <b>Zapieczętowane wezwania dla kręgu „{ $circle }”</b>

    Niektóre wezwania dla tego kręgu przychodzą zapieczętowane: nie może ich przeczytać ani Telegram, ani ten bot. W tym celu twoje urządzenie tworzy własny klucz. Przycisk pod polem wpisywania otwiera stronę kampanii, która jeszcze raz zapyta, zanim przekaże klucz.

    <b>Co widzi Telegram:</b> że otwierasz stronę, oraz publiczną połowę klucza, która niczego nie otwiera.
    <b>Co przechowujemy:</b> tę publiczną połowę, w postaci zaszyfrowanej, razem z twoim miejscem w kręgu. Organizatorzy dostają klucze kręgu bez nazwisk. Wyjście z kręgu, /stop i /forget ją usuwają.

    Nie trzeba tego robić. Bez klucza dostajesz otwarte wezwania kręgu, ale nie zapieczętowane.
circle-key-taken =
    <b>Klucz twojego urządzenia jest zachowany.</b> Od teraz zapieczętowane wezwania dla kręgu „{ $circle }” przychodzą do tego czatu i otwierają się tylko na tamtym urządzeniu.

    Klucz podany wcześniej już się nie liczy. Jeśli urządzenie straci klucz, podaj nowy: w /mydata jest przycisk. To, co zapieczętowano do starego, pozostanie zamknięte.
circle-key-none = Nie ma cię w tym kręgu, więc klucza nie zachowano. Kręgi, w których jesteś: /mydata
circle-key-damaged = To nie jest klucz urządzenia albo zmienił się po drodze. Niczego nie zachowano. Otwórz stronę jeszcze raz: w /mydata jest przycisk dla każdego kręgu.
sealed-call-came =
    <b>Jest dla ciebie coś zapieczętowanego.</b>

    Otwiera się na urządzeniu, które podało swój klucz, i pokazuje tylko to, co podpisała kampania.
sealed-call-file = Jest dla ciebie coś zapieczętowanego, w tym pliku: otwiera się na urządzeniu, które podało swój klucz. Zapisz plik, otwórz przyciskiem stronę kampanii i daj jej tam ten plik.
button-give-key = Podaj klucz tego urządzenia
button-circle-key = Zapieczętowane: { $circle }
button-open-sealed = Otwórz
button-open-page = Otwórz stronę
desk-sealed = Zapieczętowane dla kręgu „{ $circle }”. Osoby z kluczem, do którego zapieczętowano: { $reached }. Bez takiego klucza, nic nie dostaną: { $keyless }.
