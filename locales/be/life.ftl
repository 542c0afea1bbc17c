desk-when =
    <b>Калі адправіць?</b>

    Выберыце час або дашліце яго паводле гадзінніка { $zone } у такім выглядзе: <code>{ $example }</code>
desk-when-unclear = Не магу прачытаць гэта як час, які яшчэ наперадзе. Напішыце яго так: <code>{ $example }</code>
desk-goes-out = Адправіцца: <b>{ $time }</b>
desk-goes-out-at-once = Адправіцца: адразу
desk-scheduled =
    <b>Рассылка запланавана.</b>
    Яе id: <code>{ $id }</code>

    Адправіцца: <b>{ $time }</b>
desk-correct-note = Дастаўленыя паведамленні будуць зменены. Дзе вы не напішаце новага тэксту, застанецца стары.
desk-confirm-correct =
    <b>Выправіць цяпер?</b>

    Колькі людзей яе атрымалі: <b>{ $audience }</b>
    Новы тэкст: { $languages }
    Застаецца стары: { $missing }

    Старыя тэксты знікнуць. Кнопка спрацуе адзін раз.
desk-confirm-discard =
    <b>Выдаліць чарнавік?</b>

    Яго тэксты знікнуць. Кнопка спрацуе адзін раз.
desk-confirm-cancel =
    <b>Спыніць назаўсёды?</b>
    <code>{ $id }</code>

    Хто яе мае, у таго яна застанецца; больш нікому яна не прыйдзе. Кнопка спрацуе адзін раз.
desk-confirm-recall =
    <b>Адклікаць з усіх чатаў?</b>
    <code>{ $id }</code>

    Паведамленняў на выдаленне: <b>{ $delivered }</b>

    Калі яна яшчэ ідзе, яна спыніцца. Хто прачытаў, той прачытаў. Кнопка спрацуе адзін раз.
desk-confirm-retry =
    <b>Адправіць яшчэ раз тым, каму не ўдалося?</b>
    <code>{ $id }</code>

    Колькі людзей: <b>{ $failed }</b>

    Кнопка спрацуе адзін раз.
desk-progress =
    { $bar } { $percent } %
    У секунду: { $rate }. Засталося часу: { $left }
desk-rework =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Рассылка: <code>{ $of }</code>

    Зроблена: <b>{ $done }</b> з { $audience }
    Засталося: { $remaining }
    Недасяжныя: { $unreachable }
    Памылкі: { $failed }
    Няясна: { $uncertain }
desk-rework-finished =
    <b>{ $kind }: скончана.</b>
    <code>{ $id }</code>, рассылка <code>{ $of }</code>

    Зроблена: <b>{ $done }</b>
    Недасяжныя: { $unreachable }
    Памылкі: { $failed }
    Няясна: { $uncertain }
desk-too-old = Гэтым паведамленням больш за 47 гадзін. klich іх ужо не ведае.
desk-paused-token =
    <b>Рассылка прыпынена.</b>
    <code>{ $id }</code>

    <b>Чаму:</b> Telegram не прыняў токен бота, таму нічога не магло адправіцца.
    <b>Што рабіць:</b> спытайце таго, хто вядзе сервер, ці не змянілі або не скралі токен. Калі ўсё зноў добра, працягніце яе праз /desk.
desk-paused-late =
    <b>Напамін не адпраўлены.</b>
    <code>{ $id }</code>

    <b>Чаму:</b> у яго час бот не працаваў, і з таго часу прайшло больш за шэсць гадзін.
    <b>Што рабіць:</b> нічога, калі ўжо позна. Калі людзям ён яшчэ патрэбны, працягніце яго праз /desk.

desk-button-test = Праверка мне
desk-button-when = Час …
desk-button-at-once = Адразу
desk-button-schedule = Запланаваць
desk-button-cancel = Спыніць назаўсёды
desk-button-correct = Выправіць
desk-button-recall = Адклікаць
desk-button-retry = Яшчэ раз тым, каму не ўдалося
alert-kind-recall = Адкліканне
alert-kind-retry = Новая спроба
