menu-agreement = Келісім
menu-agreement-words = Қазақша және орысша, қатар
menu-help = Көмек
menu-help-words = Әр қадам және не істеу керегі туралы
menu-colours = Түстер
menu-dark = Қараңғы
menu-light = Жарық
menu-high-contrast = Контрастты
