button-verify = Sprawdź
proof-files =
    Ten apel jest za długi na przycisk, więc oto jego tekst, manifest i podpisy jako pliki.

    Zapisz je i otwórz wszystkie razem na stronie „Sprawdź apel”. Sprawdza je też program <code>minisign -V</code>.
verify-signed =
    <b>Czy apel jest prawdziwy?</b>

    Apele kampanii podpisują jej ludzie na własnych urządzeniach. Potrzebnych podpisów: <b>{ $required }</b>. Osób, które mogą podpisywać: <b>{ $signers }</b>. Kto przejmie tego bota, nie zrobi podpisu.

    Pod każdym apelem jest przycisk <b>Sprawdź</b>. Otwiera stronę, która sprawdza apel na twoim urządzeniu i pokazuje tylko to, co podpisano. Jeśli strona mówi, że apel nie jest prawdziwy, nie rób tego, do czego wzywa.
verify-signed-no-page =
    <b>Czy apel jest prawdziwy?</b>

    Apele kampanii podpisują jej ludzie na własnych urządzeniach, zanim bot je wyśle. Potrzebnych podpisów: <b>{ $required }</b>. Osób, które mogą podpisywać: <b>{ $signers }</b>.

    Ten bot nie ma strony, na której można samemu sprawdzić podpisy. Poproś organizatorów o manifest apelu i podpisy: sprawdza je program <code>minisign -V</code>.
verify-keys =
    <b>Odcisk kluczy kampanii</b>
    <code>{ $print }</code>
    { $words }

    Porównaj go z ludźmi, którym ufasz, albo z tym, co kampania wydrukowała.
verify-doubt = Apel jest nietypowy? Podaje nowe miejsce albo prosi o nazwiska, dokumenty, pieniądze lub kliknięcie linku? Najpierw sprawdź go inną drogą, której ufasz: u kogoś znajomego albo w swoim związku.
desk-awaits =
    <b>Podpisy: { $given } z { $required }</b>
    Podpisali: { $signers }

    Weź <b>Do podpisu</b>. Podpisuje się na własnych komputerach: <code>klich alert sign</code> albo <code>minisign -S</code> dla manifestu. Potem wyślij mi tutaj plik .minisig.
desk-to-sign-caption =
    Co trzeba podpisać w komunikacie <code>{ $id }</code>. Przeczytaj teksty w <code>{ $file }</code> i podpisz ten plik przez <code>klich alert sign</code> albo manifest przez <code>minisign -S</code>.
desk-signature-taken =
    <b>Podpis przyjęty.</b>
    Komunikat <code>{ $id }</code>: { $given } z { $required }
desk-signatures-complete =
    <b>Podpis przyjęty, żadnego nie brakuje.</b>
    Komunikat <code>{ $id }</code>: { $given } z { $required }

    Wyjdzie w swoim czasie.
desk-signature-foreign =
    <b>Podpis nie został przyjęty.</b>
    Złożono go kluczem <code>{ $key }</code>, którego nie ma wśród podpisujących w tej kampanii.
desk-signature-twice =
    <b>Podpis nie został przyjęty.</b>
    Klucz <code>{ $signer }</code> już podpisał ten komunikat i liczy się raz. Musi podpisać ktoś inny.
desk-signature-other =
    <b>Podpis nie został przyjęty.</b>
    Nie pasuje do żadnego komunikatu, który czeka: jest pod innym tekstem albo został zmieniony. Weź <b>Do podpisu</b> jeszcze raz i daj to podpisać.
desk-signature-old-kind =
    <b>Podpis nie został przyjęty.</b>
    Jest starego rodzaju minisign. Podpisuj przez <code>klich alert sign</code> albo minisign 0.10 lub nowszy.
desk-signature-malformed =
    <b>Podpis nie został przyjęty.</b>
    Nie mogę go odczytać. Wyślij cały plik .minisig.
desk-signature-old =
    <b>Podpis nie został przyjęty.</b>
    Komunikat ma numer { $given }, a w międzyczasie wyszedł numer { $last }. Weź <b>Do podpisu</b> jeszcze raz: dostanie nowy numer i będzie potrzebował nowych podpisów.
desk-signature-expired =
    <b>Podpis nie został przyjęty.</b>
    Termin komunikatu minął, już nie wyjdzie.
desk-signature-not-awaited = Ten komunikat nie czeka już na podpisy.
desk-paused-outrun =
    <b>Komunikat nie został wysłany.</b>
    <code>{ $id }</code>

    <b>Dlaczego:</b> wcześniej wyszedł komunikat z nowszym numerem. Strona powiedziałaby ludziom, żeby temu nie wierzyli.
    <b>Co zrobić:</b> zatrzymaj go na dobre i napisz od nowa.
desk-button-to-sign = Do podpisu
desk-button-reopen = Zmień
verify-addresses =
    <b>Gdzie szukać kampanii</b>
    Ten bot: { $bot }
    Gdy go nie ma: { $next }
    Strony: { $pages }

    Ile osób z kampanii to podpisało: { $signers }. Ważne do { $until }.
