//! How long the agreement is in force yet (5.2, A8).

use crate::{
    api::{AcceptanceState, AccountView},
    domain::Moment,
};

/// From here on the end is said in advance (A8).
const NOTICE_DAYS: u64 = 30;

/// The term of the newest acceptance that took effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Term {
    /// There is none.
    None,
    /// It is over since then.
    Ended(Moment),
    /// It ends in fewer than 30 days.
    Ending {
        /// Its last moment.
        until: Moment,
        /// Whole days until then.
        days: u64,
    },
    /// It ends later.
    Long(Moment),
}

pub(super) fn of(account: &AccountView, now: Moment) -> Term {
    let until = account
        .acceptances
        .iter()
        .filter(|acceptance| acceptance.state == AcceptanceState::Effective)
        .find_map(|acceptance| acceptance.receipt.as_ref())
        .map(|receipt| receipt.valid_until);
    let Some(until) = until else { return Term::None };
    let days = until.since(now).as_secs() / 86_400;
    if now > until {
        Term::Ended(until)
    } else if days < NOTICE_DAYS {
        Term::Ending { until, days }
    } else {
        Term::Long(until)
    }
}
