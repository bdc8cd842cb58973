# Сертификат иесінің рөлі.
role-person = Жеке тұлға
role-head = Бірінші басшы
role-sign-right = Қол қою құқығы бар қызметкер
role-financial-sign-right = Қаржы құжаттарына қол қою құқығы бар қызметкер
role-personnel-officer = Кадр бөлімінің қызметкері
role-employee = Ұйым қызметкері
role-information-system = Ақпараттық жүйе
role-treasury-client = Қазынашылық клиенті
role-unknown = Белгісіз
