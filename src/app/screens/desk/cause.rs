//! A cause in the staff's words: in short, what lifts it, and the clause as the citizen reads it.

use crate::{
    app::shared::Shared,
    domain::{AccountState, Block, BlockId, Cause, Language},
    text::{
        Phrase,
        phrases::{account, cause},
    },
};

/// The power and the breach, in short: `3.1.3 under 4.7`.
pub(super) fn short(it: &Cause) -> Phrase {
    let power = it.power().label();
    match it.breach() {
        Some(breach) => cause::under(power, breach.label()),
        None => cause::technical(power),
    }
}

/// What lifts it: what has to be true, and then what to do.
pub(super) fn lifts(it: &Cause) -> Phrase {
    match (it.power().0.as_str(), it.breach().map(|clause| clause.0.as_str())) {
        ("3.1.3", None) => cause::lifts_technical_stop(),
        (_, None) => cause::lifts_technical_block(),
        (_, Some("3.4.1")) => cause::lifts_services(),
        (_, Some("3.4.2")) => cause::lifts_information(),
        (_, Some("3.4.3")) => cause::lifts_law(),
        (_, Some("3.4.4")) => cause::lifts_comments(),
        (_, Some("3.4.5")) => cause::lifts_identity(),
        (_, Some("3.4.6")) => cause::lifts_forbidden(),
        (_, Some("4.6")) => cause::lifts_data(),
        (_, Some("4.7")) => cause::lifts_obligations(),
        (_, Some("4.8")) => cause::lifts_third_parties(),
        (_, Some(_)) => cause::lifts_other(),
    }
}

/// The clause that is shown for a cause: the breached one, or the power's own when nothing was
/// breached.
pub(super) fn clause(it: &Cause) -> &BlockId {
    it.breach().unwrap_or_else(|| it.power())
}

/// The clause as the citizen reads it, with its sub-items, in one text. Empty for a clause that the
/// agreement of this program does not have.
pub(super) fn text(shared: &Shared, clause: &BlockId, language: Language) -> String {
    let item = format!("{}-", clause.0); // a clause is quoted with its sub-items
    let quoted = |block: &&Block| block.id == *clause || block.id.0.starts_with(&item);
    let blocks = shared.facts.agreement.blocks().iter().filter(quoted);
    blocks.map(|block| block.text(language)).collect::<Vec<_>>().join("\n")
}

/// The agreement's other language.
pub(super) const fn other(language: Language) -> Language {
    match language {
        Language::Kk => Language::Ru,
        Language::Ru | Language::En => Language::Kk,
    }
}

/// A state in plain words, the citizen's own.
pub(super) fn state(it: AccountState) -> Phrase {
    match it {
        AccountState::Registered => account::state_registered(),
        AccountState::Active => account::state_active(),
        AccountState::Blocked => account::state_blocked(),
        AccountState::AccessStopped => account::state_access_stopped(),
        AccountState::Refused => account::state_refused(),
        AccountState::Withdrawn => account::state_withdrawn(),
        AccountState::Deleted => account::state_deleted(),
    }
}
