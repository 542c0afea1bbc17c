circle-ask =
    <b>Du bist in den Kreis „{ $circle }“ eingeladen</b>

    Wer darin ist, bekommt auch Aufrufe, die nur für diesen Kreis sind. Wenn du beitrittst, speichern wir verschlüsselt, dass du darin bist, und du bekommst auch die Aufrufe von „{ $campaign }“. Das Orga-Team sieht, wie viele in einem Kreis sind, nie wer.

    Du kannst jederzeit gehen: /mydata hat einen Knopf dafür. Wenn du nicht beitreten willst, brauchst du nichts zu tun.
circle-joined = Du bist jetzt im Kreis „{ $circle }“. /mydata hat einen Knopf, um zu gehen.
circle-over = Diese Einladung wurde benutzt, oder ihre Zeit ist um. Bitte um eine neue, wo du sie herhast.
circle-too-many = Du bist in so vielen Kreisen, wie man sein kann. Verlass zuerst einen: /mydata hat für jeden einen Knopf.
circle-left = Du bist nicht mehr in diesem Kreis.
circles-of-yours = Die Kreise, in denen du bist:
button-join = Beitreten
button-leave-circle = { $circle } verlassen
desk-circles =
    <b>Kreise</b>
    Leute, in Klammern offene Einladungen:

    { $circles }
desk-invitation =
    <b>Eine Einladung in den Kreis „{ $circle }“</b>
    { $link }

    Sie gilt für eine Person, bis { $until }. Telegram sieht sie hier. Gib sie weiter, wo sonst niemand mitliest.
desk-button-circles = Kreise
desk-button-invite = In { $circle } einladen
