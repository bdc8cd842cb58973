//! Words around the agreement's own text.

use super::phrases;

phrases! { "agreement";
    /// The mark beside every editorial note (A11): editorial, no legal advice, Kazakh not reviewed.
    note_mark();
    /// The version's name.
    version(version: SafeText);
}
