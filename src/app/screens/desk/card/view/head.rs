//! Whose account it is, how they are reached, where it is in its life.

use ratatui::{buffer::Buffer, layout::Rect};
use unicode_width::UnicodeWidthStr;

use super::layout::Places;
use crate::{
    api::staff::{AccountCard, HolderKind, StoppedBy},
    app::{
        look::Look,
        screens::desk::{
            card::{Card, tab},
            cause,
        },
        shared::Shared,
        theme::Role,
        widgets::{banner, label},
    },
    domain::{AccountState, SafeText},
    text::{
        Arg, Phrase,
        phrases::{card, number},
    },
};

pub(super) fn draw(
    it: &Card,
    shown: &AccountCard,
    shared: &Shared,
    look: &Look,
    places: &Places,
    buf: &mut Buffer,
) {
    draw_owner(shown, look, places.owner, buf);
    match &it.shown {
        Some(value) => {
            let (badge, value) = value.words(shared.now, look);
            banner(buf, places.contacts, &format!("{badge}: {value}"), Role::Warning, look);
        }
        None => {
            let words = contacts(shown, look);
            label(buf, places.contacts, &words, look.style(Role::Muted));
        }
    }
    draw_state(shown, look, places.state, buf);
    if let Some(stopped) = &shown.stopped {
        label(buf, places.since, &since(stopped, look), look.style(Role::Muted));
    }
}

/// The account's number stands in the frame around the card.
fn draw_owner(shown: &AccountCard, look: &Look, at: Rect, buf: &mut Buffer) {
    let (name, kind) = match shown.kind {
        HolderKind::Person => (number::iin(), card::person()),
        HolderKind::Organisation => (number::bin(), card::organisation()),
    };
    let free = at.width;
    let number = format!("{} {}", look.say(&name), shown.number_masked);
    let wide = u16::try_from(number.width()).unwrap_or(u16::MAX);
    // The number is never cut; a long name is.
    let room = free.saturating_sub(wide + 2);
    let used = label(buf, Rect { width: room, ..at }, shown.name.as_str(), look.style(Role::Title));
    let x = at.x.saturating_add(used + 2);
    let rest = Rect { x, width: (at.x + free).saturating_sub(x), ..at };
    let used = label(buf, rest, &number, look.style(Role::Text));
    let kind = look.say(&kind);
    let rest = Rect {
        x: rest.x.saturating_add(used + 2),
        width: rest.width.saturating_sub(used + 2),
        ..rest
    };
    if usize::from(rest.width) >= kind.width() {
        label(buf, rest, &kind, look.style(Role::Muted));
    }
}

fn contacts(shown: &AccountCard, look: &Look) -> String {
    let or = |value: &Option<SafeText>, none: Phrase| match value {
        Some(value) => value.to_string(),
        None => look.say(&none),
    };
    let phone = or(&shown.phone_masked, card::no_phone());
    let email = or(&shown.email_masked, card::no_email());
    let language = shown.language.map(|language| language.name().to_owned());
    [Some(phone), Some(email), language].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn draw_state(shown: &AccountCard, look: &Look, at: Rect, buf: &mut Buffer) {
    let role = match shown.state {
        AccountState::Active => Role::Good,
        AccountState::Registered | AccountState::Withdrawn => Role::Warning,
        _ => Role::Bad,
    };
    let state = look.say(&cause::state(shown.state)).to_uppercase();
    let used = label(buf, at, &state, look.style(role));
    if let Some(it) = &shown.cause {
        let rest =
            Rect { x: at.x.saturating_add(used), width: at.width.saturating_sub(used), ..at };
        let words = format!(" · {}", look.say(&cause::short(it)));
        label(buf, rest, &words, look.style(Role::Text));
    }
}

fn since(stopped: &StoppedBy, look: &Look) -> String {
    let since = card::since(Arg::DateTime(stopped.at), tab::actor(&stopped.actor));
    let case = stopped.case.as_ref().map(|case| look.say(&card::case(case.clone())));
    let note = stopped.note.as_ref().map(|note| format!("«{note}»"));
    [Some(look.say(&since)), case, note].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
