app-nav-pledge = Destek ver
app-nav-message = Bize yaz
app-nav-verify = Çağrıyı doğrula
app-nav-safety = Neler korunuyor
app-nav-reply = Yanıt

app-seal-why =
    Burada yazdıklarınız Telegram'a ulaşmadan bu cihazda mühürlenir. Yalnızca düzenleyenlerin anahtarları açar. Telegram ve bot, bir şey gönderdiğinizi ve ne zaman gönderdiğinizi görür.
app-pledge-title = Destek ver
app-kinds-legend = Nasıl destek vereceksiniz?
app-optional = Yalnızca isterseniz
app-field-name = Adınız
app-print-ask = Düzenleyenler adımı basabilir
app-field-town = Yaşadığınız yer
app-field-union = Sendika
app-field-contact = Size nasıl ulaşılır
app-field-note = Eklemek istedikleriniz
app-seal-send = Mühürle ve gönder
app-kind-missing = En az bir destek biçimi seçin.
app-message-title = Düzenleyenlere yaz
app-field-body = Mesajınız
app-body-missing = Önce mesajınızı yazın.
app-too-long = { $over } bayt fazla. Lütfen kısaltın.
app-sent = Mühürlendi. Bot sohbette yanıt verecek.
app-copy-title = Mühürlendi. Şimdi gönderin
app-copy-how = Bu metni kopyalayıp sohbette bota gönderin:
app-copy = Kopyala
app-copied = Kopyalandı.
app-no-recipients = Bu kampanya mühürlü hiçbir şey almıyor. Bota isim göndermeyin.
app-no-device-key = Bu cihaz anahtar saklamıyor; bu yüzden düzenleyenler size burada yanıt veremez.
app-why-failed = Bu cihaz mühürleyemedi. Hiçbir şey gönderilmedi.

app-reply-title = Düzenleyenlerden bir yanıt
app-reply-signed = Kampanya tarafından imzalandı: { $day }
app-reply-lost = Bu yanıt bu cihazda açılmıyor. Başka bir cihaza yazılmış ya da bu cihaz anahtarını kaybetmiş: o zaman eski yanıtlar da onunla kaybolmuştur. Bize yeniden yazabilirsiniz.
app-reply-unsigned = Bu yanıtı kampanya imzalamamış. Ona göre hareket etmeyin.

app-verify-title = Çağrıyı doğrula
app-verify-how = Çağrının altındaki «Doğrula» düğmesine basın. Ya da dosyalarını burada açın: bildirim, imzalar ve metin.
app-open-files = Dosyaları aç
app-paste = Ya da bir metin yapıştırın
app-check = Doğrula
app-verified = Bu çağrı gerçek
app-numbered = Numara { $sequence }, geçerlilik sonu { $expires }
app-signatures = İmza: { $count }. Gereken: { $required }. İmzalayanlar:
app-not-verified = Bu çağrıya göre hareket etmeyin
app-why-missing = İmza eksik: { $count } var, { $required } gerekiyor.
app-why-foreign = İmzalardan biri kampanyaya ait olmayan bir anahtarla atılmış.
app-why-twice = Aynı kişi iki kez imzalamış. Bu bir kez sayılır.
app-why-other = Bir imza metne uymuyor. Biri metni değiştirmiş.
app-why-old = Burada daha önce doğruladığınız bir çağrıdan daha eski, o çağrının numarası { $last }.
app-why-expired = Geçerliliği sona erdi: { $expires }.
app-why-campaign = Başka bir kampanyaya ait.
app-why-damaged = Okunamıyor: eksik ya da değiştirilmiş.
app-why-no-signers = Bu kampanya çağrılarını imzalamıyor; bu yüzden doğrulanamazlar.

app-keys-first = Bu cihaz kampanyanın anahtarlarını ilk kez görüyor. Parmak izini «Neler korunuyor» bölümünde karşılaştırın.
app-keys-changed-signed = Kampanyanın yeni anahtarları var. Öncekilerin sahipleri değişikliği imzaladı.
app-keys-changed = Kampanyanın anahtarları değişmiş, öncekilerin sahipleri bunu imzalamamış. Burada hiçbir şey mühürlenmez ve doğrulanmaz. Güvendiğiniz insanlara sorun. Önceki: { $old }. Şimdiki: { $new }.
app-keys-print = Kampanya anahtarlarının parmak izi
app-keys-compare = Güvendiğiniz insanlarla ya da kampanyanın bastığıyla karşılaştırın. Farklıysa bu sayfayı kullanmayın.
app-no-memory = Bu cihaz bu sayfa için hiçbir şey saklamıyor. Bu yüzden sayfa ne değiştirilmiş anahtarları ne de eski bir çağrıyı fark eder.

app-safety-title = Bu sayfa neyi korur
app-safety-yes =
    • Burada mühürlediğiniz yalnızca düzenleyenlerin anahtarlarıyla açılır: ne Telegram'da ne de ele geçirilmiş bir botta.
    • Burada gerçek çıkan bir çağrıyı kampanyadan kişiler kendi cihazlarında imzalamıştır. Botu ele geçiren böyle bir çağrı üretemez.
    • Bir yanıt yalnızca yazdığınız cihazda açılır.
    • Bir çemberin mühürlü çağrısı yalnızca anahtar veren cihazlarda açılır.
app-safety-no-title = Neyi korumaz
app-safety-no =
    • Telegram bu botu kullandığınızı ve ne zaman kullandığınızı bilir.
    • Düzenleyenler yazdıklarınızı okur. Anahtarlarını ele geçiren de okur.
    • Kilidi açık telefonunuzu tutan, sizin gördüğünüzü görür.
    • Bu sayfanın sunucusunu yöneten size başka bir sayfa verebilir. Sizin için risk büyükse düzenleyenlerden çevrimdışı sayfayı isteyin.
app-forget = Bu sayfanın cihazda sakladıklarını sil
app-forget-done = Silindi. Eski yanıtlar artık açılmaz.
app-language = Dil

app-nav-circle = Çember
app-nav-sealed = Mühürlü çağrı
app-circle-title = “{ $circle }” için mühürlü çağrılar
app-circle-why =
    Bu çemberin çağrıları mühürlü gelebilir; böylece onları ne Telegram ne de bot okur. Bunun için bu cihaz kendine, yalnızca bu çember için bir anahtar yapar.

    • Gizli yarısı bu cihazda kalır. Hiçbir şeyi açmayan açık yarısı bota gider; Telegram bunu görür.
    • Düzenleyenler bir çemberin anahtarlarını adsız alır.
    • Bu cihaz sayfanın sakladıklarını yitirirse mühürlü çağrılar artık açılmaz. O zaman yeni bir anahtar verin.
app-circle-give = Bu cihazın anahtarını ver
app-circle-given = Verildi. Bot sohbette yanıt verecek.
app-circle-copy = Bu metni kopyalayıp sohbette bota gönderin:
app-circle-no-memory = Bu cihaz bu sayfa için bir şey saklamıyor, bu yüzden anahtar da saklayamaz. Hiçbir şey verilmedi. Çemberin açık çağrıları yine de gelir.
app-circle-failed = Bu cihaz anahtar yapamadı. Hiçbir şey verilmedi.
app-sealed-title = Mühürlü bir çağrı
app-sealed-lost = Bu, bu cihazda açılmıyor. Başka bir cihaza mühürlenmiş ya da bu cihaz anahtarını yitirmiş: o zaman ona mühürlenen kapalı kalır. Yeni bir anahtar verebilirsiniz: botun /mydata içinde bir düğmesi var.
app-sealed-denied = Bu cihaz bu sayfa için bir şey saklamıyor, bu yüzden bunu açabilecek bir anahtarı yok.
app-for-circle = Yalnızca “{ $circle }” çemberi için.
app-why-circle = Başka bir çembere ait ve biri onu yeniden mühürlemiş.
app-why-old-list = Burada daha önce doğruladığınız bir listeden daha eski, o listenin numarası { $last }.
app-keys-old = Bu sayfa, kampanyanın bu cihazın gördüğünden daha eski anahtarlarını getiriyor. Burada hiçbir şey mühürlenmez ya da doğrulanmaz. Güvendiğiniz insanlara sorun.
app-addresses-title = Bu adresler gerçek
app-addresses-bot = Bot:
app-addresses-next = Kaybolursa şunu arayın:
app-addresses-pages = Sayfa:
