//! What the portal itself writes into a document.

use super::phrases;

phrases! { "portal";
    /// The place of a terminal without a device of its own.
    own_computer();
}
