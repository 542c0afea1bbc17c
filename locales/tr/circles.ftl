circle-ask =
    <b>“{ $circle }” çemberine davetlisiniz</b>

    İçinde olanlar yalnızca bu çember için olan çağrıları da alır. Katılırsanız içinde olduğunuzu şifreli olarak saklarız ve “{ $campaign }” çağrılarını da alırsınız. Örgütleyenler bir çemberde kaç kişi olduğunu görür, kim olduğunu asla görmez.

    İstediğiniz zaman çıkabilirsiniz: /mydata içinde bir düğme var. Katılmak istemiyorsanız bir şey yapmanız gerekmez.
circle-joined = Artık “{ $circle }” çemberindesiniz. Çıkmak için /mydata içinde bir düğme var.
circle-over = Bu davet kullanıldı ya da süresi doldu. Onu veren kişiden yenisini isteyin.
circle-too-many = Olunabilecek kadar çok çemberdesiniz. Önce birinden çıkın: /mydata içinde her biri için bir düğme var.
circle-left = Artık bu çemberde değilsiniz.
circles-of-yours = İçinde olduğunuz çemberler:
button-join = Katıl
button-leave-circle = Çık: { $circle }
desk-circles =
    <b>Çemberler</b>
    Kişiler ve parantez içinde açık davetler:

    { $circles }
desk-invitation =
    <b>“{ $circle }” çemberine davet</b>
    { $link }

    Bir kişi için, { $until } tarihine kadar geçerli. Telegram onu burada görür. Başka kimsenin okumadığı bir yerde verin.
desk-button-circles = Çemberler
desk-button-invite = { $circle } için davet
