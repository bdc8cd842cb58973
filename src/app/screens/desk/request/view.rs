//! Draws a help request.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{HelpRequest, Over, words};
use crate::{
    api::{ProblemCode, staff::RequestView},
    app::{
        fetched::Fetched,
        keymap::Binding,
        look::Look,
        screen::Screen as _,
        screens::desk::{
            deed::Deed,
            sheet::{self, Part},
        },
        shared::Shared,
        theme::Role,
        trouble::Trouble,
        widgets::{banner, flush, label, trouble},
    },
    text::{
        Arg,
        phrases::{card, request as say},
        wrap,
    },
};

/// Draws it; returns where the text cursor stands.
///
/// ```text
/// signing in                                    new
/// 20.11.2026 14:01 · KIOSK-12 · language
/// account 4417 · signed in by EDS
/// contact
///
/// what the citizen wrote
///
/// the answer
/// ```
pub(super) fn draw(
    it: &HelpRequest,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let number = it.id.to_string();
    match &it.view {
        Fetched::Here(view) => draw_request(it, view, look, area, buf),
        Fetched::Failed(failure) => {
            let at = Rect { height: area.height.min(1), ..area };
            label(buf, at, &look.say(&say::title(number)), look.style(Role::Title));
            trouble(buf, below(area, 1), &Trouble::from(failure), look);
        }
        Fetched::Missing | Fetched::Asked => {
            label(buf, area, &look.say(&say::loading(number)), look.style(Role::Muted));
        }
    }
    draw_dialog(it, &it.bindings(shared), look, area, buf)
}

fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

fn draw_request(it: &HelpRequest, view: &RequestView, look: &Look, area: Rect, buf: &mut Buffer) {
    let line = &view.line;
    let row = |nth: u16| {
        let at = below(area, nth);
        Rect { height: at.height.min(1), ..at }
    };
    let (state, role) = words::state(line);
    let state = look.say(&state);
    flush(buf, row(0), &state, look.style(role));
    let free = area.width.saturating_sub(wide(&state) + 2);
    // The number stands in the frame around it.
    let title = look.say(&words::topic(line.topic));
    label(buf, Rect { width: free, ..row(0) }, &title, look.style(Role::Title));
    let asked = format!(
        "{} · {}",
        look.say(&say::asked_at(Arg::DateTime(line.at), line.terminal.clone())),
        look.say(&say::asked_in(view.language.name().to_owned()))
    );
    label(buf, row(1), &asked, look.style(Role::Muted));
    let (account, role) = match line.account.map(|account| account.to_string()) {
        Some(account) if line.verified => (say::verified(account), Role::Good),
        Some(account) => (say::unverified(account), Role::Warning),
        None => (say::no_account(), Role::Muted),
    };
    label(buf, row(2), &look.say(&account), look.style(role));
    let contact = match &view.contact_masked {
        Some(contact) => say::contact(contact.clone()),
        None => say::no_contact(),
    };
    label(buf, row(3), &look.say(&contact), look.style(Role::Muted));
    let used = draw_news(it, look, below(area, 4), buf);
    draw_text(it, view, look, below(area, 5 + used), buf);
}

/// What is under way, or went wrong; returns its rows.
fn draw_news(it: &HelpRequest, look: &Look, area: Rect, buf: &mut Buffer) -> u16 {
    if let Some(deed) = it.deed().filter(|_| !it.has_dialog()) {
        let (words, role) = progress(deed, look);
        let rows = u16::try_from(wrap(&words, area.width.saturating_sub(2)).len()).unwrap_or(1);
        let at = Rect { height: rows.min(area.height), ..area };
        banner(buf, at, &words, role, look);
        return at.height;
    }
    match &it.refused {
        Some(failure) if failure.code() == Some(ProblemCode::Conflict) => {
            label(buf, area, &look.say(&say::changed()), look.style(Role::Warning))
        }
        Some(failure) => return trouble(buf, area, &Trouble::from(failure), look),
        None if it.is_old => label(buf, area, &look.say(&card::stale()), look.style(Role::Warning)),
        None => return 0,
    };
    1
}

/// What the citizen wrote, and the answer.
fn draw_text(it: &HelpRequest, view: &RequestView, look: &Look, area: Rect, buf: &mut Buffer) {
    let mut rows: Vec<(String, Role)> = Vec::new();
    let mut write = |text: &str, role: Role| {
        let lines = wrap(text, area.width).into_iter();
        rows.extend(lines.map(|line| (text.get(line).unwrap_or_default().to_owned(), role)));
    };
    write(view.text.as_str(), Role::Text);
    if let Some(answer) = &view.answer {
        write("", Role::Text);
        if let Some(at) = view.answered_at {
            write(&look.say(&say::answered(Arg::DateTime(at))), Role::Muted);
        }
        write(answer.as_str(), Role::Accent);
    }
    let height = usize::from(area.height);
    let from = it.above.min(rows.len().saturating_sub(height));
    for (y, (text, role)) in (area.y..area.bottom()).zip(rows.iter().skip(from)) {
        label(buf, Rect { y, height: 1, ..area }, text, look.style(*role));
    }
}

/// How far something has come.
fn progress(deed: &Deed, look: &Look) -> (String, Role) {
    if deed.is_held() {
        (look.say(&crate::text::phrases::act::held()), Role::Warning)
    } else if deed.is_unknown() {
        (look.say(&say::unknown()), Role::Bad)
    } else if deed.is_doubtful() {
        (look.say(&say::doubtful()), Role::Warning)
    } else {
        (look.say(&say::sending()), Role::Accent)
    }
}

fn draw_dialog(
    it: &HelpRequest,
    keys: &[Binding<super::Msg>],
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let title = || look.say(&say::title(it.id.to_string()));
    match &it.over {
        Some(Over::Answer(draft)) if !draft.hidden => {
            let title = format!("{} · {}", look.say(&say::answer()), title());
            let parts = draft.parts(&say::answer_text(), |deed| progress(deed, look), look);
            sheet::draw(&title, parts, keys, look, area, buf)
        }
        Some(Over::Sure) => {
            let parts = vec![Part::Words(look.say(&say::close_sure()), Role::Text)];
            sheet::draw(&title(), parts, keys, look, area, buf)
        }
        _ => None,
    }
}

fn wide(text: &str) -> u16 {
    use unicode_width::UnicodeWidthStr;
    u16::try_from(text.width()).unwrap_or(u16::MAX)
}
