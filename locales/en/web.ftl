### The public page. Plain. Numbers choose a form by PLURAL($number).

web-languages = Languages
# $count: people who pledged.
web-people = { PLURAL($count) ->
    [one] { $count } person stands up
   *[other] { $count } people stand up
}
# $goal: a number of people.
web-goal = Goal: { $goal }
web-milestones = Milestones
# Behind a milestone, for those who do not see the mark.
web-reached = reached
web-open = Open in Telegram
# Beside a QR code.
web-qr = Scan this with a phone: it opens the bot in Telegram.
web-bot-soon = The bot's address comes here as soon as the bot has reached Telegram.
# $days: how many are left, 1 or more. Stands behind a date and a dot.
web-days = { PLURAL($days) ->
    [one] { $days } day left
   *[other] { $days } days left
}
web-today = today
web-calendar = Put the day into my calendar
web-calendar-yearly = Every year, as a calendar to subscribe to
web-demands = What we demand
web-statement = What you stand up for
web-kinds = How you can stand up
web-kinds-note = You choose in the bot. It asks for no name, each person counts once, and you can withdraw at any time.
web-background = How it came to this
web-real = Is it the real bot?
# $bot: the bot's name with its @.
web-real-bot = This campaign has one bot: { $bot }. Compare the name letter by letter before you press Start.
# $address: this page's.
web-real-page = This page has one address: { $address }
# Above words and hex digits.
web-real-keys = Fingerprint of the campaign's keys. Compare it with a leaflet or with someone you trust, not with this page alone:
web-real-unsigned = Calls of this campaign are not signed. If a call is unusual, first check it through another channel that you trust: someone you know, or your union.
web-privacy-text = This page sets no cookies, runs no scripts and loads nothing from other sites. klich keeps no list of visitors. Whoever watches your network can see that you opened this address. Telegram knows who talks to the bot, and a chat with a bot is not end-to-end encrypted.
web-own-site = Show it on your own site
web-own-site-text = Copy one of these lines into your page. Nothing of them follows your visitors.
# What the picture shows, for those who do not see it.
web-picture = Picture with the campaign's title and its day of action
