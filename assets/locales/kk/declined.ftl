declined-title = Сіз Келісімнен бас тарттыңыз
declined-nothing-sent = Порталға ештеңе жіберілген жоқ.
declined-nothing-stored = Сіз туралы ешқандай дерек сақталмайды.
declined-come-back = Кез келген уақытта қайта оралып, Келісімді оқи аласыз.
declined-reconsider = Оқуға оралу
