//! The staff's notes, newest first.

use crate::{api::staff::NoteView, app::screens::desk::list::Entry};

pub(super) fn entries(all: &[NoteView]) -> Vec<Entry> {
    all.iter()
        .map(|it| Entry {
            lead: it.at.date_time(),
            words: it.text.to_string(),
            tail: it.author.to_string(),
            ..Entry::default()
        })
        .collect()
}
