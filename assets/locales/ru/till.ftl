till-title = Demo Pay: демонстрация, деньги не списываются
till-paid = Оплачено: { $amount }, лицевой счет { $account }.
till-no-account = Такого лицевого счета нет.
till-account-closed = Этот лицевой счет больше не пополняется.
till-no-top-up = Такого кода нет. Проверьте цифры.
till-top-up-paid = По этому коду уже оплачено.
till-top-up-expired = Срок действия этого кода истёк.
