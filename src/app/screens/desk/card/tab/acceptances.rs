//! The acceptances of the agreement, newest first.

use crate::{
    api::staff::StaffAcceptance,
    app::{look::Look, screens::desk::list::Entry, theme::Role},
    domain::Moment,
    text::{Arg, phrases::card},
};

pub(super) fn entries(all: &[StaffAcceptance], now: Moment, look: &Look) -> Vec<Entry> {
    all.iter().map(|it| entry(it, now, look)).collect()
}

fn entry(it: &StaffAcceptance, now: Moment, look: &Look) -> Entry {
    let languages: Vec<_> = it.languages.iter().map(|language| language.tag()).collect();
    let words = card::acceptance(it.receipt.clone(), languages.join(", "));
    let (term, role) = match it.ended_at {
        Some(at) => (card::ended(Arg::Date(at)), Role::Muted),
        None if now > it.valid_until => (card::ran_out(Arg::Date(it.valid_until)), Role::Muted),
        None => (card::in_force_until(Arg::Date(it.valid_until)), Role::Text),
    };
    Entry {
        lead: it.accepted_at.date_time(),
        words: look.say(&words),
        tail: look.say(&term),
        role: Some(role),
        ..Entry::default()
    }
}
