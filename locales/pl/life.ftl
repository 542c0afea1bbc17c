desk-when =
    <b>Kiedy wysłać?</b>

    Wybierz czas albo przyślij go według zegarów { $zone }, w takiej postaci: <code>{ $example }</code>
desk-when-unclear = Nie umiem tego odczytać jako czasu, który dopiero nadejdzie. Napisz go tak: <code>{ $example }</code>
desk-goes-out = Wyjdzie: <b>{ $time }</b>
desk-goes-out-at-once = Wyjdzie: od razu
desk-scheduled =
    <b>Wysyłka jest zaplanowana.</b>
    Jej id: <code>{ $id }</code>

    Wyjdzie: <b>{ $time }</b>
desk-correct-note = Doręczone wiadomości zostaną zmienione. Gdzie nie napiszesz nowego tekstu, zostaje stary.
desk-confirm-correct =
    <b>Sprostować teraz?</b>

    Osoby, które to dostały: <b>{ $audience }</b>
    Nowy tekst: { $languages }
    Zostaje stary: { $missing }

    Stare teksty przepadną. Przycisk działa tylko raz.
desk-confirm-discard =
    <b>Odrzucić ten szkic?</b>

    Jego teksty przepadną. Przycisk działa tylko raz.
desk-confirm-cancel =
    <b>Zatrzymać na dobre?</b>
    <code>{ $id }</code>

    Kto to ma, u tego zostanie; nikt więcej tego nie dostanie. Przycisk działa tylko raz.
desk-confirm-recall =
    <b>Wycofać ze wszystkich czatów?</b>
    <code>{ $id }</code>

    Wiadomości do usunięcia: <b>{ $delivered }</b>

    Jeśli wysyłka jeszcze trwa, zostanie przerwana. Kto przeczytał, ten przeczytał. Przycisk działa tylko raz.
desk-confirm-retry =
    <b>Wysłać jeszcze raz do tych, do których się nie udało?</b>
    <code>{ $id }</code>

    Osoby: <b>{ $failed }</b>

    Przycisk działa tylko raz.
desk-progress =
    { $bar } { $percent } %
    Na sekundę: { $rate }. Pozostały czas: { $left }
desk-rework =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Wysyłka: <code>{ $of }</code>

    Zrobione: <b>{ $done }</b> z { $audience }
    Pozostało: { $remaining }
    Nieosiągalni: { $unreachable }
    Błędy: { $failed }
    Niepewne: { $uncertain }
desk-rework-finished =
    <b>{ $kind }: zakończono.</b>
    <code>{ $id }</code>, wysyłka <code>{ $of }</code>

    Zrobione: <b>{ $done }</b>
    Nieosiągalni: { $unreachable }
    Błędy: { $failed }
    Niepewne: { $uncertain }
desk-too-old = Te wiadomości mają ponad 47 godzin. klich już ich nie zna.
desk-paused-token =
    <b>Wysyłka jest wstrzymana.</b>
    <code>{ $id }</code>

    <b>Dlaczego:</b> Telegram nie przyjął tokenu bota, więc niczego nie dało się wysłać.
    <b>Co zrobić:</b> zapytaj osobę, która prowadzi serwer, czy tokenu nie zmieniono lub nie skradziono. Gdy wszystko znów działa, wznów wysyłkę przez /desk.
desk-paused-late =
    <b>Przypomnienie nie zostało wysłane.</b>
    <code>{ $id }</code>

    <b>Dlaczego:</b> o jego godzinie bot nie działał, a od tego czasu minęło ponad sześć godzin.
    <b>Co zrobić:</b> nic, jeśli jest za późno. Jeśli nadal jest potrzebne, wznów je przez /desk.

desk-button-test = Próba do mnie
desk-button-when = Czas …
desk-button-at-once = Od razu
desk-button-schedule = Zaplanuj
desk-button-cancel = Zatrzymaj na dobre
desk-button-correct = Sprostuj
desk-button-recall = Wycofaj
desk-button-retry = Jeszcze raz do nieudanych
alert-kind-recall = Wycofanie
alert-kind-retry = Nowa próba
