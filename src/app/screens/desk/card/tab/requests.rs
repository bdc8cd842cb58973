//! The citizen's help requests that are not closed.

use super::joined;
use crate::{
    api::staff::RequestLine,
    app::{
        look::Look,
        screens::desk::{list::Entry, request::words},
        theme::Role,
    },
    text::phrases::card,
};

pub(super) fn entries(all: &[RequestLine], look: &Look) -> Vec<Entry> {
    all.iter().map(|it| entry(it, look)).collect()
}

fn entry(it: &RequestLine, look: &Look) -> Entry {
    let proved = if it.verified { card::verified() } else { card::unverified() };
    let words = joined([
        format!("№ {}", it.id),
        look.say(&words::topic(it.topic)),
        look.say(&proved),
        format!("«{}»", it.words),
    ]);
    let (state, role) = words::state(it);
    Entry {
        lead: it.at.date_time(),
        words,
        tail: look.say(&state),
        role: Some(if role == Role::Accent { Role::Accent } else { Role::Text }),
        ..Entry::default()
    }
}
