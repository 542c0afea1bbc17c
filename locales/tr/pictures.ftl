button-picture = Resim gönder
picture-ask =
    <b>Bir dayanışma resmi, yalnızca düzenleyenler için</b>

    Şimdi bana bir fotoğraf gönderin. Önce telefonunuzun dosyaya yazdıklarını çıkarırım: yer, zaman, cihaz. Sonra resim, yalnızca düzenleyenlerin anahtarları açabilecek şekilde mühürlenir ve onu bu sohbetten silerim.

    <b>Telegram'ın yine de gördüğü:</b> buraya gelirken resmin kendisi. Telegram bir yüzü görmemeliyse onu kapatın ya da resim göndermeyin.
    <b>Başka kim görebilir:</b> düzenleyenlerden biri yayımlamadıkça hiç kimse. Yayımlanırsa insanlar yüzlerden, giysilerden ya da yerlerden tanınabilir.
    <b>Sakladığımız:</b> mühürlü resim ve onunla birlikte, şifreli olarak, hesabınızın numarası. /forget ikisini de siler.
picture-sealed =
    <b>Resminiz artık</b> yalnızca düzenleyenler için <b>mühürlü,</b> ve onu bu sohbetten siliyorum.

    Telegram onu gördü. Düzenleyenlerden biri yayımlamadıkça hiçbir yerde gösterilmez. Buradan silmek için: /forget
picture-unasked =
    Resimleri ancak onlara ne olacağını söyledikten sonra alırım. Bundan hiçbir şey saklamadık, ama Telegram'da var. Bu sohbetten silebilirsiniz.

    Düzenleyenlere bir resim vermek için önce düğmeye basın.
picture-unreadable = Bu resmi okuyamadım, bu yüzden temizleyemedim ve ondan hiçbir şey saklamadık. Onu dosya olarak değil, fotoğraf olarak gönderin.
picture-too-large = Bu resim çok büyük. Ondan hiçbir şey saklamadık. Onu dosya olarak değil, fotoğraf olarak gönderin: o zaman Telegram onu küçültür.
picture-too-many = Bir resminize daha yer yok, bu yüzden bundan hiçbir şey saklamadık.
picture-cancelled = Öyleyse resim yok. Hiçbir şey saklamadık.
