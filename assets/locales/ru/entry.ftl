entry-question = Введите ИИН или БИН
entry-hint = Физические лица вводят ИИН, юридические — БИН: 12 цифр
entry-left = { $count ->
    [one] Осталась { $count } цифра
    [few] Осталось { $count } цифры
   *[other] Осталось { $count } цифр
}
entry-show = Показать
entry-cover = Скрыть
entry-born = Дата рождения: { $date }
entry-clear = Очистить
entry-erase = Стереть последнюю цифру
