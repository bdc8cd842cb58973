common-demonstration-line = ДЕМОНСТРАЦИЯ · F2 люди · F5 язык · Ctrl+Q выход
