//! Help: what each step is, what to do when something does not work, whom to ask (3.2.1).

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
        screen::{Cx, Screen},
        shared::Shared,
        theme::Role,
        widgets::{button, label},
    },
    domain::BlockId,
    text::{
        Phrase,
        phrases::{common, help, support},
        wrap,
    },
};

/// The clause that gives the right to help.
const RIGHT_TO_HELP: &str = "3.2.1";

/// Rows no topic exceeds on the narrowest screen: scrolling stops there at the latest.
const LONGEST: usize = 24;

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Help {
    topic: Topic,
    /// The first row of the text that is shown.
    top: usize,
    /// True when it was opened in the middle of signing.
    signing: bool,
}

/// What can be read here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Topic {
    /// The steps of joining.
    #[default]
    Joining,
    /// What EDS is and where to get it.
    Eds,
    /// The password does not fit.
    Password,
    /// The certificate has expired.
    Expired,
    /// The IIN is another's.
    OtherNumber,
    /// The right to help, and whom to ask.
    Asking,
}

impl Topic {
    const ALL: [Self; 6] =
        [Self::Joining, Self::Eds, Self::Password, Self::Expired, Self::OtherNumber, Self::Asking];

    fn title(self) -> Phrase {
        match self {
            Self::Joining => help::joining(),
            Self::Eds => help::eds(),
            Self::Password => help::password(),
            Self::Expired => help::expired(),
            Self::OtherNumber => help::other_number(),
            Self::Asking => help::asking(),
        }
    }

    fn words(self) -> Phrase {
        match self {
            Self::Joining => help::joining_words(),
            Self::Eds => help::eds_words(),
            Self::Password => help::password_words(),
            Self::Expired => help::expired_words(),
            Self::OtherNumber => help::other_number_words(),
            Self::Asking => help::asking_words(),
        }
    }
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// This topic.
    Chosen(Topic),
    /// The next topic, or the one before.
    Turned(bool),
    /// The text moves on, or back.
    Scrolled(bool),
    /// A question is to be asked.
    Ask,
    /// What was asked is to be looked after.
    Look,
    /// The way back.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// To asking for help.
    Asking {
        /// Opened in the middle of signing.
        signing: bool,
    },
    /// To what was asked.
    Looking {
        /// Opened in the middle of signing.
        signing: bool,
    },
    /// Back to where it was opened.
    Left,
    /// Back to signing, in the middle of which it was opened.
    Resumed,
}

/// Topics at the left, the text at the right; narrower than 70 columns only the text.
///
/// ```text
/// ┌ 1 topic ┐  Title
/// └─────────┘
/// ┌ 2 topic ┐  the words
/// └─────────┘
/// ```
fn lay_out(area: Rect) -> (Vec<Rect>, Rect, Rect) {
    let left = if area.width >= 70 { 28.max(area.width / 4) } else { 0 };
    let tall: u16 = match area.height {
        0..6 => 0,
        6..18 => 1,
        18..24 => 3,
        _ => 4,
    };
    let pitch = if tall == 1 { (area.height / 6).max(1) } else { tall };
    let top = u16::from(area.height >= 19);
    let topics = (0..6)
        .map(|nth| Rect::new(area.x, area.y + top + nth * pitch, left, tall.min(3)))
        .map(|rect| rect.intersection(area))
        .collect();
    let gap = if left > 0 { 3 } else { 0 };
    let x = area.x + left + gap;
    let wide = area.width.saturating_sub(left + gap).min(76);
    let title = Rect { x, y: area.y + top, width: wide, height: 1 };
    let words = Rect { y: title.y + 2, height: area.height.saturating_sub(top + 2), ..title };
    (topics, title.intersection(area), words.intersection(area))
}

impl Help {
    /// Help in the middle of signing: its way back leads there again.
    #[must_use]
    pub fn while_signing() -> Self {
        Self { signing: true, ..Self::default() }
    }

    /// Help as it is come back to from asking; `signing` when all of it is in the middle of signing.
    #[must_use]
    pub fn about_asking(signing: bool) -> Self {
        Self { topic: Topic::Asking, signing, ..Self::default() }
    }

    fn choose(&mut self, topic: Topic) {
        *self = Self { topic, top: 0, ..*self };
    }

    fn place(&self) -> usize {
        Topic::ALL.iter().position(|topic| *topic == self.topic).unwrap_or(0)
    }

    /// The text of the topic; what the agreement says comes from the agreement.
    fn text(&self, shared: &Shared, look: &Look) -> String {
        let mut text = look.say(&self.topic.words());
        let right = shared.facts.agreement.block(&BlockId(RIGHT_TO_HELP.to_owned()));
        if let (Topic::Asking, Some(clause)) = (self.topic, right) {
            text.push_str("\n\n");
            text.push_str(&look.say(&help::clause_says()));
            text.push('\n');
            text.push_str(clause.text(look.language));
        }
        text
    }
}

impl Screen for Help {
    type Msg = Msg;
    type Exit = Exit;

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        let mut bindings = vec![
            Binding::new(common::back(), [Key::Esc], Msg::Back).left(),
            Binding::new(help::scroll_up(), [Key::PageUp], Msg::Scrolled(false)),
            Binding::new(help::scroll_down(), [Key::PageDown, Key::Char(' ')], Msg::Scrolled(true)),
            Binding::new(support::look(), [Key::Char('8')], Msg::Look).middle(),
            Binding::new(support::ask(), [Key::Char('7')], Msg::Ask).main(),
            Binding::new(
                help::next_topic(),
                [Key::Enter, Key::Down, Key::Right],
                Msg::Turned(true),
            ),
            Binding::new(help::topic_before(), [Key::Up, Key::Left], Msg::Turned(false)),
        ];
        for (digit, topic) in ('1'..).zip(Topic::ALL) {
            bindings.push(Binding::new(topic.title(), [Key::Char(digit)], Msg::Chosen(topic)));
        }
        bindings
    }

    fn targets(&self, _shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        let (topics, ..) = lay_out(area);
        topics.into_iter().zip(Topic::ALL.map(Msg::Chosen)).collect()
    }

    fn wheeled(&self, _: &Shared, _: Rect, _: Position, down: bool) -> Option<Msg> {
        Some(Msg::Scrolled(down))
    }

    fn update(&mut self, _cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Chosen(topic) => self.choose(topic),
            Msg::Turned(on) => {
                let count = Topic::ALL.len();
                let place = (self.place() + if on { 1 } else { count - 1 }) % count;
                self.choose(Topic::ALL.get(place).copied().unwrap_or_default());
            }
            Msg::Scrolled(true) => self.top = self.top.saturating_add(3).min(LONGEST),
            Msg::Scrolled(false) => self.top = self.top.saturating_sub(3),
            Msg::Ask => return Some(Exit::Asking { signing: self.signing }),
            Msg::Look => return Some(Exit::Looking { signing: self.signing }),
            Msg::Back if self.signing => return Some(Exit::Resumed),
            Msg::Back => return Some(Exit::Left),
        }
        None
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let (topics, title, words) = lay_out(area);
        for (digit, (rect, topic)) in ('1'..).zip(topics.into_iter().zip(Topic::ALL)) {
            let role = if topic == self.topic { Role::ButtonMain } else { Role::Button };
            let cap = digit.to_string();
            button(buf, rect, &look.say(&topic.title()), &cap, shared.pressed, role, look);
        }
        label(buf, title, &look.say(&self.topic.title()), look.style(Role::Title));
        let text = self.text(shared, look);
        let lines = wrap(&text, words.width);
        // How far a text reaches depends on the language, so the end is found here.
        let top = self.top.min(lines.len().saturating_sub(usize::from(words.height)));
        for (y, line) in (words.top()..words.bottom()).zip(lines.into_iter().skip(top)) {
            let at = Rect { y, height: 1, ..words };
            label(buf, at, text.get(line).unwrap_or_default(), look.style(Role::Text));
        }
        None
    }

    fn is_reading(&self) -> bool {
        true
    }
}
