menu-agreement = Соглашение
menu-agreement-words = На двух языках рядом
menu-help = Помощь
menu-help-words = Каждый шаг и что делать при ошибке
menu-colours = Цвета
menu-dark = Тёмные
menu-light = Светлые
menu-high-contrast = Контрастные
