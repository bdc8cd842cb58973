//! Stopping to use the portal (2.5).

use super::phrases;

phrases! { "withdrawal";
    /// The heading.
    title();
    /// The way there, from the history.
    open();
    /// Access and agreement end at once.
    at_once(date: Arg);
    /// What is on the balance, and who says what becomes of it.
    balance(amount: Tenge);
    /// The same while the balance is not known.
    any_balance();
    /// One can come back.
    come_back();
    /// The tick's own words.
    tick();
    /// Set the tick.
    tick_it();
    /// Do it.
    stop();
    /// It is being done.
    sending();
    /// It is done.
    done();
    /// What the code is for.
    code_words();
}
