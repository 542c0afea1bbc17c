### Solidarity pictures. Telegram HTML.

button-picture = Send a picture
picture-ask =
    <b>A solidarity picture, for the organisers alone</b>

    Send me one photo now. First I take out what your phone wrote into the file: place, time, device. Then the picture is sealed, so that only the organisers' keys open it, and I delete it from this chat.

    <b>What Telegram sees all the same:</b> the picture, on its way here. If Telegram must not see a face, cover it, or send no picture.
    <b>Who else may see it:</b> nobody, unless an organiser publishes it. Then people can be recognised by faces, clothes or places.
    <b>What we keep:</b> the sealed picture and, encrypted, the number of your account with it. /forget erases both.
picture-sealed =
    <b>Your picture is sealed now,</b> for the organisers alone, and I delete it from this chat.

    Telegram has seen it. It is shown nowhere unless an organiser publishes it. To erase it here: /forget
picture-unasked =
    I take pictures only once I have said what becomes of them. We kept nothing of this one, but Telegram has it. You can delete it from this chat.

    To give the organisers a picture, press the button first.
picture-unreadable = I could not read this picture, so I could not clean it, and we kept nothing of it. Send it as a photo, not as a file.
picture-too-large = This picture is too large. We kept nothing of it. Send it as a photo, not as a file: Telegram makes it smaller then.
picture-too-many = There is no room for another picture of yours, so we kept nothing of this one.
picture-cancelled = No picture, then. We kept nothing.
