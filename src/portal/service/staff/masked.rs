//! Stored things as the staff see them: masked (row D7).

use crate::{
    api::staff::{AccountHit, ActionView, HolderKind, Matched, NoteView, NoticeView},
    domain::{Moment, Number, SafeText, masked_name},
    portal::{
        service::account_view::unsigned,
        store::{StoredAccount, StoredAction, StoredNote, StoredNotice},
    },
};

/// Person or organisation.
pub(super) fn kind(account: &StoredAccount) -> HolderKind {
    match account.holder {
        Number::Iin(_) => HolderKind::Person,
        Number::Bin(_) => HolderKind::Organisation,
    }
}

/// An organisation's name; a person's, masked.
pub(super) fn name(account: &StoredAccount) -> SafeText {
    match (&account.holder, &account.organisation) {
        (Number::Bin(_), Some(organisation)) => organisation.clone(),
        _ => masked_name(account.owner.as_str()).into(),
    }
}

/// An account in a list.
pub(super) fn hit(account: StoredAccount, matched: Option<Matched>) -> AccountHit {
    AccountHit {
        account: unsigned(account.number),
        kind: kind(&account),
        name: name(&account),
        number_masked: account.holder.masked().into(),
        state: account.state,
        since: account.since,
        matched,
        cause: account.cause,
    }
}

/// An act.
pub(super) fn action(action: &StoredAction) -> ActionView {
    ActionView {
        id: action.id.as_str().into(),
        kind: action.kind,
        account: unsigned(action.account),
        at: action.at,
        undo_until: action.undo_until,
        undone_at: action.undone_at,
    }
}

/// A note.
pub(super) fn note(note: StoredNote) -> NoteView {
    NoteView { at: note.at, author: login(&note.author), text: note.text }
}

/// A notice.
pub(super) fn notice(notice: StoredNotice, at: Moment) -> NoticeView {
    NoticeView { at: notice.at, state: notice.state(at), text: notice.text }
}

/// The login of an actor that is a member; any other actor as it is.
pub(super) fn login(actor: &str) -> SafeText {
    actor.strip_prefix("staff:").unwrap_or(actor).into()
}
