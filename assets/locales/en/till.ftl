till-title = Demo Pay: a demonstration, no money is taken
till-paid = Paid: { $amount }, account { $account }.
till-no-account = There is no such account.
till-account-closed = This account cannot be topped up any more.
till-no-top-up = There is no such code. Check the digits.
till-top-up-paid = This code was paid already.
till-top-up-expired = This code has expired.
