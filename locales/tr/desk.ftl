### What an organiser reads at the desk. Messages are Telegram HTML; `desk-button-*`, `alert-kind-*` and `state-*` are plain.

# $subscribers: a number as text, or “<5”.
desk =
    <b>Panel</b>

    Aboneler: <b>{ $subscribers }</b>
    Destek sözleri: <b>{ $pledges }</b>
    Duyurular: <b>{ $alerts }</b>

    Panel yalnızca toplamları bilir. Kişilerin listesi yoktur.
desk-new-kind = Bu nasıl bir duyuru?

## Writing an alert

# $kind: such as “Call”. $written, $missing: lists of languages, or a dash. $audience: a number as text, or “<5”.
desk-compose =
    <b>Yeni duyuru: { $kind }</b>

    Yazılanlar: { $written }
    Eksikler: { $missing }
    Ulaşacağı abone sayısı: <b>{ $audience }</b>

    Metnini yazmak için bir dile basın. Sonra önizlemeye bakıp gönderin.
desk-write-in =
    Şimdi bana şu dildeki metni gönderin: <b>{ $language }</b>

    Tek mesaj, düz metin. Gönderdiğiniz anda Telegram onu görür.
desk-text-taken =
    <b>{ $language }:</b> metin alındı.
    Uzunluk: { $length } / { $limit }
desk-text-too-long =
    <b>Bu metin çok uzun. Alınmadı.</b>
    Uzunluk: { $length }. Sınır: { $limit }

    Lütfen kısaltıp yeniden gönderin.
desk-text-empty = Bu mesajda metin yok, bu yüzden hiçbir şey alınmadı. Lütfen metni resimsiz ve dosyasız, ayrı bir mesaj olarak gönderin.
# Stands above the preview.
desk-preview = <b>Önizleme: { $language }.</b> Aboneler bunu şöyle görecek:
desk-nothing-written = Henüz yazılmış bir metin yok. Önce bir dile basıp metin yazın.
desk-confirm-send =
    <b>Şimdi gönderilsin mi?</b>

    Tür: { $kind }
    Ulaşacağı abone sayısı: <b>{ $audience }</b>
    Yazılanlar: { $languages }
    Eksikler: { $missing }

    Yaklaşık iki gün boyunca geri çekilebilir, ama okuyan okumuştur. Düğme bir kez çalışır.
desk-sent =
    <b>Duyuru yola çıktı.</b>
    Kimliği: <code>{ $id }</code>

    Bittiğinde ya da durması gerektiğinde size yazarım.
desk-discarded = Taslak silindi. Hiçbir şey gönderilmedi.

## Alerts and what became of them

desk-alerts = <b>Duyurular</b>, en yenisi başta. Durumunu görmek için birine basın.
desk-no-alerts = Henüz duyuru yok.
# $kind: such as “Call”. $state: such as “running”.
desk-alert =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Ulaşan: <b>{ $delivered }</b> / { $audience }
    Kalan: { $remaining }
    Ulaşılamayan (bot engellenmiş ya da hesap kapanmış): { $unreachable }
    Başarısız: { $failed }
    Belirsiz (gönderildi, ama Telegram'ın yanıtı kayboldu): { $uncertain }
desk-finished =
    <b>Duyurunun gönderimi bitti.</b>
    <code>{ $id }</code>

    Ulaşan: <b>{ $delivered }</b>
    Ulaşılamayan: { $unreachable }
    Başarısız: { $failed }
    Belirsiz: { $uncertain }
desk-paused-refused =
    <b>Duyuru duraklatıldı.</b>
    <code>{ $id }</code>

    <b>Neden:</b> Telegram içeriğini reddetti. Siz bir şey yapana kadar kimseye gitmez.
    <b>Ne yapmalı:</b> her dildeki metne bakın. Çok uzun ya da bozuksa duyuruyu yeniden yazın. Bunu ancak nedenin ortadan kalktığını biliyorsanız sürdürün.
desk-paused-failing =
    <b>Duyuru duraklatıldı.</b>
    <code>{ $id }</code>

    <b>Neden:</b> son 200 mesajın %20'sinden fazlası iletilemedi ve bunun nedeni aboneler değil. Telegram'da ya da ağda sorun olabilir.
    <b>Ne yapmalı:</b> birkaç dakika bekleyin, sonra /desk ile sürdürün. Duyuruyu almış olanlar onu ikinci kez almaz. Yeniden duraklarsa sunucuyu işletene sorun.
desk-paused-expired =
    <b>Duyuru durdu.</b>
    <code>{ $id }</code>

    <b>Neden:</b> süresi doldu, bu yüzden artık gönderilmiyor.
    <b>Ne yapmalı:</b> böyle olması gerekiyorsa hiçbir şey. İnsanların bunu duyması hâlâ gerekiyorsa duyuruyu yeniden yazın.

## Labels of buttons, plain, at most 40 characters

desk-button-new = Yeni duyuru
desk-button-alerts = Duyurular
desk-button-refresh = Yenile
desk-button-back = ‹ Geri
desk-button-preview = Önizleme
desk-button-send = Gönder …
desk-button-send-now = Şimdi gönder
desk-button-discard = Taslağı sil
desk-button-pause = Duraklat
desk-button-resume = Sürdür
# For a reminder that has yet to go out.
desk-button-edit = Metinleri değiştir

## Kinds and states

alert-kind-call = Çağrı
alert-kind-update = Haber
alert-kind-correction = Düzeltme
alert-kind-reminder = Hatırlatma
state-draft = taslak
state-awaiting-signatures = imza bekliyor
state-scheduled = zamanlandı
state-running = yolda
state-paused = duraklatıldı
state-finished = bitti
state-cancelled = iptal edildi
