circle-key-offer =
    <b>Apelos selados para «{ $circle }»</b>

    Alguns apelos para este círculo chegam selados: nem o Telegram nem este bot os podem ler. Para isso, o seu dispositivo cria uma chave própria. O botão por baixo do campo de texto abre a página da campanha, que volta a perguntar antes de entregar a chave.

    <b>O que o Telegram vê:</b> que abre a página, e a metade pública da chave, que não abre nada.
    <b>O que guardamos:</b> essa metade pública, cifrada, com o seu lugar no círculo. Quem organiza recebe as chaves de um círculo sem nomes. Sair do círculo, /stop e /forget apagam-na.

    Não tem de o fazer. Sem chave recebe os apelos abertos do círculo, mas não os selados.
circle-key-taken =
    <b>A chave do seu dispositivo está guardada.</b> A partir de agora, os apelos selados para «{ $circle }» chegam a esta conversa e só se abrem nesse dispositivo.

    Uma chave que tenha dado antes já não conta. Se o dispositivo perder a chave, dê uma nova: /mydata tem um botão. O que foi selado para a antiga fica fechado.
circle-key-none = Não está neste círculo, por isso nenhuma chave foi guardada. Os círculos em que está: /mydata
circle-key-damaged = Isto não é a chave de um dispositivo, ou mudou pelo caminho. Nada foi guardado. Abra a página mais uma vez: /mydata tem um botão para cada círculo.
sealed-call-came =
    <b>Há algo selado para si.</b>

    Abre-se no dispositivo que deu a sua chave, e só mostra o que a campanha assinou.
sealed-call-file = Há algo selado para si, neste ficheiro: abre-se no dispositivo que deu a sua chave. Guarde o ficheiro, abra a página da campanha com o botão e dê-lhe lá este ficheiro.
button-give-key = Dar a chave deste dispositivo
button-circle-key = Selado: { $circle }
button-open-sealed = Abrir
button-open-page = Abrir a página
desk-sealed = Selado para «{ $circle }». Membros com uma chave para a qual está selado: { $reached }. Sem essa chave, não recebem nada: { $keyless }.
