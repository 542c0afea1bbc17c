### What an organiser reads at the desk. Messages are Telegram HTML; `desk-button-*`, `alert-kind-*` and `state-*` are plain.

# $subscribers: a number as text, or “<5”.
desk =
    <b>Painel</b>

    Inscrições: <b>{ $subscribers }</b>
    Apoios: <b>{ $pledges }</b>
    Envios: <b>{ $alerts }</b>

    O painel só conhece totais. Não há nenhuma lista de pessoas.
desk-new-kind = Que tipo de envio é?

## Writing an alert

# $kind: such as “Call”. $written, $missing: lists of languages, or a dash. $audience: a number as text, or “<5”.
desk-compose =
    <b>Novo envio: { $kind }</b>

    Escrito: { $written }
    Falta: { $missing }
    Inscrições que o recebem: <b>{ $audience }</b>

    Toque num idioma para escrever o texto. Depois veja a pré-visualização e envie.
desk-write-in =
    Mande-me agora o texto neste idioma: <b>{ $language }</b>

    Uma só mensagem, texto simples. O Telegram vê o texto assim que o manda.
desk-text-taken =
    <b>{ $language }:</b> texto recebido.
    Tamanho: { $length } de { $limit }
desk-text-too-long =
    <b>Este texto é longo demais. Não foi aceite.</b>
    Tamanho: { $length }. Limite: { $limit }

    Por favor, encurte o texto e mande outra vez.
desk-text-empty = Esta mensagem não tem texto, por isso nada foi recebido. Por favor, mande o texto numa mensagem à parte, sem imagem nem ficheiro.
# Stands above the preview.
desk-preview = <b>Pré-visualização: { $language }.</b> É assim que a mensagem chega a quem se inscreveu:
desk-nothing-written = Ainda não há nenhum texto. Primeiro toque num idioma e escreva um.
desk-confirm-send =
    <b>Enviar agora?</b>

    Tipo: { $kind }
    Inscrições que o recebem: <b>{ $audience }</b>
    Escrito: { $languages }
    Falta: { $missing }

    Pode ser retirado durante cerca de dois dias, mas quem leu, leu. O botão funciona uma só vez.
desk-sent =
    <b>O envio está a caminho.</b>
    O seu identificador: <code>{ $id }</code>

    Escrevo quando terminar ou se tiver de parar.
desk-discarded = O rascunho foi descartado. Nada foi enviado.

## Alerts and what became of them

desk-alerts = <b>Envios</b>, os mais novos primeiro. Toque num para ver como está.
desk-no-alerts = Ainda não há envios.
# $kind: such as “Call”. $state: such as “running”.
desk-alert =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Entregues: <b>{ $delivered }</b> de { $audience }
    Por enviar: { $remaining }
    Fora de alcance (bot bloqueado ou conta apagada): { $unreachable }
    Falhados: { $failed }
    Incertos (enviados, mas perdeu-se a resposta do Telegram): { $uncertain }
desk-finished =
    <b>O envio saiu.</b>
    <code>{ $id }</code>

    Entregues: <b>{ $delivered }</b>
    Fora de alcance: { $unreachable }
    Falhados: { $failed }
    Incertos: { $uncertain }
desk-paused-refused =
    <b>O envio está em pausa.</b>
    <code>{ $id }</code>

    <b>Porquê:</b> o Telegram recusou o conteúdo. Ninguém o recebe até que haja uma ação sua.
    <b>O que fazer:</b> veja o texto em cada idioma. Se for longo demais ou tiver erros, escreva o envio de novo. Retome este só se souber que a causa desapareceu.
desk-paused-failing =
    <b>O envio está em pausa.</b>
    <code>{ $id }</code>

    <b>Porquê:</b> mais de 20 % das últimas 200 mensagens falharam, e não por causa de quem as recebe. O Telegram ou a rede podem estar com problemas.
    <b>O que fazer:</b> espere alguns minutos e retome-o em /desk. Quem já o tem não o recebe outra vez. Se voltar a parar, pergunte a quem cuida do servidor.
desk-paused-expired =
    <b>O envio parou.</b>
    <code>{ $id }</code>

    <b>Porquê:</b> o prazo terminou, por isso já não é enviado.
    <b>O que fazer:</b> nada, se estiver bem assim. Se ainda houver quem precise de saber, escreva-o de novo.

## Labels of buttons, plain, at most 40 characters

desk-button-new = Novo envio
desk-button-alerts = Envios
desk-button-refresh = Atualizar
desk-button-back = ‹ Voltar
desk-button-preview = Pré-visualizar
desk-button-send = Enviar…
desk-button-send-now = Enviar agora
desk-button-discard = Descartar
desk-button-pause = Pôr em pausa
desk-button-resume = Retomar
# For a reminder that has yet to go out.
desk-button-edit = Mudar os textos

## Kinds and states

alert-kind-call = Apelo
alert-kind-update = Notícias
alert-kind-correction = Correção
alert-kind-reminder = Lembrete
state-draft = rascunho
state-awaiting-signatures = à espera de assinaturas
state-scheduled = envio programado
state-running = a caminho
state-paused = em pausa
state-finished = envio terminado
state-cancelled = envio cancelado
