### The campaign's own texts. `title`, `day-title`, `share-text` and every `.title` are plain;
### the others are Telegram HTML (tags: b, i, u, s, a, code, pre, blockquote, tg-spoiler). No variables.

# At most 64 characters.
title = Belarus, 16. November: Gewerkschaft ist kein Verbrechen
# What stands in the welcome, at most 1000 characters.
call =
    In Belarus werden unabhängige Gewerkschaften und ihre Aktiven verfolgt. Jedes Jahr am 16. November rufen wir dazu auf, das zu beenden.

    Die Unabhängige Gewerkschaft von Belarus hat 2020 zu diesem Tag aufgerufen. Die Kampagne der Internationalen Sozialistischen Liga unterstützt sie dabei.
# How it came to this, at most 3000 characters.
background =
    Ab August 2020 füllten Menschen in Belarus fast drei Monate lang Straßen und Plätze. Sie protestierten gegen den Betrug bei der Wahl von Präsident Lukaschenko und gegen seine autoritäre Herrschaft.

    Der Staat antwortete mit Verfolgung, Verhaftungen, Schlägen und Folter durch KGB, Polizei und Sondereinheiten. Als zum Generalstreik aufgerufen wurde, traf es vor allem die unabhängigen Gewerkschaften, ihre Aktiven und Beschäftigte, die gemeinsam mit anderen Teilen der Gesellschaft kämpfen.

    Am 13. November 2020 nahm die Polizei 42 Gewerkschaftsaktive fest. Sie hatten sich mit weiß-roten Fahnen fotografiert. Unter ihnen waren Streikende des Werks Belaruskali und Aktive der Unabhängigen Gewerkschaft von Belarus. Der Vorwurf: Teilnahme an einer nicht genehmigten Aktion. Am 16. November waren sie noch immer in Haft, und an diesem Tag sollten sie vor Gericht kommen.

    Seitdem begehen wir diesen Tag jedes Jahr.
# What one pledges to, at most 1000 characters.
statement = Wir stehen an der Seite der Unabhängigen Gewerkschaft von Belarus und machen ihre Forderung zu unserer: <b>Lasst alle frei, die bei friedlichen Protesten in Belarus festgenommen wurden, auch die Mitglieder der Gewerkschaft.</b>
# At most 100 characters.
day-title = Tag der Solidarität mit den Gewerkschaften in Belarus
# At most 2000 characters.
day-text =
    An diesem Tag sagen wir gemeinsam: Schluss mit der Unterdrückung von Gewerkschaften und ihren Aktiven.

    Was du tun kannst, wo immer du lebst:
    • Unterschreib die Erklärung und teil die Petition.
    • Erzähl deinen Kolleginnen und Kollegen, warum diese Menschen festgenommen wurden.
    • Stell einen Antrag in deiner eigenen Gewerkschaft.
    • Mach ein Solidaritätsfoto. Dein Gesicht muss nicht zu sehen sein. Schick es erst dann hierher, wenn der Bot gesagt hat, was damit geschieht.

    Tu nur, was dort, wo du bist, sicher ist.
# Sent to others before a link, at most 200 characters.
share-text = In Belarus werden unabhängige Gewerkschaften und ihre Aktiven verfolgt. Am 16. November stehen wir an ihrer Seite. Lies die Forderungen und steh dafür ein:

## Reminders of the day, plain, each at most 1000 characters. A language without one reads English's

reminder-week-before =
    In einer Woche ist der 16. November, der Tag der Solidarität mit den Gewerkschaften in Belarus. Wir fordern ein Ende der Unterdrückung von Gewerkschaften und ihren Aktiven.

    Noch ist Zeit, sich vorzubereiten: Unterschreib die Erklärung, teil die Petition, stell einen Antrag in deiner eigenen Gewerkschaft. Tu nur, was dort sicher ist, wo du bist.

    /day sagt, worum es an dem Tag geht.
reminder-day-before =
    Morgen ist der 16. November, der Tag der Solidarität mit den Gewerkschaften in Belarus.

    Hast du die Erklärung unterschrieben? Wissen die Menschen an deinem Arbeitsplatz, warum diese Leute festgenommen wurden? Ein Antrag in deiner eigenen Gewerkschaft, ein Solidaritätsfoto: Wähl, was dort sicher ist, wo du bist.

    /day sagt, was du tun kannst.
reminder-morning =
    Heute ist der 16. November. An diesem Tag sagen wir gemeinsam: Schluss mit der Unterdrückung von Gewerkschaften und ihren Aktiven.

    Steh mit uns auf, wo immer du lebst, und tu nur, was dort sicher ist, wo du bist.

    /day sagt, was du tun kannst, /demands, was wir fordern.

## Demands, each with a title of at most 80 characters and a text of at most 600

demand-stop-the-killings = Beschäftigte und Gewerkschaftsmitglieder werden ermordet. Wir fordern, dass das aufhört. Niemand darf mit dem Leben bezahlen, weil er oder sie für andere einsteht.
    .title = Schluss mit den Morden
demand-free-the-prisoners = Unsere Genossinnen und Genossen sind im Gefängnis. Für Beschäftigte einzustehen ist kein Grund, jemanden einzusperren. Wir fordern ihre Freilassung.
    .title = Freiheit für die Gefangenen
demand-union-is-no-crime = Eine Gewerkschaft gründen, ihr beitreten und in ihr aktiv sein: Das ist das Recht aller Beschäftigten. Niemand darf dafür vor Gericht kommen.
    .title = Gewerkschaft ist kein Verbrechen
demand-end-sexual-harassment = Arbeitende Frauen werden sexuell belästigt. Wir fordern, dass das aufhört, bei der Arbeit und überall sonst.
    .title = Schluss mit sexueller Belästigung arbeitender Frauen
demand-back-the-unions = Wo Betriebe an der Sicherheit sparen, achtet die Gewerkschaft auf sie. So rettet sie Leben. Gewerkschaften brauchen Unterstützung, keine Verfolgung.
    .title = Gewerkschaften stärken: Sie retten Leben
demand-no-cheap-labour = Wo es keine Gewerkschaft gibt, werden Beschäftigte als billige Arbeitskräfte benutzt. Wir fordern für alle genug zum Leben.
    .title = Ein Existenzminimum für alle
