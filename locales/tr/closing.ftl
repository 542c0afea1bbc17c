closed-petition =
    <b>Dilekçe kapatıldı</b>

    Kapatıldığı gün: { $date }. Son sayı: <b>{ $total }</b>

    Artık kimse destek sözü veremez ya da sözünü geri alamaz. Sözleri kişilere bağlayan anahtar o gün yok edildi: hangi sözün sizin olduğunu artık biz bile bulamayız, bu yüzden geri alınacak bir şey kalmadı. Mühürlü destek sözleri artık burada saklanmıyor.

    Makbuzunuzu sakladıysanız, sözünüzün sayıldığını göstermeye devam eder: makbuzla birlikte <code>/verify</code> gönderin. Çağrılar, isteyenlere eskisi gibi gelmeye devam eder.
web-closed = Dilekçe şu gün kapatıldı: { $date }. Bu, son sayıdır.
desk-closed = Dilekçe şu gün kapatıldı: { $date }.
