//! What happened to the account, newest first.

use super::{actor, joined};
use crate::{
    api::staff::{TimelineEntry, TimelineKind},
    app::{
        look::Look,
        screens::desk::{card::act::reason_words, cause, list::Entry},
        theme::Role,
    },
    text::{Phrase, phrases::card},
};

pub(super) fn entries(all: &[TimelineEntry], look: &Look) -> Vec<Entry> {
    all.iter().map(|it| entry(it, look)).collect()
}

fn entry(it: &TimelineEntry, look: &Look) -> Entry {
    let say = |phrase: Phrase| look.say(&phrase);
    let words = joined([
        say(what(it.kind)),
        it.cause.as_ref().map(|it| say(cause::short(it))).unwrap_or_default(),
        it.reason.map(|reason| say(reason_words(reason))).unwrap_or_default(),
        it.case.as_ref().map(|case| say(card::case(case.clone()))).unwrap_or_default(),
        say(actor(&it.actor)),
    ]);
    Entry {
        lead: it.at.date_time(),
        words,
        below: it.note.as_ref().map(|note| format!("«{note}»")).unwrap_or_default(),
        role: Some(role(it.kind)),
        ..Entry::default()
    }
}

fn what(kind: TimelineKind) -> Phrase {
    match kind {
        TimelineKind::Accepted => card::happened_accepted(),
        TimelineKind::SignedIn => card::happened_signed_in(),
        TimelineKind::Blocked => card::happened_blocked(),
        TimelineKind::AccessStopped => card::happened_access_stopped(),
        TimelineKind::Restored => card::happened_restored(),
        TimelineKind::Undone => card::happened_undone(),
        TimelineKind::Noted => card::happened_noted(),
        TimelineKind::Revealed => card::happened_revealed(),
        TimelineKind::ContactsChanged => card::happened_contacts(),
        TimelineKind::ToppedUp => card::happened_topped_up(),
        TimelineKind::HelpAsked => card::happened_help_asked(),
        TimelineKind::HelpAnswered => card::happened_help_answered(),
        TimelineKind::Withdrawn => card::happened_withdrawn(),
        TimelineKind::Other => card::happened_other(),
    }
}

fn role(kind: TimelineKind) -> Role {
    match kind {
        TimelineKind::Blocked | TimelineKind::AccessStopped => Role::Bad,
        TimelineKind::Restored => Role::Good,
        TimelineKind::Revealed | TimelineKind::Undone | TimelineKind::Withdrawn => Role::Warning,
        _ => Role::Text,
    }
}
