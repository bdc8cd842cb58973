payment-line = Балансты толтыру: { $provider }
