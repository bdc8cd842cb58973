//! The key file and its password.

use super::phrases;

phrases! { "keys";
    /// The question.
    title();
    /// Key files are being looked for.
    searching();
    /// No key file was found.
    nothing_found();
    /// How many were found.
    found(count: usize);
    /// The path.
    path();
    /// The password.
    password();
    /// Shows the password.
    show();
    /// Hides the password.
    hide();
    /// Opens the key.
    open();
    /// Chooses this file.
    choose();
    /// To the next field.
    next_field();
    /// Empties the field.
    clear();
    /// How the keys work.
    hint();
    /// The password stays here.
    password_stays();
    /// The key is being opened.
    opening();
    /// Step: file and password.
    opening_file();
    /// Step: the certificate.
    opening_checks();
}
