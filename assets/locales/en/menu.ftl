menu-agreement = Agreement
menu-agreement-words = In both languages, side by side
menu-help = Help
menu-help-words = Each step, and what to do when one fails
menu-colours = Colours
menu-dark = Dark
menu-light = Light
menu-high-contrast = High contrast
