//! After declining the agreement (2.5).

use super::phrases;

phrases! { "declined";
    /// The agreement was declined.
    title();
    /// Nothing was sent to the portal.
    nothing_sent();
    /// Nothing is stored.
    nothing_stored();
    /// One can come back at any time.
    come_back();
    /// Back to reading.
    reconsider();
}
