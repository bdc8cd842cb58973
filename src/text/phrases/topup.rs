//! Topping the balance up.

use super::phrases;

phrases! { "topup";
    /// To topping up.
    open();
    /// How much.
    question();
    /// What one payment may be.
    limits(least: String, most: String);
    /// The amount is too small.
    too_little(least: String);
    /// The amount is too large.
    too_much(most: String);
    /// An amount that can be chosen.
    preset(amount: String);
    /// A code is being made.
    asking();
    /// To the code that waits already.
    resume();
    /// What to do with the QR code.
    scan();
    /// The QR code does not fit.
    no_room();
    /// How much is to be paid.
    to_pay(amount: Tenge);
    /// The other way: to say the code.
    say_code();
    /// Until when the code can be paid.
    until(until: Arg);
    /// The payment is awaited.
    waiting();
    /// It is awaited no longer by itself.
    asleep();
    /// To ask at once.
    check();
    /// To pay at the demonstration's provider.
    pay();
    /// The demonstration's payment is under way.
    paying();
    /// It was paid.
    done();
    /// What was paid, through whom and when.
    paid(amount: Tenge, provider: SafeText, at: Arg);
    /// Nobody paid in time.
    expired();
    /// What to do then.
    expired_words();
    /// To another code.
    new_code();
    /// To the account.
    to_account();
}
