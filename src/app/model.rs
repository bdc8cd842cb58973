//! The whole state of one console, and what can happen to it.

use ratatui::layout::{Position, Size};
use serde::{Deserialize, Serialize};

use super::{
    effect::{DeskCall, Effect, EffectId, Reply, Scope},
    idle::Idle,
    over::{Over, OverMsg},
    screen::Cx,
    screens::{self, AnyMsg, AnyScreen},
    shared::{Console, Facts, Link, Shared, Visit},
    theme::ThemeName,
};
use crate::domain::{Language, Moment};

/// The whole state of one console.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// What every screen sees.
    pub shared: Shared,
    /// The screen.
    pub screen: AnyScreen,
    /// What lies over it.
    pub over: Option<Over>,
    pub(super) scope: Scope,
    pub(super) next: EffectId,
    pub(super) pending: Vec<Pending>,
    pub(super) idle: Idle,
    pub(super) clock: Option<EffectId>,
    /// Counts the seconds of what is awaited at the desk.
    pub(super) seconds: Option<EffectId>,
}

/// An effect whose answer is awaited.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pending {
    pub(super) id: EffectId,
    pub(super) scope: Scope,
    /// Time passing, a feed or a person at another program's window, not an answer that comes by
    /// itself.
    pub(super) idle: bool,
    /// Since when.
    pub(super) since: Moment,
    /// The desk's call, where it is one.
    pub(super) call: Option<DeskCall>,
}

/// What can happen: an input's meaning, an answer, or the passing of time. Serialisable; secrets
/// appear as named slots.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Act {
    /// The screen is told something.
    Screen(AnyMsg),
    /// An effect was answered.
    Replied(EffectId, Reply),
    /// What lies over the screen is told something.
    Over(OverMsg),
    /// The next language, or this one.
    Switch(Option<Language>),
    /// The next theme.
    Restyle,
    /// The terminal's size.
    Resize(Size),
    /// A finger went down here.
    Press(Position),
    /// It was lifted where nothing is.
    Lift,
    /// The demonstration's people are asked for.
    ShowPeople,
    /// The console beside this one is to be shown.
    SwitchConsole,
    /// Somebody has come from the console beside this one.
    Arrive,
    /// The program is to end.
    Quit,
    /// The wait that is shown is given up.
    GiveUp,
    /// The desk's palette of commands.
    ShowPalette,
    /// The desk's table of keys.
    ShowHelp,
    /// The desk is locked.
    Lock,
    /// A command was chosen from what lies over the screen, which is closed first.
    Command(Box<Act>),
    /// A key or a touch that means nothing here: somebody is there, though.
    Stir,
}

impl Model {
    /// A console that shows its first screen, and what it asks for at once.
    #[must_use]
    pub fn start(facts: Facts, size: Size, language: Language, at: Moment) -> (Self, Vec<Effect>) {
        let screen = screens::first(facts.console);
        let shared = Shared {
            now: at,
            size,
            language,
            theme: ThemeName::default(),
            facts,
            visit: Visit::default(),
            status: None,
            link: Link::default(),
            waits: None,
            copied: None,
            given: None,
            ending: false,
            pressed: None,
        };
        let mut model = Self {
            shared,
            screen,
            over: None,
            scope: Scope(1),
            next: EffectId(0),
            pending: Vec::new(),
            idle: Idle::default(),
            clock: None,
            seconds: None,
        };
        let mut effects = Vec::new();
        super::apply::enter(&mut model, &mut effects);
        super::idle::tick_clock(&mut model, &mut effects);
        super::apply::note(&mut model, &effects);
        (model, effects)
    }

    /// True while an answer is awaited, other than the passing of time, news from a feed or what a
    /// person does in another program's window.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.pending.iter().any(|pending| !pending.idle)
    }

    /// Makes a context for this scope and runs `act` in it.
    pub(super) fn within<T>(
        &mut self,
        scope: Scope,
        effects: &mut Vec<Effect>,
        act: impl FnOnce(&mut AnyScreen, &mut Cx<'_>) -> T,
    ) -> T {
        let mut outage = None;
        let mut cx = Cx {
            shared: &mut self.shared,
            scope,
            next: &mut self.next,
            effects,
            outage: &mut outage,
        };
        let result = act(&mut self.screen, &mut cx);
        if self.shared.facts.console == Console::Desk {
            return result; // the line above says it; what is shown stays
        }
        if let Some(failure) = outage {
            super::over::outage::begin(self, failure, effects);
        }
        result
    }
}
