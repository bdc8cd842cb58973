details-title = Ваши данные
details-why = По телефону и почте Оператор присылает уведомления (3.1.4). Данные должны быть точными, и их можно изменить в любое время (3.4.2, 4.6).
details-name = { $name } — имя из сертификата
details-phone = Телефон
details-email = Эл. почта
details-language = Язык сообщений
details-optional = Указывать телефон и почту не обязательно: шаг можно пропустить.
details-code-follows = На указанный номер или адрес придёт код подтверждения.
details-sending = Отправляем код…
details-digits-left = { $count ->
    [one] Осталась { $count } цифра номера.
    [few] Остались { $count } цифры номера.
   *[other] Осталось { $count } цифр номера.
}
details-not-phone = Это не похоже на номер телефона Казахстана: нужны десять цифр после +7.
details-not-email = Адрес почты введён неверно. Пример: aigul@example.kz
details-too-many-codes = Кодов отправлено слишком много.
details-again-after = { $minutes ->
    [one] Повторите через { $minutes } минуту или пропустите этот шаг.
    [few] Повторите через { $minutes } минуты или пропустите этот шаг.
   *[other] Повторите через { $minutes } минут или пропустите этот шаг.
}
details-skip = Пропустить
details-next-field = Следующее поле
details-field-before = Предыдущее поле
details-clear = Очистить поле
details-erase = Стереть
