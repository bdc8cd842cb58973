//! The receipt, on the screen and on paper.

use super::phrases;

phrases! { "receipt";
    /// The heading.
    title();
    /// The heading when it stood already.
    title_already();
    /// What that means.
    already_words();
    /// The receipt's number.
    number(number: SafeText);
    /// What was accepted.
    acceptance();
    /// The EDS data.
    eds();
    /// When accepted.
    accepted_at();
    /// When signed.
    signed_at();
    /// Valid until (5.2).
    valid_until();
    /// The account.
    account();
    /// The agreement's version.
    agreement();
    /// The request.
    request();
    /// Save.
    save();
    /// The heading of the forms in which it can be saved.
    forms();
    /// The PDF.
    as_pdf();
    /// The text.
    as_text();
    /// The JSON.
    as_json();
    /// With everything that proves it.
    as_evidence();
    /// It is being saved.
    saving();
    /// Where it is.
    saved(place: SafeText);
    /// To the account.
    to_account();
    /// Finish.
    finish();
    /// A value.
    value(value: Arg);
    /// A line on paper.
    line(label: Phrase, value: Arg);
    /// There is no receipt here.
    missing();
    /// Times are Almaty's.
    almaty();
    /// The document's digest.
    document_sha256();
    /// The log's event.
    event();
    /// It could not be saved.
    not_saved();
    /// What to do then.
    not_saved_next();
    /// The portal did not give it.
    not_given();
    /// What to do then.
    not_given_next();
    /// There is no space left.
    no_space();
    /// What to do then.
    no_space_next();
    /// Nothing may be written there.
    folder_refused();
    /// What to do then.
    folder_refused_next();
    /// The parties.
    parties();
    /// The company that owns the portal.
    operator();
    /// Its name.
    operator_name();
    /// Who joined.
    user();
    /// When the request was made.
    requested_at();
    /// The terminal.
    terminal();
    /// Where it stands.
    place();
    /// What the QR code says.
    code_words();
    /// The text of the accepted version is not in this program.
    text_elsewhere();
}
