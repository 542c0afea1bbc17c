### What is sealed to the organisers, their replies, and a statement that has changed. As in supporter.ftl.

## Sealing

seal-offer =
    <b>Sealed, for the organisers alone</b>

    The buttons under the input field open the campaign's page. What you write there is sealed on your own device. Neither Telegram nor this bot can read it; only the organisers' keys open it.

    <b>What Telegram sees all the same:</b> that you open the page, that you send something sealed and when, and which of the two buttons you used.
    <b>What we keep:</b> the sealed text and, encrypted, the number of your account with it, so that an answer finds you. /forget erases both.
# $keys: public keys, such as “age1…”, one a line.
seal-offer-file =
    <b>Sealed, for the organisers alone</b>

    This bot has no page of its own for that. Seal a file with <b>age</b>, or with the offline page that the campaign gives out by hand, and send it here as a file or as text. These keys open it:

    <code>{ $keys }</code>

    <b>What Telegram sees all the same:</b> that you send something sealed, and when.
    <b>What we keep:</b> the sealed text and, encrypted, the number of your account with it, so that an answer finds you. /forget erases both.
seal-none =
    This campaign takes nothing sealed now: there is no key to seal to. We kept nothing of it, but Telegram has it. Please send no names here.

    What I can do: /help
sealed-pledge =
    <b>Thank you. Your sealed pledge is counted.</b>

    I cannot read what you wrote. The organisers can.
    { PLURAL($total) ->
        [one] So far { $total } person stands up.
       *[other] So far { $total } people stand up.
    }

    You count once, however often you send one; the newest takes the place of the earlier. To see or withdraw your pledge: /pledge
sealed-message =
    <b>Taken, sealed.</b> I cannot read it; the organisers can.

    If they answer, a message with a button comes here. It opens only on the device on which you wrote.
# It came as text or as a file, so that the bot does not know what it is.
sealed-which =
    <b>Taken, sealed.</b> I cannot see inside.

    Is it your pledge? Then press the button, and you are counted.
sealed-newer = This was sealed by a newer version than I know. Nothing was kept. Please open the page anew from /pledge, or ask the organisers.
sealed-damaged = This sealed text is incomplete, or was changed on its way. Nothing was kept. If your app has split it into two messages, save it as a file and send that.
sealed-too-long = This is longer than anything I take. Nothing was kept.
sealed-other-key = This is not sealed to keys like those of the organisers, so nobody there could open it. Nothing was kept.
sealed-too-many = You have sent as many sealed letters as I can keep for one person. This one was not kept. The organisers have the earlier ones.

## Words that were typed in the chat

# Added to the thanks for a pledge.
comment-ask = Do you want to add something for the organisers? What you type here next is sealed on arrival and deleted from the chat, but Telegram sees it first. What Telegram must not see, write sealed.
comment-sealed =
    <b>Your words are sealed now,</b> for the organisers alone, and I delete them from this chat.

    Telegram has seen them. What Telegram must not see, write sealed.
# The person replied to a call.
pledge-counted-comment =
    <b>Thank you. Your reply counts: you stand up for the statement.</b>

    Your pledge: <b>{ $kinds }</b>
    { PLURAL($total) ->
        [one] So far { $total } person stands up.
       *[other] So far { $total } people stand up.
    }

    Your words are sealed now, for the organisers alone, and I delete them from this chat. Telegram has seen them. You count once, however often you reply. If you did not mean it, withdraw your pledge: /pledge
comment-too-long = This is too long to be sealed, so nothing was kept; Telegram has seen it. Please write less.

## Replies of the organisers

reply-came =
    <b>The organisers have answered you.</b>

    The answer is sealed: it opens only on the device on which you wrote, and shows only what the campaign has signed. If that device has lost its key, you can write to us again.
# Under a file.
reply-file =
    The organisers have answered you. The answer is sealed, and is this file: it opens only on the device on which you wrote. Open the campaign's page, choose “Check a call”, and give it this file.

## A statement that has changed

# $statement: the new wording.
statement-changed =
    <b>The statement has changed since you pledged.</b> Now it says:

    { $statement }

    Your pledge was for the earlier words, and counts for those alone. Does it hold for the new ones too? It is your choice; if you press nothing, nothing changes.
statement-renewed =
    <b>Thank you.</b> Your pledge holds for the new words now.
    { PLURAL($total) ->
        [one] So far { $total } person stands up for them.
       *[other] So far { $total } people stand up for them.
    }

## Added to other texts

# Under “Who sees what”.
privacy-sealed = • <b>What you seal</b> for the organisers we keep as it comes, with the number of your account, encrypted. Nobody can read it here, not even with our server's key. If you type words in the chat after a pledge, we seal them on arrival and delete them from the chat; Telegram has seen them.
# Under the question whether to erase everything, and under what was done.
sealed-copies = What you have sealed is part of it. Copies that organisers have already taken out and opened stay with them: ask them.

## Labels of buttons

button-seal = Write sealed
button-sealed-pledge = Sealed pledge
button-sealed-message = Sealed message
button-count-me = Yes, count me
button-only-message = No, it is a message
button-open-reply = Open the answer
button-renew = My pledge holds for this too
