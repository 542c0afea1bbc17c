closed-petition =
    <b>Petycja jest zamknięta</b>

    Dzień zamknięcia: { $date }. Ostateczna liczba: <b>{ $total }</b>

    Nie można już złożyć ani wycofać deklaracji. Klucz, który łączył deklaracje z ludźmi, został wtedy zniszczony: nawet my nie możemy teraz ustalić, która deklaracja była Twoja, więc nie ma już czego wycofać. Zapieczętowanych deklaracji już tu nie przechowujemy.

    Jeśli masz swoje pokwitowanie, nadal pokazuje ono, że Twoja deklaracja się liczyła: wyślij <code>/verify</code> z pokwitowaniem. Wezwania przychodzą jak dotąd do tych, którzy o nie prosili.
web-closed = Petycja została zamknięta: { $date }. To jest ostateczna liczba.
desk-closed = Petycja została zamknięta: { $date }.
