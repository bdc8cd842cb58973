over-still-there = Вы ещё здесь?
over-will-be-wiped = Если никто не ответит, введённые данные будут стёрты и откроется главная страница.
over-seconds-left = { $seconds ->
    [one] Осталась { $seconds } секунда
    [few] Осталось { $seconds } секунды
   *[other] Осталось { $seconds } секунд
}
over-go-on = Продолжить
over-end = Завершить
over-maintenance = Плановые работы
over-maintenance-words = На Портале идут плановые работы. { $detail }
over-no-connection = Нет связи с Порталом
over-no-connection-words = Портал не отвечает: возможно, сбой на линии связи. Это не ваша вина.
over-portal-ill = Портал временно недоступен
over-portal-ill-words = Портал сейчас не может обслужить запрос. Связь проверяется сама.
over-busy = Слишком много запросов
over-busy-words = С этого устройства запросы отправлялись слишком часто. Подождите немного.
over-nothing-lost = Всё, что вы ввели, сохранено.
over-retry-in = { $seconds ->
    [one] Следующая попытка через { $seconds } секунду.
    [few] Следующая попытка через { $seconds } секунды.
   *[other] Следующая попытка через { $seconds } секунд.
}
over-retrying = Проверяем связь…
over-retry-now = Повторить
over-dismiss = Назад
over-this-device = Неисправность этого устройства
over-this-device-words = Портал не узнаёт это устройство. Позовите сотрудника центра обслуживания или воспользуйтесь своим компьютером.
over-people = Демонстрация: выберите человека
over-people-words = ИИН, ключ и пароль заполнятся сами. Все люди вымышлены.
