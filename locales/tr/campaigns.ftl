campaigns-which = Hangi kampanya?
campaigns-choose =
    <b>Hangi kampanyaları duyuyorsunuz?</b>

    ✓ taşıyanları. Değiştirmek için birine basın; bir sonraki mesajdan itibaren geçerlidir. Seçiminizi hesap numaranızla birlikte şifreli olarak saklarız.
campaigns-none = Şu anda hiçbirini duymuyorsunuz, bu yüzden size çağrı gelmez. /stop sizi listeden tamamen çıkarır.
campaigns-further = Artık <b>{ $campaign }</b> kampanyasını da duyuyorsunuz.
button-campaigns = Duyduğum kampanyalar
