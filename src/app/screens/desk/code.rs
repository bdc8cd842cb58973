//! The second factor asked for once more: before a write, and after the idle lock (row D9).

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    api::{
        Failure, ProblemCode,
        staff::{ConfirmStaff, StaffView},
    },
    app::{
        effect::{DeskCall, EffectId},
        input::Key,
        look::Look,
        theme::Role,
        trouble::Trouble,
        widgets::{dialog, field, paragraph, trouble},
    },
    domain::Secret,
    text::{Phrase, phrases::deskentry as words},
};

/// Longest code that is taken, in characters: a recovery code with its dashes.
const LONGEST: usize = 40;
/// Columns and rows of the box.
const SIZE: (u16, u16) = (60, 13);

/// A code being typed.
#[derive(Debug, Clone, PartialEq)]
pub struct CodeEntry {
    code: Secret,
    /// The call under way.
    pub asked: Option<EffectId>,
    attempt: Option<u64>,
    trouble: Option<Trouble>,
}

impl CodeEntry {
    /// An empty field, or the demonstration's own code.
    #[must_use]
    pub fn new(given: Option<Secret>) -> Self {
        let code = given.unwrap_or_else(|| Secret::new("code", ""));
        Self { code, asked: None, attempt: None, trouble: None }
    }

    /// What an unbound key or a paste types.
    #[must_use]
    pub fn typed(key: Key) -> Option<Secret> {
        match key {
            Key::Char(c) => Some(Secret::new("code", c)),
            _ => None,
        }
    }

    /// Letters come.
    pub fn write(&mut self, letters: &Secret) {
        if self.asked.is_none() {
            self.attempt = None;
            for letter in letters.reveal().chars().take(LONGEST.saturating_sub(self.code.len())) {
                self.code.push(letter);
            }
        }
    }

    /// True when what stands there is this code.
    pub fn holds(&self, code: &Secret) -> bool {
        self.code == *code
    }

    /// Another code in the place of one that was filled in and has gone stale.
    pub fn replace(&mut self, code: Secret) {
        if self.asked.is_none() {
            (self.code, self.attempt) = (code, None);
        }
    }

    /// A code in the place of an empty field.
    pub fn fill(&mut self, code: Secret) {
        if self.code.is_empty() {
            self.code = code;
        }
    }

    /// The last letter goes.
    pub fn erase(&mut self) {
        if self.asked.is_none() {
            self.attempt = None;
            self.code.pop();
        }
    }

    /// The call that hands the code in; none while there is no code or one is under way. What is
    /// not known to have failed is repeated as the same attempt.
    pub fn call(&mut self, attempt: impl FnOnce() -> u64) -> Option<DeskCall> {
        if self.asked.is_some() || self.code.is_empty() {
            return None;
        }
        self.trouble = None;
        let attempt = *self.attempt.get_or_insert_with(attempt);
        Some(DeskCall::Confirm(ConfirmStaff { code: self.code.clone() }, attempt))
    }

    /// The answer: the member, when the code was right.
    pub fn answered(&mut self, answer: Result<StaffView, Failure>) -> Option<StaffView> {
        self.asked = None;
        match answer {
            Ok(staff) => Some(staff),
            Err(failure) => {
                if failure.code().is_some() {
                    self.attempt = None;
                    self.code.wipe();
                }
                self.trouble = Some(trouble_of(&failure));
                None
            }
        }
    }

    /// Draws it in a box; returns where the text cursor stands.
    ///
    /// ```text
    /// ╭ title ─────────────────╮
    /// │ why                    │
    /// │ ┌ Code ──────────────┐ │
    /// │ │ 123456▏            │ │
    /// │ └────────────────────┘ │
    /// │ keys, or what is wrong │
    /// ╰────────────────────────╯
    /// ```
    pub fn draw(
        &self,
        (title, why): (&Phrase, &Phrase),
        keys: &str,
        look: &Look,
        screen: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let inside = dialog(buf, screen, SIZE, &look.say(title), look);
        let at = |row: u16, rows: u16| {
            let y = inside.y.saturating_add(row);
            Rect { y, height: rows.min(inside.bottom().saturating_sub(y)), ..inside }
        };
        let used = paragraph(buf, at(1, 2), &look.say(why), look.style(Role::Text));
        let name = look.say(&words::code());
        let cursor = field(buf, at(2 + used, 3), &name, self.code.reveal(), true, look);
        if self.asked.is_some() {
            paragraph(buf, at(6 + used, 1), &look.say(&words::checking()), look.style(Role::Muted));
        } else if let Some(it) = &self.trouble {
            trouble(buf, at(5 + used, 4), it, look);
        } else {
            paragraph(buf, at(6 + used, 1), keys, look.style(Role::Muted));
        }
        cursor.filter(|_| self.asked.is_none())
    }
}

/// Whose code it is was settled before, so that only the code can have been wrong.
pub fn trouble_of(failure: &Failure) -> Trouble {
    let said = Trouble::from(failure);
    match failure.code() {
        Some(ProblemCode::StaffRefused) => {
            Trouble { sentence: words::wrong_code(), next: words::wrong_code_next(), ..said }
        }
        _ => said,
    }
}
