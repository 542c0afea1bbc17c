### What an organiser reads at the desk. Messages are Telegram HTML; `desk-button-*`, `alert-kind-*` and `state-*` are plain.

# $subscribers: a number as text, or “<5”.
desk =
    <b>Panel</b>

    Subskrypcje: <b>{ $subscribers }</b>
    Deklaracje: <b>{ $pledges }</b>
    Komunikaty: <b>{ $alerts }</b>

    Panel zna tylko łączne liczby. Nie ma żadnej listy osób.
desk-new-kind = Jaki to ma być komunikat?

## Writing an alert

# $kind: such as “Call”. $written, $missing: lists of languages, or a dash. $audience: a number as text, or “<5”.
desk-compose =
    <b>Nowy komunikat: { $kind }</b>

    Napisane: { $written }
    Brakuje: { $missing }
    Subskrypcje, do których trafi: <b>{ $audience }</b>

    Naciśnij język, aby napisać tekst. Potem obejrzyj podgląd i wyślij.
desk-write-in =
    Teraz wyślij mi tekst w tym języku: <b>{ $language }</b>

    Jedna wiadomość, zwykły tekst. Telegram widzi go w chwili wysłania.
desk-text-taken =
    <b>{ $language }:</b> tekst przyjęty.
    Długość: { $length } z { $limit }
desk-text-too-long =
    <b>Ten tekst jest za długi. Nie został przyjęty.</b>
    Długość: { $length }. Limit: { $limit }

    Skróć go i wyślij jeszcze raz.
desk-text-empty = W tej wiadomości nie ma tekstu, więc nic nie przyjęto. Wyślij tekst jako osobną wiadomość, bez zdjęcia i bez pliku.
# Stands above the preview.
desk-preview = <b>Podgląd: { $language }.</b> Tak zobaczą to osoby z subskrypcją:
desk-nothing-written = Nie ma jeszcze żadnego tekstu. Najpierw naciśnij język i napisz tekst.
desk-confirm-send =
    <b>Wysłać teraz?</b>

    Rodzaj: { $kind }
    Subskrypcje, do których trafi: <b>{ $audience }</b>
    Napisane: { $languages }
    Brakuje: { $missing }

    Można to wycofać przez około dwie doby, ale kto przeczytał, ten przeczytał. Przycisk działa tylko raz.
desk-sent =
    <b>Komunikat jest w drodze.</b>
    Jego identyfikator: <code>{ $id }</code>

    Napiszę, gdy wysyłka się skończy albo będzie musiała się zatrzymać.
desk-discarded = Szkic odrzucony. Nic nie zostało wysłane.

## Alerts and what became of them

desk-alerts = <b>Komunikaty</b>, od najnowszych. Naciśnij, aby zobaczyć stan.
desk-no-alerts = Nie ma jeszcze żadnych komunikatów.
# $kind: such as “Call”. $state: such as “running”.
desk-alert =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Doręczone: <b>{ $delivered }</b> z { $audience }
    Pozostało: { $remaining }
    Nieosiągalne (bot zablokowany lub konto usunięte): { $unreachable }
    Nieudane: { $failed }
    Niepewne (wysłane, ale odpowiedź Telegrama zaginęła): { $uncertain }
desk-finished =
    <b>Komunikat został rozesłany.</b>
    <code>{ $id }</code>

    Doręczone: <b>{ $delivered }</b>
    Nieosiągalne: { $unreachable }
    Nieudane: { $failed }
    Niepewne: { $uncertain }
desk-paused-refused =
    <b>Wysyłka jest wstrzymana.</b>
    <code>{ $id }</code>

    <b>Dlaczego:</b> Telegram odrzucił treść. Nikt jej nie dostanie, dopóki czegoś nie zrobisz.
    <b>Co zrobić:</b> sprawdź tekst w każdym języku. Jeśli jest za długi albo uszkodzony, napisz komunikat od nowa. Ten wznów tylko wtedy, gdy wiesz, że przyczyna zniknęła.
desk-paused-failing =
    <b>Wysyłka jest wstrzymana.</b>
    <code>{ $id }</code>

    <b>Dlaczego:</b> ponad 20% z ostatnich 200 wiadomości nie udało się doręczyć, i to nie z powodu odbiorców. Telegram lub sieć mogą mieć kłopoty.
    <b>Co zrobić:</b> odczekaj kilka minut i wznów wysyłkę przez /desk. Kto już ma ten komunikat, nie dostanie go drugi raz. Jeśli wysyłka znów się zatrzyma, skontaktuj się z osobą, która prowadzi serwer.
desk-paused-expired =
    <b>Wysyłka została zatrzymana.</b>
    <code>{ $id }</code>

    <b>Dlaczego:</b> termin komunikatu minął, więc nie jest już wysyłany.
    <b>Co zrobić:</b> nic, jeśli tak ma być. Jeśli ta wiadomość jest ludziom nadal potrzebna, napisz komunikat od nowa.

## Labels of buttons, plain, at most 40 characters

desk-button-new = Nowy komunikat
desk-button-alerts = Komunikaty
desk-button-refresh = Odśwież
desk-button-back = ‹ Wstecz
desk-button-preview = Podgląd
desk-button-send = Wyślij …
desk-button-send-now = Wyślij teraz
desk-button-discard = Odrzuć
desk-button-pause = Wstrzymaj
desk-button-resume = Wznów
# For a reminder that has yet to go out.
desk-button-edit = Zmień teksty

## Kinds and states

alert-kind-call = Apel
alert-kind-update = Aktualności
alert-kind-correction = Sprostowanie
alert-kind-reminder = Przypomnienie
state-draft = szkic
state-awaiting-signatures = czeka na podpisy
state-scheduled = zaplanowano
state-running = w drodze
state-paused = wstrzymano
state-finished = zakończono
state-cancelled = anulowano
