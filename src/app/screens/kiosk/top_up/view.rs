//! How the amount looks: large as it is typed, the limits under it, presets and keypad.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{PRESETS, TopUp};
use crate::{
    app::{
        fetched::Fetched,
        look::Look,
        shared::Shared,
        theme::Role,
        trouble::Trouble,
        widgets::{button, centred, columns, draw_keypad, figures, figures_width, trouble},
    },
    domain::Tenge,
    text::{
        Phrase,
        phrases::{common, entry, topup},
    },
};

/// The screen's places.
pub(super) struct Places {
    title: Rect,
    amount: Rect,
    /// What the amount may be, and what is wrong with it.
    line: Rect,
    pub(super) presets: Vec<Rect>,
    pub(super) keypad: Rect,
}

/// ```text
///              how much?
///          ▀▀█ █▀█ █▀█ █▀█
///          ▀▀█ █ █ █ █ █ █ ₸
///          from … to …
/// ┌ 1 000 ₸ ┐   ┌ 1 ┐┌ 2 ┐┌ 3 ┐
/// ┌ 5 000 ₸ ┐   ┌ 4 ┐┌ 5 ┐┌ 6 ┐
/// ┌ 10 000 ₸┐         …
/// ```
/// Narrower than 64 columns the presets stand in a row above the keypad.
pub(super) fn lay_out(area: Rect) -> Places {
    let piece = |x: u16, y: u16, width: u16, height: u16| {
        Rect::new(area.x.saturating_add(x), area.y.saturating_add(y), width, height)
            .intersection(area)
    };
    let wide = area.width >= 64;
    // The keypad's keys are three rows high where that leaves room for the rest, else two.
    let figures: u16 = if area.height >= 16 { 3 } else { 1 };
    let top = 1 + figures + 1 + u16::from(!wide);
    let keys = (area.height.saturating_sub(top) / 4).min(3) * 4;
    let spare = area.height.saturating_sub(top + keys);
    let [over_amount, over_line, over_keys] = [1, 3, 2].map(|nth| u16::from(spare >= nth));
    let over_all = spare.saturating_sub(over_amount + over_line + over_keys) / 2;
    let amount = over_all + 1 + over_amount;
    let line = amount + figures + over_line;
    let below = line + 1 + over_keys;
    let (presets, keypad) = if wide {
        let left = (area.width - 62) / 2;
        let each = keys / 4;
        let presets = (0..3_u16).map(|nth| piece(left, below + nth * each, 18, each));
        (presets.collect(), piece(left + 21, below, 41, keys))
    } else {
        let row = piece(0, below, area.width, 1);
        (columns(row, 3, 1), piece(0, below + 1, area.width, keys))
    };
    Places {
        title: piece(0, over_all, area.width, 1),
        amount: piece(0, amount, area.width, figures),
        line: piece(0, line, area.width, 1),
        presets,
        keypad,
    }
}

pub(super) fn draw(it: &TopUp, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) {
    if let Some(why) = it.top_ups.failure() {
        trouble(buf, area, &Trouble::from(why), look);
        return;
    }
    let places = lay_out(area);
    centred(buf, places.title, &look.say(&topup::question()), look.style(Role::Title));
    draw_amount(it.amount(), look, places.amount, buf);
    let (words, role) = line(it);
    centred(buf, places.line, &look.say(&words), look.style(role));
    for (rect, (key, tenge)) in places.presets.iter().zip(PRESETS) {
        let words = Tenge::from_tiyn(i64::from(tenge) * 100).short();
        button(buf, *rect, &words, &key.to_string(), shared.pressed, Role::Button, look);
    }
    let clear = look.say(&entry::clear());
    draw_keypad(buf, places.keypad, &clear, shared.pressed, look);
}

/// The amount in figures, in the middle.
fn draw_amount(amount: Tenge, look: &Look, area: Rect, buf: &mut Buffer) {
    let words = amount.short();
    let style = look.style(if amount == Tenge::default() { Role::Muted } else { Role::Accent });
    let width = figures_width(&words);
    if area.height >= 3 && width <= area.width {
        figures(buf, Rect { x: area.x + (area.width - width) / 2, width, ..area }, &words, style);
    } else {
        let middle = Rect { y: area.y + area.height / 2, height: area.height.min(1), ..area };
        centred(buf, middle, &words, style);
    }
}

/// What is said under the amount.
fn line(it: &TopUp) -> (Phrase, Role) {
    if let Some(failure) = it.made.failure() {
        return (Trouble::from(failure).sentence, Role::Bad);
    }
    if it.made == Fetched::Asked {
        return (topup::asking(), Role::Muted);
    }
    let Some(limits) = it.limits() else { return (common::loading(), Role::Muted) };
    let amount = it.amount();
    if amount > limits.most {
        return (topup::too_much(limits.most.short()), Role::Bad);
    }
    // Too little may become enough with the next digit: it is said once somebody wants to go on.
    if it.refused && amount < limits.least {
        return (topup::too_little(limits.least.short()), Role::Bad);
    }
    (topup::limits(limits.least.short(), limits.most.short()), Role::Muted)
}
