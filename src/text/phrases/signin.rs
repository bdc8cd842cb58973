//! Signing in without an agreement in force.

use super::phrases;

phrases! { "signin";
    /// The heading: the agreement comes first.
    title();
    /// The EDS has proved who it is.
    proved();
    /// No agreement is in force.
    none_in_force();
    /// Number and key are kept.
    kept();
    /// Free and voluntary (2.2).
    free();
    /// To the agreement.
    to_agreement();
}
