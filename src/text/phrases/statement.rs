//! The statement.

use super::phrases;

phrases! { "statement";
    /// Heading.
    title();
    /// The balance the lines belong to.
    balance(amount: Tenge, at: Arg);
    /// Every kind.
    all();
    /// Money paid in.
    top_ups();
    /// Services paid for.
    services();
    /// Money given back.
    refunds();
    /// Corrections by the operator.
    corrections();
    /// Name of the date column.
    date();
    /// Name of the column that says what for.
    what_for();
    /// A line in full.
    detail(id: String, at: Arg, kind: Phrase, text: SafeText);
    /// No operations at all.
    none_yet();
    /// No operations of this kind.
    none_of_kind();
    /// A screen towards the newest.
    newer();
    /// A screen towards the oldest.
    older();
    /// One line up.
    line_up();
    /// One line down.
    line_down();
    /// To the newest line.
    newest();
    /// To the oldest line that is here.
    oldest();
    /// The next kind.
    next_kind();
    /// The kind before.
    kind_before();
}
