//! What became of a help request: by its code, or among one's own when signed in.

mod view;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use super::help_topics;
use crate::{
    api::{Failure, HelpRequest, HelpRequests, ProblemCode},
    app::{
        effect::{EffectId, Reply, Request},
        fetched::Fetched,
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
        trouble::Trouble,
        widgets::{Pad, keypad},
    },
    domain::{HelpCode, Secret, digit},
    text::phrases::{common, entry, support},
};

/// The screen's state.
#[derive(Debug, Clone, PartialEq)]
pub struct HelpLook {
    /// The digits typed so far.
    typed: Secret,
    /// The request of a code.
    found: Fetched<Box<HelpRequest>>,
    /// True when no request has the code that was typed.
    unknown: bool,
    trouble: Option<Trouble>,
    /// The citizen's own requests.
    own: Fetched<HelpRequests>,
    /// Which of them is shown.
    chosen: usize,
    /// The first row of the answer that is shown.
    top: usize,
    /// True when it was opened in the middle of signing.
    signing: bool,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// A digit, or a pasted code.
    Typed(Secret),
    /// The last digit goes.
    Erased,
    /// All digits go.
    Cleared,
    /// The request of this code is to be shown.
    Show,
    /// It came, or not.
    Came(Result<Box<HelpRequest>, Failure>),
    /// The own requests came, or not.
    OwnCame(Result<HelpRequests, Failure>),
    /// The own request before or after.
    Moved(bool),
    /// The answer moves on, or back.
    Scrolled(bool),
    /// Another code.
    Another,
    /// What failed is asked for again.
    Retry,
    /// The way back.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// Back to help.
    Left {
        /// Opened in the middle of signing.
        signing: bool,
    },
}

impl HelpLook {
    /// An empty entry; `signing` when it is opened in the middle of signing.
    #[must_use]
    pub fn new(signing: bool) -> Self {
        Self {
            typed: Secret::new("help", ""),
            found: Fetched::Missing,
            unknown: false,
            trouble: None,
            own: Fetched::Missing,
            chosen: 0,
            top: 0,
            signing,
        }
    }

    /// The request that is shown.
    fn shown(&self, shared: &Shared) -> Option<&HelpRequest> {
        match shared.visit.has_session() {
            true => self.own.here()?.requests.get(self.chosen),
            false => self.found.here().map(AsRef::as_ref),
        }
    }

    /// True while digits are typed.
    fn is_entry(&self, shared: &Shared) -> bool {
        !shared.visit.has_session() && matches!(self.found, Fetched::Missing | Fetched::Failed(_))
    }

    fn type_in(&mut self, digits: &str) {
        for c in digits.chars().filter_map(digit) {
            if self.typed.len() < HelpCode::LONGEST {
                self.typed.push(c);
            }
        }
    }

    fn ask(&mut self, cx: &mut Cx<'_>) {
        let Some(code) = HelpCode::parse(self.typed.reveal()) else { return };
        (self.found, self.unknown, self.trouble) = (Fetched::Asked, false, None);
        cx.ask(Request::HelpRequest(code));
    }

    fn refuse(&mut self, cx: &mut Cx<'_>, failure: Failure) {
        self.found = Fetched::Missing;
        match failure.code() {
            Some(ProblemCode::Unauthorised) => self.unknown = true,
            // That this terminal was wrong too often is no outage of the portal.
            Some(ProblemCode::TooMany) => self.trouble = Some(Trouble::from(&failure)),
            _ if failure.is_outage() => cx.report_outage(failure),
            _ => self.trouble = Some(Trouble::from(&failure)),
        }
    }
}

impl Screen for HelpLook {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if cx.shared.visit.has_session() {
            if self.own.is_lacking() {
                self.own = Fetched::Asked;
                cx.ask(Request::HelpRequests);
            }
            return;
        }
        // Who has just asked need not type what they were just given.
        let code = cx.shared.visit.help.as_ref().and_then(|asked| asked.code.as_ref());
        if let (Some(code), true) = (code.cloned(), self.typed.is_empty()) {
            self.type_in(code.reveal());
            self.ask(cx);
        }
    }

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        let mut bindings = vec![Binding::new(common::back(), [Key::Esc], Msg::Back).left()];
        if self.is_entry(shared) {
            bindings.push(Binding::new(support::show(), [Key::Enter], Msg::Show).main());
            bindings.push(Binding::new(entry::erase(), [Key::Backspace], Msg::Erased));
            let clear = [Key::Delete, Key::Ctrl('u')];
            bindings.push(Binding::new(entry::clear(), clear, Msg::Cleared));
            return bindings;
        }
        if self.own.failure().is_some() {
            bindings.push(Binding::new(common::retry(), [Key::Enter], Msg::Retry).main());
        }
        if self.found.here().is_some() && !shared.visit.has_session() {
            bindings.push(Binding::new(support::another(), [Key::Enter], Msg::Another).main());
        }
        if self.own.here().is_some_and(|own| own.requests.len() > 1) {
            bindings.push(Binding::new(support::choose(), [Key::Up], Msg::Moved(false)));
            bindings.push(Binding::new(support::choose(), [Key::Down], Msg::Moved(true)));
        }
        let further = [Key::PageDown, Key::Char(' ')];
        let words = crate::text::phrases::help::scroll_down();
        bindings.push(Binding::new(words, further, Msg::Scrolled(true)));
        let words = crate::text::phrases::help::scroll_up();
        bindings.push(Binding::new(words, [Key::PageUp], Msg::Scrolled(false)));
        bindings
    }

    fn typed(&self, shared: &Shared, key: Key) -> Option<Msg> {
        match key {
            Key::Char(c) if self.is_entry(shared) => {
                digit(c).map(|digit| Msg::Typed(Secret::new("help", digit)))
            }
            _ => None,
        }
    }

    fn pasted(&self, shared: &Shared, text: &Secret) -> Option<Msg> {
        self.is_entry(shared).then(|| Msg::Typed(Secret::new("help", text.reveal())))
    }

    fn targets(&self, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        if !self.is_entry(shared) {
            return Vec::new();
        }
        let keys = keypad(view::lay_out_entry(area).keypad).into_iter();
        keys.map(|(rect, key)| match key {
            Pad::Digit(digit) => (rect, Msg::Typed(Secret::new("help", digit))),
            Pad::Clear => (rect, Msg::Cleared),
            Pad::Erase => (rect, Msg::Erased),
        })
        .collect()
    }

    fn wheeled(&self, shared: &Shared, _: Rect, _: Position, down: bool) -> Option<Msg> {
        (!self.is_entry(shared)).then_some(Msg::Scrolled(down))
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::HelpRequest(answer) => Some(Msg::Came(answer)),
            Reply::HelpRequests(answer) => Some(Msg::OwnCame(answer)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        if matches!(msg, Msg::Typed(_) | Msg::Erased | Msg::Cleared) {
            (self.unknown, self.trouble) = (false, None);
        }
        match msg {
            Msg::Typed(digits) => self.type_in(digits.reveal()),
            Msg::Erased => drop(self.typed.pop()),
            Msg::Cleared => self.typed.wipe(),
            Msg::Show => self.ask(cx),
            Msg::Came(Ok(request)) => (self.found, self.top) = (Fetched::Here(request), 0),
            Msg::Came(Err(failure)) => self.refuse(cx, failure),
            Msg::OwnCame(answer) => self.own.take(cx, answer),
            Msg::Moved(down) => {
                let count = self.own.here().map_or(0, |own| own.requests.len());
                self.chosen = match down {
                    true => (self.chosen + 1).min(count.saturating_sub(1)),
                    false => self.chosen.saturating_sub(1),
                };
                self.top = 0;
            }
            Msg::Scrolled(true) => self.top = self.top.saturating_add(3),
            Msg::Scrolled(false) => self.top = self.top.saturating_sub(3),
            Msg::Another => {
                self.typed.wipe();
                self.found = Fetched::Missing;
            }
            Msg::Retry => self.enter(cx),
            Msg::Back => return Some(Exit::Left { signing: self.signing }),
        }
        None
    }

    fn settle(&mut self, shared: &mut Shared, area: Rect) {
        self.top = self.top.min(view::last_top(self, shared, area));
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, shared, look, area, buf)
    }

    fn is_reading(&self) -> bool {
        true
    }
}
