### O que está selado para quem organiza, as respostas, e uma declaração que mudou. Como em supporter.ftl.

seal-offer =
    <b>Selado, só para quem organiza</b>

    Os botões por baixo do campo de texto abrem a página da campanha. O que lá escrever é selado no seu próprio dispositivo. Nem o Telegram nem este bot o podem ler; só as chaves de quem organiza o abrem.

    <b>O que o Telegram vê na mesma:</b> que abre a página, que envia algo selado e quando, e qual dos dois botões usa.
    <b>O que guardamos:</b> o texto selado e com ele, cifrado, o número da sua conta, para que uma resposta o encontre. /forget apaga ambos.
seal-offer-file =
    <b>Selado, só para quem organiza</b>

    Este bot não tem uma página própria para isso. Sele um ficheiro com <b>age</b>, ou com a página sem ligação que a campanha entrega em mão, e envie-o para aqui como ficheiro ou como texto. Abrem-no estas chaves:

    <code>{ $keys }</code>

    <b>O que o Telegram vê na mesma:</b> que envia algo selado, e quando.
    <b>O que guardamos:</b> o texto selado e com ele, cifrado, o número da sua conta, para que uma resposta o encontre. /forget apaga ambos.
seal-none =
    Esta campanha não recebe agora nada selado: não há chave para a qual selar. Não guardámos nada, mas o Telegram tem-no. Por favor, não envie nomes para aqui.

    O que sei fazer: /help
sealed-pledge =
    <b>Agradecemos. O seu apoio selado conta.</b>

    Não consigo ler o que escreveu. Quem organiza consegue.
    { PLURAL($total) ->
        [one] Até agora, { $total } pessoa dá o seu apoio.
        [many] Até agora, { $total } de pessoas dão o seu apoio.
       *[other] Até agora, { $total } pessoas dão o seu apoio.
    }

    Conta uma só vez, mesmo que envie vários; o mais novo substitui o anterior. Para ver ou retirar o seu apoio: /pledge
sealed-message =
    <b>Recebido, selado.</b> Não o consigo ler; quem organiza consegue.

    Se responderem, chega aqui uma mensagem com um botão. Só abre no dispositivo em que escreveu.
sealed-which =
    <b>Recebido, selado.</b> Não consigo ver o que está lá dentro.

    É o seu apoio? Então toque no botão, e passa a contar.
sealed-newer = Isto foi selado por uma versão mais nova que não conheço. Nada foi guardado. Abra a página de novo com /pledge, ou pergunte a quem organiza.
sealed-damaged = Este texto selado está incompleto ou mudou pelo caminho. Nada foi guardado. Se a sua aplicação o dividiu em duas mensagens, guarde-o como ficheiro e envie o ficheiro.
sealed-too-long = É mais longo do que tudo o que recebo. Nada foi guardado.
sealed-other-key = Isto não está selado para chaves como as de quem organiza, por isso ninguém lá o poderia abrir. Nada foi guardado.
sealed-too-many = Enviou tantas cartas seladas quantas posso guardar para uma pessoa. Esta não foi guardada. As anteriores estão com quem organiza.

comment-ask = Quer acrescentar algo para quem organiza? O que escrever aqui a seguir é selado à chegada e apagado da conversa, mas o Telegram vê-o primeiro. O que o Telegram não deva ver, escreva selado.
comment-sealed =
    <b>As suas palavras estão agora seladas,</b> só para quem organiza, e apago-as desta conversa.

    O Telegram viu-as. O que o Telegram não deva ver, escreva selado.
pledge-counted-comment =
    <b>Agradecemos. A sua resposta conta: apoia a declaração.</b>

    O seu apoio: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Até agora, { $total } pessoa dá o seu apoio.
        [many] Até agora, { $total } de pessoas dão o seu apoio.
       *[other] Até agora, { $total } pessoas dão o seu apoio.
    }

    As suas palavras estão agora seladas, só para quem organiza, e apago-as desta conversa. O Telegram viu-as. Conta uma só vez, mesmo que responda várias vezes. Se não o queria, retire o seu apoio: /pledge
comment-too-long = É demasiado longo para ser selado, por isso nada foi guardado; o Telegram viu-o. Por favor, escreva menos.

reply-came =
    <b>Quem organiza respondeu-lhe.</b>

    A resposta está selada: só abre no dispositivo em que escreveu, e só mostra o que a campanha assinou. Se esse dispositivo perdeu a chave, pode escrever-nos outra vez.
reply-file =
    Quem organiza respondeu-lhe. A resposta está selada e é este ficheiro: só abre no dispositivo em que escreveu. Abra a página da campanha, escolha «Verificar um apelo» e dê-lhe este ficheiro.

statement-changed =
    <b>A declaração mudou desde que a apoiou.</b> Agora diz:

    { $statement }

    O seu apoio era para o texto anterior, e só conta para ele. Vale também para o novo? A escolha é sua; se não tocar em nada, nada muda.
statement-renewed =
    <b>Agradecemos.</b> O seu apoio vale agora para o novo texto.
    { PLURAL($total) ->
        [one] Até agora, { $total } pessoa apoia o novo texto.
        [many] Até agora, { $total } de pessoas apoiam o novo texto.
       *[other] Até agora, { $total } pessoas apoiam o novo texto.
    }

privacy-sealed = • <b>O que sela</b> para quem organiza guardamos tal como chega, com o número da sua conta, cifrado. Ninguém o pode ler aqui, nem com a chave do nosso servidor. Se depois de um apoio escrever algo na conversa, selamo-lo à chegada e apagamo-lo da conversa; o Telegram viu-o.
sealed-copies = O que selou faz parte disso. As cópias que quem organiza já retirou e abriu ficam com eles: pergunte-lhes.

button-seal = Escrever selado
button-sealed-pledge = Apoio selado
button-sealed-message = Mensagem selada
button-count-me = Sim, contem comigo
button-only-message = Não, é uma mensagem
button-open-reply = Abrir a resposta
button-renew = Apoio também o novo texto
