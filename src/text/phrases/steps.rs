//! The steps of joining, as the indicator names them.

use super::phrases;

phrases! { "steps";
    /// Reading the agreement.
    agreement();
    /// IIN or BIN.
    number();
    /// EDS.
    eds();
    /// Phone, e-mail, language.
    details();
    /// Finished.
    done();
}
