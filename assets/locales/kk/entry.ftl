entry-question = ЖСН немесе БСН енгізіңіз
entry-hint = Жеке тұлғалар ЖСН, заңды тұлғалар БСН енгізеді: 12 цифр
entry-left = Тағы { $count } цифр қажет
entry-show = Көрсету
entry-cover = Жасыру
entry-born = Туған күні: { $date }
entry-clear = Тазарту
entry-erase = Соңғы цифрды өшіру
