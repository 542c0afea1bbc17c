### The campaign's own texts. `title`, `day-title`, `share-text` and every `.title` are plain;
### the others are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler). No variables.

# At most 64 characters.
title = Białoruś, 16 listopada: związek zawodowy to nie przestępstwo
# What stands in the welcome, at most 1000 characters.
call =
    W Białorusi prześladuje się niezależne związki zawodowe i ludzi, którzy w nich działają. Co roku 16 listopada wzywamy, by położyć temu kres.

    Ten dzień ogłosił w 2020 roku Białoruski Niezależny Związek Zawodowy. Wspiera go kampania Międzynarodowej Ligi Socjalistycznej.
# How it came to this, at most 3000 characters.
background =
    Od sierpnia 2020 roku ludzie w Białorusi przez prawie trzy miesiące wychodzili na ulice i place. Protestowali przeciwko fałszerstwu wyborczemu prezydenta Łukaszenki i przeciwko jego autorytarnym rządom.

    Państwo odpowiedziało prześladowaniami, aresztowaniami, biciem i torturami ze strony KGB, milicji i oddziałów do tłumienia protestów. Gdy padło wezwanie do strajku generalnego, uderzyło przede wszystkim w niezależne związki zawodowe, ich działaczki i działaczy oraz w ludzi pracy, którzy walczą razem z resztą społeczeństwa.

    13 listopada 2020 roku milicja zatrzymała 42 osoby działające w związkach. Robiły sobie zdjęcia z flagami w kolorach białym i czerwonym. Były wśród nich osoby strajkujące w zakładach Biełaruskalij oraz działające w Białoruskim Niezależnym Związku Zawodowym. Zarzucono im udział w akcji bez zezwolenia. 16 listopada nadal były przetrzymywane i tego dnia miały stanąć przed sądem.

    Odtąd co roku obchodzimy ten dzień.
# What one pledges to, at most 1000 characters.
statement = Solidaryzujemy się z Białoruskim Niezależnym Związkiem Zawodowym i przyjmujemy jego żądanie za swoje: <b>uwolnić wszystkich, którzy zostali zatrzymani na pokojowych protestach w Białorusi, także członkinie i członków związku.</b>
# At most 100 characters.
day-title = Dzień solidarności ze związkami zawodowymi Białorusi
# At most 2000 characters.
day-text =
    Tego dnia mówimy razem: dość represji wobec związków zawodowych i ludzi, którzy w nich działają.

    Co możesz zrobić, gdziekolwiek mieszkasz:
    • Podpisz oświadczenie i udostępnij petycję.
    • Opowiedz w pracy, dlaczego zatrzymano tych ludzi.
    • Złóż wniosek w swoim związku.
    • Zrób zdjęcie solidarnościowe. Nie musi być na nim widać Twojej twarzy. Wyślij je tutaj dopiero, gdy bot powie, co się z nim stanie.

    Rób tylko to, co jest bezpieczne tam, gdzie jesteś.
# Sent to others before a link, at most 200 characters.
share-text = W Białorusi prześladuje się niezależne związki zawodowe i ludzi, którzy w nich działają. 16 listopada jesteśmy z nimi. Przeczytaj postulaty i wyraź poparcie:

## Reminders of the day, plain, each at most 1000 characters. A language without one reads English's

reminder-week-before =
    Za tydzień 16 listopada, dzień solidarności ze związkami zawodowymi Białorusi. Żądamy końca represji wobec związków zawodowych i ludzi, którzy w nich działają.

    Jest czas, żeby się przygotować: podpisz oświadczenie, udostępnij petycję, złóż wniosek w swoim związku. Rób tylko to, co jest bezpieczne tam, gdzie jesteś.

    /day mówi, o co chodzi w tym dniu.
reminder-day-before =
    Jutro 16 listopada, dzień solidarności ze związkami zawodowymi Białorusi.

    Czy oświadczenie ma już Twój podpis? Czy w pracy wiedzą, dlaczego zatrzymano tych ludzi? Wniosek w swoim związku, zdjęcie solidarnościowe: wybierz to, co jest bezpieczne tam, gdzie jesteś.

    /day mówi, co możesz zrobić.
reminder-morning =
    Dziś 16 listopada. Tego dnia mówimy razem: dość represji wobec związków zawodowych i ludzi, którzy w nich działają.

    Stań z nami, gdziekolwiek mieszkasz, i rób tylko to, co jest bezpieczne tam, gdzie jesteś.

    /day mówi, co możesz zrobić, /demands, czego żądamy.

## Demands, each with a title of at most 80 characters and a text of at most 600

demand-stop-the-killings = Ludzie pracy, członkinie i członkowie związków są mordowani. Żądamy, by to się skończyło. Nikt nie może płacić życiem za to, że staje w obronie innych.
    .title = Koniec z zabójstwami
demand-free-the-prisoners = Nasze koleżanki i nasi koledzy są w więzieniu. Obrona ludzi pracy to nie powód, by kogokolwiek zamykać. Żądamy ich uwolnienia.
    .title = Wolność dla uwięzionych
demand-union-is-no-crime = Założyć związek, wstąpić do niego i w nim działać: to prawo każdej osoby, która pracuje. Nikogo nie wolno za to sądzić.
    .title = Związek zawodowy to nie przestępstwo
demand-end-sexual-harassment = Pracujące kobiety są molestowane seksualnie. Żądamy, by to się skończyło, w pracy i wszędzie indziej.
    .title = Koniec z molestowaniem seksualnym pracujących kobiet
demand-back-the-unions = Związek dba o bezpieczeństwo tam, gdzie pracodawca na nim oszczędza, i dlatego ratuje życie pracujących. Związki potrzebują wsparcia, nie prześladowań.
    .title = Wspierajmy związki: one ratują życie
demand-no-cheap-labour = Tam, gdzie nie ma związku, ludzie są wykorzystywani jako tania siła robocza. Żądamy, by wszystkim starczało na życie.
    .title = Minimum na życie dla wszystkich
