closed-petition =
    <b>Die Petition ist geschlossen</b>

    Sie wurde am { $date } geschlossen. Endstand: <b>{ $total }</b>

    Niemand kann mehr zusagen oder eine Zusage zurückziehen. Der Schlüssel, der Zusagen mit Menschen verband, wurde dabei vernichtet: Auch wir können nicht mehr herausfinden, welche Zusage deine war, und so gibt es nichts mehr zurückzuziehen. Versiegelte Zusagen bewahren wir hier nicht mehr auf.

    Wenn du deine Quittung behalten hast, zeigt sie weiterhin, dass deine Zusage gezählt wurde: Schick <code>/verify</code> mit der Quittung. Aufrufe kommen weiter bei allen an, die sie haben wollten.
web-closed = Die Petition wurde am { $date } geschlossen. Das ist der Endstand.
desk-closed = Die Petition wurde am { $date } geschlossen.
