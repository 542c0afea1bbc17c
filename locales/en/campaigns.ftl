### Where a bot serves several campaigns: which one is meant, and which ones a subscriber hears.

# Asked before the demands, the day or a pledge; a button for each campaign stands below.
campaigns-which = Which campaign?
# Buttons with the campaigns' titles stand below; those that are heard carry a ✓.
campaigns-choose =
    <b>Which campaigns do you hear?</b>

    Those with a ✓. Press one to change that; it counts from the next message on. We keep your choice with the number of your account, encrypted.
# Added where none is chosen.
campaigns-none = You hear none of them now, so no call comes to you. /stop takes you off the list altogether.
# $campaign: the title of the campaign that is heard from now on beside others.
campaigns-further = From now on you also hear <b>{ $campaign }</b>.
button-campaigns = Campaigns that I hear
