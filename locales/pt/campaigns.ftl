campaigns-which = Que campanha?
campaigns-choose =
    <b>Que campanhas segue?</b>

    As que levam um ✓. Prima uma para mudar isso; vale a partir da próxima mensagem. Guardamos a escolha com o número da sua conta, encriptada.
campaigns-none = Agora não segue nenhuma, por isso não lhe chegam apelos. /stop termina a sua inscrição por completo.
campaigns-further = A partir de agora segue também <b>{ $campaign }</b>.
button-campaigns = Campanhas que sigo
