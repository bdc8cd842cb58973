# Келісімге қол қойылды, бірақ ол әлі күшіне енген жоқ.
pending-title = Келісімге қол қойылды, ол тексеруден кейін күшіне енеді
pending-received = Қолтаңба { $at } алынды
pending-status-awaited = Куәландырушы орталықтың жауабы күтілуде: сертификат қайтарып алынбаған ба
pending-stamp-awaited = Куәландырушы орталықтың уақыт белгісі күтілуде
pending-request = Сұрау нөмірі
pending-until = Жауап күтілетін мерзім
pending-moment = { $at }
pending-no-need-to-wait = Осында күтудің қажеті жоқ: Портал қайта өзі сұрайды.
pending-come-back = Кейінірек ЭЦҚ арқылы кіріңіз: сұраудың күйін немесе түбіртекті көресіз.
pending-check = Тексеру
pending-checked = Соңғы тексеру: { $at }. Жауап әлі жоқ.
pending-in-force = ✓ Келісім күшіне енді
pending-in-force-words = Түбіртекті көру үшін ЭЦҚ арқылы кіріңіз.
pending-sign-in = Кіру
pending-too-late = Жарамды жауап мерзімінде келмеді. Келісімге қайта қол қойыңыз.
pending-refused = Келісім күшіне енген жоқ
pending-anew = Қайта қол қою
