code-from-sms = Введите код из SMS
code-from-letter = Введите код из письма
code-sent = Отправлен: { $to } · действует до { $until }
code-hint = Шесть цифр из сообщения.
code-left = { $count ->
    [one] Осталась { $count } цифра.
    [few] Остались { $count } цифры.
   *[other] Осталось { $count } цифр.
}
code-wrong = { $count ->
    [one] Код неверен. Осталась { $count } попытка.
    [few] Код неверен. Осталось { $count } попытки.
   *[other] Код неверен. Осталось { $count } попыток.
}
code-over = Этот код больше не действует. Запросите новый.
code-confirming = Проверяем код…
code-sending = Отправляем новый код…
code-sent-anew = Отправлен новый код.
code-phone-confirmed = Телефон подтверждён.
code-email-confirmed = Почта подтверждена.
code-confirm = Подтвердить
code-anew = Новый код
code-change = Изменить
code-later = Позже
code-demonstration-sms = SMS (демонстрация)
code-demonstration-letter = Письмо (демонстрация)
