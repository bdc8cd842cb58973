declined-title = Вы отказались от Соглашения
declined-nothing-sent = Порталу ничего не отправлено.
declined-nothing-stored = Никакие данные о вас не сохраняются.
declined-come-back = Вернуться и прочитать Соглашение можно в любое время.
declined-reconsider = Вернуться к чтению
