//! How the entry of a code looks.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    symbols::border,
    widgets::{Block, Borders, Widget},
};

use super::{Busy, CodeEntry, LENGTH, Note};
use crate::{
    app::{
        look::Look,
        screens::kiosk::details,
        shared::Shared,
        theme::Role,
        widgets::{centred, draw_keypad, frame, label, paragraph, trouble},
    },
    domain::{Channel, Email, Phone, SafeText, Secret},
    text::{
        Arg,
        phrases::{code as words, entry},
    },
};

/// The screen's places.
pub(super) struct Places {
    title: Rect,
    sent: Rect,
    /// The demonstration's message.
    message: Rect,
    cells: Vec<Rect>,
    line: Rect,
    pub(super) pad: Rect,
}

/// ```text
///         title
///      where it was sent
/// ┌ SMS (demonstration) ───┐
/// └────────────────────────┘
///   ┌─┐┌─┐┌─┐┌─┐┌─┐┌─┐
///      what there is to say
///         keypad
/// ```
pub(super) fn lay_out(area: Rect, shared: &Shared) -> Places {
    let roomy = shared.is_roomy();
    let shows = !shared.visit.details.sent.messages.is_empty();
    let message: u16 = match (shows, area.width >= 92) {
        (false, _) => 0,
        (true, true) => 3,
        (true, false) => 4,
    };
    let (cell, pad): (u16, u16) = if roomy { (3, 12) } else { (1, 4) };
    let line: u16 = if roomy { 1 } else { 3 };
    let spare = area.height.saturating_sub(2 + message + cell + line + pad);
    let [over_cells, over_pad, over_message, over_line] =
        [1, 2, 3, 4].map(|nth| u16::from(spare >= nth) + u16::from(spare >= nth + 4));
    let used = over_cells + over_pad + over_message + over_line;
    let mut y = area.y + spare.saturating_sub(used) / 3;
    let mut take = |gap: u16, height: u16| {
        y = y.saturating_add(gap);
        let row = Rect { y: y.min(area.bottom()), height, ..area }.intersection(area);
        y = y.saturating_add(height);
        row
    };
    let (title, sent) = (take(0, 1), take(0, 1));
    let message = take(over_message, message);
    let row = take(over_cells, cell);
    let line = take(over_line, line);
    let pad = take(over_pad, pad);
    let narrow = |rect: Rect, width: u16| {
        let width = width.min(rect.width);
        Rect { x: rect.x + (rect.width - width) / 2, width, ..rect }
    };
    let cells = narrow(row, 6 * CELL);
    let cells = (0..LENGTH as u16)
        .map(|nth| {
            let rect = Rect { x: cells.x + nth * CELL, width: CELL, ..cells };
            // One row high they need a gap between them.
            let rect = Rect { width: CELL - u16::from(cell == 1), ..rect };
            rect.intersection(row)
        })
        .collect();
    Places { title, sent, message: narrow(message, 92), cells, line: narrow(line, 76), pad }
}

/// Columns of a cell.
const CELL: u16 = 5;

pub(super) fn draw(
    it: &CodeEntry,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let places = lay_out(area, shared);
    let details = &shared.visit.details;
    let pending = details.sent.current()?;
    let title = match pending.channel {
        Channel::Phone => words::from_sms(),
        Channel::Email => words::from_letter(),
    };
    centred(buf, places.title, &look.say(&title), look.style(Role::Title));
    let sent = words::sent(masked(shared, pending.channel), Arg::Time(pending.expires_at));
    centred(buf, places.sent, &look.say(&sent), look.style(Role::Muted));
    if let Some(text) = details.sent.message(pending.channel) {
        draw_message(text, pending.channel, look, places.message, buf);
    }
    let cursor = draw_cells(it, look, &places, buf);
    draw_line(it, look, places.line, buf);
    draw_keypad(buf, places.pad, &look.say(&entry::clear()), shared.pressed, look);
    cursor
}

/// Where it was sent, masked: somebody may look over a shoulder.
fn masked(shared: &Shared, channel: Channel) -> SafeText {
    let asked = shared.visit.details.asked.as_ref();
    let value = |secret: Option<&Secret>| secret.map(|it| it.reveal().to_owned());
    let masked = match channel {
        Channel::Phone => value(asked.and_then(|it| it.phone.as_ref()))
            .and_then(|text| Phone::parse(&text))
            .map(|phone| phone.masked()),
        Channel::Email => value(asked.and_then(|it| it.email.as_ref()))
            .and_then(|text| Email::parse(&text))
            .map(|email| email.masked()),
    };
    masked.unwrap_or_default().into()
}

fn draw_message(text: &Secret, channel: Channel, look: &Look, area: Rect, buf: &mut Buffer) {
    if area.height < 3 || area.width < 20 {
        return;
    }
    let block = Block::new().borders(Borders::ALL).border_set(border::ROUNDED);
    block.border_style(look.style(Role::Demo)).render(area, buf);
    let title = match channel {
        Channel::Phone => words::demonstration_sms(),
        Channel::Email => words::demonstration_letter(),
    };
    let above = Rect { x: area.x + 2, width: area.width - 4, height: 1, ..area };
    label(buf, above, &format!(" {} ", look.say(&title)), look.style(Role::Demo));
    let inside =
        Rect { x: area.x + 2, y: area.y + 1, width: area.width - 4, height: area.height - 2 };
    let safe = SafeText::new(text.reveal());
    paragraph(buf, inside, safe.as_str(), look.style(Role::Text));
}

fn draw_cells(it: &CodeEntry, look: &Look, places: &Places, buf: &mut Buffer) -> Option<Position> {
    let mut digits = it.typed.reveal().chars();
    let mut cursor = None;
    for (place, cell) in places.cells.iter().enumerate() {
        let is_next = place == it.typed.len() && it.busy.is_none();
        let shown = digits.next().map_or_else(
            || if cell.height == 1 { "_".to_owned() } else { String::new() },
            |digit| digit.to_string(),
        );
        let style = look.style(if is_next { Role::Selected } else { Role::Field });
        buf.set_style(cell.intersection(buf.area), style);
        if cell.height == 3 && cell.width >= 3 {
            frame(buf, *cell, style, is_next);
        }
        let middle = Rect { y: cell.y + cell.height / 2, height: cell.height.min(1), ..*cell };
        centred(buf, middle, &shown, style);
        if is_next && cell.height > 0 {
            cursor = Some(Position::new(middle.x + middle.width / 2, middle.y));
        }
    }
    cursor
}

fn draw_line(it: &CodeEntry, look: &Look, area: Rect, buf: &mut Buffer) {
    let (phrase, role) = match (it.busy, &it.note) {
        (Some(Busy::Confirming), _) => (words::confirming(), Role::Accent),
        (Some(Busy::Sending), _) => (words::sending(), Role::Accent),
        (None, Some(Note::Portal(failure))) => {
            trouble(buf, area, &details::portal(failure), look);
            return;
        }
        (None, Some(Note::Wrong(left))) => (words::wrong(*left), Role::Bad),
        (None, Some(Note::Short(left))) => (words::left(*left), Role::Bad),
        (None, Some(Note::Over)) => (words::over(), Role::Bad),
        (None, Some(Note::Confirmed(Channel::Phone))) => (words::phone_confirmed(), Role::Good),
        (None, Some(Note::Confirmed(Channel::Email))) => (words::email_confirmed(), Role::Good),
        (None, Some(Note::Anew)) => (words::sent_anew(), Role::Good),
        (None, None) => (words::hint(), Role::Muted),
    };
    let mark = match role {
        Role::Good => "✓ ",
        Role::Bad => "✗ ",
        _ => "",
    };
    centred(buf, area, &format!("{mark}{}", look.say(&phrase)), look.style(role));
}
