### Wiping everything from the desk, by several organisers. As in desk.ftl. $votes, $needed: organisers; $minutes: minutes.

desk-button-wipe = Her şeyi yok et
desk-button-wipe-now = Her şeyi şimdi yok et
desk-wipe-ask =
    <b>Her şey yok edilsin mi?</b>

    Önce anahtarlar, sonra klich’in sakladığı her şey yok edilir: aboneler, imzalar, çağrılar. Ardından bot kimseye yanıt vermez. Geri dönüşü yoktur.

    { $minutes } dakika içinde { PLURAL($needed) ->
        [one] { $needed } düzenleyicinin
       *[other] { $needed } ayrı düzenleyicinin
    } onayı gerekir. Şimdiye kadar: <b>{ $votes }</b>

    Düğme bir kez çalışır.
desk-wipe-voted =
    <b>Onayınız { $minutes } dakika geçerlidir.</b>

    Şimdiye kadar: <b>{ $votes } / { $needed }</b>. Bütün düzenleyicilere haber verildi.
desk-wipe-called =
    <b>Bir düzenleyici her şeyin yok edilmesini istiyor.</b>

    Şimdiye kadar onay: <b>{ $votes } / { $needed }</b>. { $minutes } dakika içinde { $needed } onay olursa klich’in sakladığı her şey yok edilir ve geri dönüşü yoktur.

    Katılmıyorsanız bir şey yapmayın ve ötekilerle konuşun.
desk-wiped =
    <b>klich yok edildi.</b>

    Anahtarları ve onlarla birlikte sakladığı her şey yok edildi. Bot artık kimseye yanıt vermiyor. Yazılanlar Telegram’da ve telefonlarda durur: bu sohbeti silin ve botun token’ını @BotFather üzerinden iptal ettirin.
desk-wiped-in-part =
    <b>klich her şeyi yok edecekti, ama hepsini yok edemedi.</b>

    Bot artık kimseye yanıt vermiyor. Sunucuda içinde anahtar olabilecek bir şey kaldı: sunucuya bakan kişi onu şimdi yok etmeli, <code>klich wipe</code> ne olduğunu söyler. Bu sohbeti silin ve botun token’ını @BotFather üzerinden iptal ettirin.
