//! How the wait for NCALayer is drawn.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{NcaLayer, Stage, Stop};
use crate::{
    app::{
        look::Look,
        shared::Shared,
        theme::Role,
        widgets::{checks, label, paragraph, stages, trouble},
    },
    text::phrases::ncalayer,
};

/// The widest the words run: longer lines are hard to read standing.
const WIDEST: u16 = 84;

/// Rows for the checks of a signature, two a row: in one column they would reach the bar.
const CHECK_ROWS: u16 = 8;

/// Draws it.
///
/// ```text
/// title
///
/// ✓ connecting            title
/// ● choosing
/// ○ checking              ✗ what, next step, code
///                           ✓ checks
/// words
/// ```
pub(super) fn draw(state: &NcaLayer, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) {
    label(buf, area, &look.say(&ncalayer::title()), look.style(Role::Title));
    let now = match &state.stage {
        Stage::Connecting => 0,
        Stage::Choosing => 1,
        Stage::Checking(_) => 2,
        Stage::Stopped(stop) => return draw_stop(stop, look, area, buf),
    };
    let at = below(area, 3.min(area.height / 3));
    let steps = [ncalayer::connecting(), ncalayer::choosing(), ncalayer::checking()];
    let used = stages(buf, at, &steps.map(|it| look.say(&it)), now, look);
    let mut at = narrow(below(at, used + 1));
    if now == 1 {
        let words = match shared.is_demonstration() {
            true => ncalayer::demonstration(),
            false => ncalayer::window(),
        };
        let used = paragraph(buf, at, &look.say(&words), look.style(Role::Text));
        at = below(at, used + 1);
    }
    paragraph(buf, at, &look.say(&ncalayer::password_stays()), look.style(Role::Muted));
}

fn draw_stop(stop: &Stop, look: &Look, area: Rect, buf: &mut Buffer) {
    let at = narrow(below(area, 3.min(area.height / 4)));
    let mut used = trouble(buf, at, &stop.trouble, look) + 1;
    let indent = |rect: Rect| Rect { x: rect.x + 2, width: rect.width.saturating_sub(2), ..rect };
    if let Some(detail) = &stop.detail {
        let words = look.say(detail);
        used += paragraph(buf, indent(below(at, used)), &words, look.style(Role::Text)) + 1;
    }
    if !stop.checks.is_empty() {
        let room = indent(below(at, used));
        checks(buf, Rect { height: room.height.min(CHECK_ROWS), ..room }, &stop.checks, look);
    }
}

/// The area below its first `rows` rows.
fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect { y: area.y + rows, height: area.height - rows, ..area }
}

fn narrow(area: Rect) -> Rect {
    Rect { width: area.width.min(WIDEST), ..area }
}
