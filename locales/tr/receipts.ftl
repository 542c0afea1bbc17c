button-receipt = Makbuzum
receipt =
    <b>Makbuzunuz</b>

    <code>{ $receipt }</code>

    Herkese açık sayımda destek sözünüzün karşılığıdır ve sizinle ilgili hiçbir şey içermez. Sözünüzün sayıldığını görmek için <code>/verify</code> ile gönderin ya da kampanyanın sayfasına yazın.

    Elinde olan herkes aynı şeyi denetleyebilir ve kimse onunla kime ait olduğunu kanıtlayamaz. Destek vermiş olmak size zarar verebilecekse onu saklamayın.
receipt-listed = Bu makbuz sayıldı. Herkese açık listeye girdiği gün: { $date }.
receipt-today = Bu makbuz sayıldı. Herkese açık listeye gece yarısından sonra girer.
receipt-withdrawn = Bu makbuz sayılmıştı, sonra destek sözü geri alındı.
receipt-unknown = Bu makbuz sayımda yok. Aynı gün geri alınan bir söz iz bırakmaz.
receipt-malformed = Bu bir makbuz değil. Tümünü yeniden kopyalayın: altışar harf ve rakamdan dört grup.
web-count = Sayımı denetle
web-count-text = Her destek sözünün bir makbuzu vardır: kişiyle ilgili hiçbir şey içermeyen rastgele bir metin. Onun özeti herkese açık bir listede bir satırdır ve her günün ardından bütün satırların üzerindeki ağacın kökü burada durur. Böylece önceki günlerin hiçbir satırı fark edilmeden değiştirilemez ya da silinemez ve söz veren herkes kendi satırının orada olduğunu görebilir. Kökü bir yere yazın ve başkalarınınkiyle karşılaştırın.
web-count-root = { $date } · satır: { $size } · söz: { $total }
web-count-none = İlk kök, söz verilen ilk günün ardından burada durur.
web-count-list = Listenin tümü
web-receipt = Makbuzunuz
web-receipt-check = Denetle
web-receipt-proof = { $date } için kanıt
