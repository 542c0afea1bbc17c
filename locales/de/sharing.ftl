share-wish = <b>Ein persönlicher Wunsch:</b> Erzähl es drei Kolleginnen oder Kollegen, denen du vertraust. <b>Teilen</b> öffnet Telegram mit einem fertigen Text. Du wählst, wer ihn bekommt; wir erfahren es nicht.
button-count-hear = Sag mir, wie viele es werden
button-count-stop = Keine Nachrichten zur Zahl
count-hearing =
    Wir schreiben dir, wenn die Zahl eine Etappe erreicht, und am Tag nach dem Aktionstag.

    Dafür behalten wir die Nummer deines Kontos und deine Sprache, verschlüsselt. Derselbe Knopf beendet es; ebenso /stop, /forget und das Zurückziehen der Zusage.
count-stopped = Es kommen keine Nachrichten zur Zahl mehr. Was wir dafür behalten hatten, ist gelöscht.
count-no-pledge = Nachrichten zur Zahl gibt es zu einer Zusage. Eine machen: /pledge
milestone =
    📈 <b>Eine Etappe ist erreicht: { $goal }</b>

    { PLURAL($total) ->
        [one] Jetzt steht { $total } Mensch dafür ein.
       *[other] Jetzt stehen { $total } Menschen dafür ein.
    }

    Danke, dass du dabei bist. Mit dem Knopf beendest du diese Nachrichten.
milestone-thanks =
    🙏 <b>Danke.</b> { $day } ist vorbei.

    { PLURAL($total) ->
        [one] { $total } Mensch ist dafür eingestanden.
       *[other] { $total } Menschen sind dafür eingestanden.
    }

    Du bist dabei. Was du begonnen hast, geht weiter: Sprich darüber, wo du arbeitest.
desk-sources = Über Links gekommen: { $list }
source-other = andere
