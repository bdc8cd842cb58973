support-ask = Задать вопрос
support-look = Моё обращение
support-topic = О чём ваш вопрос?
support-about = Тема
support-words = Ваш вопрос
support-text = Вопрос
support-text-hint = Напишите своими словами или оставьте пустым. Пароль не пишите.
support-written = { $count } / { $most }
support-contact = Телефон, эл. почта
support-contact-hint = Не обязательно: ответ виден и по коду обращения.
support-number-attached = К обращению приложим номер, который вы ввели: { $number }. Он не проверен.
support-next-field = Другое поле
support-send = Отправить
support-sending = Отправляем обращение…
support-asked = Обращение принято
support-number = Номер обращения
support-code = Код обращения
support-code-words =
    Запишите код или сфотографируйте экран. По коду ответ виден на любом терминале: Помощь → Моё обращение.

    Никому не показывайте код: он открывает ответ.
support-signed-words = Ответ появится здесь: Помощь → Моё обращение.
support-asked-at = Принято
support-at = { $at }
support-state = Состояние
support-state-new = Ждёт специалиста
support-state-taken = Специалист отвечает
support-state-answered = Ответ готов
support-state-closed = Закрыто
support-answer = Ответ
support-no-answer = Ответа пока нет. Посмотрите позже.
support-no-answer-ever = Обращение закрыто без ответа. Если вопрос остался, задайте его снова.
support-which = Код обращения
support-which-hint = Введите все цифры кода подряд
support-digits-left = { $count ->
    [one] Ещё { $count } цифра
    [few] Ещё { $count } цифры
   *[other] Ещё { $count } цифр
}
support-unknown = Обращения с таким кодом нет. Проверьте цифры и введите ещё раз.
support-show = Показать
support-another = Другой код
support-mine = Мои обращения
support-none = Обращений пока нет.
support-choose = Выбрать обращение
support-topic-sign-in = Вход, ключ или ЭЦП
support-topic-stopped = Доступ прекращён
support-topic-money = Баланс и платежи
support-topic-data = Мои данные
support-topic-other = Другое
support-topic-withdrawal = Прекращение использования
