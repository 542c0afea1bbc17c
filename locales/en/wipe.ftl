### Wiping everything from the desk, by several organisers. As in desk.ftl. $votes, $needed: organisers; $minutes: minutes.

desk-button-wipe = Wipe everything
desk-button-wipe-now = Wipe everything now
desk-wipe-ask =
    <b>Wipe everything?</b>

    The keys are destroyed, then all that klich keeps: subscribers, pledges, alerts. The bot then answers nobody. There is no way back.

    It takes { PLURAL($needed) ->
        [one] the word of { $needed } organiser
       *[other] the words of { $needed } different organisers
    } within { $minutes } minutes. Given so far: <b>{ $votes }</b>

    The button works once.
desk-wipe-voted =
    <b>Your word counts for { $minutes } minutes.</b>

    Given so far: <b>{ $votes } of { $needed }</b>. Every organiser has been told.
desk-wipe-called =
    <b>An organiser asks to wipe everything.</b>

    Given so far: <b>{ $votes } of { $needed }</b>. With { $needed } within { $minutes } minutes, all that klich keeps is destroyed, and there is no way back.

    If you do not agree, do nothing, and speak with the others.
desk-wiped =
    <b>klich was wiped.</b>

    Its keys are destroyed, and with them all that it kept. The bot answers nobody any more. Telegram and the phones still have what was written: delete this chat, and have the bot's token revoked at @BotFather.
desk-wiped-in-part =
    <b>klich was told to wipe everything, and could not destroy all of it.</b>

    The bot answers nobody any more. On the server something is left that may hold a key: whoever runs it has to destroy that now, and <code>klich wipe</code> names it. Delete this chat, and have the bot's token revoked at @BotFather.
