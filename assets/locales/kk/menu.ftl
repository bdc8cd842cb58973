menu-agreement = Келісім
menu-agreement-words = Екі тілде қатар
menu-help = Көмек
menu-help-words = Әр қадам және қате болса не істеу керек
menu-colours = Түстер
menu-dark = Қараңғы
menu-light = Жарық
menu-high-contrast = Контрастты
