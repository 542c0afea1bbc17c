button-verify = Verificar
proof-files =
    Este apelo é demasiado longo para um botão, por isso aqui estão o texto, o manifesto e as assinaturas em ficheiros.

    Guarde-os e abra todos juntos na página «Verificar um apelo». A ferramenta <code>minisign -V</code> também os verifica.
verify-signed =
    <b>Um apelo é autêntico?</b>

    Os apelos desta campanha são assinados por pessoas da campanha nos seus próprios aparelhos. Assinaturas necessárias: <b>{ $required }</b>. Pessoas que podem assinar: <b>{ $signers }</b>. Quem se apoderar deste bot não consegue fazer nenhuma.

    Debaixo de cada apelo está o botão <b>Verificar</b>. Abre uma página que verifica o apelo no seu aparelho e mostra só o que foi assinado. Se a página disser que um apelo não é autêntico, não o siga.
verify-signed-no-page =
    <b>Um apelo é autêntico?</b>

    Os apelos desta campanha são assinados por pessoas da campanha nos seus próprios aparelhos, antes de este bot os enviar. Assinaturas necessárias: <b>{ $required }</b>. Pessoas que podem assinar: <b>{ $signers }</b>.

    Este bot não tem uma página onde possa verificar as assinaturas. Peça à organização o manifesto e as assinaturas de um apelo; a ferramenta <code>minisign -V</code> verifica-os.
verify-keys =
    <b>Impressão digital das chaves da campanha</b>
    <code>{ $print }</code>
    { $words }

    Compare-a com pessoas de confiança, ou com o que a campanha imprimiu.
verify-doubt = Um apelo é fora do comum? Indica um lugar novo, ou pede nomes, documentos, dinheiro ou que abra um link? Então confirme primeiro por outra via de confiança: alguém que conhece ou o seu sindicato.
desk-awaits =
    <b>Assinaturas: { $given } de { $required }</b>
    Assinado por: { $signers }

    Abra <b>Para assinar</b>. Assina-se no próprio computador: com <code>klich alert sign</code>, ou o manifesto com <code>minisign -S</code>. Depois envie-me aqui o ficheiro .minisig.
desk-to-sign-caption =
    O que há a assinar do envio <code>{ $id }</code>. Leia os textos em <code>{ $file }</code> e assine esse ficheiro com <code>klich alert sign</code>, ou o manifesto com <code>minisign -S</code>.
desk-signature-taken =
    <b>A assinatura foi recebida.</b>
    Envio <code>{ $id }</code>: { $given } de { $required }
desk-signatures-complete =
    <b>A assinatura foi recebida e não falta nenhuma.</b>
    Envio <code>{ $id }</code>: { $given } de { $required }

    Sai à sua hora.
desk-signature-foreign =
    <b>Esta assinatura não foi aceite.</b>
    É da chave <code>{ $key }</code>, que não está entre quem assina nesta campanha.
desk-signature-twice =
    <b>Esta assinatura não foi aceite.</b>
    A chave <code>{ $signer }</code> já assinou este envio e conta uma vez. Outra pessoa tem de assinar.
desk-signature-other =
    <b>Esta assinatura não foi aceite.</b>
    Não corresponde a nenhum envio à espera: é de outro texto, ou foi alterada. Abra outra vez <b>Para assinar</b> e peça que assinem isso.
desk-signature-old-kind =
    <b>Esta assinatura não foi aceite.</b>
    É do tipo antigo do minisign. Assine com <code>klich alert sign</code>, ou com o minisign 0.10 ou mais recente.
desk-signature-malformed =
    <b>Esta assinatura não foi aceite.</b>
    Não consigo lê-la. Envie o ficheiro .minisig inteiro.
desk-signature-old =
    <b>Esta assinatura não foi aceite.</b>
    O envio tem o número { $given } e entretanto saiu o número { $last }. Abra outra vez <b>Para assinar</b>: recebe um número novo e precisa de assinaturas novas.
desk-signature-expired =
    <b>Esta assinatura não foi aceite.</b>
    O envio expirou e já não sai.
desk-signature-not-awaited = Este envio já não espera assinaturas.
desk-paused-outrun =
    <b>O envio não saiu.</b>
    <code>{ $id }</code>

    <b>Porquê:</b> antes dele saiu um envio com um número mais novo. A página diria às pessoas para não acreditarem neste.
    <b>O que fazer:</b> pare-o de vez e escreva-o de novo.
desk-button-to-sign = Para assinar
desk-button-reopen = Alterar
verify-addresses =
    <b>Onde encontrar a campanha</b>
    Este bot: { $bot }
    Se desaparecer: { $next }
    Páginas: { $pages }

    Pessoas da campanha que o assinaram: { $signers }. Válido até { $until }.
