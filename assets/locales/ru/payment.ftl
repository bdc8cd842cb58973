payment-line = Пополнение баланса: { $provider }
