//! The citizen's account.

use super::phrases;

phrases! { "account";
    /// To the statement.
    statement();
    /// To the receipt.
    receipt();
    /// To the registration data.
    details();
    /// To the history of acceptances.
    history();
    /// To the notices.
    notices();
    /// End the visit.
    sign_out();
    /// Name of the balance.
    balance();
    /// The moment of the balance.
    as_of(at: Arg);
    /// The lines do not sum to the balance (M1).
    does_not_sum();
    /// The statement is being fetched.
    lines_loading();
    /// Name of the account's number.
    number();
    /// Name of the account's state.
    state();
    /// Name of the agreement's term.
    agreement();
    /// The agreement is in force until then.
    valid_until(until: Arg);
    /// The agreement was in force until then.
    was_valid_until(until: Arg);
    /// The agreement has not been accepted.
    not_in_force();
    /// Early notice of the end (A8).
    expires_soon(days: u64, until: Arg);
    /// The agreement has ended (5.2).
    has_ended(until: Arg);
    /// Heading of the chart.
    months();
    /// Heading of the last lines.
    last_lines();
    /// Name of the amount column.
    amount();
    /// Name of the running balance column.
    balance_after();
    /// No operations yet.
    no_lines();
    /// Known, agreement not in force yet.
    state_registered();
    /// In order.
    state_active();
    /// Blocked (3.1.2).
    state_blocked();
    /// Access stopped (3.1.3).
    state_access_stopped();
    /// Registration refused (3.1.2).
    state_refused();
    /// The citizen stopped using the portal (2.5).
    state_withdrawn();
    /// Deleted (3.1.2).
    state_deleted();
    /// The state and the clause that gives the power.
    stopped_under(state: Phrase, clause: String);
    /// What follows is the clause's text.
    clause_says(clause: String);
    /// Nothing was breached.
    cause_technical();
    /// 3.4.1 was breached.
    cause_services();
    /// 3.4.2 was breached.
    cause_information();
    /// 3.4.3 was breached.
    cause_law();
    /// 3.4.4 was breached.
    cause_comments();
    /// 3.4.5 was breached.
    cause_identity();
    /// 3.4.6 was breached.
    cause_forbidden();
    /// 4.6 was breached.
    cause_data();
    /// 4.7 was breached.
    cause_obligations();
    /// 4.8 was breached.
    cause_third_parties();
    /// Some other clause was breached.
    cause_other();
    /// What to do about wrong data.
    do_data();
    /// What to do about obligations.
    do_obligations();
    /// What to do when a key may be in other hands.
    do_third_parties();
    /// What to do otherwise.
    do_ask();
    /// January, in short.
    january();
    /// February, in short.
    february();
    /// March, in short.
    march();
    /// April, in short.
    april();
    /// May, in short.
    may();
    /// June, in short.
    june();
    /// July, in short.
    july();
    /// August, in short.
    august();
    /// September, in short.
    september();
    /// October, in short.
    october();
    /// November, in short.
    november();
    /// December, in short.
    december();
}
