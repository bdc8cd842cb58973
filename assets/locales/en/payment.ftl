payment-line = Top-up: { $provider }
