### Düzenleyenlere mühürlenenler, yanıtları ve değişen bir bildiri. supporter.ftl gibi.

seal-offer =
    <b>Mühürlü, yalnızca düzenleyenler için</b>

    Yazı alanının altındaki düğmeler kampanyanın sayfasını açar. Orada yazdıklarınız kendi cihazınızda mühürlenir. Onları ne Telegram ne de bu bot okuyabilir; yalnızca düzenleyenlerin anahtarları açar.

    <b>Telegram'ın yine de gördüğü:</b> sayfayı açtığınız, mühürlü bir şey gönderdiğiniz ve ne zaman gönderdiğiniz, iki düğmeden hangisini kullandığınız.
    <b>Sakladığımız:</b> mühürlü metin ve onunla birlikte, bir yanıt sizi bulsun diye, hesabınızın numarası, şifreli olarak. /forget ikisini de siler.
seal-offer-file =
    <b>Mühürlü, yalnızca düzenleyenler için</b>

    Bu botun bunun için kendi sayfası yok. Bir dosyayı <b>age</b> ile ya da kampanyanın elden verdiği çevrimdışı sayfayla mühürleyin ve buraya dosya ya da metin olarak gönderin. Onu şu anahtarlar açar:

    <code>{ $keys }</code>

    <b>Telegram'ın yine de gördüğü:</b> mühürlü bir şey gönderdiğiniz ve ne zaman gönderdiğiniz.
    <b>Sakladığımız:</b> mühürlü metin ve onunla birlikte, bir yanıt sizi bulsun diye, hesabınızın numarası, şifreli olarak. /forget ikisini de siler.
seal-none =
    Bu kampanya şu anda mühürlü bir şey almıyor: mühürlenecek bir anahtar yok. Bundan hiçbir şey saklamadık, ama Telegram'da duruyor. Lütfen buraya ad göndermeyin.

    Yapabildiklerim: /help
sealed-pledge =
    <b>Teşekkürler. Mühürlü destek sözünüz sayıldı.</b>

    Ne yazdığınızı okuyamam. Düzenleyenler okuyabilir.
    { PLURAL($total) ->
        [one] Şimdiye kadar { $total } kişi destek veriyor.
       *[other] Şimdiye kadar { $total } kişi destek veriyor.
    }

    Kaç kez gönderirseniz gönderin, bir kez sayılırsınız; yenisi öncekinin yerine geçer. Sözünüzü görmek ya da geri almak için: /pledge
sealed-message =
    <b>Alındı, mühürlü.</b> Ben okuyamam; düzenleyenler okuyabilir.

    Yanıt verirlerse buraya düğmeli bir mesaj gelir. Yalnızca yazdığınız cihazda açılır.
sealed-which =
    <b>Alındı, mühürlü.</b> İçini göremiyorum.

    Bu sizin destek sözünüz mü? Öyleyse düğmeye basın, sayılırsınız.
sealed-newer = Bunu bilmediğim daha yeni bir sürüm mühürlemiş. Hiçbir şey saklanmadı. Lütfen sayfayı /pledge ile yeniden açın ya da düzenleyenlere sorun.
sealed-damaged = Bu mühürlü metin eksik ya da yolda değişmiş. Hiçbir şey saklanmadı. Uygulamanız onu iki mesaja böldüyse, dosya olarak kaydedip dosyayı gönderin.
sealed-too-long = Bu, alabildiğim her şeyden uzun. Hiçbir şey saklanmadı.
sealed-other-key = Bu, düzenleyenlerinki gibi anahtarlara mühürlenmemiş; orada kimse açamazdı. Hiçbir şey saklanmadı.
sealed-too-many = Bir kişi için saklayabildiğim kadar mühürlü mektup gönderdiniz. Bu saklanmadı. Öncekiler düzenleyenlerde.

comment-ask = Düzenleyenlere bir şey eklemek ister misiniz? Bundan sonra buraya yazdıklarınız gelir gelmez mühürlenir ve sohbetten silinir, ama önce Telegram görür. Telegram'ın görmemesi gerekenleri mühürlü yazın.
comment-sealed =
    <b>Sözleriniz artık</b> yalnızca düzenleyenler için <b>mühürlü,</b> ve onları bu sohbetten siliyorum.

    Telegram onları gördü. Telegram'ın görmemesi gerekenleri mühürlü yazın.
pledge-counted-comment =
    <b>Teşekkürler. Yanıtınız sayıldı: bildiriye destek veriyorsunuz.</b>

    Destek sözünüz: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Şimdiye kadar { $total } kişi destek veriyor.
       *[other] Şimdiye kadar { $total } kişi destek veriyor.
    }

    Sözleriniz artık yalnızca düzenleyenler için mühürlü, ve onları bu sohbetten siliyorum. Telegram onları gördü. Kaç kez yanıtlarsanız yanıtlayın, bir kez sayılırsınız. Bunu istemediyseniz sözünüzü geri alın: /pledge
comment-too-long = Bu mühürlenemeyecek kadar uzun, o yüzden hiçbir şey saklanmadı; Telegram gördü. Lütfen daha kısa yazın.

reply-came =
    <b>Düzenleyenler size yanıt verdi.</b>

    Yanıt mühürlü: yalnızca yazdığınız cihazda açılır ve yalnızca kampanyanın imzaladığını gösterir. O cihaz anahtarını yitirdiyse bize yeniden yazabilirsiniz.
reply-file =
    Düzenleyenler size yanıt verdi. Yanıt mühürlü ve bu dosyadır: yalnızca yazdığınız cihazda açılır. Kampanyanın sayfasını açın, “Çağrıyı doğrula”yı seçin ve bu dosyayı verin.

statement-changed =
    <b>Bildiri, siz destek verdikten sonra değişti.</b> Şimdi şöyle diyor:

    { $statement }

    Sözünüz önceki metin içindi ve yalnızca onun için sayılıyor. Yenisi için de geçerli mi? Karar sizin; hiçbir düğmeye basmazsanız hiçbir şey değişmez.
statement-renewed =
    <b>Teşekkürler.</b> Sözünüz artık yeni metin için de geçerli.
    { PLURAL($total) ->
        [one] Yeni metne şimdiye kadar { $total } kişi destek veriyor.
       *[other] Yeni metne şimdiye kadar { $total } kişi destek veriyor.
    }

privacy-sealed = • Düzenleyenlere <b>mühürlediklerinizi</b> geldiği gibi, hesabınızın numarasıyla, şifreli saklıyoruz. Burada onları kimse okuyamaz, sunucumuzun anahtarıyla bile. Destek verdikten sonra sohbete bir şey yazarsanız, gelir gelmez mühürler ve sohbetten sileriz; Telegram görmüştür.
sealed-copies = Mühürledikleriniz de buna dahildir. Düzenleyenlerin daha önce alıp açtığı kopyalar onlarda kalır: onlara sorun.

button-seal = Mühürlü yaz
button-sealed-pledge = Mühürlü destek sözü
button-sealed-message = Mühürlü mesaj
button-count-me = Evet, beni sayın
button-only-message = Hayır, bu bir mesaj
button-open-reply = Yanıtı aç
button-renew = Yeni metne de destek veriyorum
