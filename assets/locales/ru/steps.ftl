steps-agreement = Соглашение
steps-number = ИИН или БИН
steps-eds = ЭЦП
steps-done = Готово
steps-details = Ваши данные
