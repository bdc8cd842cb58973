//! Asking for help (3.2.1): first what about, then in the citizen's own words.
//!
//! Where only fingers are, the words may stay empty: the topic alone is a question that can be
//! answered. What is written is a [`Secret`]: people write into such fields what nobody should
//! find in a journal.

mod view;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{AskHelp, Failure, ProblemCode, staff::HelpTopic},
    app::{
        effect::{AskedHelp, EffectId, Reply, Request},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
        trouble::Trouble,
    },
    domain::Secret,
    text::phrases::{common, support},
};

use super::help_topics;

/// The longest question, in characters.
const QUESTION: usize = 1_000;
/// The longest contact, in characters.
const CONTACT: usize = 100;

/// The screen's state.
#[derive(Debug, Clone, PartialEq)]
pub struct HelpForm {
    topic: Option<HelpTopic>,
    text: Secret,
    contact: Secret,
    focus: Focus,
    sending: bool,
    trouble: Option<Trouble>,
    /// True when it was opened in the middle of signing.
    signing: bool,
}

/// Where letters go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Focus {
    /// Into the question.
    Text,
    /// Into the contact.
    Contact,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// What it is about.
    Chosen(HelpTopic),
    /// Letters for the field that has the cursor.
    Typed(Secret),
    /// The last letter goes.
    Erased,
    /// The whole field goes.
    Cleared,
    /// The cursor goes here.
    Focused(Focus),
    /// It is to be sent.
    Send,
    /// The portal has it, or not.
    Sent(Result<Box<AskedHelp>, Failure>),
    /// The sending is to stop.
    Cancelled,
    /// The way back.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// It was asked; the request is in the visit.
    Asked {
        /// Opened in the middle of signing.
        signing: bool,
    },
    /// Back to help.
    Left {
        /// Opened in the middle of signing.
        signing: bool,
    },
}

impl HelpForm {
    /// An empty form; `signing` when it is opened in the middle of signing.
    #[must_use]
    pub fn new(signing: bool) -> Self {
        Self {
            topic: None,
            text: Secret::new("help", ""),
            contact: Secret::new("contact", ""),
            focus: Focus::Text,
            sending: false,
            trouble: None,
            signing,
        }
    }

    fn field(&mut self) -> (&mut Secret, usize) {
        match self.focus {
            Focus::Text => (&mut self.text, QUESTION),
            Focus::Contact => (&mut self.contact, CONTACT),
        }
    }

    fn type_in(&mut self, letters: &Secret) {
        let (field, most) = self.field();
        let room = most.saturating_sub(field.len());
        for c in letters.reveal().chars().take(room) {
            field.push(if c.is_control() { ' ' } else { c });
        }
    }

    fn send(&mut self, cx: &mut Cx<'_>, topic: HelpTopic) {
        let visit = &cx.shared.visit;
        let is_known = visit.has_session();
        let contact = (!self.contact.reveal().trim().is_empty()).then(|| self.contact.clone());
        let call = AskHelp {
            topic,
            text: self.text.clone(),
            language: cx.shared.language,
            contact: contact.filter(|_| !is_known),
            number: visit.number.clone().filter(|_| !is_known),
        };
        (self.sending, self.trouble) = (true, None);
        cx.ask(Request::AskHelp(call));
    }

    fn refuse(&mut self, cx: &mut Cx<'_>, failure: Failure) {
        self.sending = false;
        // That this terminal has asked often enough is no outage of the portal.
        if failure.is_outage() && failure.code() != Some(ProblemCode::TooMany) {
            cx.report_outage(failure);
            return;
        }
        if failure.code() == Some(ProblemCode::BadValue) && !self.contact.is_empty() {
            self.focus = Focus::Contact;
        }
        self.trouble = Some(Trouble::from(&failure));
    }
}

impl Screen for HelpForm {
    type Msg = Msg;
    type Exit = Exit;

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        if self.sending {
            return vec![Binding::new(common::cancel(), [Key::Esc], Msg::Cancelled).left()];
        }
        let mut bindings = vec![Binding::new(common::back(), [Key::Esc], Msg::Back).left()];
        if self.topic.is_none() {
            bindings.extend(('1'..).zip(HelpTopic::ASKED).map(|(digit, topic)| {
                Binding::new(help_topics::topic(topic), [Key::Char(digit)], Msg::Chosen(topic))
            }));
            return bindings;
        }
        bindings.push(Binding::new(support::send(), [Key::Enter], Msg::Send).main());
        let clear = [Key::Ctrl('u')];
        bindings.push(Binding::new(crate::text::phrases::keys::clear(), clear, Msg::Cleared));
        if !shared.visit.has_session() {
            let other = match self.focus {
                Focus::Text => Focus::Contact,
                Focus::Contact => Focus::Text,
            };
            let keys = [Key::Tab, Key::BackTab, Key::Down, Key::Up];
            bindings.push(Binding::new(support::next_field(), keys, Msg::Focused(other)));
        }
        bindings
    }

    fn typed(&self, _shared: &Shared, key: Key) -> Option<Msg> {
        if self.topic.is_none() || self.sending {
            return None;
        }
        match key {
            Key::Backspace => Some(Msg::Erased),
            Key::Char(c) => Some(Msg::Typed(Secret::new("help", c))),
            _ => None,
        }
    }

    fn pasted(&self, _shared: &Shared, text: &Secret) -> Option<Msg> {
        let typing = self.topic.is_some() && !self.sending;
        typing.then(|| Msg::Typed(Secret::new("help", text.reveal())))
    }

    fn targets(&self, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        if self.sending {
            return Vec::new();
        }
        if self.topic.is_none() {
            return view::topics(area).into_iter().zip(HelpTopic::ASKED.map(Msg::Chosen)).collect();
        }
        let places = view::lay_out(shared, area);
        let mut targets = vec![(places.text, Msg::Focused(Focus::Text))];
        targets.extend(places.contact.map(|at| (at, Msg::Focused(Focus::Contact))));
        targets
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::HelpAsked(answer) => Some(Msg::Sent(answer)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Chosen(topic) => self.topic = Some(topic),
            Msg::Typed(letters) => self.type_in(&letters),
            Msg::Erased => drop(self.field().0.pop()),
            Msg::Cleared => self.field().0.wipe(),
            Msg::Focused(focus) => self.focus = focus,
            Msg::Send => {
                if let Some(topic) = self.topic {
                    self.send(cx, topic);
                }
            }
            Msg::Sent(Ok(asked)) => {
                cx.shared.visit.help = Some(*asked);
                return Some(Exit::Asked { signing: self.signing });
            }
            Msg::Sent(Err(failure)) => self.refuse(cx, failure),
            Msg::Cancelled => {
                self.sending = false;
                cx.ask(Request::Cancel(cx.scope));
            }
            // What was written stays until the screen is left.
            Msg::Back if self.topic.is_some() => (self.topic, self.trouble) = (None, None),
            Msg::Back => return Some(Exit::Left { signing: self.signing }),
        }
        None
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, shared, look, area, buf)
    }

    fn is_reading(&self) -> bool {
        true
    }

    fn takes_text(&self) -> bool {
        self.topic.is_some()
    }
}
