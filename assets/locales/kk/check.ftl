# Тексерудің қадамдары.
check-envelope = Қолтаңба файлы
check-signer = Қол қоюшы және оның сертификаты
check-signed-attributes = Қол қойылған мәліметтер
check-digest = Құжаттың өзгермегені
check-binding = Сертификатпен байланысы
check-suite = Алгоритмдер
check-signature = Қолтаңба
check-stamp = Уақыт белгісі
check-path = Сенімді куәландырушы орталық
check-validity = Сертификаттың мерзімі
check-revocation = Сертификат мәртебесі
check-usage = Қол қоюға арналған кілт
check-policy = Куәландырушы орталықтың ережелері
check-role = Қол қою құқығы
check-identity = ЖСН немесе БСН
check-time = Қол қою уақыты
