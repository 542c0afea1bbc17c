app-nav-pledge = Wyraź poparcie
app-nav-message = Napisz do nas
app-nav-verify = Sprawdź apel
app-nav-safety = Co jest chronione
app-nav-reply = Odpowiedź

app-seal-why =
    To, co tu piszesz, zostaje zapieczętowane na tym urządzeniu, zanim trafi do Telegrama. Otworzyć to można tylko kluczami organizatorów. Telegram i bot widzą, że coś wysyłasz i kiedy.
app-pledge-title = Wyraź poparcie
app-kinds-legend = W jaki sposób?
app-optional = Tylko jeśli chcesz
app-field-name = Imię i nazwisko
app-print-ask = Organizatorzy mogą wydrukować moje nazwisko
app-field-town = Miejscowość
app-field-union = Związek zawodowy
app-field-contact = Jak się z tobą skontaktować
app-field-note = Co chcesz dodać
app-seal-send = Zapieczętuj i wyślij
app-kind-missing = Wybierz co najmniej jeden sposób.
app-message-title = Napisz do organizatorów
app-field-body = Twoja wiadomość
app-body-missing = Najpierw napisz wiadomość.
app-too-long = To za długie o { $over } B. Skróć, proszę.
app-sent = Zapieczętowane. Bot odpowie na czacie.
app-copy-title = Zapieczętowane. Teraz wyślij
app-copy-how = Skopiuj ten tekst i wyślij go botowi na czacie:
app-copy = Kopiuj
app-copied = Skopiowano.
app-no-recipients = Ta kampania nie przyjmuje niczego zapieczętowanego. Nie wysyłaj botowi nazwisk.
app-no-device-key = To urządzenie nie przechowuje klucza, więc organizatorzy nie będą mogli ci tu odpowiedzieć.
app-why-failed = Na tym urządzeniu nie udało się zapieczętować. Nic nie wysłano.

app-reply-title = Odpowiedź organizatorów
app-reply-signed = Podpisane przez kampanię { $day }
app-reply-lost = Ta odpowiedź nie otwiera się na tym urządzeniu. Napisano ją do innego urządzenia albo to straciło swój klucz: wtedy przepadły z nim także dawne odpowiedzi. Możesz napisać do nas ponownie.
app-reply-unsigned = Kampania nie podpisała tej odpowiedzi. Nie działaj na jej podstawie.

app-verify-title = Sprawdź apel
app-verify-how = Naciśnij przycisk „Sprawdź” pod apelem. Albo otwórz tu jego pliki: manifest, podpisy i tekst.
app-open-files = Otwórz pliki
app-paste = Albo wklej tekst
app-check = Sprawdź
app-verified = Ten apel jest autentyczny
app-numbered = Numer { $sequence }, ważny do { $expires }
app-signatures = Podpisy: { $count }. Potrzeba: { $required }. Podpisano kluczami:
app-not-verified = Nie działaj na podstawie tego apelu
app-why-missing = Brakuje podpisów: jest { $count }, potrzeba { $required }.
app-why-foreign = Jeden podpis złożono kluczem, który nie należy do kampanii.
app-why-twice = Ta sama osoba podpisała dwa razy. To liczy się raz.
app-why-other = Podpis nie pasuje do tekstu. Ktoś go zmienił.
app-why-old = Jest starszy niż apel, który już tu sprawdzono, numer { $last }.
app-why-expired = Stracił ważność { $expires }.
app-why-campaign = Należy do innej kampanii.
app-why-damaged = Nie da się go odczytać: jest niepełny albo został zmieniony.
app-why-no-signers = Ta kampania nie podpisuje apeli, więc nie można ich sprawdzić.

app-keys-first = To urządzenie widzi klucze kampanii po raz pierwszy. Porównaj ich odcisk w części „Co jest chronione”.
app-keys-changed-signed = Kampania ma nowe klucze. Właściciele poprzednich podpisali zmianę.
app-keys-changed = Klucze kampanii się zmieniły, a właściciele poprzednich tego nie podpisali. Nic nie jest tu pieczętowane ani sprawdzane. Zapytaj osoby, którym ufasz. Było: { $old }. Jest: { $new }.
app-keys-print = Odcisk kluczy kampanii
app-keys-compare = Porównaj go z osobami, którym ufasz, albo z tym, co wydrukowała kampania. Jeśli jest inny, nie używaj tej strony.
app-no-memory = To urządzenie niczego nie przechowuje dla tej strony. Dlatego nie zauważy ona ani podmiany kluczy, ani starego apelu.

app-safety-title = Co chroni ta strona
app-safety-yes =
    • To, co tu zapieczętujesz, otwierają tylko klucze organizatorów: nie w Telegramie i nie na przejętym bocie.
    • Apel, który jest tu autentyczny, podpisali ludzie kampanii na własnych urządzeniach. Kto przejmie bota, takiego nie zrobi.
    • Odpowiedź otwiera się tylko na urządzeniu, z którego piszesz.
    • Zapieczętowane wezwanie dla kręgu otwiera się tylko na urządzeniach, które podały klucz.
app-safety-no-title = Czego nie chroni
app-safety-no =
    • Telegram wie, że używasz tego bota i kiedy.
    • Organizatorzy czytają to, co piszesz. Także ten, kto zabierze ich klucze.
    • Kto trzyma twój odblokowany telefon, widzi to co ty.
    • Kto włada serwerem tej strony, może podać ci inną. Jeśli dużo ryzykujesz, poproś organizatorów o stronę do użytku bez sieci.
app-forget = Usuń to, co ta strona przechowuje na urządzeniu
app-forget-done = Usunięto. Dawne odpowiedzi już się nie otworzą.
app-language = Język

app-nav-circle = Krąg
app-nav-sealed = Zapieczętowane wezwanie
app-circle-title = Zapieczętowane wezwania dla kręgu „{ $circle }”
app-circle-why =
    Wezwania dla tego kręgu mogą przychodzić zapieczętowane, żeby nie czytał ich ani Telegram, ani bot. W tym celu urządzenie tworzy własny klucz, tylko dla tego kręgu.

    • Tajna połowa zostaje na tym urządzeniu. Publiczna połowa, która niczego nie otwiera, trafia do bota; Telegram to widzi.
    • Organizatorzy dostają klucze kręgu bez nazwisk.
    • Jeśli urządzenie straci to, co przechowuje strona, zapieczętowane wezwania już się nie otworzą. Wtedy podaj nowy klucz.
app-circle-give = Podaj klucz tego urządzenia
app-circle-given = Podano. Bot odpowie na czacie.
app-circle-copy = Skopiuj ten tekst i wyślij go botowi na czacie:
app-circle-no-memory = To urządzenie niczego nie przechowuje dla tej strony, więc klucza też nie może zachować. Niczego nie podano. Otwarte wezwania kręgu i tak przychodzą.
app-circle-failed = To urządzenie nie mogło utworzyć klucza. Niczego nie podano.
app-sealed-title = Zapieczętowane wezwanie
app-sealed-lost = To nie otwiera się na tym urządzeniu. Zapieczętowano to do innego urządzenia albo to straciło swój klucz: wtedy to, co do niego zapieczętowano, pozostanie zamknięte. Możesz podać nowy klucz: bot ma przycisk w /mydata.
app-sealed-denied = To urządzenie niczego nie przechowuje dla tej strony, więc nie ma klucza, który by to otworzył.
app-for-circle = Tylko dla kręgu „{ $circle }”.
app-why-circle = Należy do innego kręgu, a ktoś zapieczętował je na nowo.
app-why-old-list = Jest starsza niż lista, którą już tu sprawdzono, numer { $last }.
app-keys-old = Ta strona podaje starsze klucze kampanii niż te, które to urządzenie już widziało. Niczego się tu nie pieczętuje ani nie sprawdza. Zapytaj ludzi, którym ufasz.
app-addresses-title = Te adresy są prawdziwe
app-addresses-bot = Bot:
app-addresses-next = Jeśli go nie ma, szukaj:
app-addresses-pages = Strona:
