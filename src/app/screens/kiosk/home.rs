//! The first screen: what the portal is, and the seven things one can do.

use std::time::Duration;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{Failure, Status},
    app::{
        effect::{EffectId, Reply, Request},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
        theme::Role,
        widgets::{columns, label, paragraph, tile},
    },
    text::{Phrase, phrases::home},
};

/// How long a home screen without a portal waits before it asks again.
const RETRY: Duration = Duration::from_secs(15);

/// The first screen.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Home {
    away: bool,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// One of the seven was chosen.
    Chosen(Choice),
    /// The portal answered.
    Answered(Result<Box<Status>, Failure>),
    /// Time to ask again.
    AskAgain,
}

/// The seven things one can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Choice {
    /// Join.
    Join,
    /// Sign in.
    SignIn,
    /// Read the agreement.
    Read,
    /// Help.
    Help,
    /// Housing.
    Housing,
    /// Grants.
    Grants,
    /// Menu.
    Menu,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// With a choice.
    Chosen(Choice),
}

/// The tiles in order: their words, their explanation.
fn tiles() -> [(Choice, Phrase, Option<Phrase>); 7] {
    [
        (Choice::Join, home::join(), Some(home::join_steps())),
        (Choice::SignIn, home::sign_in(), Some(home::sign_in_steps())),
        (Choice::Read, home::read(), None),
        (Choice::Help, home::help(), None),
        (Choice::Housing, home::housing(), None),
        (Choice::Grants, home::grants(), None),
        (Choice::Menu, home::menu(), None),
    ]
}

/// Two large tiles, two wide ones, three small ones.
///
/// ```text
/// users
/// ┏ 1 ┓ ┏ 2 ┓
/// ┌ 3 ┐ ┌ 4 ┐
/// ┌5┐ ┌6┐ ┌7┐
/// free and voluntary
/// ```
fn lay_out(area: Rect) -> (Rect, Vec<Rect>, Rect) {
    // Two lines stand in the middle of an even height, one in the middle of an odd one.
    let (large, small): (u16, u16) = match area.height {
        30.. => (8, 5),
        21.. => (6, 3),
        16.. => (4, 3),
        _ => (3, if area.height >= 12 { 3 } else { 1 }),
    };
    let gap: u16 = u16::from(area.height >= 18);
    let used = 1 + gap + large + gap + small + gap + small + gap + 2;
    let users = Rect { y: area.y + area.height.saturating_sub(used) / 2, height: 1, ..area };
    let row = |y: u16, height: u16, count: u16| -> Vec<Rect> {
        columns(Rect { y, height, ..area }, count, 2)
    };
    let first = users.y + 1 + gap;
    let second = first + large + gap;
    let third = second + small + gap;
    let mut rects = row(first, large, 2);
    rects.extend(row(second, small, 2));
    rects.extend(row(third, small, 3));
    let bottom = third + small + gap;
    let note = Rect { y: bottom, height: area.bottom().saturating_sub(bottom), ..area };
    (users, rects, note)
}

impl Screen for Home {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        cx.ask(Request::Status);
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        tiles()
            .into_iter()
            .zip('1'..)
            .map(|((choice, words, _), digit)| {
                let mut keys = vec![Key::Char(digit)];
                if choice == Choice::Join {
                    keys.push(Key::Enter);
                }
                Binding::new(words, keys, Msg::Chosen(choice))
            })
            .collect()
    }

    fn targets(&self, _shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        let (_, rects, _) = lay_out(area);
        rects
            .into_iter()
            .zip(tiles())
            .map(|(rect, (choice, ..))| (rect, Msg::Chosen(choice)))
            .collect()
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Status(answer) => Some(Msg::Answered(answer.map(Box::new))),
            Reply::Elapsed => Some(Msg::AskAgain),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Chosen(choice) => return Some(Exit::Chosen(choice)),
            Msg::Answered(Ok(_)) => self.away = false, // the root has kept the status itself
            Msg::Answered(Err(_)) => {
                self.away = true;
                cx.after(RETRY);
            }
            Msg::AskAgain => {
                cx.ask(Request::Status);
            }
        }
        None
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let (users, rects, note) = lay_out(area);
        let (words, role) = match &shared.status {
            _ if self.away => (home::portal_away(), Role::Warning),
            Some(status) => (home::users(status.users), Role::Accent),
            None => (home::loading(), Role::Muted),
        };
        label(buf, users, &look.say(&words), look.style(role));
        for (nth, (rect, (choice, words, explanation))) in
            rects.into_iter().zip(tiles()).enumerate()
        {
            let role = if choice == Choice::Join { Role::ButtonMain } else { Role::Button };
            let below = explanation.map(|phrase| look.say(&phrase)).unwrap_or_default();
            let cap = (nth + 1).to_string();
            tile(buf, rect, &look.say(&words), &below, &cap, shared.pressed, role, look);
        }
        paragraph(buf, note, &look.say(&home::free_and_voluntary()), look.style(Role::Muted));
        None
    }
}
