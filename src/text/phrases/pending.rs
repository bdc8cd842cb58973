//! Signed, and not in force yet.

use super::phrases;

phrases! { "pending";
    /// It was signed and is not in force yet.
    title();
    /// When the signature was received.
    received(at: Arg);
    /// Whether the certificate is revoked is asked.
    status_awaited();
    /// The stamp is awaited.
    stamp_awaited();
    /// The request's number.
    request();
    /// Until when it is waited.
    until();
    /// A date and a time.
    moment(at: Arg);
    /// Nobody has to stand here.
    no_need_to_wait();
    /// How to come back.
    come_back();
    /// To look at once.
    check();
    /// When it was looked at last.
    checked(at: Arg);
    /// It is in force.
    in_force();
    /// How to see it.
    in_force_words();
    /// To signing in.
    sign_in();
    /// Nobody spoke in time.
    too_late();
    /// It was refused.
    refused();
    /// To sign anew.
    anew();
}
