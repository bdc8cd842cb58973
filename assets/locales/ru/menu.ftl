menu-agreement = Соглашение
menu-agreement-words = На казахском и русском рядом
menu-help = Помощь
menu-help-words = О каждом шаге и что делать
menu-colours = Цвета
menu-dark = Тёмные
menu-light = Светлые
menu-high-contrast = Контрастные
