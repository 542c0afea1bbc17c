circle-ask =
    <b>Zaproszenie do kręgu „{ $circle }”</b>

    Ludzie w kręgu dostają też apele tylko dla niego. Jeśli dołączysz, zapiszemy w postaci zaszyfrowanej, że w nim jesteś, i będziesz też dostawać apele kampanii „{ $campaign }”. Organizatorzy widzą, ile osób jest w kręgu, ale nigdy kto.

    Wyjść można w każdej chwili: w /mydata jest do tego przycisk. Jeśli nie chcesz dołączyć, nic nie musisz robić.
circle-joined = Jesteś teraz w kręgu „{ $circle }”. Przycisk, żeby wyjść, jest w /mydata.
circle-over = To zaproszenie już wykorzystano albo minął jego czas. Poproś o nowe tego, od kogo je masz.
circle-too-many = Jesteś już w tylu kręgach, w ilu można być. Najpierw wyjdź z któregoś: w /mydata jest przycisk dla każdego.
circle-left = Nie jesteś już w tym kręgu.
circles-of-yours = Kręgi, w których jesteś:
button-join = Dołącz
button-leave-circle = Wyjdź: { $circle }
desk-circles =
    <b>Kręgi</b>
    Osoby, w nawiasie otwarte zaproszenia:

    { $circles }
desk-invitation =
    <b>Zaproszenie do kręgu „{ $circle }”</b>
    { $link }

    Jest dla jednej osoby, do { $until }. Tutaj widzi je Telegram. Przekaż je tam, gdzie nikt inny nie czyta.
desk-button-circles = Kręgi
desk-button-invite = Zaproś: { $circle }
