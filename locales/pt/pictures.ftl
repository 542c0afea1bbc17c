button-picture = Enviar uma foto
picture-ask =
    <b>Uma foto solidária, só para quem organiza</b>

    Envie-me agora uma foto. Primeiro retiro o que o seu telefone escreveu no ficheiro: lugar, hora, aparelho. Depois a foto é selada, de modo que só as chaves de quem organiza a abrem, e apago-a desta conversa.

    <b>O que o Telegram vê na mesma:</b> a foto, a caminho daqui. Se o Telegram não deve ver um rosto, tape-o, ou não envie nenhuma foto.
    <b>Quem mais a pode ver:</b> ninguém, a não ser que alguém da organização a publique. Nesse caso, pode reconhecer-se pessoas pelo rosto, pela roupa ou pelo lugar.
    <b>O que guardamos:</b> a foto selada e com ela, cifrado, o número da sua conta. /forget apaga ambos.
picture-sealed =
    <b>A sua foto está agora selada,</b> só para quem organiza, e apago-a desta conversa.

    O Telegram viu-a. Não é mostrada em lado nenhum, a não ser que alguém da organização a publique. Para a apagar aqui: /forget
picture-unasked =
    Só aceito fotos depois de dizer o que será delas. Desta não guardámos nada, mas o Telegram tem-na. Pode apagá-la desta conversa.

    Para dar uma foto a quem organiza, toque primeiro no botão.
picture-unreadable = Não consegui ler esta foto, por isso não a pude limpar, e não guardámos nada dela. Envie-a como foto, não como ficheiro.
picture-too-large = Esta foto é demasiado grande. Não guardámos nada dela. Envie-a como foto, não como ficheiro: assim o Telegram torna-a mais pequena.
picture-too-many = Não há lugar para mais uma foto sua, por isso não guardámos nada desta.
picture-cancelled = Então, sem foto. Não guardámos nada.
