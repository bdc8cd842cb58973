signin-title = The agreement comes first
signin-proved = Your EDS has proved who you are.
signin-none-in-force = No agreement of yours is in force: it has not been accepted yet, its term is over, or you have ended it.
signin-kept = Your number and key are kept: you need not enter them again.
signin-free = Joining is free and voluntary (2.2).
signin-to-agreement = Read the agreement
