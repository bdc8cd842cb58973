//! Signing in at the desk.

use super::phrases;

phrases! { "deskentry";
    /// Title.
    title();
    /// Name of the login.
    login();
    /// Name of the password.
    password();
    /// Name of the code.
    code();
    /// On to the next step.
    next();
    /// Sign in.
    sign_in();
    /// To the other field.
    other_field();
    /// Clear the field.
    clear();
    /// Begin anew.
    begin_anew();
    /// The recovery codes are written down.
    written_down();
    /// The attempt is over: too late or too many wrong codes.
    attempt_over();
    /// What to do now.
    attempt_over_next();
}
