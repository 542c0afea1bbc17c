### What an organiser reads at the desk. Messages are Telegram HTML; `desk-button-*`, `alert-kind-*` and `state-*` are plain.

# $subscribers: a number as text, or “<5”.
desk =
    <b>Desk</b>

    Subscribers: <b>{ $subscribers }</b>
    Pledges: <b>{ $pledges }</b>
    Alerts: <b>{ $alerts }</b>

    The desk knows totals only. There is no list of people.
desk-new-kind = What kind of alert is it?

## Writing an alert

# $kind: such as “Call”. $written, $missing: lists of languages, or a dash. $audience: a number as text, or “<5”.
desk-compose =
    <b>New alert: { $kind }</b>

    Written: { $written }
    Missing: { $missing }
    Subscribers who get it: <b>{ $audience }</b>

    Press a language to write its text. Then look at the preview and send.
desk-write-in =
    Now send me the text in this language: <b>{ $language }</b>

    One message, plain text. Telegram sees it as you send it.
desk-text-taken =
    <b>{ $language }:</b> the text is taken.
    Length: { $length } of { $limit }
desk-text-too-long =
    <b>This text is too long. It was not taken.</b>
    Length: { $length }. Limit: { $limit }

    Please shorten it and send it again.
desk-text-empty = There is no text in this message, so nothing was taken. Please send the text as a message of its own, without a picture or a file.
# Stands above the preview.
desk-preview = <b>Preview: { $language }.</b> So subscribers will see it:
desk-nothing-written = No text is written yet. First press a language and write one.
desk-confirm-send =
    <b>Send it now?</b>

    Kind: { $kind }
    Subscribers who get it: <b>{ $audience }</b>
    Written: { $languages }
    Missing: { $missing }

    It can be recalled for about two days, but whoever has read it has read it. The button works once.
desk-sent =
    <b>The alert is on its way.</b>
    Its id: <code>{ $id }</code>

    I write to you when it is finished, or if it has to pause.
desk-discarded = The draft is discarded. Nothing was sent.

## Alerts and what became of them

desk-alerts = <b>Alerts</b>, the newest first. Press one to see how it stands.
desk-no-alerts = There are no alerts yet.
# $kind: such as “Call”. $state: such as “running”.
desk-alert =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Delivered: <b>{ $delivered }</b> of { $audience }
    Still to come: { $remaining }
    Unreachable (bot blocked or account gone): { $unreachable }
    Failed: { $failed }
    Uncertain (sent, but Telegram's answer was lost): { $uncertain }
desk-finished =
    <b>The alert has gone out.</b>
    <code>{ $id }</code>

    Delivered: <b>{ $delivered }</b>
    Unreachable: { $unreachable }
    Failed: { $failed }
    Uncertain: { $uncertain }
desk-paused-refused =
    <b>The alert is paused.</b>
    <code>{ $id }</code>

    <b>Why:</b> Telegram refused its content. Nobody gets it until you act.
    <b>What to do:</b> look at the text in each language. If it is too long or broken, write the alert anew. Resume this one only if you know that the cause is gone.
desk-paused-failing =
    <b>The alert is paused.</b>
    <code>{ $id }</code>

    <b>Why:</b> more than 20 % of the last 200 messages failed, and not because of the subscribers. Telegram or the network may be in trouble.
    <b>What to do:</b> wait a few minutes, then resume it from /desk. Whoever has it already does not get it again. If it pauses again, ask whoever runs the server.
desk-paused-expired =
    <b>The alert has stopped.</b>
    <code>{ $id }</code>

    <b>Why:</b> its time is over, so it is not sent any more.
    <b>What to do:</b> nothing, if that is right. If people still need to hear it, write it anew.

## Labels of buttons, plain, at most 40 characters

desk-button-new = New alert
desk-button-alerts = Alerts
desk-button-refresh = Refresh
desk-button-back = ‹ Back
desk-button-preview = Preview
desk-button-send = Send …
desk-button-send-now = Send it now
desk-button-discard = Discard
desk-button-pause = Pause
desk-button-resume = Resume
# For a reminder that has yet to go out.
desk-button-edit = Change the texts

## Kinds and states

alert-kind-call = Call
alert-kind-update = News
alert-kind-correction = Correction
alert-kind-reminder = Reminder
state-draft = draft
state-awaiting-signatures = waiting for signatures
state-scheduled = scheduled
state-running = on its way
state-paused = paused
state-finished = finished
state-cancelled = cancelled
