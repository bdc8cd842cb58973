story-gost = ГОСТ кілті, әлі тіркелмеген
story-rsa = RSA кілті, әлі тіркелмеген
story-expired = сертификаттың мерзімі өткен
story-wrong-person = басқа адамның кілті
story-joined = тіркелген, бір жылдық операциялар
story-head = ұйымның бірінші басшысы
story-employee = қол қою құқығы жоқ қызметкер
story-stopped = қол жеткізу тоқтатылған (4.7)
