desk-when =
    <b>Quando deve sair?</b>

    Escolha uma hora ou envie-ma pelos relógios de { $zone }, escrita assim: <code>{ $example }</code>
desk-when-unclear = Não consigo ler isto como uma hora que ainda está para vir. Escreva-a assim: <code>{ $example }</code>
desk-goes-out = Sai: <b>{ $time }</b>
desk-goes-out-at-once = Sai: de imediato
desk-scheduled =
    <b>O envio está programado.</b>
    O seu id: <code>{ $id }</code>

    Sai: <b>{ $time }</b>
desk-correct-note = As mensagens entregues são alteradas. Onde não escrever um texto novo, fica o antigo.
desk-confirm-correct =
    <b>Corrigir agora?</b>

    Pessoas que o receberam: <b>{ $audience }</b>
    Texto novo: { $languages }
    Fica o antigo: { $missing }

    Os textos antigos perdem-se. O botão funciona uma só vez.
desk-confirm-discard =
    <b>Descartar este rascunho?</b>

    Os seus textos perdem-se. O botão funciona uma só vez.
desk-confirm-cancel =
    <b>Parar de vez?</b>
    <code>{ $id }</code>

    Quem o tem fica com ele; mais ninguém o recebe. O botão funciona uma só vez.
desk-confirm-recall =
    <b>Retirar de todas as conversas?</b>
    <code>{ $id }</code>

    Mensagens a apagar: <b>{ $delivered }</b>

    Se ainda estiver a ser enviado, termina agora. Quem leu, leu. O botão funciona uma só vez.
desk-confirm-retry =
    <b>Enviar outra vez a quem falhou?</b>
    <code>{ $id }</code>

    Pessoas: <b>{ $failed }</b>

    O botão funciona uma só vez.
desk-progress =
    { $bar } { $percent } %
    Por segundo: { $rate }. Tempo restante: { $left }
desk-rework =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Do envio <code>{ $of }</code>

    Feito: <b>{ $done }</b> de { $audience }
    Falta: { $remaining }
    Inacessíveis: { $unreachable }
    Falhados: { $failed }
    Incertos: { $uncertain }
desk-rework-finished =
    <b>{ $kind }: terminado.</b>
    <code>{ $id }</code>, do envio <code>{ $of }</code>

    Feito: <b>{ $done }</b>
    Inacessíveis: { $unreachable }
    Falhados: { $failed }
    Incertos: { $uncertain }
desk-too-old = Estas mensagens têm mais de 47 horas. O klich já não as conhece.
desk-paused-token =
    <b>O envio está em pausa.</b>
    <code>{ $id }</code>

    <b>Porquê:</b> o Telegram não aceitou o token do bot, por isso nada pôde ser enviado.
    <b>O que fazer:</b> pergunte a quem gere o servidor se o token foi mudado ou roubado. Se tudo estiver bem outra vez, retome-o em /desk.
desk-paused-late =
    <b>O lembrete não foi enviado.</b>
    <code>{ $id }</code>

    <b>Porquê:</b> à sua hora o bot não estava a funcionar, e desde então passaram mais de seis horas.
    <b>O que fazer:</b> nada, se já for tarde. Se ainda fizer falta, retome-o em /desk.

desk-button-test = Teste para mim
desk-button-when = Hora …
desk-button-at-once = De imediato
desk-button-schedule = Programar
desk-button-cancel = Parar de vez
desk-button-correct = Corrigir
desk-button-recall = Retirar
desk-button-retry = Outra vez aos falhados
alert-kind-recall = Retirada
alert-kind-retry = Nova tentativa
