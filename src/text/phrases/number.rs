//! IIN and BIN: what they are called, and what is wrong with one that was typed.

use super::phrases;

phrases! { "number";
    /// Individual identification number, in short.
    iin();
    /// Business identification number, in short.
    bin();
}
