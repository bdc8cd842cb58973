//! The consoles without a terminal: the same program, driven by a script. It waits for what it
//! asks, never for time. What it says and does is of the console that is shown.

use std::{sync::Arc, time::Duration};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Size},
};
use tokio::{sync::mpsc::UnboundedReceiver, time::timeout};

use super::{Consoles, Driver};
use crate::{
    app::{Input, input::Key, shared::Facts, theme::Theme},
    domain::Language,
    runtime::{Answer, Runtime, Scripted, journal::Journal},
    text::Texts,
};

/// How long an answer from the world may take before the script says what it waited for.
const PATIENCE: Duration = Duration::from_secs(30);

/// A wait that brought nothing: what was awaited, and the screen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} — the screen was:\n{screen}")]
pub struct NotSeen {
    /// What was awaited.
    pub what: String,
    /// The screen as text.
    pub screen: String,
}

/// A console without a terminal.
#[derive(Debug)]
pub struct Headless {
    consoles: Consoles,
    time: Scripted,
    frame: Buffer,
    cursor: Option<Position>,
    presses: u32,
}

impl Headless {
    /// Starts a console of this size. Its runtime must use `time`.
    #[must_use]
    pub fn start(
        facts: Facts,
        size: Size,
        language: Language,
        (runtime, answers): (Runtime, UnboundedReceiver<Answer>),
        time: Scripted,
        texts: Arc<Texts>,
    ) -> Self {
        let driver = Driver::start(facts, size, language, runtime, texts, false).journaling();
        let consoles = Consoles::one(driver, answers);
        let frame = Buffer::default();
        let mut headless = Self { consoles, time, frame, cursor: None, presses: 0 };
        headless.redraw();
        headless
    }

    /// Puts another console behind this one, in the same size and language. Its runtime must use the
    /// same time ([`Scripted::beside`]).
    #[must_use]
    pub fn and(
        self,
        facts: Facts,
        (runtime, answers): (Runtime, UnboundedReceiver<Answer>),
    ) -> Self {
        let first = &self.consoles.shown().model.shared;
        let (size, language) = (first.size, first.language);
        let texts = Arc::clone(self.consoles.shown().texts());
        let driver = Driver::start(facts, size, language, runtime, texts, false).journaling();
        Self { consoles: self.consoles.and(driver, answers), ..self }
    }

    /// Shows the other console, when there is one.
    pub fn switch(&mut self) {
        self.consoles.switch();
        self.redraw();
    }

    fn redraw(&mut self) {
        self.cursor = self.consoles.draw(&mut self.frame);
    }

    /// Draws in this theme until another one is chosen.
    pub fn dress(&mut self, theme: Theme) {
        self.consoles.shown_mut().dress(theme);
        self.redraw();
    }

    /// What carries the effects out.
    #[must_use]
    pub fn runtime(&self) -> &Runtime {
        self.consoles.shown().runtime()
    }

    /// Where the cursor stands, when it is shown.
    #[must_use]
    pub fn cursor(&self) -> Option<Position> {
        self.cursor
    }

    /// Takes in every answer that is there already.
    fn take_answers(&mut self) {
        self.consoles.take_all();
        self.redraw();
    }

    /// Gives one input.
    pub fn input(&mut self, input: Input) {
        if matches!(input, Input::Key(_)) {
            self.presses += 1;
        }
        let _ = self.consoles.input(input);
        self.redraw();
    }

    /// Presses a key.
    pub fn press(&mut self, key: Key) {
        self.input(Input::Key(key));
    }

    /// Types letter by letter.
    pub fn type_text(&mut self, text: &str) {
        for c in text.chars() {
            self.press(Key::Char(c));
        }
    }

    /// Touches the screen where `text` stands.
    ///
    /// # Errors
    /// When it stands nowhere.
    pub fn touch(&mut self, text: &str) -> Result<(), NotSeen> {
        let at = self.find(text).ok_or_else(|| self.not_seen(&format!("to touch: {text}")))?;
        self.input(Input::Press(at));
        self.input(Input::Release(at));
        Ok(())
    }

    /// Waits until `text` stands on the screen, taking in answers as they come.
    ///
    /// # Errors
    /// When no answer brings it.
    pub async fn see(&mut self, text: &str) -> Result<(), NotSeen> {
        self.until(text, |headless| headless.find(text).is_some()).await
    }

    /// Waits until `done` holds.
    ///
    /// # Errors
    /// When no answer brings it, at once when none is awaited; `what` says what was awaited.
    pub async fn until(&mut self, what: &str, done: impl Fn(&Self) -> bool) -> Result<(), NotSeen> {
        self.take_answers();
        while !done(self) {
            if !self.is_waiting() {
                return Err(self.not_seen(&format!("awaited: {what}")));
            }
            match timeout(PATIENCE, self.consoles.next()).await {
                Ok(_) => self.take_answers(),
                Err(_) => return Err(self.not_seen(&format!("awaited: {what}"))),
            }
        }
        Ok(())
    }

    /// Waits for the next answer, whatever it is, though nothing need be awaited: what a person does
    /// in another program's window comes so.
    ///
    /// # Errors
    /// When none comes.
    pub async fn hear(&mut self) -> Result<(), NotSeen> {
        match timeout(PATIENCE, self.consoles.next()).await {
            Ok(_) => self.take_answers(),
            Err(_) => return Err(self.not_seen("awaited: an answer")),
        }
        Ok(())
    }

    /// True while an answer of the world is awaited, timers aside.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.consoles.is_waiting()
    }

    /// Waits for every answer that is awaited, for everything that the live feeds have brought up to
    /// now, and until wiped sessions have been ended.
    ///
    /// # Errors
    /// When an answer does not come.
    pub async fn settle(&mut self) -> Result<(), NotSeen> {
        loop {
            self.until("every answer", |headless| !headless.is_waiting()).await?;
            // First what ends sessions: it is an event too, and the feed reads to the last one.
            self.consoles.settle().await;
            if !self.consoles.catch_up().await {
                return Ok(());
            }
        }
    }

    /// Lets time pass: timers fire in order, each before the next.
    pub fn pass(&mut self, time: Duration) {
        let mut left = Some(time);
        while let Some(rest) = left {
            left = self.time.step(rest);
            self.take_answers();
        }
    }

    fn not_seen(&self, what: &str) -> NotSeen {
        NotSeen { what: what.to_owned(), screen: self.text() }
    }

    /// Where `text` stands.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Position> {
        let area = self.frame.area;
        area.positions().find(|at| {
            let mut seen = String::new();
            for x in at.x..area.right() {
                if seen.len() >= text.len() {
                    break;
                }
                seen.push_str(self.frame.cell((x, at.y)).map_or("", |cell| cell.symbol()));
            }
            seen == text
        })
    }

    /// The screen as text, a line a row, ends trimmed.
    #[must_use]
    pub fn text(&self) -> String {
        let area = self.frame.area;
        area.rows()
            .map(|row| {
                let line: String = row
                    .columns()
                    .filter_map(|cell| self.frame.cell((cell.x, cell.y)))
                    .map(|cell| cell.symbol())
                    .collect();
                format!("{}\n", line.trim_end())
            })
            .collect()
    }

    /// The drawn cells.
    #[must_use]
    pub fn frame(&self) -> &Buffer {
        &self.frame
    }

    /// The console's model.
    #[must_use]
    pub fn model(&self) -> &crate::app::Model {
        &self.consoles.shown().model
    }

    /// The journal.
    #[must_use]
    pub fn journal(&self) -> Option<&Journal> {
        self.consoles.shown().journal()
    }

    /// Keys pressed so far.
    #[must_use]
    pub fn presses(&self) -> u32 {
        self.presses
    }
}
