desk-when =
    <b>Ne zaman gitsin?</b>

    Bir zaman seçin ya da { $zone } saatine göre şöyle yazıp gönderin: <code>{ $example }</code>
desk-when-unclear = Bunu henüz gelmemiş bir zaman olarak okuyamıyorum. Lütfen şöyle yazın: <code>{ $example }</code>
desk-goes-out = Gidiş: <b>{ $time }</b>
desk-goes-out-at-once = Gidiş: hemen
desk-scheduled =
    <b>Duyuru zamanlandı.</b>
    Kimliği: <code>{ $id }</code>

    Gidiş: <b>{ $time }</b>
desk-correct-note = Ulaşmış mesajlar değiştirilir. Yeni metin yazmadığınız dilde eskisi kalır.
desk-confirm-correct =
    <b>Şimdi düzeltilsin mi?</b>

    Alan kişiler: <b>{ $audience }</b>
    Yeni metin: { $languages }
    Eskisi kalır: { $missing }

    Eski metinler kaybolur. Düğme bir kez çalışır.
desk-confirm-discard =
    <b>Bu taslak silinsin mi?</b>

    Metinleri kaybolur. Düğme bir kez çalışır.
desk-confirm-cancel =
    <b>Tamamen durdurulsun mu?</b>
    <code>{ $id }</code>

    Alanlarda kalır; artık başka kimseye gitmez. Düğme bir kez çalışır.
desk-confirm-recall =
    <b>Bütün sohbetlerden geri çekilsin mi?</b>
    <code>{ $id }</code>

    Silinecek mesajlar: <b>{ $delivered }</b>

    Hâlâ gidiyorsa şimdi durur. Okuyan okumuştur. Düğme bir kez çalışır.
desk-confirm-retry =
    <b>Ulaşamadığı kişilere yeniden gönderilsin mi?</b>
    <code>{ $id }</code>

    Kişi: <b>{ $failed }</b>

    Düğme bir kez çalışır.
desk-progress =
    { $bar } % { $percent }
    Saniyede: { $rate }. Kalan süre: { $left }
desk-rework =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Duyuru: <code>{ $of }</code>

    Yapılan: <b>{ $done }</b> / { $audience }
    Kalan: { $remaining }
    Ulaşılamayan: { $unreachable }
    Başarısız: { $failed }
    Belirsiz: { $uncertain }
desk-rework-finished =
    <b>{ $kind }: bitti.</b>
    <code>{ $id }</code>, duyuru <code>{ $of }</code>

    Yapılan: <b>{ $done }</b>
    Ulaşılamayan: { $unreachable }
    Başarısız: { $failed }
    Belirsiz: { $uncertain }
desk-too-old = Bu mesajlar 47 saatten eski. klich onları artık bilmiyor.
desk-paused-token =
    <b>Duyuru duraklatıldı.</b>
    <code>{ $id }</code>

    <b>Neden:</b> Telegram botun anahtarını kabul etmedi, bu yüzden hiçbir şey gönderilemedi.
    <b>Ne yapmalı:</b> sunucuyu işleten kişiye anahtarın değişip değişmediğini ya da çalınıp çalınmadığını sorun. Her şey yine yolundaysa /desk üzerinden sürdürün.
desk-paused-late =
    <b>Hatırlatma gönderilmedi.</b>
    <code>{ $id }</code>

    <b>Neden:</b> saati geldiğinde bot çalışmıyordu ve o zamandan beri altı saatten fazla geçti.
    <b>Ne yapmalı:</b> artık geçse hiçbir şey. Hâlâ gerekiyorsa /desk üzerinden sürdürün.

desk-button-test = Bana deneme
desk-button-when = Zaman …
desk-button-at-once = Hemen
desk-button-schedule = Zamanla
desk-button-cancel = Tamamen durdur
desk-button-correct = Düzelt
desk-button-recall = Geri çek
desk-button-retry = Başarısızlara yeniden
alert-kind-recall = Geri çekme
alert-kind-retry = Yeni deneme
