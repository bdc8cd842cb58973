//! The agreement reader: both languages side by side, gated by block (A2–A5).
//!
//! This file is the screen: what it holds, what it can be told, which keys do what. Where things
//! are stands in `layout`, the text as rows in `flow`, the gate in `gate`, finding in `seek`; the
//! views are `text`, `contents`, `missing` and `ticks`.
//!
//! Invariant: nothing here asks the portal for anything; declining leaves by an exit alone (A5).

mod column;
mod contents;
mod flow;
mod gate;
mod keys;
mod layout;
mod missing;
mod motion;
mod msg;
mod seek;
mod text;
mod ticks;

use std::sync::Arc;

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
        shared::Shared,
    },
    domain::Language,
};
use flow::{Place, Wrapped, agreement_language};
use seek::Seek;

pub use msg::Msg;

/// What the reader was opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Purpose {
    /// To join: ends with the ticks.
    #[default]
    Join,
    /// Only to read.
    Read,
}

/// The screen's state. What has been read is the visit's, and survives leaving.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reader {
    purpose: Purpose,
    stage: Stage,
    /// The first row of the window; none before the first entry.
    top: Option<Place>,
    /// Set while the one column shows the other language: the interface's language at that time,
    /// because a switch of that one brings its own text with it.
    swapped: Option<Language>,
    seek: Seek,
    wrapped: Arc<Wrapped>,
}

/// What the body shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Stage {
    /// The text.
    #[default]
    Text,
    /// The table of contents, where it has no room beside the text; the entry under the cursor.
    Contents(usize),
    /// Why one cannot go on yet.
    Missing,
    /// The two ticks.
    Ticks {
        /// The tick under the cursor.
        focus: Tick,
        /// True once somebody wanted to accept with a tick missing.
        refused: bool,
    },
}

/// One of the two declarations (A5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Tick {
    /// The closing statement.
    #[default]
    Statement,
    /// The consent of clause 2.6.
    Consent,
}

impl Reader {
    /// Opens the screen.
    #[must_use]
    pub fn new(purpose: Purpose) -> Self {
        Self { purpose, ..Self::default() }
    }

    /// The language of the text where only one fits.
    fn shown(&self, shared: &Shared) -> Language {
        let own = agreement_language(shared.language);
        match (self.swapped == Some(shared.language), own) {
            (true, Language::Kk) => Language::Ru,
            (true, _) => Language::Kk,
            (false, own) => own,
        }
    }
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// Everything shown and both ticks set.
    Accepted,
    /// The agreement was declined.
    Declined,
    /// Back to the first screen.
    Left,
}

impl Screen for Reader {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        let start = Place { block: cx.shared.visit.reading.cursor, row: 0 };
        self.top.get_or_insert(start);
    }

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        keys::bindings(self, shared)
    }

    fn typed(&self, _shared: &Shared, key: Key) -> Option<Msg> {
        match self.stage {
            Stage::Text => self.seek.typed(key),
            _ => None,
        }
    }

    fn targets(&self, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        match self.stage {
            Stage::Text => text::targets(self, shared, area),
            Stage::Contents(_) => contents::targets(&shared.facts.agreement, area),
            Stage::Missing => Vec::new(),
            Stage::Ticks { .. } => ticks::targets(area),
        }
    }

    fn wheeled(&self, _: &Shared, _: Rect, _: Position, down: bool) -> Option<Msg> {
        match self.stage {
            Stage::Text => Some(Msg::Scroll(down)),
            Stage::Contents(_) => Some(Msg::Move(down)),
            Stage::Missing | Stage::Ticks { .. } => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Back if self.stage == Stage::Text => return Some(Exit::Left),
            Msg::Back => self.stage = Stage::Text,
            Msg::Contents => self.stage = Stage::Contents(contents::current(cx.shared)),
            Msg::Move(down) => {
                if let Stage::Contents(at) = &mut self.stage {
                    *at = contents::step(&cx.shared.facts.agreement, *at, down);
                }
            }
            Msg::Continue => {
                let is_complete = cx.shared.visit.reading.is_complete(&cx.shared.facts.agreement);
                self.stage = if is_complete {
                    Stage::Ticks { focus: Tick::Statement, refused: false }
                } else {
                    Stage::Missing
                };
            }
            Msg::Tick(tick) => {
                let reading = &mut cx.shared.visit.reading;
                let value = match tick {
                    Tick::Statement => &mut reading.statement,
                    Tick::Consent => &mut reading.consent,
                };
                *value = !*value;
                self.stage = Stage::Ticks { focus: tick, refused: false };
            }
            Msg::Focus => {
                if let Stage::Ticks { focus, .. } = &mut self.stage {
                    *focus = match focus {
                        Tick::Statement => Tick::Consent,
                        Tick::Consent => Tick::Statement,
                    };
                }
            }
            Msg::Accept => return self.accept(cx.shared),
            Msg::Decline => {
                cx.shared.visit.reading.statement = false;
                cx.shared.visit.reading.consent = false;
                return Some(Exit::Declined);
            }
            Msg::Search | Msg::Typed(_) | Msg::Erase | Msg::Commit | Msg::Close | Msg::Match(_) => {
                self.seek(cx.shared, msg);
            }
            _ => {
                self.stage = Stage::Text;
                self.seek.rest();
                self.go(cx.shared, msg);
            }
        }
        None
    }

    fn settle(&mut self, shared: &mut Shared, area: Rect) {
        self.settle_place(shared, area);
        if self.stage == Stage::Text {
            gate::note(self, shared, area);
        }
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        match self.stage {
            Stage::Text => text::draw(self, shared, look, area, buf),
            Stage::Contents(at) => {
                contents::draw(Some(at), shared, look, area, buf);
                None
            }
            Stage::Missing => {
                missing::draw(shared, look, area, buf);
                None
            }
            Stage::Ticks { focus, refused } => {
                ticks::draw(focus, refused, shared, look, area, buf);
                None
            }
        }
    }

    fn step(&self) -> Option<Step> {
        (self.purpose == Purpose::Join).then_some(Step::Agreement)
    }

    fn is_reading(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        self.seek.is_typing()
    }
}

impl Reader {
    /// Accepts when everything was shown and both ticks are set; otherwise says what is missing.
    fn accept(&mut self, shared: &Shared) -> Option<Exit> {
        let reading = &shared.visit.reading;
        if !reading.is_complete(&shared.facts.agreement) {
            self.stage = Stage::Missing;
        } else if !reading.statement {
            self.stage = Stage::Ticks { focus: Tick::Statement, refused: true };
        } else if !reading.consent {
            self.stage = Stage::Ticks { focus: Tick::Consent, refused: true };
        } else {
            return Some(Exit::Accepted);
        }
        None
    }
}
