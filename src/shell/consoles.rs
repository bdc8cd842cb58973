//! The consoles of one process: one, or in the demonstration the kiosk and the desk side by side
//! (row F10).
//!
//! Each has its own model, runtime and vault; one is shown. The hidden one goes on taking in its
//! answers, so that what is live there lives; a resize reaches both.

use std::{future::poll_fn, task::Poll};

use ratatui::{buffer::Buffer, layout::Position};
use tokio::sync::mpsc::UnboundedReceiver;

use super::Driver;
use crate::{
    app::Input,
    runtime::{Answer, Going},
};

/// A console and the answers that come for it.
#[derive(Debug)]
struct Seat {
    driver: Driver,
    answers: UnboundedReceiver<Answer>,
}

/// The consoles, one of them shown.
#[derive(Debug)]
pub struct Consoles {
    shown: Seat,
    hidden: Option<Seat>,
}

/// Which console an answer is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Shown,
    Hidden,
}

impl Consoles {
    /// One console.
    #[must_use]
    pub fn one(driver: Driver, answers: UnboundedReceiver<Answer>) -> Self {
        Self { shown: Seat { driver, answers }, hidden: None }
    }

    /// Another one behind it; F3 swaps them.
    #[must_use]
    pub fn and(self, driver: Driver, answers: UnboundedReceiver<Answer>) -> Self {
        Self { hidden: Some(Seat { driver, answers }), ..self }
    }

    /// The console that is shown.
    #[must_use]
    pub fn shown(&self) -> &Driver {
        &self.shown.driver
    }

    /// The same, to be changed.
    pub fn shown_mut(&mut self) -> &mut Driver {
        &mut self.shown.driver
    }

    /// The one behind it.
    #[must_use]
    pub fn hidden(&self) -> Option<&Driver> {
        self.hidden.as_ref().map(|seat| &seat.driver)
    }

    /// Takes an input: the console that is shown gets it, a new size both.
    pub fn input(&mut self, input: Input) -> Going {
        if let (Input::Resize(_), Some(hidden)) = (&input, &mut self.hidden) {
            let _ = hidden.driver.input(input.clone());
        }
        let going = self.shown.driver.input(input);
        self.go(going, Whose::Shown)
    }

    /// Waits for the next answer of either console and takes it in. Nothing is lost when the wait is
    /// given up.
    pub async fn next(&mut self) -> Going {
        let (whose, answer) = poll_fn(|cx| {
            if let Poll::Ready(Some(answer)) = self.shown.answers.poll_recv(cx) {
                return Poll::Ready((Whose::Shown, answer));
            }
            let hidden = self.hidden.as_mut().map(|seat| seat.answers.poll_recv(cx));
            match hidden {
                Some(Poll::Ready(Some(answer))) => Poll::Ready((Whose::Hidden, answer)),
                _ => Poll::Pending,
            }
        })
        .await;
        self.take(whose, answer)
    }

    /// Takes in every answer that is there already.
    pub fn take_all(&mut self) {
        loop {
            if let Ok(answer) = self.shown.answers.try_recv() {
                let _ = self.take(Whose::Shown, answer);
            } else if let Some(answer) =
                self.hidden.as_mut().and_then(|seat| seat.answers.try_recv().ok())
            {
                let _ = self.take(Whose::Hidden, answer);
            } else {
                return;
            }
        }
    }

    fn take(&mut self, whose: Whose, answer: Answer) -> Going {
        let going = match (whose, &mut self.hidden) {
            (Whose::Hidden, Some(hidden)) => hidden.driver.answer(answer),
            _ => self.shown.driver.answer(answer),
        };
        self.go(going, whose)
    }

    /// What a console's going on means for all of them: only the one that is shown can swap.
    fn go(&mut self, going: Going, whose: Whose) -> Going {
        match (going, whose) {
            (Going::Switches, Whose::Shown) => {
                self.switch();
                Going::On
            }
            (Going::Switches, Whose::Hidden) => Going::On,
            (going, _) => going,
        }
    }

    /// Shows the other console, when there is one, and tells it that somebody has come.
    pub fn switch(&mut self) {
        if let Some(hidden) = &mut self.hidden {
            std::mem::swap(hidden, &mut self.shown);
            self.shown.driver.arrive();
        }
    }

    /// True while a console awaits an answer, other than time or a feed.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        let mut all = [Some(&self.shown), self.hidden.as_ref()].into_iter().flatten();
        all.any(|seat| seat.driver.model.is_waiting())
    }

    /// Where time is scripted: lets the live feeds bring what has come up to now. True when there
    /// was something.
    pub async fn catch_up(&mut self) -> bool {
        let mut came = self.shown.driver.catch_up().await;
        if let Some(hidden) = &mut self.hidden {
            came |= hidden.driver.catch_up().await;
        }
        came
    }

    /// Waits until wiped sessions have been ended at the portal.
    pub async fn settle(&mut self) {
        self.shown.driver.settle().await;
        if let Some(hidden) = &mut self.hidden {
            hidden.driver.settle().await;
        }
    }

    /// Takes the text that the console which is shown has for the terminal's clipboard.
    pub fn take_copied(&mut self) -> Option<String> {
        self.shown.driver.take_copied()
    }

    /// The program ends: what is being changed is finished, open sessions are ended.
    pub async fn end(&mut self) {
        self.shown.driver.end().await;
        if let Some(hidden) = &mut self.hidden {
            hidden.driver.end().await;
        }
    }

    /// Draws the console that is shown.
    pub fn draw(&mut self, buffer: &mut Buffer) -> Option<Position> {
        self.shown.driver.draw(buffer)
    }
}
