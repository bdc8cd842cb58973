//! The code from an SMS or a letter.

use super::phrases;

phrases! { "code";
    /// The heading for an SMS.
    from_sms();
    /// The heading for a letter.
    from_letter();
    /// Where it was sent and until when it is taken.
    sent(to: SafeText, until: Arg);
    /// What to do.
    hint();
    /// So many digits are missing.
    left(count: usize);
    /// It was wrong.
    wrong(count: u32);
    /// It is taken no longer.
    over();
    /// It is being checked.
    confirming();
    /// Another one is being sent.
    sending();
    /// Another one was sent.
    sent_anew();
    /// The phone is confirmed.
    phone_confirmed();
    /// The e-mail is confirmed.
    email_confirmed();
    /// Give the code.
    confirm();
    /// Ask for another one.
    anew();
    /// Change phone or e-mail.
    change();
    /// Go on without it.
    later();
    /// The title of an SMS that was not really sent.
    demonstration_sms();
    /// The title of a letter that was not really sent.
    demonstration_letter();
}
