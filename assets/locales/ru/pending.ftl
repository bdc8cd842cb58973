# Соглашение подписано, но ещё не действует.
pending-title = Соглашение подписано и вступит в силу после проверки
pending-received = Подпись получена { $at }
pending-status-awaited = Ожидается ответ удостоверяющего центра: не отозван ли сертификат
pending-stamp-awaited = Ожидается метка времени удостоверяющего центра
pending-request = Номер запроса
pending-until = Ответ ожидается до
pending-moment = { $at }
pending-no-need-to-wait = Ждать здесь не нужно: Портал спросит ещё раз сам.
pending-come-back = Позже войдите по ЭЦП: вы увидите состояние запроса или квитанцию.
pending-check = Проверить
pending-checked = Последняя проверка: { $at }. Ответа ещё нет.
pending-in-force = ✓ Соглашение вступило в силу
pending-in-force-words = Войдите по ЭЦП, чтобы увидеть квитанцию.
pending-sign-in = Войти
pending-too-late = Годный ответ не пришёл в срок. Подпишите Соглашение заново.
pending-refused = Соглашение не вступило в силу
pending-anew = Подписать заново
