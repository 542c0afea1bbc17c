desk-when =
    <b>Коли надіслати?</b>

    Виберіть час або надішліть його за годинником { $zone } у такому вигляді: <code>{ $example }</code>
desk-when-unclear = Не можу прочитати це як час, який ще попереду. Напишіть його так: <code>{ $example }</code>
desk-goes-out = Піде: <b>{ $time }</b>
desk-goes-out-at-once = Піде: одразу
desk-scheduled =
    <b>Розсилку заплановано.</b>
    Її id: <code>{ $id }</code>

    Піде: <b>{ $time }</b>
desk-correct-note = Доставлені повідомлення буде змінено. Де ви не напишете нового тексту, залишиться старий.
desk-confirm-correct =
    <b>Виправити зараз?</b>

    Скільки людей її отримали: <b>{ $audience }</b>
    Новий текст: { $languages }
    Залишається старий: { $missing }

    Старі тексти зникнуть. Кнопка спрацює один раз.
desk-confirm-discard =
    <b>Видалити чернетку?</b>

    Її тексти зникнуть. Кнопка спрацює один раз.
desk-confirm-cancel =
    <b>Зупинити назавжди?</b>
    <code>{ $id }</code>

    Хто її має, у того вона залишиться; більше нікому вона не прийде. Кнопка спрацює один раз.
desk-confirm-recall =
    <b>Відкликати з усіх чатів?</b>
    <code>{ $id }</code>

    Повідомлень на видалення: <b>{ $delivered }</b>

    Якщо вона ще триває, вона зупиниться. Хто прочитав, той прочитав. Кнопка спрацює один раз.
desk-confirm-retry =
    <b>Надіслати ще раз тим, кому не вдалося?</b>
    <code>{ $id }</code>

    Скільки людей: <b>{ $failed }</b>

    Кнопка спрацює один раз.
desk-progress =
    { $bar } { $percent } %
    За секунду: { $rate }. Залишилося часу: { $left }
desk-rework =
    <b>{ $kind }</b> · { $state }
    <code>{ $id }</code>

    Розсилка: <code>{ $of }</code>

    Зроблено: <b>{ $done }</b> з { $audience }
    Залишилося: { $remaining }
    Недосяжні: { $unreachable }
    Помилки: { $failed }
    Неясно: { $uncertain }
desk-rework-finished =
    <b>{ $kind }: завершено.</b>
    <code>{ $id }</code>, розсилка <code>{ $of }</code>

    Зроблено: <b>{ $done }</b>
    Недосяжні: { $unreachable }
    Помилки: { $failed }
    Неясно: { $uncertain }
desk-too-old = Цим повідомленням понад 47 годин. klich їх уже не знає.
desk-paused-token =
    <b>Розсилку призупинено.</b>
    <code>{ $id }</code>

    <b>Чому:</b> Telegram не прийняв токен бота, тому нічого не могло надіслатися.
    <b>Що робити:</b> запитайте того, хто веде сервер, чи не змінили або не вкрали токен. Якщо все знову гаразд, продовжте її через /desk.
desk-paused-late =
    <b>Нагадування не надіслано.</b>
    <code>{ $id }</code>

    <b>Чому:</b> у його годину бот не працював, і відтоді минуло понад шість годин.
    <b>Що робити:</b> нічого, якщо вже пізно. Якщо людям воно ще потрібне, продовжте його через /desk.

desk-button-test = Перевірка мені
desk-button-when = Час …
desk-button-at-once = Одразу
desk-button-schedule = Запланувати
desk-button-cancel = Зупинити назавжди
desk-button-correct = Виправити
desk-button-recall = Відкликати
desk-button-retry = Ще раз тим, кому не вдалося
alert-kind-recall = Відкликання
alert-kind-retry = Нова спроба
