menu-agreement = Келісім
menu-agreement-words = Екі тілде қатар
menu-help = Көмек
menu-help-words = Қадамдар және жиі қателер
menu-colours = Түстер
menu-dark = Қараңғы
menu-light = Жарық
menu-high-contrast = Контрастты
