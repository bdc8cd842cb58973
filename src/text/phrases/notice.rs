//! What a citizen is told of their account (3.1.4): what happened, on what ground, what to do.

use super::phrases;

phrases! { "notice";
    /// The account is in use again.
    restored();
    /// The refusal of registration was lifted.
    refusal_lifted();
    /// The account is blocked (3.1.2).
    blocked(ground: Phrase, cause: Phrase, next: Phrase);
    /// Access is stopped (3.1.3).
    access_stopped(ground: Phrase, cause: Phrase, next: Phrase);
    /// The clause that gives the power and the breached one.
    ground(power: String, breach: String);
    /// The clause that gives the power; nothing was breached.
    ground_technical(power: String);
}
