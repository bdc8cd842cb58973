menu-agreement = Келісім
menu-agreement-words = Қазақша және орысша, қатар
menu-help = Көмек
menu-help-words = Әр қадам туралы және не істеу керек
menu-colours = Түстер
menu-dark = Күңгірт
menu-light = Ашық
menu-high-contrast = Қарама-қарсы
