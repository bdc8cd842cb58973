//! Draws the card.

mod head;
mod layout;
mod why;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{Card, Dialog, Msg, Tab, act, keys};
use crate::{
    api::staff::AccountCard,
    app::{
        fetched::Fetched,
        look::Look,
        screens::desk::{
            cause, list,
            sheet::{self, Part},
        },
        shared::Shared,
        theme::Role,
        trouble::Trouble,
        widgets::{banner, label, paragraph, trouble},
    },
    text::{
        Arg,
        phrases::{act as say, card, reveal},
        wrap,
    },
};

/// Draws it; returns where the text cursor stands.
pub(super) fn draw(
    it: &Card,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let number = it.account.to_string();
    match &it.card {
        Fetched::Here(shown) => draw_card(it, shown, shared, look, area, buf),
        Fetched::Failed(failure) => {
            let at = Rect { height: area.height.min(1), ..area };
            label(buf, at, &look.say(&card::account(number)), look.style(Role::Title));
            let below = Rect { y: area.y + at.height, height: area.height - at.height, ..area };
            trouble(buf, below, &Trouble::from(failure), look);
        }
        Fetched::Missing | Fetched::Asked => {
            label(buf, area, &look.say(&card::loading(number)), look.style(Role::Muted));
        }
    }
    draw_dialog(it, shared, look, area, buf)
}

/// Where a finger finds the tabs and the selected entry.
pub(super) fn targets(it: &Card, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
    let Some(shown) = it.card.here() else { return Vec::new() };
    if it.has_dialog() {
        return Vec::new();
    }
    let tabs = layout::tabs(lay_out(shown, shared, area).tabs, it.tab);
    tabs.into_iter().map(|(rect, tab)| (rect, Msg::Tab(tab))).collect()
}

fn lay_out(shown: &AccountCard, shared: &Shared, area: Rect) -> layout::Places {
    layout::lay_out(area, shown.stopped.is_some(), why::height(shown, shared, area.width))
}

fn draw_card(
    it: &Card,
    shown: &AccountCard,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) {
    let places = lay_out(shown, shared, area);
    head::draw(it, shown, shared, look, &places, buf);
    why::draw(shown, shared, look, &places, buf);
    draw_tabs(it, look, places.tabs, buf);
    let bars = bars(it, shared, look);
    let rows = bars.iter().map(|bar| bar.rows(area.width)).sum();
    let (content, below) = layout::split(places.content, rows);
    draw_tab(it, shown, shared, look, content, buf);
    draw_bars(&bars, look, below, buf);
}

fn draw_tabs(it: &Card, look: &Look, area: Rect, buf: &mut Buffer) {
    for (at, tab) in layout::tabs(area, it.tab) {
        let role = if tab == it.tab { Role::Selected } else { Role::Muted };
        let digit = tab as u8 + 1;
        let named = tab == it.tab || layout::names_fit(area);
        let words = match named {
            true => format!("{digit} {}", look.say(&tab.name())),
            false => digit.to_string(),
        };
        label(buf, at, &words, look.style(role));
    }
}

fn draw_tab(
    it: &Card,
    shown: &AccountCard,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) {
    let entries = it.tab.entries(it, shown, shared, look);
    let mut at = area;
    if it.tab == Tab::Money && area.height > 0 {
        let words = match &shown.balance {
            Some(of) => card::balance(of.amount.into(), Arg::DateTime(of.at)),
            None => card::no_ledger(),
        };
        label(buf, Rect { height: 1, ..at }, &look.say(&words), look.style(Role::Title));
        at = Rect { y: at.y + 1, height: at.height - 1, ..at };
    }
    if entries.is_empty() && !(it.tab == Tab::Money && shown.balance.is_none()) {
        let loading = it.tab == Tab::Timeline && it.history.is_loading();
        let words = if loading { card::more_loading() } else { card::nothing() };
        label(buf, at, &look.say(&words), look.style(Role::Muted));
        return;
    }
    let selected = it.selected.get(it.tab as usize).copied().unwrap_or_default();
    list::draw(&entries, selected, look, at, buf);
}

/// A line below the content.
struct Bar {
    words: String,
    role: Role,
    /// In a coloured strip.
    is_loud: bool,
}

impl Bar {
    fn rows(&self, width: u16) -> u16 {
        let width = width.saturating_sub(2 * u16::from(self.is_loud));
        u16::try_from(wrap(&self.words, width).len()).unwrap_or(u16::MAX)
    }
}

fn bars(it: &Card, shared: &Shared, look: &Look) -> Vec<Bar> {
    let mut bars = Vec::new();
    if it.is_busy() && !it.has_dialog() {
        let deed = match &it.dialog {
            Some(Dialog::Act(act)) => act.deed(),
            Some(Dialog::Note(note)) => note.deed(),
            _ => None,
        };
        let (words, role) = match deed {
            Some(deed) if deed.is_doubtful() => act::progress(deed, look),
            _ => (look.say(&say::still_doing()), Role::Warning),
        };
        bars.push(Bar { words, role, is_loud: true });
    }
    if let Some(undo) = &it.undo {
        let (words, role) = (undo.words(shared, look), undo.role());
        bars.push(Bar { words, role, is_loud: true });
    }
    if let Some(said) = &it.said {
        bars.push(Bar { words: look.say(said), role: Role::Good, is_loud: false });
    } else if it.is_old {
        bars.push(Bar { words: look.say(&card::stale()), role: Role::Warning, is_loud: false });
    }
    bars
}

fn draw_bars(bars: &[Bar], look: &Look, area: Rect, buf: &mut Buffer) {
    let mut y = area.y;
    for bar in bars {
        let rows = bar.rows(area.width).min(area.bottom().saturating_sub(y));
        let at = Rect { y, height: rows, ..area };
        y += rows;
        if bar.is_loud {
            banner(buf, at, &bar.words, bar.role, look);
        } else {
            paragraph(buf, at, &bar.words, look.style(bar.role));
        }
    }
}

fn draw_dialog(
    it: &Card,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    if !it.has_dialog() {
        return None;
    }
    let keys = keys::bindings(it, shared);
    let account = || look.say(&card::account(it.account.to_string()));
    let progress = |deed: &crate::app::screens::desk::deed::Deed| act::progress(deed, look);
    match it.dialog.as_ref()? {
        Dialog::Act(act) => act::draw(act, &keys, shared, look, area, buf),
        Dialog::Note(note) => {
            let title = format!("{} · {}", look.say(&card::add_note()), account());
            let parts = note.parts(&card::note_text(), progress, look);
            sheet::draw(&title, parts, &keys, look, area, buf)
        }
        Dialog::Reveal(revealing) => {
            let title = format!("{} · {}", look.say(&reveal::show()), account());
            sheet::draw(&title, revealing.parts(look), &keys, look, area, buf)
        }
        Dialog::Clause(language) => {
            let cause = it.card.here()?.cause.as_ref()?;
            let clause = cause::clause(cause);
            let title = card::clause_title(clause.label(), language.name().to_owned());
            let mut parts = vec![Part::Words(cause::text(shared, clause, *language), Role::Text)];
            if cause.breach().is_some() {
                let power = cause::text(shared, cause.power(), *language);
                parts.extend([Part::Gap, Part::Words(power, Role::Muted)]);
            }
            sheet::draw(&look.say(&title), parts, &keys, look, area, buf)
        }
    }
}
