app-nav-pledge = Dar o meu apoio
app-nav-message = Escrever-nos
app-nav-verify = Verificar um apelo
app-nav-safety = O que está protegido
app-nav-reply = Resposta

app-seal-why =
    O que escreve aqui é selado neste dispositivo, antes de chegar ao Telegram. Só as chaves da organização o abrem. O Telegram e o bot veem que enviou alguma coisa, e quando.
app-pledge-title = Dar o meu apoio
app-kinds-legend = De que maneira?
app-optional = Só se quiser
app-field-name = O seu nome
app-print-ask = A organização pode imprimir o meu nome
app-field-town = Localidade
app-field-union = Sindicato
app-field-contact = Como contactar consigo
app-field-note = O que quiser acrescentar
app-seal-send = Selar e enviar
app-kind-missing = Escolha pelo menos uma maneira de apoiar.
app-message-title = Escrever à organização
app-field-body = A sua mensagem
app-body-missing = Escreva primeiro a sua mensagem.
app-too-long = São { $over } bytes a mais. Encurte, por favor.
app-sent = Selado. O bot responderá na conversa.
app-copy-title = Selado. Agora envie
app-copy-how = Copie este texto e envie-o ao bot na conversa:
app-copy = Copiar
app-copied = Copiado.
app-no-recipients = Esta campanha não recebe nada selado. Não envie nomes ao bot.
app-no-device-key = Este dispositivo não guarda nenhuma chave, por isso a organização não lhe poderá responder aqui.
app-why-failed = Este dispositivo não conseguiu selar. Nada foi enviado.

app-reply-title = Uma resposta da organização
app-reply-signed = Assinada pela campanha a { $day }
app-reply-lost = Esta resposta não se abre neste dispositivo. Foi escrita para outro, ou este perdeu a sua chave: nesse caso as respostas antigas perdem-se com ela. Pode escrever-nos de novo.
app-reply-unsigned = Esta resposta não está assinada pela campanha. Não aja de acordo com ela.

app-verify-title = Verificar um apelo
app-verify-how = Toque em «Verificar» debaixo de um apelo. Ou abra aqui os seus ficheiros: manifesto, assinaturas e texto.
app-open-files = Abrir ficheiros
app-paste = Ou colar um texto
app-check = Verificar
app-verified = Este apelo é autêntico
app-numbered = Número { $sequence }, válido até { $expires }
app-signatures = Assinaturas: { $count }. Necessárias: { $required }. Assinado por:
app-not-verified = Não aja de acordo com este apelo
app-why-missing = Faltam assinaturas: há { $count }, são precisas { $required }.
app-why-foreign = Uma assinatura é de uma chave que não é da campanha.
app-why-twice = A mesma pessoa assinou duas vezes. Conta uma vez.
app-why-other = Uma assinatura não corresponde ao texto. Alguém o alterou.
app-why-old = É mais antigo do que um apelo que já verificou aqui, o número { $last }.
app-why-expired = Perdeu a validade: { $expires }.
app-why-campaign = Pertence a outra campanha.
app-why-damaged = Não se consegue ler: está incompleto ou foi alterado.
app-why-no-signers = Esta campanha não assina os seus apelos, por isso nenhum pode ser verificado.

app-keys-first = Este dispositivo vê as chaves da campanha pela primeira vez. Compare a sua impressão digital em «O que está protegido».
app-keys-changed-signed = A campanha tem chaves novas. Quem tinha as anteriores assinou a mudança.
app-keys-changed = As chaves da campanha mudaram, e quem tinha as anteriores não o assinou. Aqui nada é selado nem verificado. Pergunte a pessoas de confiança. Antes: { $old }. Agora: { $new }.
app-keys-print = Impressão digital das chaves da campanha
app-keys-compare = Compare-a com pessoas de confiança, ou com o que a campanha imprimiu. Se for diferente, não use esta página.
app-no-memory = Este dispositivo não guarda nada para esta página. Por isso ela não nota chaves trocadas nem um apelo antigo.

app-safety-title = O que esta página protege
app-safety-yes =
    • O que sela aqui só se abre com as chaves da organização: nem no Telegram, nem num bot apreendido.
    • Um apelo autêntico aqui foi assinado pela gente da campanha nos seus próprios dispositivos. Quem tomar conta do bot não consegue fazer nenhum.
    • Uma resposta só se abre no dispositivo com que escreveu.
    • Um apelo selado para um círculo só se abre nos dispositivos que deram uma chave.
app-safety-no-title = O que não protege
app-safety-no =
    • O Telegram sabe que usa este bot, e quando.
    • A organização lê o que escreve. Quem lhe tirar as chaves também.
    • Quem tiver o seu telefone desbloqueado vê o que você vê.
    • Quem controlar o servidor desta página pode dar-lhe outra. Se arrisca muito, peça à organização a página para usar sem rede.
app-forget = Apagar o que esta página guarda no dispositivo
app-forget-done = Apagado. As respostas antigas já não se abrem.
app-language = Idioma

app-nav-circle = Círculo
app-nav-sealed = Apelo selado
app-circle-title = Apelos selados para «{ $circle }»
app-circle-why =
    Os apelos para este círculo podem chegar selados, para que nem o Telegram nem o bot os leiam. Para isso, este dispositivo cria uma chave própria, só para este círculo.

    • A metade secreta fica neste dispositivo. A metade pública, que não abre nada, vai para o bot; o Telegram vê isso.
    • Quem organiza recebe as chaves de um círculo sem nomes.
    • Se este dispositivo perder o que a página guarda, os apelos selados já não se abrem. Dê então uma chave nova.
app-circle-give = Dar a chave deste dispositivo
app-circle-given = Entregue. O bot responderá na conversa.
app-circle-copy = Copie este texto e envie-o ao bot na conversa:
app-circle-no-memory = Este dispositivo não guarda nada para esta página, por isso também não pode guardar uma chave. Nada foi entregue. Os apelos abertos do círculo chegam na mesma.
app-circle-failed = Este dispositivo não conseguiu criar uma chave. Nada foi entregue.
app-sealed-title = Um apelo selado
app-sealed-lost = Isto não se abre neste dispositivo. Foi selado para outro dispositivo, ou este perdeu a sua chave: nesse caso o que foi selado para ela fica fechado. Pode dar uma chave nova: o bot tem um botão em /mydata.
app-sealed-denied = Este dispositivo não guarda nada para esta página, por isso não tem uma chave que possa abrir isto.
app-for-circle = Só para o círculo «{ $circle }».
app-why-circle = Pertence a outro círculo, e alguém o selou de novo.
app-why-old-list = É mais antiga do que uma lista que já verificou aqui, a número { $last }.
app-keys-old = Esta página traz chaves da campanha mais antigas do que as que este dispositivo já viu. Nada é selado nem verificado aqui. Pergunte a pessoas de confiança.
app-addresses-title = Estes endereços são autênticos
app-addresses-bot = Bot:
app-addresses-next = Se ele desaparecer, procure:
app-addresses-pages = Página:
