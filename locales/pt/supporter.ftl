### What a supporter reads. Messages are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler),
### but for the labels of buttons, the pop-up answers, `kind-*`, `date` and `stop-words`, which are plain.
### Numbers choose a form by PLURAL($number), months by MONTH($month); never by a bare variable.

## Coming and going

# $campaign: the campaign's title. $call: the campaign's own few sentences.
welcome =
    <b>{ $campaign }</b>

    { $call }

    Este bot envia-lhe os apelos da campanha. A decisão é sua. Antes de decidir:

    • <b>O que guardamos se fizer a inscrição:</b> o número da sua conta do Telegram, o seu idioma e o dia da inscrição, encriptados no nosso servidor. Até tocar em <b>Inscrever-me</b>, não guardamos nenhum dado seu, exceto um idioma que escolha ou um apoio que dê.
    • <b>O que o Telegram vê:</b> que fala com este bot e o que escreve aqui. Este chat não tem encriptação de ponta a ponta.
    • <b>Como sair:</b> /stop termina os apelos, /forget apaga os seus dados que guardamos.
# For subscribers who press Start again.
welcome-back =
    <b>{ $campaign }</b>

    A sua inscrição está ativa: os apelos chegam aqui.

    /demands mostra o que exigimos, /day quando agimos, /pledge como pode dar o seu apoio. /help mostra tudo.
# $day: the date of the next action day, such as “16 November 2026”.
subscribed =
    <b>A sua inscrição está feita.</b>

    Os apelos e as notícias da campanha passam a chegar aqui. O próximo dia de ação: <b>{ $day }</b>.

    Quando chegar um apelo, responda-lhe ou toque num botão para dar o seu apoio.

    /stop termina os apelos a qualquer momento. /forget apaga os seus dados que guardamos.
already-subscribed = A sua inscrição já estava feita. Nada mudou. /stop termina os apelos.
unsubscribed =
    <b>A sua inscrição terminou.</b> O número da sua conta foi apagado e não chegarão mais apelos.

    Se deu o seu apoio, ele continua a contar, sem o seu nome, até o retirar com /pledge ou apagar tudo com /forget.

    Para voltar: /subscribe
not-subscribed = Não tem inscrição, por isso não lhe chegam apelos. Para se inscrever: /subscribe
language-choose =
    Em que idioma devo escrever?

    Guardamos a sua escolha com o número da sua conta, tudo encriptado. /forget apaga-a.
# $language: the language's name in itself, such as “Polski”.
language-set = Idioma: <b>{ $language }</b>

## How messages reach a person

# $minutes: how long a shown text stands.
hearing =
    <b>Como lhe chegam as mensagens</b>

    O que escolher leva um ✓ e vale a partir da próxima mensagem. Guardamos a escolha com o número da sua conta, encriptada.

    • <b>Abertamente</b> ou <b>com discrição:</b> com discrição chega só uma linha neutra. <b>Mostrar</b> põe o texto no lugar dela; ao fim de { $minutes } min ele volta a ocultar-se.
    • <b>Fica</b> ou um número de horas: o bot apaga uma mensagem passado esse tempo.
    • <b>Notícias</b> e <b>lembretes</b> chegam se estiverem marcados. Os apelos chegam sempre, tal como as correções do que recebeu.

    <b>Isto protege</b> contra um olhar para o seu telefone, para o ecrã de bloqueio ou para a lista das suas conversas.

    <b>Isto não protege</b> contra:
    • o Telegram, que tem cada texto mostrado;
    • notificações que o telefone já mostrou, cópias, cópias de segurança e capturas de ecrã;
    • as suas próprias respostas: uma resposta cita aquilo a que responde;
    • o nome deste bot na lista das suas conversas;
    • quem tiver o seu telefone desbloqueado e tocar em <b>Mostrar</b>.

    Se o nosso servidor não funcionar nessa altura, o texto oculta-se ou apaga-se mais tarde, ou nunca.
# Stands for a message: names neither campaign nor sender, and tells nothing of what it is about.
discreet-notice = Tem uma mensagem nova.
# A pop-up answer, at most 200 characters, plain.
discreet-gone = Esta mensagem já não está disponível aqui.

## The campaign

demands-heading =
    <b>{ PLURAL($count) ->
        [one] { $count } reivindicação
        [many] { $count } de reivindicações
       *[other] { $count } reivindicações
    }</b>
# One demand of several, such as “2/6”.
demand =
    <b>{ $number }/{ $total } · { $title }</b>

    { $text }
# $date: such as “16 November 2026”. $days: how many are left, 1 or more.
day =
    <b>{ $title }</b>
    { $date } · { PLURAL($days) ->
        [one] falta { $days } dia
        [many] faltam { $days } de dias
       *[other] faltam { $days } dias
    }

    { $text }
day-today =
    <b>{ $title }</b>
    { $date } · <b>hoje</b>

    { $text }
# A full date, as it stands after a colon.
date = { $day } de { MONTH($month) ->
        [january] janeiro
        [february] fevereiro
        [march] março
        [april] abril
        [may] maio
        [june] junho
        [july] julho
        [august] agosto
        [september] setembro
        [october] outubro
        [november] novembro
       *[december] dezembro
    } de { $year }

## Pledges

# $statement: the petition's statement.
pledge-ask =
    <b>Dar o seu apoio</b>

    { $statement }

    Escolha com os botões como apoia esta declaração.

    <b>Antes de tocar:</b> guardamos o que escolheu, o seu idioma e o dia, tudo encriptado. Sem a chave do nosso servidor, ninguém pode ligar isso à lista de inscrições. O Telegram vê que toca no botão. Pode retirar o seu apoio a qualquer momento.
# $url: a petition on another site.
pledge-ask-external =
    <b>Dar o seu apoio</b>

    { $statement }

    Escolha com os botões como apoia esta declaração. A petição em si está noutro site, que tem as suas próprias regras e vê a sua visita: { $url }

    <b>Antes de tocar:</b> guardamos o que escolheu, o seu idioma e o dia, tudo encriptado. Sem a chave do nosso servidor, ninguém pode ligar isso à lista de inscrições. O Telegram vê que toca no botão. Pode retirar o seu apoio a qualquer momento.
# $kinds: a list such as “Sign the statement, Share the petition”. Must stay true when the same button is pressed again.
pledge-counted =
    <b>Agradecemos. O seu apoio conta.</b>

    O seu apoio: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Até agora, { $total } pessoa dá o seu apoio.
        [many] Até agora, { $total } de pessoas dão o seu apoio.
       *[other] Até agora, { $total } pessoas dão o seu apoio.
    }

    Conta uma só vez, mesmo que toque várias vezes. Para ver ou retirar o seu apoio: /pledge
# The person replied to a call.
pledge-counted-reply =
    <b>Agradecemos. A sua resposta conta: apoia a declaração.</b>

    O seu apoio: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Até agora, { $total } pessoa dá o seu apoio.
        [many] Até agora, { $total } de pessoas dão o seu apoio.
       *[other] Até agora, { $total } pessoas dão o seu apoio.
    }

    Não guardámos as suas palavras; o Telegram tem-nas neste chat. Conta uma só vez, mesmo que responda várias vezes. Se não era essa a intenção, retire o seu apoio: /pledge
pledge-withdraw-ask =
    <b>Retirar o seu apoio?</b>

    O seu apoio: <b>{ $kinds }</b>

    Será apagado e deixará de contar. Pode voltar a dá-lo mais tarde.
pledge-withdrawn = <b>O seu apoio foi retirado.</b> Foi apagado e já não conta. Para o dar de novo: /pledge
pledge-none = Não deu o seu apoio. Para o dar: /pledge
# $kinds: what can be chosen.
pledge-kind-unknown =
    Não conheço este tipo de apoio. Pode escolher um destes: { $kinds }

    Ou mande /pledge e toque num botão.
# The pledge as it is, with buttons to add a kind or to withdraw.
pledge-stands =
    <b>O seu apoio mantém-se.</b>

    O seu apoio: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] Até agora, { $total } pessoa dá o seu apoio.
        [many] Até agora, { $total } de pessoas dão o seu apoio.
       *[other] Até agora, { $total } pessoas dão o seu apoio.
    }

    Com os botões pode ampliá-lo ou retirá-lo.
# Kinds of pledge: labels of buttons, and items of a list after a colon.
kind-sign = Assinar a declaração
kind-share = Partilhar a petição
kind-act = Participar nesse dia
kind-photo = Tirar uma foto solidária
kind-raise = Levar o tema ao meu sindicato

## A person's own data

# Under a file.
my-data-caption =
    Este ficheiro contém todos os seus dados que o klich guarda.

    Está agora neste chat, por isso o Telegram também o tem. Depois de o ler, pode apagá-lo do chat.
my-data-nothing = Não guardamos nenhum dado seu. O Telegram guarda este chat.
forget-ask =
    <b>Apagar todos os seus dados que guardamos?</b>

    Apagamos a sua inscrição, o seu idioma e o seu apoio, se o deu. O apoio deixa de contar. Não é possível voltar atrás.
forget-cancelled = <b>Cancelado.</b> Nada foi apagado.
forget-done =
    <b>Feito. Todos os seus dados foram apagados do nosso servidor.</b>

    O que não podemos apagar:

    • <b>O Telegram</b> guarda este chat e sabe que usou este bot.
    • <b>O seu telefone</b> ainda tem as mensagens. Apague este chat, para os dois lados se o Telegram oferecer essa opção, e depois bloqueie o bot.
    • <b>O nosso disco:</b> os dados apagados podem ficar nele algum tempo, encriptados. Ninguém os pode ler enquanto a nossa chave estiver segura. Depois de mudadas as chaves, em geral na noite seguinte, já ninguém os pode ler, nem mesmo nós.
    • <b>Uma cópia de segurança</b> feita antes ainda contém os seus dados, encriptados, até ser apagada.
forget-nothing =
    Não guardamos nenhum dado seu, por isso não há nada para apagar.

    O Telegram guarda este chat e sabe que usou este bot. Pode apagar o chat e bloquear o bot.
privacy =
    <b>Quem vê o quê</b>

    • <b>O Telegram</b> vê que usa este bot, o que escreve, em que botões toca e o que enviamos. Este chat não tem encriptação de ponta a ponta.
    • <b>O nosso servidor</b> vê o que lhe manda, para poder responder. O que manda espera no disco dele, encriptado, até ter resposta, e depois é apagado.
    • <b>O que ele guarda,</b> encriptado: se fizer a inscrição, o número da sua conta, o seu idioma, o dia da inscrição e como lhe chegam as mensagens; depois de um apelo, durante cerca de dois dias, qual foi a mensagem; se der o seu apoio, o tipo, o idioma e o dia. Não guarda nenhum nome, nenhum número de telefone e nenhuma das suas palavras.
    • <b>Quem organiza</b> só vê totais. Não tem nenhuma lista de pessoas.
    • <b>Quem levar o nosso disco</b> encontra dados encriptados. Quem se apoderar do servidor em funcionamento ou da sua chave pode ler o que ele guarda.
    • <b>Quem tiver o seu telefone na mão</b> pode ler este chat.

    /mydata mostra que dados seus guardamos, /forget apaga-os.
verify-unsigned =
    <b>Um apelo é autêntico?</b>

    Esta campanha não assina digitalmente os seus apelos, por isso este bot não pode provar quem escreveu um apelo.

    Um apelo é fora do comum? Indica um lugar novo, ou pede nomes, documentos, dinheiro ou que abra um link? Então confirme primeiro por outra via de confiança: alguém que conhece ou o seu sindicato.

## Help

help =
    <b>O que posso fazer</b>

    /subscribe – receber os apelos
    /stop – não receber mais apelos
    /demands – o que exigimos
    /day – quando agimos
    /pledge – dar ou retirar o seu apoio
    /language – escolher o idioma
    /mydata – ver que dados seus guardamos
    /forget – apagá-los
    /privacy – quem vê o quê
    /verify – um apelo é autêntico?

    Quando chegar um apelo, também pode simplesmente responder-lhe: isso conta como apoio.
help-organiser =
    <b>O que posso fazer</b>

    /desk – totais, novos envios e o que foi feito deles

    /subscribe – receber os apelos
    /stop – não receber mais apelos
    /demands – o que exigimos
    /day – quando agimos
    /pledge – dar ou retirar o seu apoio
    /language – escolher o idioma
    /mydata – ver que dados seus guardamos
    /forget – apagá-los
    /privacy – quem vê o quê
    /verify – um apelo é autêntico?

    Quando chegar um apelo, também pode simplesmente responder-lhe: isso conta como apoio.

## What is not understood

command-unknown = Não conheço este comando. /help mostra o que posso fazer.
wait-a-little = Aguarde um pouco, por favor. Escreve mais depressa do que consigo responder, por isso salto uma parte. O que conta não se perde: o seu apoio, /stop e /forget.
words-not-kept =
    Não sei ler texto livre. Não guardámos nada do que escreveu, mas o Telegram viu.

    O que posso fazer: /demands, /day, /pledge, /stop. /help mostra tudo.
file-not-kept =
    Não posso receber imagens, ficheiros nem mensagens de voz. Não guardámos nada, mas o Telegram tem o que enviou. Pode apagá-lo deste chat.

    O que posso fazer: /help
# Pop-up answers, at most 200 characters, plain.
button-old = Este botão já não é válido. Mande /help para ver o que pode fazer agora.
button-done = Isto já está feito. Nada mudou.
# Words that, as a whole message, unsubscribe: lower case, separated by commas. No words that may be a battle cry, such as “enough”.
stop-words = stop, parar, pare, sair, quero sair, sair da lista, cancelar inscrição, cancelar inscricao, cancelar a inscrição, cancelar a inscricao, cancelar subscrição, cancelar subscricao, anular inscrição, anular subscrição, anular subscricao, desinscrever, desinscrever-me, descadastrar, remover da lista, não quero receber mais, nao quero receber mais, não quero mais mensagens, nao quero mais mensagens, deixem-me em paz, deixa-me em paz, me deixe em paz, me deixem em paz, me deixa em paz

## Labels of buttons, plain, at most 40 characters

button-subscribe = Inscrever-me
button-language = Idioma
button-demands = Reivindicações
button-day = Dia de ação
button-pledge = Dar o meu apoio
button-privacy = Quem vê o quê
button-previous = ‹ Anterior
button-next = Seguinte ›
button-all-demands = Todas as reivindicações
button-one-by-one = Uma a uma
button-withdraw = Retirar
button-keep = Manter
button-forget = Apagar tudo
button-cancel = Cancelar
button-open-petition = Abrir a petição
button-share = Partilhar
button-hearing = Como me chegam as mensagens
button-show = Mostrar
button-hide = Ocultar
button-openly = Abertamente
button-discreetly = Com discrição
# Short: four stand in a row.
button-stay = Fica
button-after-hours = { $hours } h
button-news = Notícias
button-reminders = Lembretes

## A call as a subscriber sees it

alert-foot-call = <i>Para dar o seu apoio, responda a esta mensagem ou toque num botão. Para sair: /stop</i>
alert-foot-note = <i>Para sair: /stop</i>
alert-head-call = 📣 <b>Apelo</b>
alert-head-update = 📰 <b>Notícias</b>
alert-head-correction = ✏️ <b>Correção</b>
alert-head-reminder = ⏰ <b>Lembrete</b>
