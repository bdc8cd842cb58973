//! How asking for help looks.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    symbols::border,
    widgets::{Block, Borders, Widget},
};
use unicode_width::UnicodeWidthStr;

use super::{Focus, HelpForm, QUESTION, help_topics};
use crate::{
    api::staff::HelpTopic,
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        widgets::{button, field, flush, label, paragraph, stages, trouble},
    },
    domain::SafeText,
    text::{phrases::support, wrap},
};

/// A question and a button for each topic.
///
/// ```text
/// title
/// ┌ 1 topic ─────┐
/// ┌ 2 topic ─────┐
///        …
/// ```
pub(super) fn topics(area: Rect) -> Vec<Rect> {
    let tall: u16 = if area.height >= 18 { 3 } else { 1 };
    let gap = u16::from(area.height >= 24 || (tall == 1 && area.height >= 12));
    let first = area.y + 1 + u16::from(area.height >= 10);
    let width = area.width.min(60);
    (0..HelpTopic::ASKED.len() as u16)
        .map(|nth| Rect::new(area.x, first + nth * (tall + gap), width, tall).intersection(area))
        .collect()
}

/// Where everything is while the question is written.
pub(super) struct Places {
    title: Rect,
    /// The question.
    pub(super) text: Rect,
    text_hint: Rect,
    /// The contact; none in a session.
    pub(super) contact: Option<Rect>,
    contact_hint: Rect,
    below: Rect,
}

/// The question takes what is left, eight rows at most.
///
/// ```text
/// title · topic
/// ┌ question ─────────────┐
/// │                       │
/// └───────────────────────┘
/// hint               12 / 1 000
/// ┌ contact ──────────────┐
/// hint
/// words below
/// ```
pub(super) fn lay_out(shared: &Shared, area: Rect) -> Places {
    let width = area.width.min(84);
    let asks_contact = !shared.visit.has_session();
    let gap = u16::from(area.height >= 18);
    let field = if area.height >= 16 { 3 } else { 1 };
    let contact_rows = if asks_contact { field + 1 + gap } else { 0 };
    // Title, hint, three rows of words below.
    let rest = 1 + gap + 1 + gap + contact_rows + 3;
    let text_rows = area.height.saturating_sub(rest).clamp(1, 8);
    let row = |y: u16, height: u16| {
        Rect::new(area.x, y.min(area.bottom()), width, height).intersection(area)
    };
    let text = area.y + 1 + gap;
    let text_hint = text + text_rows;
    let contact = text_hint + 1 + gap;
    let contact_hint = contact + field;
    let below = if asks_contact { contact_hint + 1 + gap } else { contact };
    Places {
        title: row(area.y, 1),
        text: row(text, text_rows),
        text_hint: row(text_hint, 1),
        contact: asks_contact.then(|| row(contact, field)),
        contact_hint: row(contact_hint, 1),
        below: row(below, area.bottom().saturating_sub(below)),
    }
}

/// Draws it.
pub(super) fn draw(
    form: &HelpForm,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let title = Rect { height: 1, ..area }.intersection(area);
    let Some(topic) = form.topic else {
        label(buf, title, &look.say(&support::topic()), look.style(Role::Title));
        for (digit, (at, topic)) in ('1'..).zip(topics(area).into_iter().zip(HelpTopic::ASKED)) {
            let words = look.say(&help_topics::topic(topic));
            let cap = digit.to_string();
            button(buf, at, &words, &cap, shared.pressed, Role::Button, look);
        }
        return None;
    };
    if form.sending {
        label(buf, title, &look.say(&support::words()), look.style(Role::Title));
        let steps = [look.say(&support::sending())];
        let below =
            Rect { y: area.y.saturating_add(2), height: area.height.saturating_sub(2), ..area };
        stages(buf, below, &steps, 0, look);
        return None;
    }
    let places = lay_out(shared, area);
    let used = label(buf, places.title, &look.say(&support::words()), look.style(Role::Title));
    let beside = Rect {
        x: places.title.x + used,
        width: places.title.width.saturating_sub(used),
        ..places.title
    };
    let about = format!(" · {}", look.say(&help_topics::topic(topic)));
    label(buf, beside, &about, look.style(Role::Muted));
    draw_fields(form, shared, look, &places, buf)
}

fn draw_fields(
    form: &HelpForm,
    shared: &Shared,
    look: &Look,
    places: &Places,
    buf: &mut Buffer,
) -> Option<Position> {
    let text = SafeText::new(form.text.reveal());
    let on_text = form.focus == Focus::Text;
    let name = look.say(&support::text());
    let mut cursor = text_box(buf, places.text, &name, text.as_str(), on_text, look);
    let hint = look.say(&support::text_hint());
    let written = look.say(&support::written(form.text.len(), QUESTION));
    let room = u16::try_from(written.width()).unwrap_or(u16::MAX);
    let hint_at =
        Rect { width: places.text_hint.width.saturating_sub(room + 2), ..places.text_hint };
    label(buf, hint_at, &hint, look.style(Role::Muted));
    flush(buf, places.text_hint, &written, look.style(Role::Muted));
    if let Some(at) = places.contact {
        let contact = SafeText::new(form.contact.reveal());
        let name = look.say(&support::contact());
        cursor = cursor.or(field(buf, at, &name, contact.as_str(), !on_text, look));
        let hint = look.say(&support::contact_hint());
        label(buf, places.contact_hint, &hint, look.style(Role::Muted));
    }
    if let Some(why) = &form.trouble {
        trouble(buf, places.below, why, look);
    } else if let Some(number) =
        shared.visit.number.as_ref().filter(|_| !shared.visit.has_session())
    {
        let words = look.say(&support::number_attached(number.masked()));
        paragraph(buf, places.below, &words, look.style(Role::Muted));
    }
    cursor
}

/// A field of several rows; what is too long shows its end.
fn text_box(
    buf: &mut Buffer,
    area: Rect,
    name: &str,
    text: &str,
    focused: bool,
    look: &Look,
) -> Option<Position> {
    let area = area.intersection(buf.area);
    if area.height < 3 || area.width < 8 {
        return field(buf, area, name, text, focused, look);
    }
    let (set, frame, role) = match focused {
        true => (border::THICK, Role::Accent, Role::Accent),
        false => (border::PLAIN, Role::Border, Role::Muted),
    };
    Block::new()
        .borders(Borders::ALL)
        .border_set(set)
        .border_style(look.style(frame))
        .render(area, buf);
    let above = Rect::new(area.x + 2, area.y, area.width - 4, 1);
    label(buf, above, &format!(" {name} "), look.style(role));
    let inside = Rect::new(area.x + 1, area.y + 1, area.width - 2, area.height - 2);
    let style = look.style(Role::Field);
    buf.set_style(inside, style);
    // A column on either side; the last one is for the cursor.
    let at = Rect { x: inside.x + 1, width: inside.width - 2, ..inside };
    let lines = wrap(text, at.width.saturating_sub(1));
    let first = lines.len().saturating_sub(usize::from(at.height));
    let mut end = (at.y, 0);
    for (y, line) in (at.y..at.bottom()).zip(lines.get(first..).unwrap_or_default()) {
        let line = text.get(line.clone()).unwrap_or_default();
        end = (y, label(buf, Rect { y, height: 1, ..at }, line, style));
    }
    let x = at.x.saturating_add(end.1).min(at.right().saturating_sub(1));
    focused.then(|| Position::new(x, end.0))
}
