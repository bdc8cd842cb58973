story-gost = ГОСТ кілті, әлі тіркелмеген
story-rsa = RSA кілті, әлі тіркелмеген
story-expired = сертификаттың мерзімі өткен
story-wrong-person = басқа адамның кілті
story-member = тіркелген, бір жылдық операциялар
story-head = ұйымның бірінші басшысы
story-employee = қол қою құқығы жоқ қызметкер
story-blocked = қол жеткізу тоқтатылған (4.7)
