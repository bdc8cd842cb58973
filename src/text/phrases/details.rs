//! Registration data at the kiosk.

use super::phrases;

phrases! { "details";
    /// The heading.
    title();
    /// Why it is asked for (3.1.4, 3.4.2, 4.6).
    why();
    /// The name from the certificate.
    name(name: SafeText);
    /// The phone's field.
    phone();
    /// The e-mail's field.
    email();
    /// The language of messages.
    language();
    /// Everything may be left out.
    optional();
    /// A code will come.
    code_follows();
    /// It is being given.
    sending();
    /// So many digits are missing.
    digits_left(count: usize);
    /// What was pasted is no phone.
    not_phone();
    /// It is no address.
    not_email();
    /// Too many codes were sent.
    too_many_codes();
    /// When another one can be.
    again_after(minutes: u64);
    /// Go on without it.
    skip();
    /// The next field.
    next_field();
    /// The field before.
    field_before();
    /// Empty the field.
    clear();
    /// Take the last character away.
    erase();
}
