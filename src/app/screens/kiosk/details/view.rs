//! How "your details" looks.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    DetailsEntry, Focus, LANGUAGES,
    fields::{DIGITS, Fault},
};
use crate::{
    api::{Failure, ProblemCode},
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        trouble::Trouble,
        widgets::{button, columns, draw_keyboard, draw_keypad, field, label, paragraph, trouble},
    },
    domain::{Phone, SafeText, Secret},
    text::{
        Phrase,
        phrases::{details as words, entry},
    },
};

/// The screen's places.
pub(super) struct Places {
    title: Rect,
    why: Rect,
    name: Rect,
    pub(super) phone: Rect,
    pub(super) email: Rect,
    /// The name of the languages beside them, or the frame around them.
    language: Rect,
    /// The targets of the languages.
    pub(super) languages: Vec<Rect>,
    note: Rect,
    pub(super) pad: Rect,
}

/// The three fields beside each other where targets are 3 rows high, else below each other.
///
/// ```text
/// title
/// why
/// name
/// ┌ phone ┐ ┌ e-mail ┐ [ kk ][ ru ]
/// note
///   keypad or keyboard
/// ```
pub(super) fn lay_out(area: Rect, shared: &Shared) -> Places {
    let roomy = shared.is_roomy();
    let why: u16 = if roomy { 2 } else { 3 };
    let fields: u16 = if roomy { 3 } else { 5 };
    let note: u16 = if roomy { 2 } else { 3 };
    let pad: u16 = if roomy { 12 } else { 4 };
    let spare = area.height.saturating_sub(2 + why + fields + note + pad);
    let [over_why, over_fields, over_note, over_pad, over_name] =
        [1, 2, 3, 4, 5].map(|nth| u16::from(spare >= nth) + u16::from(spare >= nth + 5));
    let mut y = area.y;
    let mut take = |gap: u16, height: u16| {
        y = y.saturating_add(gap);
        let row = Rect { y: y.min(area.bottom()), height, ..area }.intersection(area);
        y = y.saturating_add(height);
        row
    };
    let title = take(0, 1);
    let why = take(over_why, why);
    let name = take(over_name, 1);
    let row = take(over_fields, fields);
    let note = take(over_note, note);
    let pad = take(over_pad, pad);
    let (phone, email, language, languages) = if roomy {
        let thirds = columns(row, 3, 2);
        let third = |nth: usize| thirds.get(nth).copied().unwrap_or_default();
        (third(0), third(1), third(2), columns(third(2), 2, 0))
    } else {
        let line =
            |nth: u16| Rect { y: row.y.saturating_add(nth), height: 1, ..row }.intersection(row);
        let at = line(4);
        let name = NAME.min(at.width / 3);
        let beside = Rect { x: at.x + name, width: (at.width - name).min(40), ..at };
        (line(0), line(2), Rect { width: name, ..at }, columns(beside, 2, 1))
    };
    Places { title, why, name, phone, email, language, languages, note, pad }
}

/// Columns of a name beside its value, as in a field one row high.
const NAME: u16 = 18;

pub(super) fn draw(
    it: &DetailsEntry,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let places = lay_out(area, shared);
    label(buf, places.title, &look.say(&words::title()), look.style(Role::Title));
    paragraph(buf, places.why, &look.say(&words::why()), look.style(Role::Muted));
    draw_name(it, shared, look, places.name, buf);
    let known = it.known.here();
    let phone = named(words::phone(), &it.phone, known.and_then(|it| it.phone.as_ref()), look);
    let email = named(words::email(), &it.email, known.and_then(|it| it.email.as_ref()), look);
    let typed = Phone::spaced(it.phone.reveal());
    let on = |focus| it.focus == focus && !it.sending;
    let at_phone = field(buf, places.phone, &phone, &typed, on(Focus::Phone), look);
    let safe = SafeText::new(it.email.reveal());
    let at_email = field(buf, places.email, &email, safe.as_str(), on(Focus::Email), look);
    draw_languages(it, shared, look, &places, buf);
    draw_note(it, look, places.note, buf);
    if !it.sending {
        match it.focus {
            Focus::Phone => {
                let clear = look.say(&entry::clear());
                draw_keypad(buf, places.pad, &clear, shared.pressed, look);
            }
            Focus::Email => draw_keyboard(buf, places.pad, shared.pressed, look),
            Focus::Language => {}
        }
    }
    at_phone.or(at_email)
}

/// A field's name, with the mark of a value that is confirmed as it stands there.
fn named(name: Phrase, typed: &Secret, known: Option<&Secret>, look: &Look) -> String {
    let name = look.say(&name);
    let is_confirmed = !typed.is_empty() && known == Some(typed);
    if is_confirmed { format!("{name} ✓") } else { name }
}

fn draw_name(it: &DetailsEntry, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) {
    let of_receipt = shared.visit.signed.as_ref().and_then(|it| it.acceptance.receipt.as_ref());
    let owner = it.known.here().map(|known| &known.owner);
    let owner = owner.or(of_receipt.map(|receipt| &receipt.certificate.owner));
    let Some(owner) = owner else { return };
    let line = look.say(&words::name(owner.clone()));
    label(buf, area, &line, look.style(Role::Text));
}

fn draw_languages(
    it: &DetailsEntry,
    shared: &Shared,
    look: &Look,
    places: &Places,
    buf: &mut Buffer,
) {
    let focused = it.focus == Focus::Language && !it.sending;
    let name = look.say(&words::language());
    let framed = places.language.height >= 3;
    if framed {
        field(buf, places.language, &name, "", focused, look);
    } else {
        let mark = if focused { "▸ " } else { "  " };
        let role = if focused { Role::Accent } else { Role::Muted };
        label(buf, places.language, &format!("{mark}{name}"), look.style(role));
    }
    let present = it.language(shared);
    for ((nth, rect), language) in places.languages.iter().enumerate().zip(LANGUAGES) {
        let is_present = language == present;
        let role = if is_present { Role::ButtonMain } else { Role::Button };
        let cap = if is_present { "●" } else { "" };
        // Within the frame each is the middle row of its target.
        let at = match framed {
            true => Rect {
                x: rect.x + u16::from(nth == 0),
                y: rect.y + 1,
                width: rect.width.saturating_sub(1),
                height: 1,
            },
            false => *rect,
        };
        let pressed = shared.pressed.filter(|at| rect.contains(*at)).map(|_| at.as_position());
        button(buf, at, language.name(), cap, pressed, role, look);
    }
}

/// What is being done, what is wrong, or what happens next.
fn draw_note(it: &DetailsEntry, look: &Look, area: Rect, buf: &mut Buffer) {
    if it.sending {
        paragraph(buf, area, &look.say(&words::sending()), look.style(Role::Accent));
        return;
    }
    let (sentence, role) = match &it.fault {
        Some(Fault::Portal(failure)) => {
            trouble(buf, area, &portal(failure), look);
            return;
        }
        Some(Fault::Phone(left)) => (words::digits_left(*left), Role::Bad),
        Some(Fault::NotPhone) => (words::not_phone(), Role::Bad),
        Some(Fault::Email) => (words::not_email(), Role::Bad),
        None if it.phone.is_empty() && it.email.is_empty() => (words::optional(), Role::Muted),
        None if it.phone.len() < DIGITS && !it.phone.is_empty() => {
            (words::digits_left(DIGITS - it.phone.len()), Role::Muted)
        }
        None => (words::code_follows(), Role::Muted),
    };
    let mark = if role == Role::Bad { "✗ " } else { "" };
    paragraph(buf, area, &format!("{mark}{}", look.say(&sentence)), look.style(role));
}

/// Too many codes has a time after which there is another.
pub(in crate::app::screens::kiosk) fn portal(failure: &Failure) -> Trouble {
    let mut trouble = Trouble::from(failure);
    if let Failure::Refused(problem) = failure
        && problem.code == ProblemCode::TooMany
        && let Some(seconds) = problem.retry_after
    {
        trouble.sentence = words::too_many_codes();
        trouble.next = words::again_after(u64::from(seconds).div_ceil(60));
    }
    trouble
}
