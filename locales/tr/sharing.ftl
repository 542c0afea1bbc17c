share-wish = <b>Kişisel bir dilek:</b> güvendiğiniz üç iş arkadaşınıza anlatın. <b>Paylaş</b>, Telegram'ı hazır bir metinle açar. Kime gideceğini siz seçersiniz; biz bunu öğrenmeyiz.
button-count-hear = Sayıdan beni haberdar et
button-count-stop = Sayı haberleri gelmesin
count-hearing =
    Sayı bir aşamaya ulaştığında ve eylem gününün ertesi günü size yazacağız.

    Bunun için hesabınızın numarasını ve dilinizi şifreli olarak saklarız. Aynı düğme bunu bitirir; /stop, /forget ve destek sözünü geri almak da.
count-stopped = Sayıyla ilgili haber artık gelmeyecek. Bunun için sakladıklarımız silindi.
count-no-pledge = Sayıdan haberdar olmak için önce destek sözü verin: /pledge
milestone =
    📈 <b>Bir aşamaya ulaşıldı: { $goal }</b>

    { PLURAL($total) ->
        [one] Şu anda { $total } kişi destek veriyor.
       *[other] Şu anda { $total } kişi destek veriyor.
    }

    Onlardan biri olduğunuz için teşekkürler. Düğmeyle bu mesajları bitirirsiniz.
milestone-thanks =
    🙏 <b>Teşekkürler.</b> { $day } geride kaldı.

    { PLURAL($total) ->
        [one] { $total } kişi destek verdi.
       *[other] { $total } kişi destek verdi.
    }

    Siz de onlardan birisiniz. Başlattığınız şey sürüyor: çalıştığınız yerde bunu konuşun.
desk-sources = Bağlantılarla gelenler: { $list }
source-other = diğer
