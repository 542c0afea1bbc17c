### Registered with Telegram, so shown before anyone has said a word. Plain text without tags.

# At most 512 characters with a title of 64.
bot-description =
    { $campaign }

    Receba os apelos da campanha, leia as suas reivindicações, dê o seu apoio. A escolha de se inscrever é sua. Pode sair e apagar os seus dados a qualquer momento.

    Este chat não tem encriptação de ponta a ponta: o Telegram vê que usa o bot e o que escreve.
# At most 120 characters with a title of 64.
bot-short-description = { $campaign }: apelos, reivindicações, apoios

## Descriptions of commands

command-subscribe = Receber os apelos
command-stop = Não receber mais apelos
command-language = Escolher o idioma
command-demands = O que exigimos
command-day = Quando agimos
command-pledge = Dar ou retirar o seu apoio
command-mydata = Ver que dados seus guardamos
command-forget = Apagar os seus dados que guardamos
command-privacy = Quem vê o quê
command-verify = Um apelo é autêntico?
command-help = O que posso fazer
command-desk = Para quem organiza: totais e envios
