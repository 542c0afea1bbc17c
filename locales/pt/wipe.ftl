### Wiping everything from the desk, by several organisers. As in desk.ftl. $votes, $needed: organisers; $minutes: minutes.

desk-button-wipe = Destruir tudo
desk-button-wipe-now = Destruir tudo agora
desk-wipe-ask =
    <b>Destruir tudo?</b>

    Primeiro são destruídas as chaves, depois tudo o que o klich guarda: assinantes, apoios, apelos. Depois disso o bot não responde a ninguém. Não há volta.

    É preciso o acordo { PLURAL($needed) ->
        [one] de { $needed } pessoa da organização
        [many] de { $needed } pessoas diferentes da organização
       *[other] de { $needed } pessoas diferentes da organização
    } em { $minutes } minutos. Dados até agora: <b>{ $votes }</b>

    O botão funciona uma só vez.
desk-wipe-voted =
    <b>O seu acordo vale por { $minutes } minutos.</b>

    Dados até agora: <b>{ $votes } de { $needed }</b>. Toda a organização foi avisada.
desk-wipe-called =
    <b>Alguém da organização pede para destruir tudo.</b>

    Acordos até agora: <b>{ $votes } de { $needed }</b>. Se chegarem a { $needed } em { $minutes } minutos, tudo o que o klich guarda será destruído, e não há volta.

    Se não concorda, não faça nada e fale com os outros.
desk-wiped =
    <b>O klich foi destruído.</b>

    As chaves foram destruídas e, com elas, tudo o que ele guardava. O bot não responde a mais ninguém. O Telegram e os telefones ainda têm o que foi escrito: apaguem esta conversa e mandem revogar o token do bot no @BotFather.
desk-wiped-in-part =
    <b>O klich devia destruir tudo e não conseguiu destruir tudo.</b>

    O bot não responde a mais ninguém. No servidor ficou algo que pode conter uma chave: quem o administra tem de o destruir agora, e <code>klich wipe</code> diz o que é. Apaguem esta conversa e mandem revogar o token do bot no @BotFather.
