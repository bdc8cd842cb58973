//! A key file and its password.
//!
//! Files that were found can be chosen, any other path can be typed. The password is a
//! [`Secret`] from the first letter on, never drawn unless the citizen asks for it, and gone after
//! every attempt.

mod fields;
mod view;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    app::{
        effect::{EffectId, OpenedKey, Reply, Request},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen, Step},
        shared::Shared,
    },
    domain::{Fault, SafeText, Secret},
    text::phrases::{common, keys},
};

/// The screen's state.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyFileEntry {
    /// The files that can be seen from here; none while they are looked for.
    found: Option<Vec<SafeText>>,
    path: String,
    /// True while the path is one that was chosen or filled in: the first letter typed begins
    /// another one, so that nobody has to erase a path they never wrote.
    given: bool,
    password: Secret,
    focus: Focus,
    shown: bool,
    opening: bool,
    fault: Option<Fault>,
    /// The demonstration person whose key and password were filled in.
    filled: Option<usize>,
}

impl Default for KeyFileEntry {
    fn default() -> Self {
        Self {
            found: None,
            path: String::new(),
            given: false,
            password: Secret::new("password", ""),
            focus: Focus::Path,
            shown: false,
            opening: false,
            fault: None,
            filled: None,
        }
    }
}

/// Where letters go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Focus {
    /// Into the path.
    Path,
    /// Into the password.
    Password,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The files were found.
    Found(Vec<SafeText>),
    /// The file before or after the chosen one.
    Moved(bool),
    /// The file in this place of the list.
    Chosen(usize),
    /// A letter for the path.
    Letter(char),
    /// A letter, or more, for the password.
    Secret(Secret),
    /// A pasted path.
    Pasted(String),
    /// The last letter goes.
    Erased,
    /// The whole field goes.
    Cleared,
    /// The cursor goes here.
    Focused(Focus),
    /// The password is shown or hidden.
    Peeked,
    /// What is there is to be used.
    Confirmed,
    /// The key was opened, or not.
    Opened(Result<Box<OpenedKey>, Fault>),
    /// The opening is to stop.
    Cancelled,
    /// The way back.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// The key is open; its certificate is in the visit.
    Opened,
    /// Back to the ways.
    Left,
}

impl Screen for KeyFileEntry {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        self.fill(cx.shared);
        if self.found.is_none() {
            cx.ask(Request::FindKeyFiles);
        }
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        if self.opening {
            return vec![Binding::new(common::cancel(), [Key::Esc], Msg::Cancelled).left()];
        }
        let peek = if self.shown { keys::hide() } else { keys::show() };
        let other = match self.focus {
            Focus::Path => Focus::Password,
            Focus::Password => Focus::Path,
        };
        vec![
            Binding::new(common::back(), [Key::Esc], Msg::Back).left(),
            Binding::new(peek, [Key::F(4)], Msg::Peeked).middle(),
            Binding::new(keys::open(), [Key::Enter], Msg::Confirmed).main(),
            Binding::new(keys::choose(), [Key::Up], Msg::Moved(false)),
            Binding::new(keys::choose(), [Key::Down], Msg::Moved(true)),
            Binding::new(keys::next_field(), [Key::Tab, Key::BackTab], Msg::Focused(other)),
            Binding::new(keys::clear(), [Key::Ctrl('u')], Msg::Cleared),
        ]
    }

    fn typed(&self, _shared: &Shared, key: Key) -> Option<Msg> {
        match key {
            _ if self.opening => None,
            Key::Backspace => Some(Msg::Erased),
            Key::Char(c) => Some(match self.focus {
                Focus::Path => Msg::Letter(c),
                Focus::Password => Msg::Secret(Secret::new("password", c)),
            }),
            _ => None,
        }
    }

    fn pasted(&self, _shared: &Shared, text: &Secret) -> Option<Msg> {
        let line = text.reveal().lines().next().unwrap_or_default();
        match self.focus {
            _ if self.opening => None,
            Focus::Path => Some(Msg::Pasted(line.trim().to_owned())),
            Focus::Password => Some(Msg::Secret(Secret::new("password", line))),
        }
    }

    fn targets(&self, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        if self.opening {
            return Vec::new();
        }
        let places = view::lay_out(self, shared, area);
        let mut targets: Vec<_> =
            places.files.iter().map(|(rect, place)| (*rect, Msg::Chosen(*place))).collect();
        targets.push((places.path, Msg::Focused(Focus::Path)));
        targets.push((places.password, Msg::Focused(Focus::Password)));
        targets
    }

    fn wheeled(&self, _shared: &Shared, _area: Rect, _at: Position, down: bool) -> Option<Msg> {
        (!self.opening).then_some(Msg::Moved(down))
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::KeyFiles(found) => Some(Msg::Found(found)),
            Reply::KeyOpened(opened) => Some(Msg::Opened(opened)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Found(found) => {
                self.found = Some(found);
                if self.path.is_empty() {
                    self.choose(0);
                }
            }
            Msg::Moved(down) => {
                let last = self.found.as_ref().map_or(0, Vec::len).saturating_sub(1);
                self.choose(match (self.chosen(), down) {
                    (Some(place), true) => (place + 1).min(last),
                    (Some(place), false) => place.saturating_sub(1),
                    (None, _) => 0,
                });
            }
            Msg::Chosen(place) => self.choose(place),
            Msg::Letter(c) => self.letter(c),
            Msg::Secret(letters) => letters.reveal().chars().for_each(|c| self.password.push(c)),
            Msg::Pasted(path) => (self.path, self.given) = (path, false),
            Msg::Erased => match self.focus {
                Focus::Path => {
                    self.given = false;
                    self.path.pop();
                }
                Focus::Password => drop(self.password.pop()),
            },
            Msg::Cleared => match self.focus {
                Focus::Path => self.path.clear(),
                Focus::Password => self.password.wipe(),
            },
            Msg::Focused(focus) => self.focus = focus,
            Msg::Peeked => self.shown = !self.shown,
            Msg::Confirmed => self.confirm(cx),
            Msg::Opened(Ok(opened)) => {
                self.password.wipe();
                cx.shared.visit.key = Some(*opened);
                cx.shared.visit.cms = None; // a signature by the key before
                return Some(Exit::Opened);
            }
            Msg::Opened(Err(fault)) => self.refuse(fault),
            Msg::Cancelled => {
                self.opening = false;
                cx.ask(Request::Cancel(cx.scope));
                self.enter(cx);
            }
            Msg::Back => return Some(Exit::Left),
        }
        None
    }

    fn settle(&mut self, shared: &mut Shared, _area: Rect) {
        if !self.opening {
            self.fill(shared);
        }
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, shared, look, area, buf)
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Eds)
    }

    fn is_reading(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        true
    }
}
