### Wiping everything from the desk, by several organisers. As in desk.ftl. $votes, $needed: organisers; $minutes: minutes.

desk-button-wipe = Zniszcz wszystko
desk-button-wipe-now = Zniszcz wszystko teraz
desk-wipe-ask =
    <b>Zniszczyć wszystko?</b>

    Najpierw niszczone są klucze, potem wszystko, co przechowuje klich: subskrybenci, podpisy, wezwania. Potem bot nikomu nie odpowiada. Niczego nie da się cofnąć.

    Potrzebna jest { PLURAL($needed) ->
        [one] zgoda { $needed } organizatora
        [few] zgoda { $needed } różnych organizatorów
        [many] zgoda { $needed } różnych organizatorów
       *[other] zgoda { $needed } różnych organizatorów
    } w ciągu { $minutes } min. Dotąd: <b>{ $votes }</b>

    Przycisk działa jeden raz.
desk-wipe-voted =
    <b>Twoja zgoda jest ważna { $minutes } min.</b>

    Dotąd: <b>{ $votes } z { $needed }</b>. Wszyscy organizatorzy już o tym wiedzą.
desk-wipe-called =
    <b>Ktoś z organizatorów prosi, by zniszczyć wszystko.</b>

    Zgody dotąd: <b>{ $votes } z { $needed }</b>. Jeśli w ciągu { $minutes } min będzie ich { $needed }, wszystko, co przechowuje klich, zostanie zniszczone i niczego nie da się cofnąć.

    Jeśli się nie zgadzasz, nic nie rób i porozmawiaj z pozostałymi.
desk-wiped =
    <b>klich został zniszczony.</b>

    Jego klucze zniszczono, a z nimi wszystko, co przechowywał. Bot nikomu już nie odpowiada. W Telegramie i w telefonach zostaje to, co napisano: usuńcie ten czat i unieważnijcie token bota u @BotFather.
desk-wiped-in-part =
    <b>klich miał zniszczyć wszystko, a nie wszystko udało się zniszczyć.</b>

    Bot nikomu już nie odpowiada. Na serwerze zostało coś, co może zawierać klucz: kto nim zarządza, musi to teraz zniszczyć, a <code>klich wipe</code> powie, co to jest. Usuńcie ten czat i unieważnijcie token bota u @BotFather.
