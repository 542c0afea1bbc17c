### The campaign's own texts. `title`, `day-title`, `share-text` and every `.title` are plain;
### the others are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler). No variables.

# At most 64 characters.
title = Belarus, 16 Kasım: sendika suç değildir
# What stands in the welcome, at most 1000 characters.
call =
    Belarus'ta bağımsız sendikalar ve aktivistleri baskı görüyor. Her yıl 16 Kasım'da buna son verilmesi çağrısını yapıyoruz.

    Bu günün çağrısını 2020'de Belarus Bağımsız Sendikası yaptı. Uluslararası Sosyalist Lig'in (ISL) kampanyası onu destekliyor.
# How it came to this, at most 3000 characters.
background =
    Ağustos 2020'den başlayarak Belarus'ta insanlar neredeyse üç ay boyunca sokakları ve meydanları doldurdu. Devlet başkanı Lukaşenko'nun seçim hilesini ve otoriter yönetimini protesto ettiler.

    Devletin yanıtı zulüm, tutuklama, dayak ve işkence oldu: KGB'nin, polisin ve çevik kuvvetin eliyle. Genel grev çağrısı yapılınca saldırı en çok bağımsız sendikaları, aktivistlerini ve toplumun geri kalanıyla omuz omuza mücadele eden işçileri hedef aldı.

    13 Kasım 2020'de polis 42 sendika aktivistini gözaltına aldı. Beyaz ve kırmızı renkli bayraklarla kendi fotoğraflarını çekiyorlardı. Aralarında Belaruskali fabrikasının grevcileri ve Belarus Bağımsız Sendikası'nın aktivistleri vardı. İzinsiz bir etkinliğe katılmakla suçlandılar. 16 Kasım'da hâlâ tutuluyorlardı ve o gün yargılanacaklardı.

    O zamandan beri bu günü her yıl yaşatıyoruz.
# What one pledges to, at most 1000 characters.
statement = Belarus Bağımsız Sendikası'nın yanındayız ve onun talebini kendi talebimiz sayıyoruz: <b>Belarus'taki barışçıl protestolarda gözaltına alınan herkes, sendika üyeleri de dahil, serbest bırakılsın.</b>
# At most 100 characters.
day-title = Belarus sendikalarıyla dayanışma günü
# At most 2000 characters.
day-text =
    Bu gün hep birlikte söylüyoruz: sendikalara ve aktivistlerine yönelik baskıya son.

    Nerede yaşarsanız yaşayın, yapabilecekleriniz:
    • Bildiriyi imzalayın, imza kampanyasını paylaşın.
    • İş arkadaşlarınıza bu insanların neden gözaltına alındığını anlatın.
    • Kendi sendikanıza bir önerge verin.
    • Bir dayanışma fotoğrafı çekin. Yüzünüzün görünmesi gerekmez. Bot ona ne olacağını söylemeden fotoğrafı buraya göndermeyin.

    Yalnızca bulunduğunuz yerde güvenli olanı yapın.
# Sent to others before a link, at most 200 characters.
share-text = Belarus'ta bağımsız sendikalar ve aktivistleri baskı görüyor. 16 Kasım'da onların yanındayız. Talepleri okuyun, destek verin:

## Reminders of the day, plain, each at most 1000 characters. A language without one reads English's

reminder-week-before =
    Bir hafta sonra 16 Kasım, Belarus sendikalarıyla dayanışma günü. Sendikalara ve aktivistlerine yönelik baskıya son verilmesini talep ediyoruz.

    Hazırlanmak için zaman var: bildiriyi imzalayın, imza kampanyasını paylaşın, kendi sendikanıza bir önerge verin. Yalnızca bulunduğunuz yerde güvenli olanı yapın.

    /day bu günü anlatır.
reminder-day-before =
    Yarın 16 Kasım, Belarus sendikalarıyla dayanışma günü.

    Bildiriyi imzaladınız mı? İş arkadaşlarınız bu insanların neden gözaltına alındığını biliyor mu? Kendi sendikanıza bir önerge, bir dayanışma fotoğrafı: bulunduğunuz yerde güvenli olanı seçin.

    /day neler yapabileceğinizi anlatır.
reminder-morning =
    Bugün 16 Kasım. Bu gün hep birlikte söylüyoruz: sendikalara ve aktivistlerine yönelik baskıya son.

    Nerede yaşarsanız yaşayın, bizimle birlikte durun ve yalnızca bulunduğunuz yerde güvenli olanı yapın.

    /day neler yapabileceğinizi, /demands neler talep ettiğimizi anlatır.

## Demands, each with a title of at most 80 characters and a text of at most 600

demand-stop-the-killings = İşçiler ve sendika üyeleri öldürülüyor. Bunun son bulmasını talep ediyoruz. Kimse başkalarını savunmanın bedelini canıyla ödememeli.
    .title = Cinayetlere son
demand-free-the-prisoners = Mücadele arkadaşlarımız hapiste. İşçileri savunmak kimseyi hapsetmek için gerekçe olamaz. Serbest bırakılmalarını talep ediyoruz.
    .title = Tutsaklara özgürlük
demand-union-is-no-crime = Sendika kurmak, sendikaya üye olmak ve sendikada faaliyet yürütmek her işçinin hakkıdır. Kimse bunun için yargılanamaz.
    .title = Sendika suç değildir
demand-end-sexual-harassment = Çalışan kadınlar cinsel tacize uğruyor. Bunun işyerinde de başka her yerde de son bulmasını talep ediyoruz.
    .title = Çalışan kadınlara yönelik cinsel tacize son
demand-back-the-unions = İşverenin güvenlikten kıstığı yerde güvenliği sendika gözetir ve böylece işçilerin hayatını kurtarır. Sendikaların baskıya değil, desteğe ihtiyacı var.
    .title = Sendikalara destek: onlar hayat kurtarıyor
demand-no-cheap-labour = Sendikanın olmadığı yerde işçiler ucuz işgücü olarak kullanılıyor. Herkes için en azından geçinmeye yetecek bir gelir talep ediyoruz.
    .title = Herkese geçinmeye yetecek bir gelir
