//! Showing one masked field, for a reason and half a minute (row D7).

use super::phrases;

phrases! { "reveal";
    /// The action, and its dialog's title.
    show();
    /// Heading of the fields.
    which();
    /// Heading of the reasons.
    why();
    /// A field.
    field_number();
    /// A field.
    field_name();
    /// A field.
    field_phone();
    /// A field.
    field_email();
    /// A reason.
    reason_caller_identity();
    /// A reason.
    reason_call_back();
    /// A reason.
    reason_data_correction();
    /// It is being fetched.
    asking();
    /// The badge over a value in clear.
    shown(seconds: u64, field: Phrase);
    /// Masks it again at once.
    hide();
}
