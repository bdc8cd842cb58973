//! The history of acceptances.

use super::phrases;

phrases! { "history";
    /// The heading.
    title();
    /// The version's column.
    version();
    /// The date's column.
    accepted();
    /// The term's column.
    until();
    /// The column of the languages shown.
    languages();
    /// The receipt's column.
    receipt();
    /// The state's column.
    state();
    /// In force.
    in_force();
    /// Over.
    ended();
    /// Ended before its term (2.5).
    given_up();
    /// The signature is being checked.
    being_checked();
    /// Not signed yet.
    not_signed();
    /// Refused or not signed in time.
    came_to_nothing();
    /// There is none.
    none();
    /// How long an agreement is in force (5.2).
    term();
    /// Open the receipt.
    open();
    /// The line before.
    line_up();
    /// The line after.
    line_down();
}
