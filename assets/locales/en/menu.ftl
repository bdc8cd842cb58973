menu-agreement = Agreement
menu-agreement-words = In both languages, side by side
menu-help = Help
menu-help-words = The steps and common errors
menu-colours = Colours
menu-dark = Dark
menu-light = Light
menu-high-contrast = High contrast
