# Шаги проверки.
check-envelope = Файл подписи
check-signer = Подписавший и его сертификат
check-signed-attributes = Подписанные сведения
check-digest = Неизменность документа
check-binding = Связь с сертификатом
check-suite = Алгоритмы
check-signature = Подпись
check-stamp = Метка времени
check-path = Доверенный удостоверяющий центр
check-validity = Срок действия сертификата
check-revocation = Статус сертификата
check-usage = Ключ для подписания
check-policy = Правила удостоверяющего центра
check-role = Право подписи
check-identity = ИИН или БИН
check-time = Время подписания
