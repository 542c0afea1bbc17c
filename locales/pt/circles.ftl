circle-ask =
    <b>Recebeu um convite para o círculo «{ $circle }»</b>

    Quem está nele recebe também os apelos que são só para este círculo. Se entrar, guardamos, cifrado, que está nele, e recebe também os apelos de «{ $campaign }». A organização vê quantas pessoas há num círculo, nunca quem.

    Pode sair a qualquer momento: /mydata tem um botão para isso. Se não quiser entrar, não precisa de fazer nada.
circle-joined = Está agora no círculo «{ $circle }». /mydata tem um botão para sair.
circle-over = Este convite já foi usado, ou o seu prazo terminou. Peça um novo a quem lho deu.
circle-too-many = Está em tantos círculos quantos é possível. Saia primeiro de um: /mydata tem um botão para cada um.
circle-left = Já não está neste círculo.
circles-of-yours = Os círculos em que está:
button-join = Entrar
button-leave-circle = Sair de { $circle }
desk-circles =
    <b>Círculos</b>
    Pessoas e, entre parênteses, convites abertos:

    { $circles }
desk-invitation =
    <b>Um convite para o círculo «{ $circle }»</b>
    { $link }

    Vale para uma pessoa, até { $until }. O Telegram vê-o aqui. Entregue-o onde mais ninguém leia.
desk-button-circles = Círculos
desk-button-invite = Convidar para { $circle }
