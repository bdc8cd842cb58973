//! What the portal sends to citizens by SMS and e-mail.

use super::phrases;

phrases! { "message";
    /// The code that confirms a phone or an e-mail.
    code(code: SafeText);
}
