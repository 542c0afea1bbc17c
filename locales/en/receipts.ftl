### Receipts and the count that anybody can check. Plain, but for `receipt`, which is Telegram HTML.

button-receipt = My receipt
# $receipt: such as “000g40-r40m30-e20918-5gr3fz”.
receipt =
    <b>Your receipt</b>

    <code>{ $receipt }</code>

    It stands for your pledge in the public count and holds nothing about you. Send <code>/verify</code> with it, or enter it on the campaign's page, to see that your pledge is counted.

    Whoever has it can check the same, and nobody can prove by it whose it is. If having pledged could harm you, do not keep it.
# What a receipt comes to: shown in the chat and on the page.
receipt-listed = This receipt is counted. It joined the public list on { $date }.
receipt-today = This receipt is counted. It joins the public list after midnight.
receipt-withdrawn = This receipt was counted, and its pledge was withdrawn.
receipt-unknown = This receipt is not in the count. A pledge that was withdrawn on its own day leaves no trace.
receipt-malformed = This is no receipt. Copy the whole of it again: four groups of six letters and digits.
# On the public page.
web-count = Check the count
web-count-text = Each pledge has a receipt: a random text that holds nothing about the person. Its hash is a line in a public list, and after each day the root of a tree over all lines stands here. So no line of an earlier day can be changed or dropped unnoticed, and whoever pledged can see that their line is there. Write the root down, and compare it with others who did.
web-count-root = { $date } · lines: { $size } · pledges: { $total }
web-count-none = The first root stands here after the first day with a pledge.
web-count-list = The whole list
web-receipt = Your receipt
web-receipt-check = Check
web-receipt-proof = Proof for { $date }
