//! Signing by NCALayer: its stages, and why it gave no signature.

use super::phrases;

phrases! { "ncalayer";
    /// The title.
    title();
    /// NCALayer is looked for.
    connecting();
    /// The person chooses a key in its window.
    choosing();
    /// The signature is judged.
    checking();
    /// Where its window is.
    window();
    /// In the demonstration there is none.
    demonstration();
    /// The password is typed there only.
    password_stays();
    /// Back to the ways to sign.
    other_way();
    /// No root certificate was configured.
    not_set_up();
    /// What to do then.
    not_set_up_next();
    /// Nothing listens.
    not_running();
    /// What to do then.
    not_running_next();
    /// Its certificate is another's.
    not_trusted();
    /// What to do then.
    not_trusted_next();
    /// Another program answers.
    not_ncalayer();
    /// What to do then.
    not_ncalayer_next();
    /// The window was closed.
    cancelled();
    /// What to do then.
    cancelled_next();
    /// The connection ended.
    closed();
    /// What to do then.
    closed_next();
    /// It cannot sign such documents.
    no_module();
    /// What to do then.
    no_module_next();
    /// The password was wrong.
    wrong_password();
    /// What to do then.
    wrong_password_next();
    /// No key fits.
    no_key();
    /// What to do then.
    no_key_next();
    /// It refused.
    refused();
    /// What to do then.
    refused_next();
    /// Its answer cannot be read.
    bad_answer();
    /// What to do then.
    bad_answer_next();
}
