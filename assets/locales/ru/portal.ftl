portal-own-computer = личный компьютер
