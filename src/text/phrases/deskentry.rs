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
    /// Title of the lock.
    locked();
    /// What to do at the lock.
    locked_words(name: SafeText);
    /// The code is being checked.
    checking();
    /// Title of the code before a change.
    confirm();
    /// Why it is asked.
    confirm_words();
    /// The password is being checked.
    checking_password();
    /// What the code is.
    code_words();
    /// Title of enrolling.
    enrol();
    /// What to do.
    enrol_words();
    /// Name of the authenticator's secret.
    secret();
    /// The QR code does not fit.
    no_room();
    /// Title of the recovery codes.
    recovery();
    /// What they are for.
    recovery_words();
    /// Hand the code in.
    confirm_now();
    /// Erase the last letter.
    erase();
    /// The code was not taken.
    wrong_code();
    /// What to do then.
    wrong_code_next();
}
