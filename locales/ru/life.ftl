desk-when =
    <b>Когда отправить?</b>

    Выберите время или пришлите его по часам { $zone } в таком виде: <code>{ $example }</code>
desk-when-unclear = Не могу прочитать это как время, которое ещё впереди. Напишите его так: <code>{ $example }</code>
desk-goes-out = Отправится: <b>{ $time }</b>
desk-goes-out-at-once = Отправится: сразу
desk-scheduled =
    <b>Рассылка запланирована.</b>
    Её id: <code>{ $id }</code>

    Отправится: <b>{ $time }</b>
desk-correct-note = Доставленные сообщения будут изменены. Где вы не напишете нового текста, останется старый.
desk-confirm-correct =
    <b>Исправить сейчас?</b>

    Сколько людей её получили: <b>{ $audience }</b>
    Новый текст: { $languages }
    Остаётся старый: { $missing }

    Старые тексты пропадут. Кнопка сработает один раз.
desk-confirm-discard =
    <b>Удалить черновик?</b>

    Его тексты пропадут. Кнопка сработает один раз.
desk-confirm-cancel =
    <b>Остановить навсегда?</b>
    <code>{ $id }</code>

    У кого она есть, у того останется; больше никому она не придёт. Кнопка сработает один раз.
desk-confirm-recall =
    <b>Отозвать из всех чатов?</b>
    <code>{ $id }</code>

    Сообщений к удалению: <b>{ $delivered }</b>

    Если она ещё идёт, она остановится. Кто прочитал, тот прочитал. Кнопка сработает один раз.
desk-confirm-retry =
    <b>Отправить ещё раз тем, кому не удалось?</b>
    <code>{ $id }</code>

    Сколько людей: <b>{ $failed }</b>

    Кнопка сработает один раз.
desk-progress =
    { $bar } { $percent } %
    В секунду: { $rate }. Осталось времени: { $left }
desk-rework =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Рассылка: <code>{ $of }</code>

    Сделано: <b>{ $done }</b> из { $audience }
    Осталось: { $remaining }
    Недоступны: { $unreachable }
    Ошибки: { $failed }
    Неясно: { $uncertain }
desk-rework-finished =
    <b>{ $kind }: завершено.</b>
    <code>{ $id }</code>, рассылка <code>{ $of }</code>

    Сделано: <b>{ $done }</b>
    Недоступны: { $unreachable }
    Ошибки: { $failed }
    Неясно: { $uncertain }
desk-too-old = Этим сообщениям больше 47 часов. klich их уже не знает.
desk-paused-token =
    <b>Рассылка приостановлена.</b>
    <code>{ $id }</code>

    <b>Почему:</b> Telegram не принял токен бота, поэтому ничего не могло отправиться.
    <b>Что делать:</b> спросите того, кто ведёт сервер, не сменили ли и не украли ли токен. Если всё снова в порядке, продолжите её через /desk.
desk-paused-late =
    <b>Напоминание не отправлено.</b>
    <code>{ $id }</code>

    <b>Почему:</b> в его час бот не работал, и с тех пор прошло больше шести часов.
    <b>Что делать:</b> ничего, если уже поздно. Если людям оно ещё нужно, продолжите его через /desk.

desk-button-test = Проверка мне
desk-button-when = Время …
desk-button-at-once = Сразу
desk-button-schedule = Запланировать
desk-button-cancel = Остановить навсегда
desk-button-correct = Исправить
desk-button-recall = Отозвать
desk-button-retry = Ещё раз тем, кому не удалось
alert-kind-recall = Отзыв
alert-kind-retry = Новая попытка
