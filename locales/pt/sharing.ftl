share-wish = <b>Um pedido pessoal:</b> conte a três colegas de confiança. <b>Partilhar</b> abre o Telegram com um texto pronto. Escolhe quem o recebe; nós não ficamos a saber.
button-count-hear = Avisar-me de quantos somos
button-count-stop = Sem notícias de quantos somos
count-hearing =
    Escrevemos-lhe quando o número atingir uma etapa, e no dia seguinte ao dia de ação.

    Para isso guardamos o número da sua conta e a sua língua, cifrados. O mesmo botão termina-o; também /stop, /forget e retirar o apoio.
count-stopped = Não chegarão mais notícias do número. O que guardávamos para isso foi apagado.
count-no-pledge = Para receber notícias do número, primeiro dê o seu apoio: /pledge
milestone =
    📈 <b>Etapa atingida: { $goal }</b>

    { PLURAL($total) ->
        [one] Agora, { $total } pessoa dá o seu apoio.
        [many] Agora, { $total } de pessoas dão o seu apoio.
       *[other] Agora, { $total } pessoas dão o seu apoio.
    }

    Agradecemos que faça parte. O botão termina estas mensagens.
milestone-thanks =
    🙏 <b>Agradecemos.</b> { $day } já passou.

    { PLURAL($total) ->
        [one] { $total } pessoa deu o seu apoio.
        [many] { $total } de pessoas deram o seu apoio.
       *[other] { $total } pessoas deram o seu apoio.
    }

    Faz parte delas. O que começou continua: fale disto onde trabalha.
desk-sources = Vieram por ligações: { $list }
source-other = outras
