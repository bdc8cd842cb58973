account-statement = Операции
account-receipt = Квитанция
account-sign-out = Выйти
account-balance = Баланс
account-as-of = на { $at }
account-does-not-sum = Сумма операций не сходится с балансом. Сообщите об этом Оператору. Код: ledger sum
account-lines-loading = Загружаем операции…
account-number = Лицевой счет
account-state = Состояние
account-agreement = Соглашение
account-valid-until = действует до { $until }
account-was-valid-until = истекло { $until }
account-not-in-force = не принято
account-expires-soon = { $days ->
    [0] Срок Соглашения истекает в течение суток ({ $until }). Само оно не продлевается: затем его заключают на новый срок (5.2).
    [one] Срок Соглашения истекает через { $days } день ({ $until }). Само оно не продлевается: затем его заключают на новый срок (5.2).
    [few] Срок Соглашения истекает через { $days } дня ({ $until }). Само оно не продлевается: затем его заключают на новый срок (5.2).
   *[other] Срок Соглашения истекает через { $days } дней ({ $until }). Само оно не продлевается: затем его заключают на новый срок (5.2).
}
account-has-ended = Срок Соглашения истек { $until }. Его нужно заключить на новый срок (5.2).
account-months = Баланс на конец месяца за 12 месяцев
account-last-lines = Последние операции
account-amount = Сумма
account-balance-after = Остаток
account-no-lines = Операций пока нет.
account-state-registered = Зарегистрировано
account-state-active = Действует
account-state-blocked = Заблокировано
account-state-access-stopped = Доступ прекращён
account-state-refused = В регистрации отказано
account-state-withdrawn = Использование прекращено
account-state-deleted = Удалено
account-stopped-under =
    { $state }
    Пункт { $clause } Соглашения
account-clause-says = Пункт { $clause } Соглашения:
account-cause-technical = Причина техническая: вы ничего не нарушали.
account-cause-services = Причина: не выполнены условия получения услуг Портала.
account-cause-information = Причина: указаны неточные или неполные сведения.
account-cause-law = Причина: действия, которые могут нарушать закон или работу Портала.
account-cause-comments = Причина: записи на Портале противоречат закону или нормам нравственности.
account-cause-identity = Причина: нарушены правила безопасной работы — действия от чужого имени, вредоносные материалы или передача доступа другим.
account-cause-forbidden = Причина: Портал использован в целях, запрещённых законом.
account-cause-data = Причина: данные, указанные при регистрации, недостоверны или устарели.
account-cause-obligations = Причина: не исполнены обязательства по другому договору с Оператором.
account-cause-third-parties = Причина: указаны недостоверные сведения о себе, либо данные и ЭЦП переданы другим людям.
account-cause-other = Причина: нарушено условие Соглашения.
account-do-data = Что нужно сделать: сообщите Оператору верные данные и попросите восстановить доступ.
account-do-obligations = Что нужно сделать: исполните обязательства (например, оплатите долг) и попросите Оператора восстановить доступ.
account-do-third-parties = Что нужно сделать: если ключ попал к другим, отзовите его в ЦОН или на pki.gov.kz и получите новый. Затем обратитесь к Оператору.
account-do-ask = Что нужно сделать: обратитесь к Оператору, чтобы узнать подробности и восстановить доступ.
account-january = янв
account-february = фев
account-march = мар
account-april = апр
account-may = май
account-june = июн
account-july = июл
account-august = авг
account-september = сен
account-october = окт
account-november = ноя
account-december = дек
account-details = Мои данные
account-history = История
account-notices = Уведомления
