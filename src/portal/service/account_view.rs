//! Stored things as their owner sees them.

use crate::{
    api::{AcceptanceState, AcceptanceView, AccountView},
    domain::Moment,
    portal::store::{StoredAcceptance, StoredAccount, StoredRequest},
};

/// An acceptance.
pub(super) fn acceptance(stored: StoredAcceptance) -> AcceptanceView {
    AcceptanceView {
        id: stored.id.into(),
        request: stored.request.into(),
        state: AcceptanceState::Effective,
        agreement: stored.agreement,
        languages: stored.languages,
        receipt: Some(stored.receipt),
        ended_at: stored.ended_at,
        checks: stored.checks,
        awaited: None,
        fault: None,
        document: Some(stored.document),
    }
}

/// A request that has led to no acceptance. One that was not signed in time is expired whether or
/// not that has been written down yet.
pub(super) fn request(stored: &StoredRequest, at: Moment) -> AcceptanceView {
    let late = stored.state == AcceptanceState::Requested && stored.expires_at <= at;
    AcceptanceView {
        id: stored.id.as_str().into(),
        request: stored.code.as_str().into(),
        state: if late { AcceptanceState::Expired } else { stored.state },
        agreement: stored.agreement.clone(),
        languages: stored.shown.languages.clone(),
        receipt: None,
        ended_at: None,
        checks: stored.checks.clone(),
        awaited: None,
        fault: None,
        document: None,
    }
}

/// An account.
pub(super) fn account(stored: StoredAccount, acceptances: Vec<StoredAcceptance>) -> AccountView {
    AccountView {
        number: unsigned(stored.number),
        epoch: unsigned(stored.epoch),
        state: stored.state,
        cause: stored.cause,
        owner: stored.owner,
        organisation: stored.organisation,
        number_masked: stored.holder.masked().into(),
        acceptances: acceptances.into_iter().map(acceptance).collect(),
    }
}

/// Numbers the portal counts from one.
pub(super) fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}
