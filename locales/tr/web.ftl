web-languages = Diller
web-people = { PLURAL($count) ->
    [one] { $count } kişi destek veriyor
   *[other] { $count } kişi destek veriyor
}
web-goal = Hedef: { $goal }
web-milestones = Aşamalar
web-reached = ulaşıldı
web-open = Telegram'da aç
web-qr = Telefonla tarayın: kod, botu Telegram'da açar.
web-bot-soon = Bot Telegram'a ulaşır ulaşmaz adresi burada görünecek.
web-days = { PLURAL($days) ->
    [one] { $days } gün kaldı
   *[other] { $days } gün kaldı
}
web-today = bugün
web-calendar = Günü takvimime ekle
web-calendar-yearly = Her yıl: abone olunacak takvim
web-demands = Taleplerimiz
web-statement = Neye destek veriyorsunuz
web-kinds = Nasıl destek verebilirsiniz
web-kinds-note = Botta seçersiniz. Bot isim sormaz, her kişi bir kez sayılır ve desteğinizi her zaman geri alabilirsiniz.
web-background = Buraya nasıl gelindi
web-real = Bu gerçek bot mu?
web-real-bot = Bu kampanyanın tek bir botu var: { $bot }. Start'a basmadan önce adı harf harf karşılaştırın.
web-real-page = Bu sayfanın tek bir adresi var: { $address }
web-real-keys = Kampanyanın anahtarlarının parmak izi. Yalnızca bu sayfayla değil, bir bildiriyle ya da güvendiğiniz biriyle karşılaştırın:
web-real-unsigned = Bu kampanyanın çağrıları imzalı değildir. Bir çağrı alışılmadıksa önce güvendiğiniz başka bir yoldan doğrulayın: tanıdığınız birine ya da sendikanıza sorun.
web-privacy-text = Bu sayfa çerez kullanmaz, betik çalıştırmaz ve başka sitelerden hiçbir şey yüklemez. klich ziyaretçilerin listesini tutmaz. Ağınızı izleyen biri bu adresi açtığınızı görebilir. Telegram botla kimin konuştuğunu bilir ve bir botla sohbet uçtan uca şifreli değildir.
web-own-site = Kendi sitenizde gösterin
web-own-site-text = Bu satırlardan birini sayfanıza kopyalayın. Hiçbiri ziyaretçilerinizi izlemez.
web-picture = Kampanyanın başlığını ve eylem gününü gösteren görsel
