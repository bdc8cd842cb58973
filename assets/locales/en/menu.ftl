menu-agreement = Agreement
menu-agreement-words = Kazakh and Russian side by side
menu-help = Help
menu-help-words = About each step and what to do
menu-colours = Colours
menu-dark = Dark
menu-light = Light
menu-high-contrast = High contrast
