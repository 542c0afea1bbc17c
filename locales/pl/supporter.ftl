### What a supporter reads. Messages are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler),
### but for the labels of buttons, the pop-up answers, `kind-*`, `date` and `stop-words`, which are plain.
### Numbers choose a form by PLURAL($number), months by MONTH($month); never by a bare variable.

## Coming and going

# $campaign: the campaign's title. $call: the campaign's own few sentences.
welcome =
    <b>{ $campaign }</b>

    { $call }

    Ten bot wysyła Ci apele kampanii. Decyzja należy do Ciebie. Zanim ją podejmiesz:

    • <b>Co przechowujemy, jeśli zasubskrybujesz:</b> numer ID Twojego konta w Telegramie, Twój język i dzień rozpoczęcia subskrypcji, zaszyfrowane na naszym serwerze. Dopóki nie naciśniesz <b>Subskrybuj</b>, nie przechowujemy o Tobie nic poza językiem, jeśli go wybierzesz, i deklaracją, jeśli ją złożysz.
    • <b>Co widzi Telegram:</b> że rozmawiasz z tym botem i co tu wpisujesz. Ten czat nie jest szyfrowany end-to-end.
    • <b>Jak odejść:</b> /stop kończy apele, /forget usuwa to, co o Tobie przechowujemy.
# For subscribers who press Start again.
welcome-back =
    <b>{ $campaign }</b>

    Masz subskrypcję: apele przychodzą tutaj.

    /demands pokazuje, czego żądamy, /day – kiedy działamy, /pledge – jak możesz wyrazić poparcie. Wszystko jest w /help.
# $day: the date of the next action day, such as “16 November 2026”.
subscribed =
    <b>Subskrypcja działa.</b>

    Apele i aktualności kampanii będą teraz przychodzić tutaj. Najbliższy dzień akcji: <b>{ $day }</b>.

    Gdy przyjdzie apel, odpowiedz na niego albo naciśnij przycisk, aby wyrazić poparcie.

    /stop w każdej chwili kończy apele. /forget usuwa to, co o Tobie przechowujemy.
already-subscribed = Masz już subskrypcję. Nic się nie zmieniło. /stop kończy apele.
unsubscribed =
    <b>Subskrypcja zakończona.</b> Numer ID Twojego konta został usunięty i apele nie będą już przychodzić.

    Jeśli masz złożoną deklarację, nadal się liczy, bez Twojego nazwiska, dopóki nie wycofasz jej przez /pledge albo nie usuniesz wszystkiego przez /forget.

    Aby wrócić: /subscribe
not-subscribed = Nie masz subskrypcji, więc apele do Ciebie nie przychodzą. Aby zasubskrybować: /subscribe
language-choose =
    W jakim języku mam do Ciebie pisać?

    Twój wybór przechowujemy razem z numerem ID Twojego konta w Telegramie, zaszyfrowany. /forget go usuwa.
# $language: the language's name in itself, such as “Polski”.
language-set = Język: <b>{ $language }</b>

## How messages reach a person

# $minutes: how long a shown text stands.
hearing =
    <b>Jak docierają do Ciebie wiadomości</b>

    Twój wybór ma znak ✓ i obowiązuje od następnej wiadomości. Przechowujemy go z numerem Twojego konta, w postaci zaszyfrowanej.

    • <b>Otwarcie</b> albo <b>dyskretnie:</b> dyskretnie przychodzi tylko neutralny wiersz. <b>Pokaż</b> wstawia w jego miejsce tekst; po { $minutes } min tekst znów się ukrywa.
    • <b>Zostaje</b> albo liczba godzin: po tym czasie bot usuwa wiadomość.
    • <b>Aktualności</b> i <b>przypomnienia</b> przychodzą, jeśli są zaznaczone. Apele przychodzą zawsze, tak samo sprostowania tego, co już do Ciebie przyszło.

    <b>To pomaga</b>, gdy ktoś zerknie na Twój telefon, na ekran blokady albo na listę czatów.

    <b>To nie chroni</b> przed:
    • Telegramem, który ma każdy pokazany tekst;
    • powiadomieniami, które telefon już wyświetlił, kopiami, kopiami zapasowymi i zrzutami ekranu;
    • Twoimi odpowiedziami: odpowiedź cytuje to, na co odpowiada;
    • nazwą tego bota na liście Twoich czatów;
    • kimś, kto trzyma Twój odblokowany telefon i naciśnie <b>Pokaż</b>.

    Jeśli nasz serwer wtedy nie działa, tekst ukryje się lub zniknie później albo wcale.
# Stands for a message: names neither campaign nor sender, and tells nothing of what it is about.
discreet-notice = Masz nową wiadomość.
# A pop-up answer, at most 200 characters, plain.
discreet-gone = Ta wiadomość nie jest już tutaj dostępna.

## The campaign

demands-heading =
    <b>{ PLURAL($count) ->
        [one] { $count } postulat
        [few] { $count } postulaty
        [many] { $count } postulatów
       *[other] { $count } postulatu
    }</b>
# One demand of several, such as “2/6”.
demand =
    <b>{ $number }/{ $total } · { $title }</b>

    { $text }
# $date: such as “16 November 2026”. $days: how many are left, 1 or more.
day =
    <b>{ $title }</b>
    { $date } · { PLURAL($days) ->
        [one] został { $days } dzień
        [few] zostały { $days } dni
        [many] zostało { $days } dni
       *[other] zostało { $days } dnia
    }

    { $text }
day-today =
    <b>{ $title }</b>
    { $date } · <b>dzisiaj</b>

    { $text }
# A full date, as it stands after a colon.
date = { $day } { MONTH($month) ->
        [january] stycznia
        [february] lutego
        [march] marca
        [april] kwietnia
        [may] maja
        [june] czerwca
        [july] lipca
        [august] sierpnia
        [september] września
        [october] października
        [november] listopada
       *[december] grudnia
    } { $year }

## Pledges

# $statement: the petition's statement.
pledge-ask =
    <b>Wyraź poparcie</b>

    { $statement }

    Wybierz przyciskami, jak chcesz to poprzeć.

    <b>Zanim naciśniesz:</b> przechowujemy Twój wybór, Twój język i dzień, zaszyfrowane. Bez klucza naszego serwera nikt nie powiąże ich z listą subskrypcji. Telegram widzi, że naciskasz. Deklarację możesz wycofać w każdej chwili.
# $url: a petition on another site.
pledge-ask-external =
    <b>Wyraź poparcie</b>

    { $statement }

    Wybierz przyciskami, jak chcesz to poprzeć. Sama petycja jest na innej stronie, która ma własne zasady i widzi Twoją wizytę: { $url }

    <b>Zanim naciśniesz:</b> przechowujemy Twój wybór, Twój język i dzień, zaszyfrowane. Bez klucza naszego serwera nikt nie powiąże ich z listą subskrypcji. Telegram widzi, że naciskasz. Deklarację możesz wycofać w każdej chwili.
# $kinds: a list such as “Sign the statement, Share the petition”. Must stay true when the same button is pressed again.
pledge-counted =
    <b>Dziękujemy. Twoja deklaracja się liczy.</b>

    Twoja deklaracja: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Jak dotąd poparcie wyraża { $total } osoba.
        [few] Jak dotąd poparcie wyrażają { $total } osoby.
        [many] Jak dotąd poparcie wyraża { $total } osób.
       *[other] Jak dotąd poparcie wyraża { $total } osoby.
    }

    Liczysz się jeden raz, niezależnie od liczby naciśnięć. Aby zobaczyć lub wycofać deklarację: /pledge
# The person replied to a call.
pledge-counted-reply =
    <b>Dziękujemy. Twoja odpowiedź się liczy: popierasz oświadczenie.</b>

    Twoja deklaracja: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Jak dotąd poparcie wyraża { $total } osoba.
        [few] Jak dotąd poparcie wyrażają { $total } osoby.
        [many] Jak dotąd poparcie wyraża { $total } osób.
       *[other] Jak dotąd poparcie wyraża { $total } osoby.
    }

    Twoich słów nie zachowaliśmy; Telegram ma je w tym czacie. Liczysz się jeden raz, niezależnie od liczby odpowiedzi. Jeśli to pomyłka, wycofaj deklarację: /pledge
pledge-withdraw-ask =
    <b>Wycofać deklarację?</b>

    Twoja deklaracja: <b>{ $kinds }</b>

    Zostanie usunięta i przestanie się liczyć. Później możesz złożyć nową.
pledge-withdrawn = <b>Deklaracja wycofana.</b> Została usunięta i już się nie liczy. Aby złożyć nową: /pledge
pledge-none = Nie masz złożonej deklaracji. Aby ją złożyć: /pledge
# $kinds: what can be chosen.
pledge-kind-unknown =
    Nie znam takiego rodzaju deklaracji. Do wyboru są: { $kinds }

    Możesz też wysłać /pledge i nacisnąć przycisk.
# The pledge as it is, with buttons to add a kind or to withdraw.
pledge-stands =
    <b>Twoja deklaracja jest ważna.</b>

    Twoja deklaracja: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Jak dotąd poparcie wyraża { $total } osoba.
        [few] Jak dotąd poparcie wyrażają { $total } osoby.
        [many] Jak dotąd poparcie wyraża { $total } osób.
       *[other] Jak dotąd poparcie wyraża { $total } osoby.
    }

    Przyciskami możesz ją uzupełnić albo wycofać.
# Kinds of pledge: labels of buttons, and items of a list after a colon.
kind-sign = Podpisuję oświadczenie
kind-share = Udostępniam petycję
kind-act = Biorę udział w dniu akcji
kind-photo = Robię zdjęcie solidarnościowe
kind-raise = Poruszam sprawę w swoim związku

## A person's own data

# Under a file.
my-data-caption =
    Ten plik zawiera wszystko, co klich o Tobie przechowuje.

    Jest teraz w tym czacie, więc Telegram też go ma. Po przeczytaniu możesz usunąć go z czatu.
my-data-nothing = Nic o Tobie nie przechowujemy. Telegram przechowuje ten czat.
forget-ask =
    <b>Usunąć wszystko, co o Tobie przechowujemy?</b>

    Usuniemy Twoją subskrypcję, Twój język i Twoją deklarację, jeśli ją masz. Deklaracja przestanie się liczyć. Tego nie da się cofnąć.
forget-cancelled = <b>Anulowano.</b> Nic nie zostało usunięte.
forget-done =
    <b>Gotowe. Wszystko o Tobie na naszym serwerze zostało usunięte.</b>

    Czego nie możemy usunąć:

    • <b>Telegram</b> przechowuje ten czat i wie, że ten bot był przez Ciebie używany.
    • <b>Twój telefon</b> nadal ma te wiadomości. Usuń ten czat, dla obu stron, jeśli Telegram to proponuje, a potem zablokuj bota.
    • <b>Nasz dysk:</b> usunięte zapisy mogą na nim jeszcze przez jakiś czas zostać, zaszyfrowane. Nikt ich nie odczyta, dopóki nasz klucz jest bezpieczny. Po zmianie kluczy, zwykle najbliższej nocy, nie odczyta ich już nikt, nawet my.
    • <b>Kopia zapasowa,</b> którą zrobiono wcześniej, nadal zawiera Twoje dane, zaszyfrowane, dopóki nie zostanie usunięta.
forget-nothing =
    Nic o Tobie nie przechowujemy, więc nie ma czego usuwać.

    Telegram przechowuje ten czat i wie, że ten bot był przez Ciebie używany. Możesz usunąć czat i zablokować bota.
privacy =
    <b>Kto co widzi</b>

    • <b>Telegram</b> widzi, że używasz tego bota, co wpisujesz i naciskasz oraz co Ci wysyłamy. Ten czat nie jest szyfrowany end-to-end.
    • <b>Nasz serwer</b> widzi to, co mu wysyłasz, aby móc odpowiedzieć. To, co wysyłasz, czeka na jego dysku, zaszyfrowane, do chwili odpowiedzi, a potem jest usuwane.
    • <b>Co przechowuje,</b> w postaci zaszyfrowanej: jeśli subskrybujesz – numer ID Twojego konta, Twój język, dzień rozpoczęcia subskrypcji i to, jak docierają do Ciebie wiadomości; po apelu, przez około dwa dni – która to była wiadomość; jeśli złożysz deklarację – jej rodzaj, język i dzień. Nie przechowuje imienia ani nazwiska, numeru telefonu ani żadnych Twoich słów.
    • <b>Zespół kampanii</b> widzi tylko łączne liczby. Nie ma listy osób.
    • <b>Kto zabierze nasz dysk,</b> znajdzie zaszyfrowane zapisy. Kto przejmie działający serwer albo jego klucz, może odczytać to, co serwer przechowuje.
    • <b>Kto ma Twój telefon,</b> może przeczytać ten czat.

    /mydata pokazuje, co o Tobie przechowujemy, /forget to usuwa.
verify-unsigned =
    <b>Czy apel jest prawdziwy?</b>

    Ta kampania nie podpisuje swoich apeli, więc ten bot nie może udowodnić, kto je napisał.

    Apel jest nietypowy? Podaje nowe miejsce albo prosi o nazwiska, dokumenty, pieniądze lub kliknięcie linku? Najpierw sprawdź go inną drogą, której ufasz: u kogoś znajomego albo w swoim związku.

## Help

help =
    <b>Co potrafię</b>

    /subscribe – odbieraj apele
    /stop – nie odbieraj więcej apeli
    /demands – czego żądamy
    /day – kiedy działamy
    /pledge – wyraź poparcie albo je wycofaj
    /language – wybierz język
    /mydata – zobacz, co o Tobie przechowujemy
    /forget – usuń to
    /privacy – kto co widzi
    /verify – czy apel jest prawdziwy?

    Gdy przyjdzie apel, możesz też po prostu na niego odpowiedzieć: to liczy się jako poparcie.
help-organiser =
    <b>Co potrafię</b>

    /desk – liczby, nowe komunikaty i co się z nimi stało

    /subscribe – odbieraj apele
    /stop – nie odbieraj więcej apeli
    /demands – czego żądamy
    /day – kiedy działamy
    /pledge – wyraź poparcie albo je wycofaj
    /language – wybierz język
    /mydata – zobacz, co o Tobie przechowujemy
    /forget – usuń to
    /privacy – kto co widzi
    /verify – czy apel jest prawdziwy?

    Gdy przyjdzie apel, możesz też po prostu na niego odpowiedzieć: to liczy się jako poparcie.

## What is not understood

command-unknown = Nie znam tego polecenia. /help pokazuje, co potrafię.
wait-a-little = Proszę chwilę poczekać. Wiadomości przychodzą szybciej, niż zdążę odpowiedzieć, więc część pomijam. To, co ważne, nie przepada: Twoja deklaracja, /stop i /forget.
words-not-kept =
    Nie umiem czytać zwykłego tekstu. Nie zachowaliśmy nic z tego, co tu wpisano, ale Telegram to widział.

    Co potrafię: /demands, /day, /pledge, /stop. Wszystko jest w /help.
file-not-kept =
    Nie przyjmuję zdjęć, plików ani wiadomości głosowych. Nic z tego nie zachowaliśmy, ale Telegram to ma. Możesz usunąć to z czatu.

    Co potrafię: /help
# Pop-up answers, at most 200 characters, plain.
button-old = Ten przycisk już nie działa. Wyślij /help, aby zobaczyć, co możesz zrobić teraz.
button-done = To już zrobione. Nic się nie zmieniło.
# Words that, as a whole message, unsubscribe: lower case, separated by commas. No words that may be a battle cry, such as “enough”.
stop-words = stop, wypisz, wypisz mnie, wypiszcie mnie, chcę się wypisać, chce sie wypisac, wypisuję się, wypisuje sie, rezygnuję, rezygnuje, anuluj subskrypcję, anuluj subskrypcje, usuń mnie z listy, usun mnie z listy, odsubskrybuj, nie pisz do mnie, nie piszcie do mnie, nie pisz więcej, nie pisz wiecej, nie chcę więcej wiadomości, nie chce wiecej wiadomosci, przestań pisać, przestan pisac, przestańcie pisać, przestancie pisac, daj mi spokój, daj mi spokoj, dajcie mi spokój, dajcie mi spokoj

## Labels of buttons, plain, at most 40 characters

button-subscribe = Subskrybuj
button-language = Język
button-demands = Postulaty
button-day = Dzień akcji
button-pledge = Wyraź poparcie
button-privacy = Kto co widzi
button-previous = ‹ Poprzedni
button-next = Następny ›
button-all-demands = Wszystkie postulaty
button-one-by-one = Po kolei
button-withdraw = Wycofaj
button-keep = Zostaw
button-forget = Usuń wszystko
button-cancel = Anuluj
button-open-petition = Otwórz petycję
button-share = Udostępnij
button-hearing = Jak docierają do mnie wiadomości
button-show = Pokaż
button-hide = Ukryj
button-openly = Otwarcie
button-discreetly = Dyskretnie
# Short: four stand in a row.
button-stay = Zostaje
button-after-hours = { $hours } godz.
button-news = Aktualności
button-reminders = Przypomnienia

## A call as a subscriber sees it

alert-foot-call = <i>Aby wyrazić poparcie, odpowiedz na tę wiadomość albo naciśnij przycisk. /stop kończy apele</i>
alert-foot-note = <i>/stop kończy apele</i>
alert-head-call = 📣 <b>Apel</b>
alert-head-update = 📰 <b>Aktualności</b>
alert-head-correction = ✏️ <b>Sprostowanie</b>
alert-head-reminder = ⏰ <b>Przypomnienie</b>
