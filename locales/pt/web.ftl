web-languages = Línguas
web-people = { PLURAL($count) ->
    [one] { $count } pessoa dá o seu apoio
    [many] { $count } de pessoas dão o seu apoio
   *[other] { $count } pessoas dão o seu apoio
}
web-goal = Objetivo: { $goal }
web-milestones = Etapas
web-reached = atingida
web-open = Abrir no Telegram
web-qr = Leia este código com um telemóvel: ele abre o bot no Telegram.
web-bot-soon = O endereço do bot aparece aqui assim que o bot tiver contactado o Telegram.
web-days = { PLURAL($days) ->
    [one] falta { $days } dia
    [many] faltam { $days } de dias
   *[other] faltam { $days } dias
}
web-today = hoje
web-calendar = Pôr o dia no meu calendário
web-calendar-yearly = Todos os anos: calendário para subscrever
web-demands = O que reivindicamos
web-statement = O que apoia
web-kinds = Como pode dar o seu apoio
web-kinds-note = Escolhe no bot. Ele não pede nenhum nome, cada pessoa conta uma vez e pode retirar o seu apoio a qualquer momento.
web-background = Como se chegou aqui
web-real = É o bot verdadeiro?
web-real-bot = Esta campanha tem um só bot: { $bot }. Compare o nome letra a letra antes de tocar em Start.
web-real-page = Esta página tem um só endereço: { $address }
web-real-keys = Impressão digital das chaves da campanha. Compare-a com um folheto ou com alguém de confiança, não só com esta página:
web-real-unsigned = Os apelos desta campanha não são assinados digitalmente. Se um apelo for fora do comum, confirme primeiro por outra via de confiança: alguém que conhece ou o seu sindicato.
web-privacy-text = Esta página não usa cookies, não executa scripts e não carrega nada de outros sítios. O klich não guarda nenhuma lista de visitas. Quem vigia a sua rede pode ver que abriu este endereço. O Telegram sabe quem fala com o bot, e uma conversa com um bot não é cifrada de ponta a ponta.
web-own-site = Mostrar no seu próprio sítio
web-own-site-text = Copie uma destas linhas para a sua página. Nenhuma segue quem a visita.
web-picture = Imagem com o título da campanha e o seu dia de ação
