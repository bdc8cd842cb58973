till-title = Demo Pay: көрсетілім, ақша алынбайды
till-paid = Төленді: { $amount }, жеке шот { $account }.
till-no-account = Мұндай жеке шот жоқ.
till-account-closed = Бұл жеке шот енді толтырылмайды.
till-no-top-up = Мұндай код жоқ. Цифрларды тексеріңіз.
till-top-up-paid = Бұл код бойынша бұрын төленген.
till-top-up-expired = Бұл кодтың мерзімі өткен.
