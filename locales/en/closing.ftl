### A closed petition. Telegram HTML in the chat; `web-closed` and `desk-closed` are plain. $total: a number of pledges.

closed-petition =
    <b>The petition is closed</b>

    It was closed on { $date }. Final count: <b>{ $total }</b>

    Nobody can pledge or withdraw any more. The key that tied pledges to people was destroyed then: not even we can find out now which pledge was yours, so there is nothing left that could be taken back. Sealed pledges are no longer kept here.

    If you kept your receipt, it still shows that your pledge was counted: send <code>/verify</code> with it. Calls go on as before for whoever asked for them.
web-closed = The petition was closed on { $date }. This is its final count.
desk-closed = The petition was closed on { $date }.
