//! A console being driven: its model, its runtime, its journal. Shells put inputs and answers in
//! and draw what comes out.

use std::sync::Arc;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
};

use crate::{
    app::{
        Act, Input, Model, apply,
        look::Look,
        resolve,
        shared::Facts,
        theme::{Theme, ThemeName},
        view,
    },
    domain::Language,
    runtime::{Answer, Going, Runtime, journal::Journal},
    text::Texts,
};

/// A running console.
#[derive(Debug)]
pub struct Driver {
    /// The model.
    pub model: Model,
    runtime: Runtime,
    journal: Option<Journal>,
    texts: Arc<Texts>,
    theme: (ThemeName, Theme),
    plain: bool,
}

impl Driver {
    /// Starts a console: shows its first screen and carries out what that asks for. No journal is
    /// kept unless [`Driver::journaling`] asks for one: it would hold what was typed longer than
    /// the screen does.
    #[must_use]
    pub fn start(
        facts: Facts,
        size: Size,
        language: Language,
        mut runtime: Runtime,
        texts: Arc<Texts>,
        plain: bool,
    ) -> Self {
        let (model, effects) = Model::start(facts, size, language, runtime.now());
        let _ = runtime.carry_out(effects);
        let theme = (model.shared.theme, Theme::named(model.shared.theme));
        Self { model, runtime, journal: None, texts, theme, plain }
    }

    /// Keeps a journal from here on.
    #[must_use]
    pub fn journaling(mut self) -> Self {
        self.journal = Some(Journal::default());
        self
    }

    /// Draws in this theme until another one is chosen.
    pub fn dress(&mut self, theme: Theme) {
        self.theme = (self.model.shared.theme, theme);
    }

    /// What carries the effects out.
    #[must_use]
    pub fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// The words it speaks.
    #[must_use]
    pub fn texts(&self) -> &Arc<Texts> {
        &self.texts
    }

    /// Takes an input.
    pub fn input(&mut self, input: Input) -> Going {
        match resolve(&self.model, input) {
            Some(act) => self.act(act),
            None => Going::On,
        }
    }

    /// Takes an answer.
    pub fn answer(&mut self, (id, reply): Answer) -> Going {
        self.act(Act::Replied(id, reply))
    }

    /// Somebody has come to this console from the one beside it.
    pub fn arrive(&mut self) {
        let _ = self.act(Act::Arrive);
    }

    fn act(&mut self, act: Act) -> Going {
        let at = self.runtime.now();
        if let Some(journal) = &mut self.journal {
            journal.record(at, &act);
        }
        let effects = apply(&mut self.model, at, act);
        self.runtime.carry_out(effects)
    }

    /// Where time is scripted: lets the live feed bring what has come up to now.
    pub async fn catch_up(&mut self) -> bool {
        self.runtime.catch_up().await
    }

    /// Waits until wiped sessions have been ended at the portal.
    pub async fn settle(&mut self) {
        self.runtime.settle().await;
    }

    /// Takes the text that is for the terminal's clipboard.
    pub fn take_copied(&mut self) -> Option<String> {
        self.runtime.take_copied()
    }

    /// The program ends: what is being changed is finished, an open session is ended.
    pub async fn end(&mut self) {
        self.runtime.end().await;
    }

    /// The journal, where one is kept.
    #[must_use]
    pub fn journal(&self) -> Option<&Journal> {
        self.journal.as_ref()
    }

    /// Draws the present frame; the buffer takes the model's size.
    pub fn draw(&mut self, buffer: &mut Buffer) -> Option<Position> {
        let shared = &self.model.shared;
        if self.theme.0 != shared.theme {
            self.theme = (shared.theme, Theme::named(shared.theme));
        }
        let look = Look {
            theme: self.theme.1.clone(),
            language: shared.language,
            texts: Arc::clone(&self.texts),
            plain: self.plain,
        };
        buffer.resize(Rect::new(0, 0, shared.size.width, shared.size.height));
        buffer.reset();
        view(&self.model, &look, buffer)
    }
}
