//! Keys and touch targets of the document.

use ratatui::layout::Rect;

use super::{Document, Msg, Stage, pages::Turn, view};
use crate::{
    app::{input::Key, keymap::Binding, shared::Shared},
    text::phrases::{common, document},
};

/// The keys of the stage it is at.
pub(super) fn bindings(screen: &Document) -> Vec<Binding<Msg>> {
    let back = || Binding::new(common::back(), [Key::Esc], Msg::Back).left();
    match &screen.stage {
        Stage::Asking => vec![back()],
        // A signature on its way is not left behind; an answer or an outage ends the wait.
        Stage::HandingIn { .. } => Vec::new(),
        Stage::Signing => {
            vec![Binding::new(common::cancel(), [Key::Esc], Msg::Cancelled).left()]
        }
        Stage::Stopped(stop) => {
            vec![back(), Binding::new(stop.way.words(), [Key::Enter], Msg::GoOn).main()]
        }
        Stage::Ready => {
            let turn = |words, keys: Vec<Key>, turn| Binding::new(words, keys, Msg::Turned(turn));
            let before = vec![Key::PageUp, Key::Up, Key::Left];
            let after = vec![Key::PageDown, Key::Down, Key::Right, Key::Char(' ')];
            vec![
                back(),
                Binding::new(document::sign(), [Key::Enter], Msg::Sign).main(),
                turn(document::page_before(), before, Turn::Before),
                turn(document::page_after(), after, Turn::After),
                turn(document::first_page(), vec![Key::Home], Turn::First),
                turn(document::last_page(), vec![Key::End], Turn::Last),
            ]
        }
    }
}

/// Where a finger turns pages.
pub(super) fn targets(screen: &Document, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
    if screen.stage != Stage::Ready {
        return Vec::new();
    }
    let places = view::lay_out(shared, area);
    // The page itself turns on: the lower half forward, the upper half back.
    let half = places.page.height / 2;
    let upper = Rect { height: half, ..places.page };
    let lower = Rect { y: places.page.y + half, height: places.page.height - half, ..places.page };
    let turn = Msg::Turned;
    vec![
        (places.before, turn(Turn::Before)),
        (places.after, turn(Turn::After)),
        (upper, turn(Turn::Before)),
        (lower, turn(Turn::After)),
    ]
}
