//! Signing with eGov Mobile: the kiosk's words, and what the phone is told.

use super::phrases;

phrases! { "mobile";
    /// What a phone says it is for: joining.
    purpose_join(terminal: SafeText, place: SafeText);
    /// What a phone says it is for: signing in.
    purpose_sign_in(terminal: SafeText, place: SafeText);
    /// The document's name: joining.
    document_join();
    /// The document's name: signing in.
    document_sign_in();
    /// Beside the name: the number.
    meta_request();
    /// Beside the name: the terminal.
    meta_terminal();
    /// Beside the name: where it stands.
    meta_place();
    /// Beside the name: the check code.
    meta_check_code();
    /// The screen's title.
    title();
    /// The code is being made.
    asking();
    /// The first thing to do.
    open_app();
    /// The second.
    scan();
    /// The phone shows the same check code.
    compare();
    /// How long the code can still be signed, as minutes and seconds.
    left(time: String);
    /// No phone has come yet.
    waiting();
    /// A step: the code is read.
    step_scan();
    /// A step: it is signed.
    step_sign();
    /// A step: the portal has judged.
    step_check();
    /// A phone has the document.
    sign_there();
    /// The code does not fit.
    no_room();
    /// To another code.
    new_code();
    /// Nobody signed in time.
    expired();
    /// What to do then.
    expired_next();
    /// The code was taken back.
    cancelled();
    /// What to do then.
    cancelled_next();
    /// The demonstration's phone is to sign.
    demonstration();
    /// It does.
    demonstration_works();
    /// It could not.
    demonstration_failed();
}
