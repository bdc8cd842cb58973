//! Notices to the citizen (3.1.4), newest first, in the words the citizen reads.

use crate::{
    api::staff::{NoticeState, NoticeView},
    app::{look::Look, screens::desk::list::Entry, theme::Role},
    text::phrases::card,
};

pub(super) fn entries(all: &[NoticeView], look: &Look) -> Vec<Entry> {
    all.iter().map(|it| entry(it, look)).collect()
}

fn entry(it: &NoticeView, look: &Look) -> Entry {
    let (state, role) = match it.state {
        NoticeState::Held => (card::notice_held(), Role::Warning),
        NoticeState::Published => (card::notice_published(), Role::Text),
        NoticeState::Withdrawn => (card::notice_withdrawn(), Role::Muted),
    };
    Entry {
        lead: it.at.date_time(),
        words: it.text.get(look.language).to_string(),
        tail: look.say(&state),
        role: Some(role),
        ..Entry::default()
    }
}
