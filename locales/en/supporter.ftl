### What a supporter reads. Messages are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler),
### but for the labels of buttons, the pop-up answers, `kind-*`, `date` and `stop-words`, which are plain.
### Numbers choose a form by PLURAL($number), months by MONTH($month); never by a bare variable.

## Coming and going

# $campaign: the campaign's title. $call: the campaign's own few sentences.
welcome =
    <b>{ $campaign }</b>

    { $call }

    This bot sends you the campaign's calls. You decide. Before you do:

    • <b>What we keep if you subscribe:</b> the number of your Telegram account, your language and the day you joined, encrypted on our server. Until you press <b>Subscribe</b>, we keep nothing about you but a language you choose or a pledge you make.
    • <b>What Telegram sees:</b> that you talk to this bot, and what you type here. This chat is not end-to-end encrypted.
    • <b>How to leave:</b> /stop ends the calls, /forget erases what we keep about you.
# For subscribers who press Start again.
welcome-back =
    <b>{ $campaign }</b>

    You are subscribed: the calls come here.

    /demands shows what we demand, /day when we act, /pledge how you can stand up. /help lists everything.
# $day: the date of the next action day, such as “16 November 2026”.
subscribed =
    <b>You are subscribed.</b>

    Calls and news of the campaign now come here. The next day of action: <b>{ $day }</b>.

    When a call comes, reply to it or press a button to stand up.

    /stop ends the calls at any time. /forget erases what we keep about you.
already-subscribed = You are already subscribed. Nothing has changed. /stop ends the calls.
unsubscribed =
    <b>You have left.</b> The number of your account is deleted, and no more calls will come.

    If you made a pledge, it stays counted without your name, until you withdraw it with /pledge or erase everything with /forget.

    To come back: /subscribe
not-subscribed = You are not subscribed, so no calls come to you. To subscribe: /subscribe
language-choose =
    In which language shall I write to you?

    We keep your choice with the number of your account, encrypted. /forget erases it.
# $language: the language's name in itself, such as “Polski”.
language-set = Language: <b>{ $language }</b>

## How messages reach a person

# $minutes: how long a shown text stands.
hearing =
    <b>How messages reach you</b>

    Your choices carry a ✓ and count from the next message on. We keep them with the number of your account, encrypted.

    • <b>Openly</b> or <b>discreetly:</b> discreetly, only a neutral line comes. <b>Show</b> puts the text in its place; after { $minutes } min it hides again.
    • <b>Stays</b> or a number of hours: the bot deletes a message that long after it came.
    • <b>News</b> and <b>reminders</b> come where they are ticked. Calls always come, and so do corrections of what you got.

    <b>This helps</b> against a glance at your phone, its lock screen or the list of your chats.

    <b>It does not help</b> against:
    • Telegram, which has every text that was shown;
    • notifications that your phone already displayed, copies, backups and screenshots;
    • your own replies: a reply quotes what it answers;
    • the name of this bot in the list of your chats;
    • whoever holds your unlocked phone and presses <b>Show</b>.

    If our server is down at that time, hiding and deleting come late or not at all.
# Stands for a message: names neither campaign nor sender, and tells nothing of what it is about.
discreet-notice = You have a new message.
# A pop-up answer, at most 200 characters, plain.
discreet-gone = This message is no longer available here.

## The campaign

demands-heading =
    <b>{ PLURAL($count) ->
        [one] { $count } demand
       *[other] { $count } demands
    }</b>
# One demand of several, such as “2/6”.
demand =
    <b>{ $number }/{ $total } · { $title }</b>

    { $text }
# $date: such as “16 November 2026”. $days: how many are left, 1 or more.
day =
    <b>{ $title }</b>
    { $date } · { PLURAL($days) ->
        [one] { $days } day left
       *[other] { $days } days left
    }

    { $text }
day-today =
    <b>{ $title }</b>
    { $date } · <b>today</b>

    { $text }
# A full date, as it stands after a colon.
date = { $day } { MONTH($month) ->
        [january] January
        [february] February
        [march] March
        [april] April
        [may] May
        [june] June
        [july] July
        [august] August
        [september] September
        [october] October
        [november] November
       *[december] December
    } { $year }

## Pledges

# $statement: the petition's statement.
pledge-ask =
    <b>Stand up</b>

    { $statement }

    Choose with the buttons how you stand up for it.

    <b>Before you press:</b> we keep what you chose, your language and the day, encrypted. Nobody can link it to the list of subscribers without our server's key. Telegram sees that you press. You can withdraw your pledge at any time.
# $url: a petition on another site.
pledge-ask-external =
    <b>Stand up</b>

    { $statement }

    Choose with the buttons how you stand up for it. The petition itself is on another site, which has its own rules and sees your visit: { $url }

    <b>Before you press:</b> we keep what you chose, your language and the day, encrypted. Nobody can link it to the list of subscribers without our server's key. Telegram sees that you press. You can withdraw your pledge at any time.
# $kinds: a list such as “Sign the statement, Share the petition”. Must stay true when the same button is pressed again.
pledge-counted =
    <b>Thank you. Your pledge is counted.</b>

    Your pledge: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] So far { $total } person stands up.
       *[other] So far { $total } people stand up.
    }

    You count once, however often you press. To see or withdraw your pledge: /pledge
# The person replied to a call.
pledge-counted-reply =
    <b>Thank you. Your reply counts: you stand up for the statement.</b>

    Your pledge: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] So far { $total } person stands up.
       *[other] So far { $total } people stand up.
    }

    We did not keep your words; Telegram has them in this chat. You count once, however often you reply. If you did not mean it, withdraw your pledge: /pledge
pledge-withdraw-ask =
    <b>Withdraw your pledge?</b>

    Your pledge: <b>{ $kinds }</b>

    It will be deleted and no longer counted. You can pledge again later.
pledge-withdrawn = <b>Your pledge is withdrawn.</b> It is deleted and no longer counted. To pledge again: /pledge
pledge-none = You have made no pledge. To make one: /pledge
# $kinds: what can be chosen.
pledge-kind-unknown =
    I do not know this kind of pledge. You can choose one of these: { $kinds }

    Or send /pledge and press a button.
# The pledge as it is, with buttons to add a kind or to withdraw.
pledge-stands =
    <b>Your pledge stands.</b>

    Your pledge: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] So far { $total } person stands up.
       *[other] So far { $total } people stand up.
    }

    With the buttons you can add to it or withdraw it.
# Kinds of pledge: labels of buttons, and items of a list after a colon.
kind-sign = Sign the statement
kind-share = Share the petition
kind-act = Take part on the day
kind-photo = Take a solidarity photo
kind-raise = Raise it in my union

## A person's own data

# Under a file.
my-data-caption =
    This file holds everything that klich keeps about you.

    It is in this chat now, so Telegram has it too. When you have read it, you can delete it from the chat.
my-data-nothing = We keep nothing about you. Telegram keeps this chat.
forget-ask =
    <b>Erase everything we keep about you?</b>

    We delete your subscription, your language and your pledge if you made one. The pledge is no longer counted. This cannot be undone.
forget-cancelled = <b>Cancelled.</b> Nothing was erased.
forget-done =
    <b>Done. Everything about you on our server is erased.</b>

    What we cannot erase:

    • <b>Telegram</b> keeps this chat and knows that you used this bot.
    • <b>Your phone</b> still holds the messages. Delete this chat, for both sides if Telegram offers it, then block the bot.
    • <b>Our disk:</b> erased records can linger on it for a while, encrypted. Nobody can read them as long as our key stays safe. Once the keys are changed, as a rule in the night that follows, nobody can read them any more, not even we.
    • <b>A backup</b> that was made before still holds your data, sealed, until it is deleted.
forget-nothing =
    We keep nothing about you, so there is nothing to erase.

    Telegram keeps this chat and knows that you used this bot. You can delete the chat and block the bot.
privacy =
    <b>Who sees what</b>

    • <b>Telegram</b> sees that you use this bot, what you type and press, and what we send. This chat is not end-to-end encrypted.
    • <b>Our server</b> sees what you send it in order to answer. What you send waits on its disk, encrypted, until it is answered, and is then deleted.
    • <b>What it keeps,</b> encrypted: if you subscribe, the number of your account, your language, the day you joined and how you want messages to reach you; after a call, for about two days, which message it was; if you pledge, the kind, the language and the day. It keeps no name, no phone number and none of your words.
    • <b>Organisers</b> see totals only. They have no list of people.
    • <b>Whoever takes our disk</b> finds encrypted records. Whoever takes the running server or its key can read what it keeps.
    • <b>Whoever holds your phone</b> can read this chat.

    /mydata shows what we keep about you, /forget erases it.
verify-unsigned =
    <b>Is a call genuine?</b>

    This campaign does not sign its calls, so this bot cannot prove who wrote one.

    Is a call unusual? Does it name a new place, or ask for names, papers, money or a click on a link? Then first check it through another channel that you trust: someone you know, or your union.

## Help

help =
    <b>What I can do</b>

    /subscribe – get the calls
    /stop – get no more calls
    /demands – what we demand
    /day – when we act
    /pledge – stand up, or withdraw
    /language – choose the language
    /mydata – see what we keep about you
    /forget – erase it
    /privacy – who sees what
    /verify – is a call genuine?

    When a call comes, you can also just reply to it: that counts as standing up.
help-organiser =
    <b>What I can do</b>

    /desk – totals, new alerts, what became of them

    /subscribe – get the calls
    /stop – get no more calls
    /demands – what we demand
    /day – when we act
    /pledge – stand up, or withdraw
    /language – choose the language
    /mydata – see what we keep about you
    /forget – erase it
    /privacy – who sees what
    /verify – is a call genuine?

    When a call comes, you can also just reply to it: that counts as standing up.

## What is not understood

command-unknown = I do not know this command. /help lists what I can do.
# Somebody sent dozens of messages within seconds.
wait-a-little = Please wait a little. You write faster than I can answer, so I skip some of it. What counts is not lost: your pledge, /stop and /forget.
words-not-kept =
    I cannot read free text. We kept nothing of what you typed, but Telegram saw it.

    What I can do: /demands, /day, /pledge, /stop. /help lists everything.
file-not-kept =
    I cannot take pictures, files or voice messages. We kept nothing of it, but Telegram has it. You can delete it from this chat.

    What I can do: /help
# Pop-up answers, at most 200 characters, plain.
button-old = This button is no longer valid. Send /help to see what you can do now.
button-done = This is already done. Nothing has changed.
# Words that, as a whole message, unsubscribe: lower case, separated by commas. No words that may be a battle cry, such as “enough”.
stop-words = stop, unsubscribe, stop it, leave me alone

## Labels of buttons, plain, at most 40 characters

button-subscribe = Subscribe
button-language = Language
button-demands = Demands
button-day = Day of action
button-pledge = Stand up
button-privacy = Who sees what
button-previous = ‹ Previous
button-next = Next ›
button-all-demands = All demands
button-one-by-one = One by one
button-withdraw = Withdraw
button-keep = Keep it
button-forget = Erase everything
button-cancel = Cancel
button-open-petition = Open the petition
button-share = Share
button-hearing = How messages reach me
button-show = Show
button-hide = Hide
button-openly = Openly
button-discreetly = Discreetly
# Short: four stand in a row.
button-stay = Stays
button-after-hours = { $hours } h
button-news = News
button-reminders = Reminders

## A call as a subscriber sees it

alert-foot-call = <i>To stand up, reply to this message or press a button. /stop to leave</i>
alert-foot-note = <i>/stop to leave</i>
alert-head-call = 📣 <b>Call</b>
alert-head-update = 📰 <b>News</b>
alert-head-correction = ✏️ <b>Correction</b>
alert-head-reminder = ⏰ <b>Reminder</b>
