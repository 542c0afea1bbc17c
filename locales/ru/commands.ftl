bot-description =
    { $campaign }

    Получайте призывы кампании, читайте её требования, выражайте поддержку. Подписаться или нет, решаете вы; уйти и стереть свои данные можно в любой момент.

    В этом чате нет сквозного шифрования: Telegram видит, что вы пользуетесь ботом и что вы пишете.
bot-short-description = { $campaign }: призывы, требования, поддержка
command-subscribe = Получать призывы
command-stop = Больше не получать призывов
command-language = Выбрать язык
command-demands = Чего мы требуем
command-day = Когда мы действуем
command-pledge = Поддержать или отозвать поддержку
command-mydata = Что мы о вас храним
command-forget = Стереть то, что мы о вас храним
command-privacy = Кто что видит
command-verify = Подлинный ли призыв?
command-help = Что я умею
command-desk = Для организаторов: числа и рассылки
