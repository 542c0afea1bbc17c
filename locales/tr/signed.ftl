button-verify = Doğrula
proof-files =
    Bu çağrı bir düğmeye sığmayacak kadar uzun. Bu yüzden metni, bildirimi ve imzaları dosya olarak burada.

    Onları kaydedin ve “Çağrıyı doğrula” sayfasında hepsini birlikte açın. <code>minisign -V</code> aracı da onları doğrular.
verify-signed =
    <b>Bir çağrı gerçek mi?</b>

    Bu kampanyanın çağrılarını kampanyadan kişiler kendi cihazlarında imzalar. Gereken imza: <b>{ $required }</b>. İmzalayabilecek kişi: <b>{ $signers }</b>. Bu botu ele geçiren imza atamaz.

    Her çağrının altında <b>Doğrula</b> düğmesi vardır. Çağrıyı sizin cihazınızda doğrulayan ve yalnızca imzalananı gösteren bir sayfa açar. Sayfa bir çağrının gerçek olmadığını söylüyorsa ona uymayın.
verify-signed-no-page =
    <b>Bir çağrı gerçek mi?</b>

    Bu kampanyanın çağrılarını, bot göndermeden önce, kampanyadan kişiler kendi cihazlarında imzalar. Gereken imza: <b>{ $required }</b>. İmzalayabilecek kişi: <b>{ $signers }</b>.

    Bu botun imzaları kendiniz doğrulayabileceğiniz bir sayfası yok. Örgütleyenlerden bir çağrının bildirimini ve imzalarını isteyin; <code>minisign -V</code> aracı onları doğrular.
verify-keys =
    <b>Kampanyanın anahtarlarının parmak izi</b>
    <code>{ $print }</code>
    { $words }

    Güvendiğiniz kişilerle ya da kampanyanın bastıklarıyla karşılaştırın.
verify-doubt = Çağrı alışılmadık mı? Yeni bir yer mi bildiriyor, ya da isim, belge, para veya bir bağlantıya tıklamanızı mı istiyor? O zaman önce güvendiğiniz başka bir yoldan doğrulayın: tanıdığınız birine ya da sendikanıza sorun.
desk-awaits =
    <b>İmzalar: { $given } / { $required }</b>
    İmzalayanlar: { $signers }

    <b>İmzalanacak</b> düğmesine basın. İmza kendi bilgisayarında atılır: <code>klich alert sign</code> ile, ya da bildirim için <code>minisign -S</code> ile. Sonra .minisig dosyasını bana buradan gönderin.
desk-to-sign-caption =
    <code>{ $id }</code> duyurusunda imzalanacak olan. Metinleri <code>{ $file }</code> dosyasında okuyun, sonra bu dosyayı <code>klich alert sign</code> ile ya da bildirimi <code>minisign -S</code> ile imzalayın.
desk-signature-taken =
    <b>İmza alındı.</b>
    Duyuru <code>{ $id }</code>: { $given } / { $required }
desk-signatures-complete =
    <b>İmza alındı, eksik kalmadı.</b>
    Duyuru <code>{ $id }</code>: { $given } / { $required }

    Zamanı gelince gönderilir.
desk-signature-foreign =
    <b>Bu imza alınmadı.</b>
    Bu kampanyada imzalayanlar arasında olmayan <code>{ $key }</code> anahtarıyla atılmış.
desk-signature-twice =
    <b>Bu imza alınmadı.</b>
    <code>{ $signer }</code> anahtarı bu duyuruyu zaten imzaladı ve bir kez sayılır. Başka biri imzalamalı.
desk-signature-other =
    <b>Bu imza alınmadı.</b>
    Bekleyen hiçbir duyuruya uymuyor: başka bir metin için atılmış ya da değiştirilmiş. Yeniden <b>İmzalanacak</b> düğmesine basın ve onu imzalatın.
desk-signature-old-kind =
    <b>Bu imza alınmadı.</b>
    minisign'ın eski türünden. <code>klich alert sign</code> ile ya da minisign 0.10 veya daha yenisiyle imzalayın.
desk-signature-malformed =
    <b>Bu imza alınmadı.</b>
    Okuyamıyorum. .minisig dosyasının tamamını gönderin.
desk-signature-old =
    <b>Bu imza alınmadı.</b>
    Duyurunun numarası { $given }, bu arada { $last } numara gönderildi. Yeniden <b>İmzalanacak</b> düğmesine basın: yeni bir numara alır ve yeni imzalar ister.
desk-signature-expired =
    <b>Bu imza alınmadı.</b>
    Duyurunun süresi doldu, artık gönderilmez.
desk-signature-not-awaited = Bu duyuru artık imza beklemiyor.
desk-paused-outrun =
    <b>Duyuru gönderilmedi.</b>
    <code>{ $id }</code>

    <b>Neden:</b> daha yeni numaralı bir duyuru önce gitti. Sayfa insanlara buna inanmamalarını söylerdi.
    <b>Ne yapmalı:</b> onu tamamen durdurun ve yeniden yazın.
desk-button-to-sign = İmzalanacak
desk-button-reopen = Değiştir
verify-addresses =
    <b>Kampanya nerede bulunur</b>
    Bu bot: { $bot }
    Kapanırsa: { $next }
    Sayfalar: { $pages }

    Kampanyadan bunu imzalayan kişi: { $signers }. Geçerlilik: { $until }.
