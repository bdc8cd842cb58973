# Роль владельца сертификата.
role-person = Физическое лицо
role-head = Первый руководитель
role-sign-right = Сотрудник с правом подписи
role-financial-sign-right = Сотрудник с правом подписи финансовых документов
role-personnel-officer = Сотрудник отдела кадров
role-employee = Сотрудник организации
role-information-system = Информационная система
role-treasury-client = Клиент Казначейства
role-unknown = Неизвестно
