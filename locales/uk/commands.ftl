bot-description =
    { $campaign }

    Отримуйте заклики кампанії, читайте її вимоги, висловлюйте підтримку. Підписатися чи ні, вирішуєте ви; піти й стерти свої дані можна будь-якої миті.

    У цьому чаті немає наскрізного шифрування: Telegram бачить, що ви користуєтеся ботом і що ви пишете.
bot-short-description = { $campaign }: заклики, вимоги, підтримка
command-start = Що це таке
command-subscribe = Отримувати заклики
command-stop = Більше не отримувати закликів
command-language = Вибрати мову
command-demands = Чого ми вимагаємо
command-day = Коли ми діємо
command-pledge = Підтримати або відкликати підтримку
command-mydata = Що ми про вас зберігаємо
command-forget = Стерти те, що ми про вас зберігаємо
command-privacy = Хто що бачить
command-verify = Чи справжній заклик?
command-help = Що я вмію
command-desk = Для організаторів: числа й розсилки
