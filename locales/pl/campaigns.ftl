campaigns-which = Która kampania?
campaigns-choose =
    <b>Które kampanie do Ciebie docierają?</b>

    Te, które mają znak ✓. Naciśnij kampanię, aby to zmienić; wybór obowiązuje od następnej wiadomości. Przechowujemy go z numerem Twojego konta, w postaci zaszyfrowanej.
campaigns-none = Teraz nie dociera do Ciebie żadna, więc nie przychodzą apele. /stop całkiem usuwa Cię z listy.
campaigns-further = Od teraz dociera do Ciebie także <b>{ $campaign }</b>.
button-campaigns = Kampanie, które do mnie docierają
