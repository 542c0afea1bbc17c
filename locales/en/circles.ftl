### Circles: groups of people who were invited. For supporters, and for organisers at the desk.

# $circle: the circle's name, such as medics.
circle-ask =
    <b>You are invited to the circle “{ $circle }”</b>

    People in it also get calls that are for this circle alone. If you join, we keep, encrypted, that you are in it, and you get the calls of { $campaign } as well. Organisers see how many are in a circle, never who.

    You can leave at any time: /mydata has a button for it. If you do not want to join, you need do nothing.
circle-joined = You are in the circle “{ $circle }” now. /mydata has a button to leave it.
circle-over = This invitation has been used, or its time is over. Ask whoever gave it to you for a new one.
circle-too-many = You are in as many circles as one can be. Leave one first: /mydata has a button for each.
circle-left = You are not in this circle any more.
circles-of-yours = The circles that you are in:
button-join = Join
button-leave-circle = Leave { $circle }
# $circles: a line for each, with its count and the count of open invitations.
desk-circles =
    <b>Circles</b>
    People, and in brackets open invitations:

    { $circles }
desk-invitation =
    <b>An invitation to “{ $circle }”</b>
    { $link }

    It is good for one person, until { $until }. Telegram sees it here. Hand it over where nobody else reads.
desk-button-circles = Circles
desk-button-invite = Invite to { $circle }
