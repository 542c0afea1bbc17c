### What a supporter reads. Messages are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler),
### but for the labels of buttons, the pop-up answers, `kind-*`, `date` and `stop-words`, which are plain.
### Numbers choose a form by PLURAL($number), months by MONTH($month); never by a bare variable.

## Coming and going

# $campaign: the campaign's title. $call: the campaign's own few sentences.
welcome =
    <b>{ $campaign }</b>

    { $call }

    Bu bot size kampanyanın çağrılarını gönderir. Karar sizin. Karar vermeden önce:

    • <b>Abone olursanız ne saklıyoruz:</b> Telegram hesabınızın numarasını, dilinizi ve katıldığınız günü; sunucumuzda, şifreli olarak. <b>Abone ol</b> düğmesine basana kadar hakkınızda, varsa seçtiğiniz dil ve verdiğiniz destek sözü dışında hiçbir şey saklamıyoruz.
    • <b>Telegram ne görür:</b> bu botla konuştuğunuzu ve buraya ne yazdığınızı. Bu sohbet uçtan uca şifreli değildir.
    • <b>Nasıl ayrılırsınız:</b> /stop çağrıları durdurur, /forget hakkınızda sakladıklarımızı siler.
# For subscribers who press Start again.
welcome-back =
    <b>{ $campaign }</b>

    Abonesiniz: çağrılar buraya geliyor.

    /demands ne talep ettiğimizi, /day ne zaman harekete geçtiğimizi, /pledge nasıl destek verebileceğinizi gösterir. Hepsi burada: /help
# $day: the date of the next action day, such as “16 November 2026”.
subscribed =
    <b>Abone oldunuz.</b>

    Kampanyanın çağrıları ve haberleri artık buraya gelecek. Bir sonraki eylem günü: <b>{ $day }</b>.

    Bir çağrı geldiğinde destek vermek için onu yanıtlayın ya da bir düğmeye basın.

    /stop çağrıları istediğiniz an durdurur. /forget hakkınızda sakladıklarımızı siler.
already-subscribed = Zaten abonesiniz. Hiçbir şey değişmedi. /stop çağrıları durdurur.
unsubscribed =
    <b>Abonelikten çıktınız.</b> Telegram hesabınızın numarası silindi, artık çağrı gelmeyecek.

    Destek sözü verdiyseniz, bu söz /pledge ile geri alana ya da /forget ile her şeyi silene kadar adınız olmadan sayılmaya devam eder.

    Geri dönmek için: /subscribe
not-subscribed = Abone değilsiniz, bu yüzden size çağrı gelmiyor. Abone olmak için: /subscribe
language-choose =
    Size hangi dilde yazayım?

    Seçiminizi Telegram hesabınızın numarasıyla birlikte, şifreli olarak saklıyoruz. /forget onu siler.
# $language: the language's name in itself, such as “Polski”.
language-set = Dil: <b>{ $language }</b>

## How messages reach a person

# $minutes: how long a shown text stands.
hearing =
    <b>Mesajlar size nasıl ulaşıyor</b>

    Seçtikleriniz ✓ taşır ve bir sonraki mesajdan itibaren geçerlidir. Onları hesap numaranızla birlikte şifreli olarak saklarız.

    • <b>Açık</b> ya da <b>gizli:</b> gizlide yalnızca nötr bir satır gelir. <b>Göster</b> yerine metni koyar; metin { $minutes } dk sonra yeniden gizlenir.
    • <b>Kalır</b> ya da bir saat sayısı: bot, mesajı geldikten o kadar sonra siler.
    • <b>Haberler</b> ve <b>hatırlatmalar</b> işaretliyse gelir. Çağrılar her zaman gelir, size gelenlerin düzeltmeleri de.

    <b>Şunlara karşı korur:</b> telefonunuza, kilit ekranına ya da sohbet listenize atılan bir bakış.

    <b>Şunlara karşı korumaz:</b>
    • gösterilen her metne sahip olan Telegram;
    • telefonunuzun zaten gösterdiği bildirimler, kopyalar, yedekler ve ekran görüntüleri;
    • kendi yanıtlarınız: bir yanıt, yanıtladığını alıntılar;
    • sohbet listenizdeki bu botun adı;
    • kilidi açık telefonunuzu tutup <b>Göster</b> düğmesine basan kişi.

    Sunucumuz o sırada çalışmıyorsa gizleme ve silme geç olur ya da hiç olmaz.
# Stands for a message: names neither campaign nor sender, and tells nothing of what it is about.
discreet-notice = Yeni bir mesajınız var.
# A pop-up answer, at most 200 characters, plain.
discreet-gone = Bu mesaj artık burada bulunmuyor.

## The campaign

demands-heading =
    <b>{ PLURAL($count) ->
        [one] { $count } talep
       *[other] { $count } talep
    }</b>
# One demand of several, such as “2/6”.
demand =
    <b>{ $number }/{ $total } · { $title }</b>

    { $text }
# $date: such as “16 November 2026”. $days: how many are left, 1 or more.
day =
    <b>{ $title }</b>
    { $date } · { PLURAL($days) ->
        [one] { $days } gün kaldı
       *[other] { $days } gün kaldı
    }

    { $text }
day-today =
    <b>{ $title }</b>
    { $date } · <b>bugün</b>

    { $text }
# A full date, as it stands after a colon.
date = { $day } { MONTH($month) ->
        [january] Ocak
        [february] Şubat
        [march] Mart
        [april] Nisan
        [may] Mayıs
        [june] Haziran
        [july] Temmuz
        [august] Ağustos
        [september] Eylül
        [october] Ekim
        [november] Kasım
       *[december] Aralık
    } { $year }

## Pledges

# $statement: the petition's statement.
pledge-ask =
    <b>Destek verin</b>

    { $statement }

    Buna nasıl destek vereceğinizi düğmelerle seçin.

    <b>Basmadan önce:</b> ne seçtiğinizi, dilinizi ve günü şifreli olarak saklıyoruz. Sunucumuzun anahtarı olmadan kimse bunu abone listesiyle ilişkilendiremez. Telegram bastığınızı görür. Sözünüzü istediğiniz an geri alabilirsiniz.
# $url: a petition on another site.
pledge-ask-external =
    <b>Destek verin</b>

    { $statement }

    Buna nasıl destek vereceğinizi düğmelerle seçin. İmza kampanyasının kendisi başka bir sitede. O sitenin kendi kuralları var ve ziyaretinizi görür: { $url }

    <b>Basmadan önce:</b> ne seçtiğinizi, dilinizi ve günü şifreli olarak saklıyoruz. Sunucumuzun anahtarı olmadan kimse bunu abone listesiyle ilişkilendiremez. Telegram bastığınızı görür. Sözünüzü istediğiniz an geri alabilirsiniz.
# $kinds: a list such as “Sign the statement, Share the petition”. Must stay true when the same button is pressed again.
pledge-counted =
    <b>Teşekkürler. Destek sözünüz sayıldı.</b>

    Destek sözünüz: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Şimdiye kadar { $total } kişi destek veriyor.
       *[other] Şimdiye kadar { $total } kişi destek veriyor.
    }

    Kaç kez basarsanız basın, bir kez sayılırsınız. Sözünüzü görmek ya da geri almak için: /pledge
# The person replied to a call.
pledge-counted-reply =
    <b>Teşekkürler. Yanıtınız sayıldı: bildiriye destek veriyorsunuz.</b>

    Destek sözünüz: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Şimdiye kadar { $total } kişi destek veriyor.
       *[other] Şimdiye kadar { $total } kişi destek veriyor.
    }

    Yazdıklarınızı saklamadık; ama bu sohbette, Telegram'da duruyor. Kaç kez yanıtlarsanız yanıtlayın, bir kez sayılırsınız. Niyetiniz bu değildiyse sözünüzü geri alın: /pledge
pledge-withdraw-ask =
    <b>Destek sözünüzü geri almak istiyor musunuz?</b>

    Destek sözünüz: <b>{ $kinds }</b>

    Silinecek ve artık sayılmayacak. Daha sonra yeniden söz verebilirsiniz.
pledge-withdrawn = <b>Destek sözünüz geri alındı.</b> Silindi ve artık sayılmıyor. Yeniden söz vermek için: /pledge
pledge-none = Verdiğiniz bir destek sözü yok. Vermek için: /pledge
# $kinds: what can be chosen.
pledge-kind-unknown =
    Bu destek türünü bilmiyorum. Şunlardan birini seçebilirsiniz: { $kinds }

    Ya da /pledge gönderip bir düğmeye basın.
# The pledge as it is, with buttons to add a kind or to withdraw.
pledge-stands =
    <b>Destek sözünüz geçerli.</b>

    Destek sözünüz: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Şimdiye kadar { $total } kişi destek veriyor.
       *[other] Şimdiye kadar { $total } kişi destek veriyor.
    }

    Düğmelerle sözünüze ekleme yapabilir ya da onu geri alabilirsiniz.
# Kinds of pledge: labels of buttons, and items of a list after a colon.
kind-sign = Bildiriyi imzalıyorum
kind-share = İmza kampanyasını paylaşıyorum
kind-act = Eylem gününe katılıyorum
kind-photo = Dayanışma fotoğrafı çekiyorum
kind-raise = Konuyu sendikama taşıyorum

## A person's own data

# Under a file.
my-data-caption =
    klich'in hakkınızda sakladığı her şey bu dosyada.

    Dosya artık bu sohbette, yani Telegram'da da var. Okuduktan sonra sohbetten silebilirsiniz.
my-data-nothing = Hakkınızda hiçbir şey saklamıyoruz. Telegram bu sohbeti saklıyor.
forget-ask =
    <b>Hakkınızda sakladığımız her şey silinsin mi?</b>

    Aboneliğinizi, dilinizi ve varsa destek sözünüzü sileriz. Sözünüz artık sayılmaz. Bu geri alınamaz.
forget-cancelled = <b>İptal edildi.</b> Hiçbir şey silinmedi.
forget-done =
    <b>Tamam. Sunucumuzda hakkınızda ne varsa silindi.</b>

    Silemediklerimiz:

    • <b>Telegram</b> bu sohbeti saklıyor ve bu botu kullandığınızı biliyor.
    • <b>Telefonunuzda</b> mesajlar hâlâ duruyor. Bu sohbeti silin, Telegram sunuyorsa iki taraf için de; sonra botu engelleyin.
    • <b>Diskimizde</b> silinen kayıtlar bir süre daha şifreli olarak kalabilir. Anahtarımız güvende olduğu sürece kimse onları okuyamaz. Anahtarlar değiştirildikten sonra, genellikle izleyen gece, onları artık kimse okuyamaz, biz bile.
    • <b>Daha önce alınmış bir yedek,</b> silinene kadar verilerinizi şifreli olarak içerir.
forget-nothing =
    Hakkınızda hiçbir şey saklamıyoruz, yani silinecek bir şey yok.

    Telegram bu sohbeti saklıyor ve bu botu kullandığınızı biliyor. Sohbeti silebilir ve botu engelleyebilirsiniz.
privacy =
    <b>Kim neyi görüyor</b>

    • <b>Telegram</b> bu botu kullandığınızı, ne yazıp neye bastığınızı ve size ne gönderdiğimizi görür. Bu sohbet uçtan uca şifreli değildir.
    • <b>Sunucumuz</b> yanıt verebilmek için ona gönderdiklerinizi görür. Gönderdikleriniz yanıtlanana kadar diskinde şifreli olarak bekler, sonra silinir.
    • <b>Şifreli olarak sakladıkları:</b> abone olursanız hesabınızın numarası, diliniz, katıldığınız gün ve mesajların size nasıl ulaştığı; bir çağrıdan sonra yaklaşık iki gün boyunca, bunun hangi mesaj olduğu; destek sözü verirseniz türü, dil ve gün. Adınızı, telefon numaranızı ve yazdıklarınızı saklamaz.
    • <b>Düzenleyenler</b> yalnızca toplamları görür. Ellerinde kişilerin listesi yoktur.
    • <b>Diskimizi ele geçiren</b> şifreli kayıtlar bulur. Çalışan sunucuyu ya da anahtarını ele geçiren, sakladıklarını okuyabilir.
    • <b>Telefonunuz kimin elindeyse</b> bu sohbeti okuyabilir.

    /mydata hakkınızda ne sakladığımızı gösterir, /forget onu siler.
verify-unsigned =
    <b>Bir çağrı gerçek mi?</b>

    Bu kampanya çağrılarını imzalamıyor. Bu yüzden bu bot bir çağrıyı kimin yazdığını kanıtlayamaz.

    Çağrı alışılmadık mı? Yeni bir yer mi bildiriyor, ya da isim, belge, para veya bir bağlantıya tıklamanızı mı istiyor? O zaman önce güvendiğiniz başka bir yoldan doğrulayın: tanıdığınız birine ya da sendikanıza sorun.

## Help

help =
    <b>Neler yapabilirim</b>

    /subscribe – çağrıları alın
    /stop – çağrıları durdurun
    /demands – ne talep ediyoruz
    /day – ne zaman harekete geçiyoruz
    /pledge – destek verin ya da sözünüzü geri alın
    /language – dil seçin
    /mydata – hakkınızda ne sakladığımızı görün
    /forget – bunu silin
    /privacy – kim neyi görüyor
    /verify – bir çağrı gerçek mi?

    Bir çağrı geldiğinde onu yanıtlamanız da yeter: bu, destek vermek sayılır.
help-organiser =
    <b>Neler yapabilirim</b>

    /desk – toplamlar, yeni duyurular ve duyuruların durumu

    /subscribe – çağrıları alın
    /stop – çağrıları durdurun
    /demands – ne talep ediyoruz
    /day – ne zaman harekete geçiyoruz
    /pledge – destek verin ya da sözünüzü geri alın
    /language – dil seçin
    /mydata – hakkınızda ne sakladığımızı görün
    /forget – bunu silin
    /privacy – kim neyi görüyor
    /verify – bir çağrı gerçek mi?

    Bir çağrı geldiğinde onu yanıtlamanız da yeter: bu, destek vermek sayılır.

## What is not understood

command-unknown = Bu komutu bilmiyorum. /help neler yapabildiğimi gösterir.
wait-a-little = Lütfen biraz bekleyin. Yanıtlayabildiğimden hızlı yazıyorsunuz, bu yüzden bir kısmını atlıyorum. Önemli olan kaybolmaz: desteğiniz, /stop ve /forget.
words-not-kept =
    Serbest metin okuyamıyorum. Yazdıklarınızdan hiçbir şey saklamadık, ama Telegram gördü.

    Yapabildiklerim: /demands, /day, /pledge, /stop. Hepsi burada: /help
file-not-kept =
    Resim, dosya ya da sesli mesaj alamıyorum. Bundan hiçbir şey saklamadık, ama Telegram'da var. Bu sohbetten silebilirsiniz.

    Yapabildiklerim: /help
# Pop-up answers, at most 200 characters, plain.
button-old = Bu düğme artık geçerli değil. Şimdi neler yapabileceğinizi görmek için /help gönderin.
button-done = Bu zaten yapıldı. Hiçbir şey değişmedi.
# Words that, as a whole message, unsubscribe: lower case, separated by commas. No words that may be a battle cry, such as “enough”.
stop-words = stop, ret, iptal, iptal et, abonelikten çık, abonelikten cik, abonelikten çıkmak istiyorum, abonelikten cikmak istiyorum, aboneliği iptal et, aboneligi iptal et, aboneliğimi iptal et, aboneligimi iptal et, aboneliği bitir, aboneligi bitir, listeden çıkar, listeden cikar, beni listeden çıkar, beni listeden cikar, beni listeden çıkarın, beni listeden cikarin, beni çıkarın, beni cikarin, mesaj atma, mesaj atmayın, mesaj gönderme, mesaj gonderme, mesaj göndermeyin, mesaj gondermeyin, bana yazma, bana yazmayın, artık yazmayın, mesaj istemiyorum, artık mesaj istemiyorum, mesaj almak istemiyorum, beni rahat bırak, beni rahat birak, beni rahat bırakın, beni rahat birakin

## Labels of buttons, plain, at most 40 characters

button-subscribe = Abone ol
button-language = Dil
button-demands = Talepler
button-day = Eylem günü
button-pledge = Destek ver
button-privacy = Kim neyi görüyor
button-previous = ‹ Önceki
button-next = Sonraki ›
button-all-demands = Bütün talepler
button-one-by-one = Tek tek
button-withdraw = Geri al
button-keep = Kalsın
button-forget = Her şeyi sil
button-cancel = Vazgeç
button-open-petition = İmza kampanyasını aç
button-share = Paylaş
button-hearing = Mesajlar bana nasıl ulaşıyor
button-show = Göster
button-hide = Gizle
button-openly = Açık
button-discreetly = Gizli
# Short: four stand in a row.
button-stay = Kalır
button-after-hours = { $hours } sa
button-news = Haberler
button-reminders = Hatırlatmalar

## A call as a subscriber sees it

alert-foot-call = <i>Destek vermek için bu mesajı yanıtlayın ya da bir düğmeye basın. Ayrılmak için: /stop</i>
alert-foot-note = <i>Ayrılmak için: /stop</i>
alert-head-call = 📣 <b>Çağrı</b>
alert-head-update = 📰 <b>Haber</b>
alert-head-correction = ✏️ <b>Düzeltme</b>
alert-head-reminder = ⏰ <b>Hatırlatma</b>
