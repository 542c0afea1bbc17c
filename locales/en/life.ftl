### The life of an alert at the desk: its time, correction, recall, a second attempt. As in desk.ftl.

# $zone: such as “Europe/Minsk”. $example: such as “2026-11-16 08:00”.
desk-when =
    <b>When shall it go out?</b>

    Choose a time, or send me one by the clocks of { $zone }, written like this: <code>{ $example }</code>
desk-when-unclear = I cannot read this as a time that is still to come. Please write it like this: <code>{ $example }</code>
desk-goes-out = Goes out: <b>{ $time }</b>
desk-goes-out-at-once = Goes out: at once
desk-scheduled =
    <b>The alert is scheduled.</b>
    Its id: <code>{ $id }</code>

    It goes out: <b>{ $time }</b>
desk-correct-note = The messages that were delivered are edited. Where you write no new text, the old one stays.
desk-confirm-correct =
    <b>Correct it now?</b>

    People who got it: <b>{ $audience }</b>
    New text: { $languages }
    The old text stays: { $missing }

    The old texts are lost. The button works once.
desk-confirm-discard =
    <b>Discard this draft?</b>

    Its texts are lost. The button works once.
desk-confirm-cancel =
    <b>Stop it for good?</b>
    <code>{ $id }</code>

    Whoever has it keeps it; nobody else gets it any more. The button works once.
desk-confirm-recall =
    <b>Recall it from every chat?</b>
    <code>{ $id }</code>

    Messages to delete: <b>{ $delivered }</b>

    If it is still going out, it ends now. Whoever has read it has read it. The button works once.
desk-confirm-retry =
    <b>Send it again to those who failed to get it?</b>
    <code>{ $id }</code>

    People: <b>{ $failed }</b>

    The button works once.
# $left: hours, minutes and seconds, such as “0:05:20”.
desk-progress =
    { $bar } { $percent } %
    A second: { $rate }. Time left: { $left }
# $kind: “Correction”, “Recall” or “New attempt”. $of: the id of the alert that it works on.
desk-rework =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Of the alert <code>{ $of }</code>

    Done: <b>{ $done }</b> of { $audience }
    Still to come: { $remaining }
    Unreachable: { $unreachable }
    Failed: { $failed }
    Uncertain: { $uncertain }
desk-rework-finished =
    <b>{ $kind }: finished.</b>
    <code>{ $id }</code>, of the alert <code>{ $of }</code>

    Done: <b>{ $done }</b>
    Unreachable: { $unreachable }
    Failed: { $failed }
    Uncertain: { $uncertain }
# A pop-up, plain, at most 200 characters.
desk-too-old = The messages are over 47 hours old. klich does not know them any more.
desk-paused-token =
    <b>The alert is paused.</b>
    <code>{ $id }</code>

    <b>Why:</b> Telegram did not take the bot's token, so nothing could be sent.
    <b>What to do:</b> ask whoever runs the server whether the token was changed or stolen. If all is well again, resume it from /desk.
desk-paused-late =
    <b>The reminder was not sent.</b>
    <code>{ $id }</code>

    <b>Why:</b> the bot was not running at its hour, and more than six hours have passed since.
    <b>What to do:</b> nothing, if it is too late. If people still need it, resume it from /desk.

desk-button-test = Test to me
desk-button-when = Time …
desk-button-at-once = At once
desk-button-schedule = Schedule it
desk-button-cancel = Stop for good
desk-button-correct = Correct
desk-button-recall = Recall
desk-button-retry = Send again to the failed
alert-kind-recall = Recall
alert-kind-retry = New attempt
