circle-key-offer =
    <b>“{ $circle }” için mühürlü çağrılar</b>

    Bu çemberin bazı çağrıları mühürlü gelir: onları ne Telegram ne de bu bot okuyabilir. Bunun için cihazınız kendine bir anahtar yapar. Yazı alanının altındaki düğme kampanyanın sayfasını açar; sayfa anahtarı vermeden önce bir kez daha sorar.

    <b>Telegram'ın gördüğü:</b> sayfayı açtığınız ve anahtarın hiçbir şeyi açmayan açık yarısı.
    <b>Sakladığımız:</b> bu açık yarı, şifreli olarak, çemberdeki yerinizle birlikte. Düzenleyenler bir çemberin anahtarlarını adsız alır. Çemberden çıkmak, /stop ve /forget onu siler.

    Bunu yapmanız gerekmez. Anahtar olmadan çemberin açık çağrılarını alırsınız, mühürlü olanları almazsınız.
circle-key-taken =
    <b>Cihazınızın anahtarı saklandı.</b> “{ $circle }” için mühürlü çağrılar bundan sonra bu sohbete gelir ve yalnızca o cihazda açılır.

    Daha önce verdiğiniz anahtar artık geçmez. Cihaz anahtarını yitirirse yenisini verin: /mydata içinde bir düğme var. Eskisine mühürlenen kapalı kalır.
circle-key-none = Bu çemberde değilsiniz, bu yüzden anahtar saklanmadı. İçinde olduğunuz çemberler: /mydata
circle-key-damaged = Bu bir cihaz anahtarı değil ya da yolda değişmiş. Hiçbir şey saklanmadı. Lütfen sayfayı bir kez daha açın: /mydata içinde her çember için bir düğme var.
sealed-call-came =
    <b>Sizin için mühürlü bir şey var.</b>

    Anahtarını veren cihazda açılır ve yalnızca kampanyanın imzaladığını gösterir.
sealed-call-file = Sizin için bu dosyada mühürlü bir şey var: anahtarını veren cihazda açılır. Dosyayı kaydedin, düğmeyle kampanyanın sayfasını açın ve orada bu dosyayı verin.
button-give-key = Bu cihazın anahtarını ver
button-circle-key = Mühürlü: { $circle }
button-open-sealed = Aç
button-open-page = Sayfayı aç
desk-sealed = “{ $circle }” için mühürlendi. Mühürlendiği bir anahtarı olan üyeler: { $reached }. Böyle bir anahtarı olmayanlar, bir şey almazlar: { $keyless }.
