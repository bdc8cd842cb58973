steps-agreement = Келісім
steps-number = ЖСН немесе БСН
steps-eds = ЭЦҚ
steps-done = Дайын
steps-details = Деректер
