share-wish = <b>Osobista prośba:</b> powiedz o tym trzem osobom z pracy, którym ufasz. <b>Udostępnij</b> otwiera Telegram z gotowym tekstem. Wybierasz, kto go dostanie; my się tego nie dowiemy.
button-count-hear = Informuj mnie o liczbie głosów
button-count-stop = Bez wieści o liczbie głosów
count-hearing =
    Napiszemy, gdy liczba deklaracji osiągnie kamień milowy, i nazajutrz po dniu akcji.

    W tym celu przechowujemy numer Twojego konta i język, zaszyfrowane. Ten sam przycisk to kończy; tak samo /stop, /forget i wycofanie deklaracji.
count-stopped = Nie będzie więcej wieści o liczbie deklaracji. To, co w tym celu przechowywaliśmy, jest usunięte.
count-no-pledge = Aby dostawać wieści o liczbie deklaracji, najpierw wyraź poparcie: /pledge
milestone =
    📈 <b>Kamień milowy osiągnięty: { $goal }</b>

    { PLURAL($total) ->
        [one] Poparcie wyraża teraz { $total } osoba.
        [few] Poparcie wyrażają teraz { $total } osoby.
        [many] Poparcie wyraża teraz { $total } osób.
       *[other] Poparcie wyraża teraz { $total } osoby.
    }

    Dziękujemy, że jesteś wśród nich. Przycisk kończy te wiadomości.
milestone-thanks =
    🙏 <b>Dziękujemy.</b> { $day } za nami.

    { PLURAL($total) ->
        [one] Poparcie wyraziła { $total } osoba.
        [few] Poparcie wyraziły { $total } osoby.
        [many] Poparcie wyraziło { $total } osób.
       *[other] Poparcie wyraziło { $total } osoby.
    }

    Jesteś wśród nich. To, co się zaczęło, trwa: rozmawiaj o tym tam, gdzie pracujesz.
desk-sources = Przyszli z linków: { $list }
source-other = inne
