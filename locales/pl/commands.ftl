### Registered with Telegram, so shown before anyone has said a word. Plain text without tags.

# At most 512 characters with a title of 64.
bot-description =
    { $campaign }

    Odbieraj apele kampanii, czytaj jej postulaty, złóż deklarację poparcia. Subskrypcja jest dobrowolna. W każdej chwili możesz odejść i usunąć swoje dane.

    Ten czat nie jest szyfrowany end-to-end: Telegram widzi, że używasz bota i co wpisujesz.
# At most 120 characters with a title of 64.
bot-short-description = { $campaign }: apele, postulaty, deklaracje

## Descriptions of commands

command-subscribe = Odbieraj apele
command-stop = Nie odbieraj więcej apeli
command-language = Wybierz język
command-demands = Czego żądamy
command-day = Kiedy działamy
command-pledge = Wyraź poparcie albo je wycofaj
command-mydata = Zobacz, co o Tobie przechowujemy
command-forget = Usuń to, co o Tobie przechowujemy
command-privacy = Kto co widzi
command-verify = Czy apel jest prawdziwy?
command-help = Co potrafię
command-desk = Dla zespołu kampanii: liczby i komunikaty
