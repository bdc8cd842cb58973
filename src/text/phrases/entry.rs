//! Typing the IIN or BIN.

use super::phrases;

phrases! { "entry";
    /// What is asked.
    question();
    /// Nothing is typed yet.
    hint();
    /// So many digits are left.
    left(count: usize);
    /// Show the digits and what they say.
    show();
    /// Cover them again.
    cover();
    /// The birth date in an IIN.
    born(date: SafeText);
    /// All digits away.
    clear();
    /// The last digit away.
    erase();
}
