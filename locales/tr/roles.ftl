### Paneldeki düzenleyiciler: roller, onaylar, askıya alınan hesaplar, başkalarının yaptıkları.

role-organiser = düzenleyici
role-writer = yazan
role-approver = onaylayan
role-operator = yürüten

desk-own = Burada siz <b>{ $who }</b> olarak geçiyorsunuz. Numaranın sizin olduğunu başkaları ancak siz söylerseniz bilir.
desk-not-yours = Paneldeki rolünüz bunu kapsamıyor.
desk-suspended-short = Hesabınız panelde askıda. Nedenini ve bunu neyin kaldıracağını /desk söyler.
desk-changed = Bu arada değişti. Lütfen bir daha bakın.
desk-own-text = Bunu siz yazdınız ya da önerdiniz. Başka birinin onaylaması gerekir.
desk-approvals =
    <b>Onaylar: { $given } / { $required }</b>
    Onaylayanlar: { $by }
    Henüz değil: { $missing }
desk-approvals-out-of-reach = Onaylayabilecek yeterince kişi kalmadı. Bir bölümünü yazan sayılmaz. Tek bir kişi yeniden yazsın ya da sunucuya bakan kişiye sorun.
desk-needs-approvals =
    Gönderilmeden önce:
    başkalarının onayı: <b>{ $approvals }</b> (onaylayabilecek: { $left })
desk-needs-signatures =
    Gönderilmeden önce:
    imza: <b>{ $signatures }</b>
desk-confirm-propose =
    <b>Ötekilere önerilsin mi?</b>

    Tür: { $kind }
    Ulaşacağı abone sayısı: <b>{ $audience }</b>
    Yazılanlar: { $languages }
    Eksikler: { $missing }

    Gereken onaylar ve imzalar tamamlanınca gönderilir. Düğme bir kez çalışır.
desk-approve-ask =
    <b>Bu duyuru onaylansın mı?</b>
    <code>{ $id }</code>

    Tür: { $kind }
    Alacak aboneler: <b>{ $audience }</b>
    Yukarıdaki metinler: { $languages }
    Eksik: { $missing }
    Şimdiye dek onay: { $given } / { $required }

    Yukarıdaki her metni okuyun: insanların göreceği budur. Son onayla birlikte zamanında gönderilir. Düğme bir kez çalışır.
desk-confirm-reject =
    <b>Bu duyuru reddedilsin mi?</b>
    <code>{ $id }</code>

    Yeniden taslak olur. Onayları ve imzaları silinir. Düğme bir kez çalışır.
desk-rejected =
    Duyuru reddedildi ve yeniden taslak. Bütün düzenleyicilere bildirilir.
    <code>{ $id }</code>
desk-confirm-reopen =
    <b>Bu duyuru değiştirilsin mi?</b>
    <code>{ $id }</code>

    Yeniden taslak olur. Onayları ve imzaları silinir. Düğme bir kez çalışır.
desk-confirm-resume =
    <b>Gönderim sürsün mü?</b>
    <code>{ $id }</code>

    Kalan: <b>{ $remaining }</b>

    Gönderilen geri alınmış olmaz. Düğme bir kez çalışır.
state-awaiting-approvals = onay bekliyor
desk-button-approve = Onayla
desk-button-reject = Reddet
desk-button-review = Oku ve onayla …
desk-button-propose = Öner
desk-organisers =
    <b>Düzenleyiciler</b>

    { $list }

    Yalnızca numaralar ve roller. Numaranın kimin olduğunu kişinin kendisinden bilirsiniz.

    Biri telefonunu mu kaybetti ya da gözaltına mı alındı? Hesabını bildirin: iki kişi daha onu doğrulayana dek panel o hesap için bir şey yapmaz.
desk-organiser = { $who }
desk-organiser-own = { $who } (siz)
desk-organiser-suspended = <b>{ $who }</b>: askıda, { $why }. Doğrulayan: { $vouched } / { $needed }
suspended-silent =
    { PLURAL($days) ->
        [one] { $days } gündür sessiz
       *[other] { $days } gündür sessiz
    }
suspended-lost = kayıp olarak bildirildi
desk-button-lost = Kayıp: { $who }
desk-button-vouch = Doğrula: { $who }
desk-lost-ask =
    <b>Bu hesap kayıp olarak bildirilsin mi: { $who }?</b>

    Panel artık onun için bir şey yapmaz; onayları ve yok etme sözü sayılmaz. İki kişi daha onu yeniden doğrulayabilir. Bütün düzenleyicilere bildirilir. Bu çözülene dek başka bir hesap bildiremezsiniz.

    Düğme bir kez çalışır.
desk-vouch-ask =
    <b>Bu hesap doğrulansın mı: { $who }?</b>

    Bunu yalnızca kişiyi gördüyseniz ya da sesini duyduysanız ve telefonunun kendi elinde olduğunu biliyorsanız yapın. Telegram’daki bir mesaj bir şey kanıtlamaz.

    Düğme bir kez çalışır.
desk-one-at-a-time = Bildirdiğiniz bir hesap hâlâ askıda. Önce bu çözülmeli: iki kişi daha onu doğrular ya da sunucuya bakan kişi.
desk-too-few = İki kişinin daha bir hesabı doğrulaması için düzenleyici sayısı az. Sunucuya bakan kişi bunu kaldırabilir: <code>klich organisers lift</code>
desk-suspended =
    <b>Hesabınız panelde askıda.</b>

    Siz: { $who }. Neden: { $why }.

    Bu, ötekileri korur: uzun süredir kullanılmayan ya da başka ellerde olabilecek bir hesap burada bir şey yapamaz. Hiçbir şey kaybolmadı ve bu, sizin hakkınızda bir şey söylemez.
desk-suspended-confirm =
    <b>Ne yapmalı:</b> { $needed } düzenleyiciyle yüz yüze ya da sesli konuşun. Her biri sizi /desk altında, “Düzenleyiciler” bölümünde doğrular.
desk-suspended-lift =
    <b>Ne yapmalı:</b> sunucuya bakan kişiyle konuşun. <code>klich organisers lift</code> ve numaranızla bunu kaldırır.
forget-desk-stays = Panelde çözülene dek hâlâ saklanan: hesabınızın askıda olduğu, başka birini bildirdiğiniz ya da henüz gönderilmemiş bir duyurunun bir bölümünü yazdığınız.

told = № { $number } · { $act } · { $who }
told-about = № { $number } · { $act }: <code>{ $about }</code> · { $who }
told-command-line = komut satırı
act-sent = Duyuru gönderildi
act-scheduled = Duyuru zamanlandı
act-awaited = Duyuru önerildi
act-rewritten = Hatırlatma yeniden yazıldı
act-approved = Duyuru onaylandı
act-rejected = Duyuru reddedildi
act-reopened = Duyuru değiştirmek için geri alındı
act-signed = İmza verildi
act-paused = Duyuru duraklatıldı
act-resumed = Duyuru sürüyor
act-cancelled = Duyuru tamamen durduruldu
act-corrected = Duyuru düzeltildi
act-recalled = Duyuru geri çekildi
act-retried = Duyuru başarısızlara yeniden
act-discarded = Taslak atıldı
act-lost = Hesap kayıp olarak bildirildi
act-silent = Hesap askıya alındı, sessizdi
act-vouched = Hesap doğrulandı
act-lifted = Hesap yeniden etkin
act-invited = Bir çembere davet oluşturuldu
act-exported = Mühürlü mektuplar verildi
act-backed-up = Yedekleme başlatıldı
act-restored = Yedek geri yüklendi
act-keys = Anahtarlar yenilendi
act-aside-dropped = Kenara ayrılan mesajlar atıldı
act-petition-closed = Dilekçe kapatıldı
act-reloaded = Ayarlar ve kampanyalar yeniden alındı
act-paper-added = Kâğıt üzerindeki imzalar girildi
act-paper-undone = Kâğıt üzerindeki imzalar geri alındı
act-imported = Bir listeden destek sözleri alındı
act-imported-dropped = Listeden bir destek sözü çıkarıldı
desk-button-chart = Grafik
desk-button-organisers = Düzenleyiciler
chart-subscribers = Aboneler
chart-pledges = Destek sözleri
chart-caption = Her günün sonundaki toplamlar, beşer beşer aşağı yuvarlanmış.
