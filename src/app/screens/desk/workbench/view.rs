//! How the workbench looks.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    symbols::border,
    widgets::{Block, Borders, Widget as _},
};
use unicode_width::UnicodeWidthStr as _;

use super::{Focus, Listing, Workbench, age::age, layout::Places, may, search::Search};
use crate::{
    api::staff::{AccountHit, HelpState, HolderKind, RequestLine},
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        trouble::Trouble,
        widgets::{flush, label, paragraph},
    },
    domain::{Cause, Permission},
    text::{
        Phrase,
        phrases::{common, deskentry, workbench as words},
    },
};

/// Draws it; returns where the text cursor stands.
pub(super) fn draw(
    state: &Workbench,
    shared: &Shared,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let places = state.lay_out(shared, area);
    let mut cursor = None;
    if !may(shared, Permission::ReadAccounts) {
        let inside = Rect { x: area.x + 2, width: area.width.saturating_sub(4), ..area };
        let at = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
        paragraph(buf, at, &look.say(&words::no_citizens()), look.style(Role::Muted));
        return None;
    }
    let above = Rect { height: state.above().min(area.height), ..area };
    if above.height > 0 {
        state.latest.draw(shared, look, above, buf);
    }
    if places.left.area() > 0 {
        frame(buf, places.left, state.focus != Focus::Pane, look);
        cursor = match &state.search {
            Some(search) => draw_search(state, search, shared, look, &places, buf),
            None => {
                draw_lists(state, shared, look, &places, buf);
                None
            }
        };
    }
    if places.right.area() > 0 {
        let focused = state.focus == Focus::Pane;
        frame(buf, places.right, focused, look);
        match &state.pane {
            Some(pane) => {
                title(buf, places.right, &look.say(&pane.title()), focused, look);
                let at = pane.view(shared, look, places.pane, buf);
                cursor = if focused { at } else { cursor };
            }
            None => {
                let at = Rect { x: places.pane.x + 1, y: places.pane.y + 1, ..places.pane };
                let at = at.intersection(places.pane);
                paragraph(buf, at, &look.say(&words::nothing_open()), look.style(Role::Muted));
            }
        }
    }
    if let Some((code, _)) = &state.code {
        let (title, why) = (deskentry::confirm(), deskentry::confirm_words());
        return code.draw((&title, &why), "", look, area, buf);
    }
    cursor
}

fn frame(buf: &mut Buffer, area: Rect, focused: bool, look: &Look) {
    let role = if focused { Role::Accent } else { Role::Border };
    Block::new()
        .borders(Borders::ALL)
        .border_set(border::PLAIN)
        .border_style(look.style(role))
        .render(area.intersection(buf.area), buf);
}

fn title(buf: &mut Buffer, line: Rect, words: &str, focused: bool, look: &Look) {
    let at = Rect { x: line.x + 1, width: line.width.saturating_sub(2), height: 1, ..line };
    let mark = if focused && look.plain { "▸" } else { " " };
    let role = if focused { Role::Accent } else { Role::Text };
    label(buf, at, &format!("{mark}{words} "), look.style(role));
}

fn draw_lists(state: &Workbench, shared: &Shared, look: &Look, places: &Places, buf: &mut Buffer) {
    let focused = |list: Focus| state.focus == list;
    let heading = |words: Phrase, total: Option<u64>| match total {
        Some(total) => format!("{} {total}", look.say(&words)),
        None => look.say(&words),
    };
    if may(shared, Permission::ReadRequests) {
        let words = heading(words::requests(), state.requests.total);
        title(buf, places.left, &words, focused(Focus::Requests), look);
        draw_rows(
            &state.requests,
            focused(Focus::Requests),
            places.upper,
            look,
            buf,
            |row, line, buf| {
                draw_request(row, shared, look, line, buf);
            },
        );
        note(&state.requests, &words::no_requests(), look, places.upper, buf);
        let role = if state.focus == Focus::Pane { Role::Border } else { Role::Accent };
        let inner = usize::from(places.rule.width.saturating_sub(2));
        label(buf, places.rule, &format!("├{}┤", "─".repeat(inner)), look.style(role));
        let words = heading(words::stopped(), state.stopped.total);
        title(buf, places.rule, &words, focused(Focus::Stopped), look);
    } else {
        let words = heading(words::stopped(), state.stopped.total);
        title(buf, places.left, &words, focused(Focus::Stopped), look);
    }
    draw_rows(
        &state.stopped,
        focused(Focus::Stopped),
        places.lower,
        look,
        buf,
        |row, line, buf| {
            draw_stopped(row, shared, look, line, buf);
        },
    );
    note(&state.stopped, &words::no_stopped(), look, places.lower, buf);
}

/// The lines of a list that are shown, the chosen one marked; the first nine have their digit.
fn draw_rows<T>(
    list: &Listing<T>,
    focused: bool,
    area: Rect,
    look: &Look,
    buf: &mut Buffer,
    mut draw: impl FnMut(&T, Rect, &mut Buffer),
) {
    let rows = list.rows.iter().enumerate().skip(list.top);
    for (nth, ((place, row), y)) in rows.zip(area.y..area.bottom()).enumerate() {
        let line = Rect { y, height: 1, ..area };
        let digit = if focused && nth < 9 { (nth + 1).to_string() } else { " ".to_owned() };
        label(buf, line, &digit, look.style(Role::Muted));
        let rest = Rect { x: line.x + 2, width: line.width.saturating_sub(3), ..line };
        draw(row, rest.intersection(line), buf);
        if focused && place == list.cursor {
            let style = look.style(Role::Selected);
            buf.set_style(line.intersection(buf.area), style);
            if look.plain {
                label(buf, line, "▸", style);
            }
        }
    }
}

/// What there is to say of a list in its first free line: it is coming, it is empty, it failed.
fn note<T>(list: &Listing<T>, empty: &Phrase, look: &Look, area: Rect, buf: &mut Buffer)
where
    T: super::listing::Line,
{
    let row = u16::try_from(list.rows.len().saturating_sub(list.top)).unwrap_or(u16::MAX);
    let at = |row: u16| {
        let inside = Rect { x: area.x + 2, width: area.width.saturating_sub(3), ..area };
        let y = area.y.saturating_add(row);
        Rect { y, height: u16::from(y < area.bottom()), ..inside }.intersection(area)
    };
    match &list.failure {
        Some(failure) => {
            let words = look.say(&Trouble::from(failure).sentence);
            // A full list gives its last line to what went wrong: what is shown is old.
            let line = at(row.min(area.height.saturating_sub(1)));
            let blank = " ".repeat(usize::from(line.width));
            label(buf, line, &blank, look.style(Role::Text));
            label(buf, line, &words, look.style(Role::Warning));
        }
        None if !list.loaded && list.is_asked() => {
            label(buf, at(0), &look.say(&common::loading()), look.style(Role::Muted));
        }
        None if list.loaded && list.rows.is_empty() => {
            label(buf, at(0), &look.say(empty), look.style(Role::Muted));
        }
        None => {}
    }
}

/// ```text
/// ● №1042 не могу войти                 2 мин
///   №1041 баланс              aigul     9 мин
/// ```
fn draw_request(row: &RequestLine, shared: &Shared, look: &Look, line: Rect, buf: &mut Buffer) {
    let is_new = row.state == HelpState::New;
    label(buf, line, if is_new { "●" } else { " " }, look.style(Role::Accent));
    let after = skip(line, 2);
    let end = draw_age(look.say(&age(row.at, shared.now)), look, after, buf);
    let taken = row.taken_by.as_ref().map(|login| format!(" {login}")).unwrap_or_default();
    let end = match taken.is_empty() {
        true => end,
        false => draw_end(&taken, look, end, buf),
    };
    let style = look.style(if is_new { Role::Title } else { Role::Text });
    label(buf, end, &format!("№{} {}", row.id, row.words), style);
}

/// ```text
/// 4417 С*** А*** Б***         4.7       3 дн
/// ```
fn draw_stopped(row: &AccountHit, shared: &Shared, look: &Look, line: Rect, buf: &mut Buffer) {
    let end = draw_age(look.say(&age(row.since, shared.now)), look, line, buf);
    let end = draw_end(&format!(" {}", clause(row.cause.as_ref())), look, end, buf);
    let words = format!("{} {}", row.account, row.name);
    label(buf, end, &words, look.style(Role::Text));
}

/// ```text
/// 4417 С*** А*** Б***    ········4321  ✗ 4.7
/// ```
fn draw_hit(row: &AccountHit, look: &Look, line: Rect, buf: &mut Buffer) {
    let stop = match (&row.cause, row.state.in_use()) {
        (cause @ Some(_), _) => format!(" ✗ {:<5}", clause(cause.as_ref())),
        (None, false) => " ✗      ".to_owned(),
        (None, true) => "        ".to_owned(),
    };
    let end = draw_end(&stop, look, line, buf);
    let end = draw_end(&format!(" {}", row.number_masked), look, end, buf);
    let mark = if row.kind == HolderKind::Organisation { "⌂ " } else { "" };
    let words = format!("{} {mark}{}", row.account, row.name);
    label(buf, end, &words, look.style(Role::Text));
}

/// The clause that was breached, else the one that gives the power.
fn clause(cause: Option<&Cause>) -> String {
    cause.map(|cause| cause.breach().unwrap_or(cause.power()).label()).unwrap_or_default()
}

/// Columns of an age, with the gap before it: "1 095 күн" is the longest within a term of three
/// years.
const AGE: u16 = 10;

fn draw_age(words: String, look: &Look, line: Rect, buf: &mut Buffer) -> Rect {
    let at = skip(line, line.width.saturating_sub(AGE));
    flush(buf, at, &words, look.style(Role::Muted));
    Rect { width: line.width.saturating_sub(AGE), ..line }
}

/// Writes at the end of the line; what is left of it.
fn draw_end(words: &str, look: &Look, line: Rect, buf: &mut Buffer) -> Rect {
    let wide = u16::try_from(words.width()).unwrap_or(u16::MAX).min(line.width);
    label(buf, skip(line, line.width - wide), words, look.style(Role::Muted));
    Rect { width: line.width - wide, ..line }
}

fn skip(line: Rect, columns: u16) -> Rect {
    let columns = columns.min(line.width);
    Rect { x: line.x + columns, width: line.width - columns, ..line }
}

fn draw_search(
    state: &Workbench,
    search: &Search,
    shared: &Shared,
    look: &Look,
    places: &Places,
    buf: &mut Buffer,
) -> Option<Position> {
    let focused = state.focus == Focus::Hits;
    title(buf, places.left, &look.say(&words::search_title()), focused, look);
    let field = places.upper;
    let inside = skip(field, 1);
    let cursor = if search.typing {
        buf.set_style(field.intersection(buf.area), look.style(Role::Field));
        let text = format!("/ {}", search.text.reveal());
        let used = label(buf, inside, &text, look.style(Role::Field));
        let x = (inside.x + used).min(inside.right().saturating_sub(1));
        focused.then(|| Position::new(x, inside.y))
    } else {
        let words = match search.hits.total.filter(|_| !search.hits.is_asked()) {
            Some(total) => words::found(total),
            None if search.hits.is_asked() => words::searching(),
            None => words::found(search.hits.rows.len() as u64),
        };
        label(buf, inside, &look.say(&words), look.style(Role::Muted));
        None
    };
    let role = if state.focus == Focus::Pane { Role::Border } else { Role::Accent };
    let inner = usize::from(places.rule.width.saturating_sub(2));
    label(buf, places.rule, &format!("├{}┤", "─".repeat(inner)), look.style(role));
    let marked = focused && !search.typing;
    draw_rows(&search.hits, marked, places.lower, look, buf, |row, line, buf| {
        draw_hit(row, look, line, buf);
    });
    if search.hits.loaded || search.hits.failure.is_some() {
        note(&search.hits, &words::no_hits(), look, places.lower, buf);
    } else if search.typing {
        let at = skip(places.lower, 2);
        let at = Rect { width: at.width.saturating_sub(1), ..at };
        paragraph(buf, at, &look.say(&words::search_words()), look.style(Role::Muted));
    }
    let _ = shared;
    cursor
}
