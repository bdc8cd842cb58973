portal-own-computer = own computer
