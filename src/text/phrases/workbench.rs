//! The desk's workbench.

use super::phrases;

phrases! { "workbench";
    /// Sign out.
    sign_out();
    /// Search.
    search();
}
