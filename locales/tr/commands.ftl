### Registered with Telegram, so shown before anyone has said a word. Plain text without tags.

# At most 512 characters with a title of 64.
bot-description =
    { $campaign }

    Kampanyanın çağrılarını alın, taleplerini okuyun, destek sözü verin. Abone olup olmamak size kalmış. İstediğiniz an ayrılabilir, bilgilerinizi sildirebilirsiniz.

    Bu sohbet uçtan uca şifreli değildir: Telegram botu kullandığınızı ve ne yazdığınızı görür.
# At most 120 characters with a title of 64.
bot-short-description = { $campaign }: çağrılar, talepler, destek sözleri

## Descriptions of commands

command-subscribe = Çağrıları alın
command-stop = Çağrıları durdurun
command-language = Dil seçin
command-demands = Ne talep ediyoruz
command-day = Ne zaman harekete geçiyoruz
command-pledge = Destek verin ya da sözünüzü geri alın
command-mydata = Hakkınızda ne sakladığımızı görün
command-forget = Hakkınızda sakladıklarımızı silin
command-privacy = Kim neyi görüyor
command-verify = Bir çağrı gerçek mi?
command-help = Neler yapabilirim
command-desk = Düzenleyenler için: toplamlar ve duyurular
