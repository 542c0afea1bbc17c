### Co jest zapieczętowane dla organizatorów, ich odpowiedzi i zmienione oświadczenie. Jak w supporter.ftl.

seal-offer =
    <b>Zapieczętowane, tylko dla organizatorów</b>

    Przyciski pod polem wpisywania otwierają stronę kampanii. To, co tam napiszesz, zostaje zapieczętowane na Twoim urządzeniu. Ani Telegram, ani ten bot nie mogą tego przeczytać; otwierają to tylko klucze organizatorów.

    <b>Co Telegram mimo to widzi:</b> że otwierasz stronę, że i kiedy wysyłasz coś zapieczętowanego oraz którego z dwóch przycisków używasz.
    <b>Co przechowujemy:</b> zapieczętowany tekst, a z nim, zaszyfrowany, numer Twojego konta, żeby odpowiedź do Ciebie trafiła. /forget usuwa jedno i drugie.
seal-offer-file =
    <b>Zapieczętowane, tylko dla organizatorów</b>

    Ten bot nie ma do tego własnej strony. Zapieczętuj plik programem <b>age</b> albo na stronie offline, którą kampania przekazuje z ręki do ręki, i wyślij go tutaj jako plik lub jako tekst. Otwierają go te klucze:

    <code>{ $keys }</code>

    <b>Co Telegram mimo to widzi:</b> że i kiedy wysyłasz coś zapieczętowanego.
    <b>Co przechowujemy:</b> zapieczętowany tekst, a z nim, zaszyfrowany, numer Twojego konta, żeby odpowiedź do Ciebie trafiła. /forget usuwa jedno i drugie.
seal-none =
    Ta kampania nie przyjmuje teraz niczego zapieczętowanego: nie ma klucza, dla którego można pieczętować. Niczego z tego nie zachowaliśmy, ale ma to Telegram. Nie wysyłaj tu, proszę, nazwisk.

    Co potrafię: /help
sealed-pledge =
    <b>Dziękujemy. Twoja zapieczętowana deklaracja się liczy.</b>

    Nie mogę przeczytać, co jest w środku. Organizatorzy mogą.
    { PLURAL($total) ->
        [one] Jak dotąd poparcie wyraża { $total } osoba.
        [few] Jak dotąd poparcie wyrażają { $total } osoby.
        [many] Jak dotąd poparcie wyraża { $total } osób.
       *[other] Jak dotąd poparcie wyraża { $total } osoby.
    }

    Liczysz się jeden raz, ile razy byś nie wysłał lub nie wysłała; nowa deklaracja zastępuje wcześniejszą. Aby zobaczyć lub wycofać deklarację: /pledge
sealed-message =
    <b>Przyjęte, zapieczętowane.</b> Nie mogę tego przeczytać; organizatorzy mogą.

    Jeśli odpowiedzą, przyjdzie tu wiadomość z przyciskiem. Otworzy się tylko na urządzeniu, na którym napisano list.
sealed-which =
    <b>Przyjęte, zapieczętowane.</b> Nie widzę, co jest w środku.

    Czy to Twoja deklaracja? Jeśli tak, naciśnij przycisk, a zostaniesz policzona lub policzony.
sealed-newer = Zapieczętowała to nowsza wersja, której nie znam. Niczego nie zachowano. Otwórz stronę na nowo przez /pledge albo zapytaj organizatorów.
sealed-damaged = Ten zapieczętowany tekst jest niepełny albo zmienił się po drodze. Niczego nie zachowano. Jeśli aplikacja podzieliła go na dwie wiadomości, zapisz go jako plik i wyślij plik.
sealed-too-long = To jest dłuższe niż wszystko, co przyjmuję. Niczego nie zachowano.
sealed-other-key = To nie jest zapieczętowane dla takich kluczy, jakie mają organizatorzy, więc nikt z nich by tego nie otworzył. Niczego nie zachowano.
sealed-too-many = Od Ciebie jest już tyle zapieczętowanych listów, ile mogę przechować dla jednej osoby. Tego nie zachowano. Wcześniejsze organizatorzy mają.

comment-ask = Chcesz coś dodać dla organizatorów? To, co teraz tu napiszesz, zostanie po dotarciu zapieczętowane i usunięte z czatu, ale najpierw zobaczy to Telegram. To, czego Telegram nie powinien widzieć, pisz zapieczętowane.
comment-sealed =
    <b>Twoje słowa są teraz zapieczętowane</b> tylko dla organizatorów, a z tego czatu je usuwam.

    Telegram je widział. To, czego Telegram nie powinien widzieć, pisz zapieczętowane.
pledge-counted-comment =
    <b>Dziękujemy. Twoja odpowiedź się liczy: popierasz oświadczenie.</b>

    Twoja deklaracja: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Jak dotąd poparcie wyraża { $total } osoba.
        [few] Jak dotąd poparcie wyrażają { $total } osoby.
        [many] Jak dotąd poparcie wyraża { $total } osób.
       *[other] Jak dotąd poparcie wyraża { $total } osoby.
    }

    Twoje słowa są teraz zapieczętowane tylko dla organizatorów, a z tego czatu je usuwam. Telegram je widział. Liczysz się jeden raz, niezależnie od liczby odpowiedzi. Jeśli to pomyłka, wycofaj deklarację: /pledge
comment-too-long = To za długie, by je zapieczętować, więc niczego nie zachowano; Telegram to widział. Napisz, proszę, krócej.

reply-came =
    <b>Organizatorzy Ci odpowiedzieli.</b>

    Odpowiedź jest zapieczętowana: otwiera się tylko na urządzeniu, na którym napisano list, i pokazuje tylko to, co podpisała kampania. Jeśli urządzenie straciło klucz, możesz napisać do nas ponownie.
reply-file =
    Organizatorzy Ci odpowiedzieli. Odpowiedź jest zapieczętowana i jest tym plikiem: otwiera się tylko na urządzeniu, na którym napisano list. Otwórz stronę kampanii, wybierz „Sprawdź apel” i podaj jej ten plik.

statement-changed =
    <b>Oświadczenie zmieniło się od czasu Twojej deklaracji.</b> Teraz brzmi:

    { $statement }

    Twoja deklaracja dotyczyła wcześniejszych słów i liczy się tylko za nie. Czy obejmuje też nowe? Decyzja należy do Ciebie; jeśli nic nie naciśniesz, nic się nie zmieni.
statement-renewed =
    <b>Dziękujemy.</b> Twoja deklaracja obejmuje teraz nowe słowa.
    { PLURAL($total) ->
        [one] Nowe słowa popiera jak dotąd { $total } osoba.
        [few] Nowe słowa popierają jak dotąd { $total } osoby.
        [many] Nowe słowa popiera jak dotąd { $total } osób.
       *[other] Nowe słowa popiera jak dotąd { $total } osoby.
    }

privacy-sealed = • <b>To, co pieczętujesz</b> dla organizatorów, przechowujemy w takiej postaci, w jakiej przyszło, z numerem Twojego konta, zaszyfrowane. Nikt tu tego nie przeczyta, nawet z kluczem naszego serwera. Jeśli po złożeniu deklaracji piszesz coś na czacie, od razu to pieczętujemy i usuwamy z czatu; Telegram to widział.
sealed-copies = Obejmuje to też wszystko, co zostało przez Ciebie zapieczętowane. Kopie, które organizatorzy już zabrali i otworzyli, zostają u nich: zwróć się do nich.

button-seal = Napisz zapieczętowane
button-sealed-pledge = Zapieczętowana deklaracja
button-sealed-message = Zapieczętowana wiadomość
button-count-me = Tak, policzcie mnie
button-only-message = Nie, to wiadomość
button-open-reply = Otwórz odpowiedź
button-renew = Popieram też nowe słowa
