//! From the terminal library's events to ours.

use crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::{Position, Size};
use unicode_normalization::UnicodeNormalization as _;

use crate::{
    app::{Input, input::Key},
    domain::Secret,
};

/// The longest paste that is taken, in characters: more is not an answer to any question here.
const LONGEST_PASTE: usize = 4096;

/// An event's meaning, if it has one here.
pub(super) fn translate(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) => translate_key(key).map(Input::Key),
        Event::Mouse(mouse) => translate_mouse(mouse),
        Event::Paste(text) => {
            let text: String = text.nfc().take(LONGEST_PASTE).collect();
            Some(Input::Paste(Secret::new("paste", text)))
        }
        Event::Resize(width, height) => {
            Some(Input::Resize(Size::new(width.clamp(1, 500), height.clamp(1, 200))))
        }
        Event::FocusGained | Event::FocusLost => None,
    }
}

fn translate_key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    Some(match event.code {
        KeyCode::Char(c) if ctrl => Key::Ctrl(c.to_ascii_lowercase()),
        KeyCode::Char(c) if event.modifiers.contains(KeyModifiers::ALT) && c.is_ascii() => {
            return None;
        }
        KeyCode::Char(c) => Key::Char(c),
        KeyCode::F(n) => Key::F(n),
        KeyCode::Enter => Key::Enter,
        KeyCode::Esc => Key::Esc,
        KeyCode::Tab => Key::Tab,
        KeyCode::BackTab => Key::BackTab,
        KeyCode::Backspace => Key::Backspace,
        KeyCode::Delete => Key::Delete,
        KeyCode::Up => Key::Up,
        KeyCode::Down => Key::Down,
        KeyCode::Left => Key::Left,
        KeyCode::Right => Key::Right,
        KeyCode::PageUp => Key::PageUp,
        KeyCode::PageDown => Key::PageDown,
        KeyCode::Home => Key::Home,
        KeyCode::End => Key::End,
        _ => return None,
    })
}

fn translate_mouse(event: MouseEvent) -> Option<Input> {
    let at = Position::new(event.column, event.row);
    match event.kind {
        MouseEventKind::Down(MouseButton::Left) => Some(Input::Press(at)),
        MouseEventKind::Up(MouseButton::Left) => Some(Input::Release(at)),
        MouseEventKind::ScrollDown => Some(Input::Wheel(at, true)),
        MouseEventKind::ScrollUp => Some(Input::Wheel(at, false)),
        _ => None,
    }
}
