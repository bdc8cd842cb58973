common-demonstration-line = DEMO · F2 people · F5 language · Ctrl+Q quit
