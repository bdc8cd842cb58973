portal-own-computer = жеке компьютер
