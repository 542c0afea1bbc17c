### Organizatorzy w panelu: role, akceptacje, zawieszone konta, co zrobili inni.

role-organiser = organizacja
role-writer = redakcja
role-approver = akceptacja
role-operator = obsługa

desk-own = Tutaj to <b>{ $who }</b>. Inni wiedzą, że ten numer należy do Ciebie, tylko jeśli im to powiesz.
desk-not-yours = Twoja rola w panelu tego nie obejmuje.
desk-suspended-short = Twoje konto w panelu jest zawieszone. /desk powie, dlaczego i co to zniesie.
desk-changed = W międzyczasie coś się zmieniło. Obejrzyj to proszę jeszcze raz.
desk-own-text = To Twój tekst albo Twoja propozycja. Zaakceptować musi ktoś inny.
desk-approvals =
    <b>Akceptacje: { $given } z { $required }</b>
    Zaakceptowali: { $by }
    Jeszcze nie: { $missing }
desk-approvals-out-of-reach = Zostało zbyt mało osób, które mogłyby zaakceptować. Kto napisał choć część, nie liczy się. Niech ktoś napisze to od nowa w pojedynkę albo zapytaj osobę, która prowadzi serwer.
desk-needs-approvals =
    Zanim wyjdzie:
    akceptacje innych: <b>{ $approvals }</b> (mogą zaakceptować: { $left })
desk-needs-signatures =
    Zanim wyjdzie:
    podpisy: <b>{ $signatures }</b>
desk-confirm-propose =
    <b>Zaproponować to innym?</b>

    Rodzaj: { $kind }
    Subskrypcje, do których trafi: <b>{ $audience }</b>
    Napisane: { $languages }
    Brakuje: { $missing }

    Wyjdzie, gdy będą potrzebne akceptacje i podpisy. Przycisk zadziała raz.
desk-approve-ask =
    <b>Zaakceptować ten komunikat?</b>
    <code>{ $id }</code>

    Rodzaj: { $kind }
    Subskrybenci, którzy go dostaną: <b>{ $audience }</b>
    Teksty powyżej: { $languages }
    Brakuje: { $missing }
    Akceptacje dotąd: { $given } z { $required }

    Przeczytaj każdy tekst powyżej: to właśnie zobaczą ludzie. Z ostatnią akceptacją wyjdzie o swojej porze. Przycisk zadziała raz.
desk-confirm-reject =
    <b>Odrzucić ten komunikat?</b>
    <code>{ $id }</code>

    Znów stanie się szkicem. Akceptacje i podpisy przepadną. Przycisk zadziała raz.
desk-rejected =
    Komunikat odrzucono, znów jest szkicem. Dowiedzą się o tym wszyscy organizatorzy.
    <code>{ $id }</code>
desk-confirm-reopen =
    <b>Zmienić ten komunikat?</b>
    <code>{ $id }</code>

    Znów stanie się szkicem. Akceptacje i podpisy przepadną. Przycisk zadziała raz.
desk-confirm-resume =
    <b>Wysyłać dalej?</b>
    <code>{ $id }</code>

    Zostało: <b>{ $remaining }</b>

    Co wysłane, to wysłane. Przycisk zadziała raz.
state-awaiting-approvals = czeka na akceptacje
desk-button-approve = Zaakceptuj
desk-button-reject = Odrzuć
desk-button-review = Przeczytaj i zaakceptuj …
desk-button-propose = Zaproponuj
desk-organisers =
    <b>Organizatorzy</b>

    { $list }

    Tylko numery i role. Czyj to numer, wiesz od samej osoby.

    Ktoś zgubił telefon albo został zatrzymany? Zgłoś konto: panel nic dla niego nie robi, dopóki dwie inne osoby go nie potwierdzą.
desk-organiser = { $who }
desk-organiser-own = { $who } (Ty)
desk-organiser-suspended = <b>{ $who }</b>: zawieszone, { $why }. Potwierdzenia: { $vouched } z { $needed }
suspended-silent =
    { PLURAL($days) ->
        [one] milczenie od { $days } dnia
        [few] milczenie od { $days } dni
        [many] milczenie od { $days } dni
       *[other] milczenie od { $days } dnia
    }
suspended-lost = zgłoszone jako utracone
desk-button-lost = Utracone: { $who }
desk-button-vouch = Potwierdź: { $who }
desk-lost-ask =
    <b>Zgłosić to konto jako utracone: { $who }?</b>

    Panel nic już dla niego nie zrobi, a jego akceptacje i głos za zniszczeniem przestaną się liczyć. Dwie inne osoby mogą je znów potwierdzić. Dowiedzą się o tym wszyscy organizatorzy. Dopóki to nie zostanie rozstrzygnięte, nie zgłosisz innego konta.

    Przycisk zadziała raz.
desk-vouch-ask =
    <b>Potwierdzić to konto: { $who }?</b>

    Zrób to tylko wtedy, gdy widziano się lub słyszano z tą osobą i wiesz, że sama trzyma swój telefon. Wiadomość w Telegramie niczego nie dowodzi.

    Przycisk zadziała raz.
desk-one-at-a-time = Zgłoszone przez Ciebie konto jest jeszcze zawieszone. Najpierw trzeba to rozstrzygnąć: potwierdzą je dwie inne osoby albo osoba, która prowadzi serwer.
desk-too-few = Organizatorów jest zbyt mało, by dwie inne osoby mogły potwierdzić konto. Może to znieść osoba, która prowadzi serwer: <code>klich organisers lift</code>
desk-suspended =
    <b>Twoje konto w panelu jest zawieszone.</b>

    To { $who }. Dlaczego: { $why }.

    To chroni innych: konto, którego dawno nikt nie używał albo które może być w obcych rękach, nic tu nie może. Nic nie przepadło i nic to o Tobie nie mówi.
desk-suspended-confirm =
    <b>Co robić:</b> porozmawiaj z innymi organizatorami, osobiście lub głosowo; potrzeba osób: { $needed }. Każda potwierdzi Cię w /desk, „Organizatorzy”.
desk-suspended-lift =
    <b>Co robić:</b> porozmawiaj z osobą, która prowadzi serwer. Zniesie to poleceniem <code>klich organisers lift</code> z Twoim numerem.
forget-desk-stays = Pozostaje jeszcze, dopóki nie zostanie rozstrzygnięte w panelu: że Twoje konto jest zawieszone, że zgłoszono przez Ciebie inne albo że część komunikatu, który jeszcze nie wyszedł, jest Twoja.

told = № { $number } · { $act } · { $who }
told-about = № { $number } · { $act }: <code>{ $about }</code> · { $who }
told-command-line = wiersz poleceń
act-sent = Komunikat wysłany
act-scheduled = Komunikat zaplanowany
act-awaited = Komunikat zaproponowany
act-rewritten = Przypomnienie przepisane
act-approved = Komunikat zaakceptowany
act-rejected = Komunikat odrzucony
act-reopened = Komunikat cofnięty do zmiany
act-signed = Podpis oddany
act-paused = Komunikat wstrzymany
act-resumed = Komunikat idzie dalej
act-cancelled = Komunikat zatrzymany na dobre
act-corrected = Komunikat sprostowany
act-recalled = Komunikat wycofany
act-retried = Komunikat jeszcze raz do nieudanych
act-discarded = Szkic wyrzucony
act-lost = Konto zgłoszone jako utracone
act-silent = Konto zawieszone, bo milczało
act-vouched = Konto potwierdzone
act-lifted = Konto znów czynne
act-invited = Powstało zaproszenie do kręgu
act-exported = Wydano zapieczętowane listy
act-backed-up = Rozpoczęto kopię zapasową
act-restored = Przywrócono kopię zapasową
act-keys = Klucze odnowione
act-aside-dropped = Odłożone wiadomości wyrzucono
act-petition-closed = Petycja zamknięta
act-reloaded = Ustawienia i kampanie wczytane na nowo
act-paper-added = Wpisano podpisy na papierze
act-paper-undone = Cofnięto podpisy na papierze
act-imported = Dodano deklaracje z listy
act-imported-dropped = Odrzucono deklarację z listy
desk-button-chart = Wykres
desk-button-organisers = Organizatorzy
chart-subscribers = Subskrypcje
chart-pledges = Deklaracje
chart-caption = Liczby na koniec każdego dnia, zaokrąglone w dół do piątek.
