common-demonstration-line = КӨРСЕТІЛІМ · F2 адамдар · F5 тіл · Ctrl+Q шығу
