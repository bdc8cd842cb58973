//! The citizen's notices.

use super::phrases;

phrases! { "notices";
    /// The heading.
    title();
    /// There is none.
    none();
    /// The notice before.
    newer();
    /// The notice after.
    older();
}
