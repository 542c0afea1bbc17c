### A organização no painel: papéis, aprovações, contas suspensas, o que outros fizeram.

role-organiser = organização
role-writer = redação
role-approver = aprovação
role-operator = operação

desk-own = Aqui você é <b>{ $who }</b>. Os outros só sabem que este número é o seu se você lhes disser.
desk-not-yours = O seu papel no painel não inclui isto.
desk-suspended-short = A sua conta está suspensa no painel. /desk diz porquê e o que o levanta.
desk-changed = Entretanto isto mudou. Veja outra vez, por favor.
desk-own-text = Você escreveu ou propôs isto. Outra pessoa tem de aprovar.
desk-approvals =
    <b>Aprovações: { $given } de { $required }</b>
    Aprovaram: { $by }
    Ainda não: { $missing }
desk-approvals-out-of-reach = Restam poucas pessoas que poderiam aprovar. Quem escreveu uma parte não conta. Que uma só pessoa o escreva de novo, ou pergunte a quem cuida do servidor.
desk-needs-approvals =
    Antes de sair:
    aprovações de outros: <b>{ $approvals }</b> (poderiam aprovar: { $left })
desk-needs-signatures =
    Antes de sair:
    assinaturas: <b>{ $signatures }</b>
desk-confirm-propose =
    <b>Propor aos outros?</b>

    Tipo: { $kind }
    Inscrições que o recebem: <b>{ $audience }</b>
    Escrito: { $languages }
    Falta: { $missing }

    Sai assim que houver as aprovações e assinaturas necessárias. O botão serve uma vez.
desk-approve-ask =
    <b>Aprovar este envio?</b>
    <code>{ $id }</code>

    Tipo: { $kind }
    Inscrições que o recebem: <b>{ $audience }</b>
    Textos acima: { $languages }
    Faltam: { $missing }
    Aprovações até agora: { $given } de { $required }

    Leia cada texto acima: é isso que as pessoas verão. Com a última aprovação, sai à sua hora. O botão serve uma vez.
desk-confirm-reject =
    <b>Rejeitar este envio?</b>
    <code>{ $id }</code>

    Volta a ser um rascunho. As aprovações e assinaturas perdem-se. O botão serve uma vez.
desk-rejected =
    O envio foi rejeitado e volta a ser um rascunho. Toda a organização é avisada.
    <code>{ $id }</code>
desk-confirm-reopen =
    <b>Alterar este envio?</b>
    <code>{ $id }</code>

    Volta a ser um rascunho. As aprovações e assinaturas perdem-se. O botão serve uma vez.
desk-confirm-resume =
    <b>Deixar continuar?</b>
    <code>{ $id }</code>

    Ainda faltam: <b>{ $remaining }</b>

    O que foi enviado está enviado. O botão serve uma vez.
state-awaiting-approvals = à espera de aprovações
desk-button-approve = Aprovar
desk-button-reject = Rejeitar
desk-button-review = Ler e aprovar …
desk-button-propose = Propor
desk-organisers =
    <b>Organização</b>

    { $list }

    Só números e papéis. De quem é um número, você sabe pela própria pessoa.

    Alguém perdeu o telefone ou foi detido? Avise sobre a conta: o painel nada faz por ela até que outras duas pessoas a confirmem.
desk-organiser = { $who }
desk-organiser-own = { $who } (você)
desk-organiser-suspended = <b>{ $who }</b>: suspensa, { $why }. Confirmações: { $vouched } de { $needed }
suspended-silent =
    { PLURAL($days) ->
        [one] { $days } dia em silêncio
        [many] { $days } de dias em silêncio
       *[other] { $days } dias em silêncio
    }
suspended-lost = avisou-se que está perdida
desk-button-lost = Perdida: { $who }
desk-button-vouch = Confirmar: { $who }
desk-lost-ask =
    <b>Avisar que esta conta está perdida: { $who }?</b>

    O painel deixa de fazer algo por ela, e as suas aprovações e a sua palavra para destruir tudo deixam de contar. Outras duas pessoas podem confirmá-la de novo. Toda a organização é avisada. Até isso se resolver, você não pode avisar sobre outra.

    O botão serve uma vez.
desk-vouch-ask =
    <b>Confirmar esta conta: { $who }?</b>

    Faça-o só se viu ou ouviu a pessoa e sabe que ela mesma tem o telefone na mão. Uma mensagem no Telegram não prova nada.

    O botão serve uma vez.
desk-one-at-a-time = Você avisou sobre uma conta que continua suspensa. Primeiro isso tem de se resolver: outras duas pessoas a confirmam, ou quem cuida do servidor.
desk-too-few = São poucas pessoas para que outras duas confirmem uma conta. Quem cuida do servidor pode levantar a suspensão: <code>klich organisers lift</code>
desk-suspended =
    <b>A sua conta está suspensa no painel.</b>

    Você é { $who }. Porquê: { $why }.

    Isto protege os outros: uma conta que há muito ninguém usa, ou que pode estar noutras mãos, nada pode aqui. Nada se perdeu, e isto nada diz de você.
desk-suspended-confirm =
    <b>O que fazer:</b> fale com outras pessoas da organização, pessoalmente ou de viva voz; são precisas { $needed }. Cada uma confirma você em /desk, “Organização”.
desk-suspended-lift =
    <b>O que fazer:</b> fale com quem cuida do servidor. A suspensão levanta-se com <code>klich organisers lift</code> e o seu número.
forget-desk-stays = Ainda guardado, até se resolver no painel: que a sua conta está suspensa, que você avisou sobre outra, ou que escreveu uma parte de um envio que ainda não saiu.

told = № { $number } · { $act } · { $who }
told-about = № { $number } · { $act }: <code>{ $about }</code> · { $who }
told-command-line = linha de comandos
act-sent = Envio mandado
act-scheduled = Envio programado
act-awaited = Envio proposto
act-rewritten = Lembrete reescrito
act-approved = Envio aprovado
act-rejected = Envio rejeitado
act-reopened = Envio retomado para alterar
act-signed = Assinatura entregue
act-paused = Envio em pausa
act-resumed = Envio continua
act-cancelled = Envio parado de vez
act-corrected = Envio corrigido
act-recalled = Envio retirado
act-retried = Envio outra vez aos falhados
act-discarded = Rascunho descartado
act-lost = Conta dada como perdida
act-silent = Conta suspensa, estava em silêncio
act-vouched = Conta confirmada
act-lifted = Conta de novo ativa
act-invited = Convite para um círculo criado
act-exported = Cartas seladas entregues
act-backed-up = Cópia de segurança iniciada
act-restored = Cópia de segurança reposta
act-keys = Chaves renovadas
act-aside-dropped = Mensagens postas de lado descartadas
act-petition-closed = Petição encerrada
act-reloaded = Configuração e campanhas lidas de novo
act-paper-added = Assinaturas em papel registadas
act-paper-undone = Assinaturas em papel retiradas
act-imported = Apoios trazidos de uma lista
act-imported-dropped = Apoio de uma lista descartado
desk-button-chart = Gráfico
desk-button-organisers = Organização
chart-subscribers = Inscrições
chart-pledges = Apoios
chart-caption = Totais no fim de cada dia, arredondados para baixo de cinco em cinco.
