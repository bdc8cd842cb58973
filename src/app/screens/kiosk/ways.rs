//! The ways to sign there are on this device.
//!
//! Whether NCALayer runs is found out beforehand. A key file is taken only on an own computer, never
//! at a service centre's terminal.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    app::{
        effect::{EffectId, Reply, Request},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen, Step},
        shared::{Profile, Shared, Way},
        theme::Role,
        widgets::{label, paragraph, tile},
    },
    domain::NcaLayerFailure,
    text::{
        Phrase,
        phrases::{common, ways},
    },
};

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ways {
    asked: Option<Way>,
    /// Whether NCALayer runs; nothing while it is looked for.
    ncalayer: Option<Result<(), NcaLayerFailure>>,
}

/// In the order in which they stand.
const ALL: [Way; 3] = [Way::KeyFile, Way::NcaLayer, Way::EgovMobile];

fn name(way: Way) -> Phrase {
    match way {
        Way::KeyFile => ways::key_file(),
        Way::NcaLayer => ways::ncalayer(),
        Way::EgovMobile => ways::egov_mobile(),
    }
}

impl Ways {
    /// Whether choosing it leads on. NCALayer's own screen says what is missing where it does not
    /// run, so choosing it always does.
    fn is_open(way: Way, shared: &Shared) -> bool {
        match way {
            Way::KeyFile => shared.facts.profile == Profile::Personal,
            Way::NcaLayer => true,
            Way::EgovMobile => shared.status.as_ref().is_some_and(|status| status.mobile),
        }
    }

    /// Whether nothing is known to be missing.
    fn is_ready(&self, way: Way, shared: &Shared) -> bool {
        Self::is_open(way, shared) && (way != Way::NcaLayer || self.ncalayer == Some(Ok(())))
    }

    /// What Enter chooses: at a service centre the telephone, where NCALayer is known not to do.
    fn main(&self, shared: &Shared) -> Way {
        match (shared.facts.profile, &self.ncalayer) {
            (Profile::Personal, _) => Way::KeyFile,
            (Profile::Terminal, Some(Err(_))) if Self::is_open(Way::EgovMobile, shared) => {
                Way::EgovMobile
            }
            (Profile::Terminal, _) => Way::NcaLayer,
        }
    }

    fn state(&self, way: Way, shared: &Shared) -> Phrase {
        match (way, &self.ncalayer) {
            (Way::KeyFile, _) if Self::is_open(way, shared) => ways::key_file_words(),
            (Way::KeyFile, _) => ways::key_file_closed(),
            (Way::NcaLayer, None) => ways::ncalayer_looking(),
            (Way::NcaLayer, Some(Ok(()))) => ways::ncalayer_running(),
            (Way::NcaLayer, Some(Err(NcaLayerFailure::NotSetUp))) => ways::not_connected(),
            (Way::NcaLayer, Some(Err(NcaLayerFailure::NotRunning))) => ways::ncalayer_not_running(),
            (Way::NcaLayer, Some(Err(_))) => ways::ncalayer_failing(),
            (Way::EgovMobile, _) if Self::is_open(way, shared) => ways::egov_mobile_words(),
            (Way::EgovMobile, _) => ways::not_connected(),
        }
    }
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// NCALayer was found, or not.
    NcaLayer(Result<(), NcaLayerFailure>),
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
    /// NCALayer.
    NcaLayer,
    /// A phone with eGov Mobile.
    Phone,
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

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if self.ncalayer.is_none() {
            cx.ask(Request::FindNcaLayer);
        }
    }

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        let main = self.main(shared);
        let words = match main {
            Way::NcaLayer => ways::ncalayer_short(),
            Way::EgovMobile => ways::egov_mobile_short(),
            Way::KeyFile => name(main),
        };
        let mut bindings = vec![
            Binding::new(common::back(), [Key::Esc], Msg::Back).left(),
            Binding::new(common::help(), [Key::F(1)], Msg::Help).middle(),
            Binding::new(words, [Key::Enter], Msg::Chosen(main)).main(),
        ];
        bindings.extend(
            ('1'..)
                .zip(ALL)
                .map(|(digit, way)| Binding::new(name(way), [Key::Char(digit)], Msg::Chosen(way))),
        );
        bindings
    }

    fn targets(&self, _shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        let (_, tiles, _) = lay_out(area);
        tiles.into_iter().zip(ALL.map(Msg::Chosen)).collect()
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::NcaLayerFound(found) => Some(Msg::NcaLayer(found)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::NcaLayer(found) => {
                self.ncalayer = Some(found);
                None
            }
            Msg::Chosen(way) if Self::is_open(way, cx.shared) => {
                let visit = &mut cx.shared.visit;
                if visit.way != way {
                    // A key, and a signature, of the way before.
                    (visit.way, visit.key, visit.cms) = (way, None, None);
                }
                match way {
                    Way::NcaLayer => Some(Exit::NcaLayer),
                    Way::EgovMobile => Some(Exit::Phone),
                    Way::KeyFile => Some(Exit::KeyFile),
                }
            }
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
        for ((tile_at, way), cap) in tiles.into_iter().zip(ALL).zip(["1", "2", "3"]) {
            let role = match self.is_ready(way, shared) {
                true if way == self.main(shared) => Role::ButtonMain,
                true => Role::Button,
                false => Role::Muted,
            };
            let (name, state) = (look.say(&name(way)), look.say(&self.state(way, shared)));
            tile(buf, tile_at, &name, &state, cap, shared.pressed, role, look);
        }
        let said = match (shared.facts.profile, self.asked) {
            (_, Some(Way::EgovMobile)) => ways::about_egov_mobile(),
            (Profile::Terminal, _) => ways::about_terminal(),
            (Profile::Personal, _) if shared.is_demonstration() => ways::demonstration(),
            (Profile::Personal, _) => ways::choose_hint(),
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
