menu-agreement = Соглашение
menu-agreement-words = На двух языках рядом
menu-help = Помощь
menu-help-words = Шаги и частые ошибки
menu-colours = Цвета
menu-dark = Тёмные
menu-light = Светлые
menu-high-contrast = Контрастные
