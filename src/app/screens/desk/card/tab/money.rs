//! The last lines of the statement; the balance stands in the card's head.

use crate::{
    api::StatementLine,
    app::{look::Look, screens::desk::list::Entry, theme::Role},
};

pub(super) fn entries(all: &[StatementLine], look: &Look) -> Vec<Entry> {
    all.iter().map(|it| entry(it, look)).collect()
}

fn entry(it: &StatementLine, look: &Look) -> Entry {
    let came_in = it.amount.tiyn() > 0;
    Entry {
        lead: it.at.date_time(),
        words: it.text.get(look.language).to_string(),
        tail: format!("{}{}", if came_in { "+" } else { "" }, it.amount),
        role: Some(if came_in { Role::Good } else { Role::Text }),
        ..Entry::default()
    }
}
