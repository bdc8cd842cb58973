//! The ways to sign there are on this device.
//!
//! In this version only the key file is connected, and only on an own computer: a service centre's
//! terminal says where one can sign instead.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    app::{
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen, Step},
        shared::{Profile, Shared},
        theme::Role,
        widgets::{label, paragraph, tile},
    },
    text::{
        Phrase,
        phrases::{common, ways},
    },
};

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ways {
    asked: Option<Way>,
}

/// A way to sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Way {
    /// A key file (PKCS#12).
    KeyFile,
    /// The NCALayer program on this computer.
    NcaLayer,
    /// A telephone with eGov Mobile.
    EgovMobile,
}

impl Way {
    /// In the order in which they stand.
    const ALL: [Self; 3] = [Self::KeyFile, Self::NcaLayer, Self::EgovMobile];

    fn name(self) -> Phrase {
        match self {
            Self::KeyFile => ways::key_file(),
            Self::NcaLayer => ways::ncalayer(),
            Self::EgovMobile => ways::egov_mobile(),
        }
    }

    fn is_open(self, shared: &Shared) -> bool {
        self == Self::KeyFile && shared.facts.profile == Profile::Personal
    }

    fn state(self, shared: &Shared) -> Phrase {
        match self {
            Self::KeyFile if self.is_open(shared) => ways::key_file_words(),
            Self::KeyFile => ways::key_file_closed(),
            Self::NcaLayer | Self::EgovMobile => ways::not_connected(),
        }
    }
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// A way was chosen.
    Chosen(Way),
    /// Help is wanted.
    Help,
    /// The way back.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// A key file.
    KeyFile,
    /// Back to the number.
    Left,
    /// To help.
    Help,
}

/// A question, three tiles, and what is to be said of them.
///
/// ```text
/// title
/// ┏ 1 key file ━━━━━━━━━━━━━┓
/// ┌ 2 NCALayer ─────────────┐
/// ┌ 3 eGov Mobile ──────────┐
/// words
/// ```
fn lay_out(area: Rect) -> (Rect, [Rect; 3], Rect) {
    let gap = u16::from(area.height >= 18);
    let height = if area.height >= 22 { 5 } else { 4.min(area.height / 4) };
    let title = Rect { height: 1, ..area }.intersection(area);
    let first = area.y + 1 + gap;
    let tiles = [0, 1, 2].map(|nth| {
        let tile = Rect { y: first + nth * (height + gap), height, ..area };
        Rect { width: area.width.min(84), ..tile }.intersection(area)
    });
    let below = first + 3 * (height + gap);
    let words = Rect {
        y: below.min(area.bottom()),
        width: area.width.min(84),
        height: area.bottom().saturating_sub(below),
        ..area
    };
    (title, tiles, words)
}

impl Screen for Ways {
    type Msg = Msg;
    type Exit = Exit;

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        let mut bindings = vec![Binding::new(common::back(), [Key::Esc], Msg::Back).left()];
        if shared.facts.profile == Profile::Personal {
            let key_file = Msg::Chosen(Way::KeyFile);
            bindings.push(Binding::new(common::help(), [Key::F(1)], Msg::Help).middle());
            bindings.push(Binding::new(ways::key_file(), [Key::Enter], key_file).main());
        } else {
            bindings.push(Binding::new(common::help(), [Key::Enter, Key::F(1)], Msg::Help).main());
        }
        bindings.extend(
            ('1'..)
                .zip(Way::ALL)
                .map(|(digit, way)| Binding::new(way.name(), [Key::Char(digit)], Msg::Chosen(way))),
        );
        bindings
    }

    fn targets(&self, _shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        let (_, tiles, _) = lay_out(area);
        tiles.into_iter().zip(Way::ALL.map(Msg::Chosen)).collect()
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Chosen(way) if way.is_open(cx.shared) => Some(Exit::KeyFile),
            Msg::Chosen(way) => {
                self.asked = Some(way);
                None
            }
            Msg::Help => Some(Exit::Help),
            Msg::Back => Some(Exit::Left),
        }
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let (title, tiles, words) = lay_out(area);
        label(buf, title, &look.say(&ways::title()), look.style(Role::Title));
        for ((tile_at, way), cap) in tiles.into_iter().zip(Way::ALL).zip(["1", "2", "3"]) {
            let role = match way.is_open(shared) {
                true => Role::ButtonMain,
                false => Role::Button,
            };
            let (name, state) = (look.say(&way.name()), look.say(&way.state(shared)));
            tile(buf, tile_at, &name, &state, cap, shared.pressed, role, look);
        }
        let said = match (shared.facts.profile, self.asked) {
            (Profile::Terminal, _) => ways::about_terminal(),
            (_, Some(Way::NcaLayer)) => ways::about_ncalayer(),
            (_, Some(Way::EgovMobile)) => ways::about_egov_mobile(),
            (_, Some(Way::KeyFile) | None) => ways::choose_hint(),
        };
        let role = if self.asked.is_some() { Role::Text } else { Role::Muted };
        paragraph(buf, words, &look.say(&said), look.style(role));
        None
    }

    fn step(&self) -> Option<Step> {
        Some(Step::Eds)
    }

    fn is_reading(&self) -> bool {
        true
    }
}
