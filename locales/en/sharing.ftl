### Supporters bring others, and hear how many they are. Telegram HTML, but for buttons and `source-other`, which are plain.

# Stands below the thanks for a pledge, over the button that shares.
share-wish = <b>A personal wish:</b> tell three colleagues whom you trust. <b>Share</b> opens Telegram with a ready text. You choose who gets it; we do not learn whom.
button-count-hear = Tell me how the count goes
button-count-stop = No news of the count
count-hearing =
    We will write to you when the count reaches a milestone, and on the day after the day of action.

    For that we keep the number of your account and your language, encrypted. The same button ends it; so do /stop, /forget and withdrawing your pledge.
count-stopped = No more news of the count will come. What we kept for it is deleted.
count-no-pledge = To hear of the count you need a pledge that stands. To make one: /pledge
# $goal: the milestone. $total: how many there are now.
milestone =
    📈 <b>A milestone is reached: { $goal }</b>

    { PLURAL($total) ->
        [one] { $total } person stands up now.
       *[other] { $total } people stand up now.
    }

    Thank you for being one of them. With the button you end these messages.
# $day: the action day's name.
milestone-thanks =
    🙏 <b>Thank you.</b> { $day } is over.

    { PLURAL($total) ->
        [one] { $total } person stood up.
       *[other] { $total } people stood up.
    }

    You are one of them. What you have begun goes on: talk about it where you work.
# $list: such as “poster: 12, leaflet: <5”.
desk-sources = Came by links: { $list }
source-other = other
