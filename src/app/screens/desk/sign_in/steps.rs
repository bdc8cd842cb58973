//! What becomes of what was typed: the password, the code, the answers to them.

use super::{DeskSignIn, Exit, Stage};
use crate::{
    api::{
        Failure, ProblemCode,
        staff::{PassCode, SignInStaff},
    },
    app::{
        desk::demonstration_code,
        effect::{AwaitedFactor, DeskCall, MemberSession, Request},
        screen::Cx,
        screens::desk::{code, workbench::Workbench},
        shared::Shared,
        trouble::Trouble,
    },
    domain::Secret,
    text::phrases::deskentry as words,
};

/// Longest login, password or code that is taken, in characters.
const LONGEST: usize = 200;

impl DeskSignIn {
    /// Signing in again after a session has ended: the login and what was being done are kept.
    #[must_use]
    pub fn again(login: String, parked: Option<Box<Workbench>>) -> Self {
        Self {
            stage: Stage::Password,
            trouble: Some(Trouble::from(&Failure::NoSession)),
            parked_for: login.clone(),
            login,
            parked,
            ..Self::default()
        }
    }

    pub(super) fn letter(&mut self, letter: char) {
        if self.login.chars().count() < LONGEST && !letter.is_whitespace() {
            self.login.push(letter);
        }
        self.attempt = None;
    }

    pub(super) fn secret(&mut self, letters: &Secret) {
        self.attempt = None;
        let field = match self.stage {
            Stage::Code(_) => &mut self.code,
            _ => &mut self.password,
        };
        for letter in letters.reveal().chars().take(LONGEST.saturating_sub(field.len())) {
            field.push(letter);
        }
    }

    pub(super) fn erase(&mut self) {
        self.attempt = None;
        match self.stage {
            Stage::Login => drop(self.login.pop()),
            Stage::Password => drop(self.password.pop()),
            _ => drop(self.code.pop()),
        }
    }

    pub(super) fn clear(&mut self) {
        self.attempt = None;
        match self.stage {
            Stage::Login => self.login.clear(),
            Stage::Password => self.password.wipe(),
            _ => self.code.wipe(),
        }
    }

    /// Back to the password, whatever is under way: its answer is then nobody's.
    pub(super) fn begin_anew(&mut self) {
        self.by_itself = false;
        self.asked = None;
        self.attempt = None;
        self.trouble = None;
        self.password.wipe();
        self.code.wipe();
        self.stage = if self.login.is_empty() { Stage::Login } else { Stage::Password };
    }

    /// The demonstration's member fills both fields, and the code when its turn comes.
    pub(super) fn fill(&mut self, shared: &Shared) {
        let chosen = shared.visit.person;
        let member = chosen.and_then(|place| shared.facts.staff.get(place).cloned());
        let Some(member) = member else { return };
        if self.asked.is_some() {
            return;
        }
        if self.filled != chosen {
            self.filled = chosen;
            self.begin_anew();
            self.login = member.login.to_string();
            self.password = Secret::new("password", member.password.reveal());
            self.stage = Stage::Password;
        }
    }

    /// The code of the demonstration's member, when its turn has come.
    pub(super) fn fill_code(&mut self, shared: &mut Shared) {
        if self.filled.is_some()
            && self.stage == Stage::Code(None)
            && self.code.is_empty()
            && let Some(code) = demonstration_code(shared, &self.login)
        {
            self.code = code;
        }
    }

    /// Goes to what is still missing, or asks the portal.
    pub(super) fn confirm(&mut self, cx: &mut Cx<'_>) -> Option<Exit> {
        match &self.stage {
            Stage::Recovery(_, staff) => {
                cx.shared.visit.staff = Some(staff.clone());
                return self.leave();
            }
            _ if self.login.is_empty() => self.stage = Stage::Login,
            Stage::Login | Stage::Password if self.password.is_empty() => {
                self.stage = Stage::Password;
            }
            Stage::Login | Stage::Password => {
                let attempt = self.begin(cx);
                let call =
                    SignInStaff { login: self.login.clone(), password: self.password.clone() };
                self.asked = Some(cx.ask(Request::Desk(DeskCall::SignIn(call, attempt))));
            }
            Stage::Code(_) if self.code.is_empty() => {}
            Stage::Code(_) => {
                let attempt = self.begin(cx);
                let call = PassCode { code: self.code.clone() };
                self.asked = Some(cx.ask(Request::Desk(DeskCall::Code(call, attempt))));
            }
        }
        None
    }

    fn begin(&mut self, cx: &mut Cx<'_>) -> u64 {
        self.trouble = None;
        *self.attempt.get_or_insert_with(|| cx.attempt())
    }

    /// The password was right, or not.
    pub(super) fn passed(&mut self, passed: Result<AwaitedFactor, Failure>) {
        self.asked = None;
        match passed {
            Ok(factor) => {
                self.attempt = None;
                self.password.wipe();
                self.code.wipe();
                self.stage = Stage::Code(match factor {
                    AwaitedFactor::Code => None,
                    AwaitedFactor::Enrol { uri } => Some(uri),
                });
            }
            Err(failure) => {
                self.refuse(&failure);
                if failure.code().is_some() {
                    self.password.wipe();
                    self.stage = Stage::Password;
                }
            }
        }
    }

    /// The code was right, or not.
    pub(super) fn signed_in(
        &mut self,
        cx: &mut Cx<'_>,
        answer: Result<MemberSession, Failure>,
    ) -> Option<Exit> {
        self.asked = None;
        match answer {
            Ok(session) if session.recovery_codes.is_empty() => {
                cx.shared.visit.staff = Some(session.staff);
                return self.leave();
            }
            Ok(session) => {
                self.code.wipe();
                self.attempt = None;
                self.stage = Stage::Recovery(session.recovery_codes, session.staff);
            }
            Err(failure) => {
                self.refuse(&failure);
                self.trouble = Some(code::trouble_of(&failure));
                if failure.code().is_some() {
                    self.code.wipe();
                }
                // The claim is over (three wrong codes, five minutes): the password is asked again.
                if matches!(failure.code(), Some(ProblemCode::Unauthorised))
                    || failure == Failure::NoSession
                {
                    self.begin_anew();
                    self.trouble = Some(Trouble {
                        sentence: words::attempt_over(),
                        code: Trouble::from(&failure).code,
                        next: words::attempt_over_next(),
                    });
                }
                self.fill_code(cx.shared);
            }
        }
        None
    }

    /// What is not known to have failed is repeated as the same attempt.
    fn refuse(&mut self, failure: &Failure) {
        self.by_itself = false;
        if failure.code().is_some() {
            self.attempt = None;
        }
        self.trouble = Some(Trouble::from(failure));
    }

    fn leave(&mut self) -> Option<Exit> {
        self.password.wipe();
        self.code.wipe();
        let same = self.parked_for == self.login;
        Some(Exit::SignedIn(self.parked.take().filter(|_| same)))
    }
}
