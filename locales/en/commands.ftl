### Registered with Telegram, so shown before anyone has said a word. Plain text without tags.

# At most 512 characters with a title of 64.
bot-description =
    { $campaign }

    Get the campaign's calls, read its demands, pledge your support. You choose whether to subscribe; you can leave and be erased at any time.

    This chat is not end-to-end encrypted: Telegram sees that you use the bot and what you type.
# At most 120 characters with a title of 64.
bot-short-description = { $campaign }: calls, demands, pledges

## Descriptions of commands

command-subscribe = Get the calls
command-stop = Get no more calls
command-language = Choose the language
command-demands = What we demand
command-day = When we act
command-pledge = Stand up, or withdraw
command-mydata = See what we keep about you
command-forget = Erase what we keep about you
command-privacy = Who sees what
command-verify = Is a call genuine?
command-help = What I can do
command-desk = For organisers: totals and alerts
