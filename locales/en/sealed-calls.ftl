### Calls that are sealed for a circle: a member gives their device's key, and gets what is sealed to it. For supporters, and for organisers at the desk.

# $circle: the circle's name, such as medics.
circle-key-offer =
    <b>Sealed calls for “{ $circle }”</b>

    Some calls for this circle come sealed: neither Telegram nor this bot can read them. For that, your device makes a key of its own. The button under the input field opens the campaign's page, which asks once more before it hands the key over.

    <b>What Telegram sees:</b> that you open the page, and the public half of the key, which opens nothing.
    <b>What we keep:</b> this public half, encrypted, with your place in the circle. Organisers get the keys of a circle without names. Leaving the circle, /stop and /forget erase it.

    You need not do this. Without a key you get the circle's open calls, and no sealed ones.
circle-key-taken =
    <b>Your device's key is kept.</b> Sealed calls for “{ $circle }” come to this chat from now on, and open on that device alone.

    A key that you gave before counts no more. If the device loses its key, give a new one: /mydata has a button. What was sealed to the old one stays closed.
circle-key-none = You are not in this circle, so no key was kept. The circles that you are in: /mydata
circle-key-damaged = This is no key of a device, or it was changed on its way. Nothing was kept. Please open the page once more: /mydata has a button for each circle.
# It tells nothing of what is inside.
sealed-call-came =
    <b>There is something sealed for you.</b>

    It opens on the device that gave its key, and shows only what the campaign has signed.
# Under a file.
sealed-call-file = There is something sealed for you, in this file: it opens on the device that gave its key. Save the file, open the campaign's page with the button, and give it this file there.
button-give-key = Give this device's key
button-circle-key = Sealed: { $circle }
button-open-sealed = Open
button-open-page = Open the page
# $reached: a number. $keyless: a number, or “<5”.
desk-sealed = Sealed for “{ $circle }”. Members with a key that it is sealed to: { $reached }. Without such a key, so that they get nothing: { $keyless }.
