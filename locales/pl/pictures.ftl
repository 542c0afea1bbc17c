button-picture = Wyślij zdjęcie
picture-ask =
    <b>Zdjęcie solidarnościowe, tylko dla organizatorów</b>

    Wyślij mi teraz jedno zdjęcie. Najpierw usuwam to, co telefon zapisał w pliku: miejsce, czas, urządzenie. Potem zdjęcie zostaje zapieczętowane tak, że otwierają je tylko klucze organizatorów, a z tego czatu je usuwam.

    <b>Co Telegram mimo to widzi:</b> samo zdjęcie w drodze tutaj. Jeśli Telegram nie powinien widzieć twarzy, zakryj ją albo nie wysyłaj zdjęcia.
    <b>Kto jeszcze może je zobaczyć:</b> nikt, chyba że opublikuje je ktoś z organizatorów. Wtedy ludzi można rozpoznać po twarzach, ubraniach lub miejscach.
    <b>Co przechowujemy:</b> zapieczętowane zdjęcie, a z nim, zaszyfrowany, numer Twojego konta. /forget usuwa jedno i drugie.
picture-sealed =
    <b>Twoje zdjęcie jest teraz zapieczętowane</b> tylko dla organizatorów, a z tego czatu je usuwam.

    Telegram je widział. Nigdzie nie zostanie pokazane, chyba że opublikuje je ktoś z organizatorów. Aby usunąć je tutaj: /forget
picture-unasked =
    Zdjęcia przyjmuję dopiero wtedy, gdy powiem, co się z nimi stanie. Z tego niczego nie zachowaliśmy, ale Telegram je ma. Możesz usunąć je z tego czatu.

    Aby przekazać organizatorom zdjęcie, najpierw naciśnij przycisk.
picture-unreadable = Nie udało mi się odczytać tego zdjęcia, więc nie mogłem go oczyścić i niczego z niego nie zachowaliśmy. Wyślij je jako zdjęcie, nie jako plik.
picture-too-large = To zdjęcie jest za duże. Niczego z niego nie zachowaliśmy. Wyślij je jako zdjęcie, nie jako plik: Telegram je wtedy zmniejszy.
picture-too-many = Nie ma miejsca na kolejne Twoje zdjęcie, więc z tego niczego nie zachowaliśmy.
picture-cancelled = W takim razie bez zdjęcia. Niczego nie zachowaliśmy.
