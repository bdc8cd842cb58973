//! What the demonstration's payment provider says.

use super::phrases;

phrases! { "till";
    /// Whose page this is.
    title();
    /// It was paid.
    paid(amount: Tenge, account: u64);
    /// There is no such account.
    no_account();
    /// The account takes no money any more.
    account_closed();
    /// The code is wrong.
    no_top_up();
    /// It was paid before.
    top_up_paid();
    /// It was not paid in time.
    top_up_expired();
}
