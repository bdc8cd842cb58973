//! A console without a terminal, a runtime or a portal: keys go in, effects come out, a test
//! answers them.

use std::{
    sync::{Arc, LazyLock},
    time::Duration,
};

use kezekte::{
    app::{
        Act, Input, Model, apply,
        effect::{Effect, Reply, Request},
        input::Key,
        look::Look,
        shared::{Console, Facts, Person, Profile},
        theme::Theme,
        update, view,
    },
    domain::{Agreement, Bilingual, Language, Moment, Terminal},
    text::Texts,
};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
};

/// The words, read once for all tests.
static TEXTS: LazyLock<Arc<Texts>> = LazyLock::new(|| Arc::new(Texts::new()));

/// A kiosk under test.
pub struct Kiosk {
    pub model: Model,
    pub at: Moment,
    /// Effects that nobody has answered yet, oldest first.
    pub asked: Vec<Effect>,
    texts: Arc<Texts>,
}

/// The terminal every test stands at.
pub fn terminal() -> Terminal {
    Terminal {
        name: "KIOSK-1".into(),
        place: Bilingual { kk: "Алматы, ХҚКО".into(), ru: "Алматы, ЦОН".into() },
    }
}

/// A kiosk's facts without a clock and without the idle warning.
pub fn facts(profile: Profile) -> Facts {
    Facts {
        profile,
        terminal: terminal(),
        agreement: Arc::new(Agreement::embedded().clone()),
        clock: false,
        idle: false,
        people: Vec::new(),
        staff: Vec::new(),
        console: Console::Kiosk,
    }
}

impl Kiosk {
    /// A personal kiosk that shows its first screen.
    pub fn new(size: (u16, u16), language: Language) -> Self {
        Self::with(facts(Profile::Personal), size, language)
    }

    /// A kiosk with these facts.
    pub fn with(facts: Facts, size: (u16, u16), language: Language) -> Self {
        let at = Moment::parse_rfc3339("2026-11-20T09:03:00Z").unwrap();
        let (model, asked) = Model::start(facts, Size::new(size.0, size.1), language, at);
        Self { model, at, asked, texts: Arc::clone(&TEXTS) }
    }

    /// One of the demonstration's people, for facts.
    #[allow(dead_code)]
    pub fn people(&mut self, people: Vec<Person>) {
        self.model.shared.facts.people = people;
    }

    /// Gives one input.
    pub fn input(&mut self, input: Input) -> &mut Self {
        let effects = update(&mut self.model, self.at, input);
        self.asked.extend(effects);
        self
    }

    /// Presses keys: names apart by spaces (`Enter Esc Tab Up Down Left Right PgUp PgDn Home End
    /// Backspace Space F5 Ctrl+q`), anything else is typed letter by letter.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for word in keys.split(' ').filter(|word| !word.is_empty()) {
            match named(word) {
                Some(key) => {
                    self.input(Input::Key(key));
                }
                None => {
                    for c in word.chars() {
                        self.input(Input::Key(Key::Char(c)));
                    }
                }
            }
        }
        self
    }

    /// Touches the screen where `text` stands.
    pub fn touch(&mut self, text: &str) -> &mut Self {
        let at = self.find(text).unwrap_or_else(|| panic!("no {text:?} on\n{}", self.text()));
        self.input(Input::Press(at));
        self.input(Input::Release(at))
    }

    /// Where `text` stands.
    pub fn find(&self, text: &str) -> Option<Position> {
        let buffer = self.buffer();
        let area = buffer.area;
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                let mut at = x;
                let mut line = String::new();
                while at < area.right() && line.len() < text.len() {
                    line.push_str(buffer[(at, y)].symbol());
                    at += 1;
                }
                if line.starts_with(text) {
                    return Some(Position::new(x, y));
                }
            }
        }
        None
    }

    /// Answers the oldest open effect for which `answer` gives a reply.
    pub fn answer(&mut self, answer: impl Fn(&Request) -> Option<Reply>) -> &mut Self {
        let found = self.asked.iter().position(|effect| answer(&effect.request).is_some());
        let Some(place) = found else { panic!("nothing to answer among {:?}", self.asked) };
        let effect = self.asked.remove(place);
        let reply = answer(&effect.request).unwrap();
        let effects = apply(&mut self.model, self.at, Act::Replied(effect.id, reply));
        self.asked.extend(effects);
        self
    }

    /// Lets time pass: timers that fall due fire in order.
    #[allow(dead_code)]
    pub fn wait(&mut self, time: Duration) -> &mut Self {
        let until = self.at.after(time);
        // A timer's deadline is the moment it was asked at plus its wait; tests ask at `self.at`.
        loop {
            let next = self
                .asked
                .iter()
                .enumerate()
                .filter_map(|(place, effect)| match effect.request {
                    Request::After(wait) => Some((wait, place)),
                    _ => None,
                })
                .min();
            let Some((wait, place)) = next else { break };
            if self.at.after(wait) > until {
                break;
            }
            let effect = self.asked.remove(place);
            self.at = self.at.after(wait);
            for other in &mut self.asked {
                if let Request::After(left) = &mut other.request {
                    *left = left.saturating_sub(wait);
                }
            }
            let more = apply(&mut self.model, self.at, Act::Replied(effect.id, Reply::Elapsed));
            self.asked.extend(more);
        }
        let rest = until.since(self.at);
        for other in &mut self.asked {
            if let Request::After(left) = &mut other.request {
                *left = left.saturating_sub(rest);
            }
        }
        self.at = until;
        self
    }

    /// The drawn screen.
    pub fn buffer(&self) -> Buffer {
        let shared = &self.model.shared;
        let look = Look {
            theme: Theme::named(shared.theme),
            language: shared.language,
            texts: Arc::clone(&self.texts),
            plain: false,
        };
        let mut buffer = Buffer::empty(Rect::new(0, 0, shared.size.width, shared.size.height));
        view(&self.model, &look, &mut buffer);
        buffer
    }

    /// The screen as text, a line a row, with a last line that is a hash of all styles: a change of
    /// colour alone changes it too.
    pub fn text(&self) -> String {
        as_text(&self.buffer())
    }
}

/// A drawn screen as text, a line a row, with a last line that is a hash of all styles.
pub(super) fn as_text(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        for x in 0..buffer.area.width {
            line.push_str(buffer[(x, y)].symbol());
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325; // FNV-1a
    for cell in buffer.content() {
        let style = format!("{:?}{:?}{:?}", cell.fg, cell.bg, cell.modifier);
        for octet in style.bytes() {
            hash = (hash ^ u64::from(octet)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    text.push_str(&format!("styles {hash:016x}\n"));
    text
}

pub(super) fn named(word: &str) -> Option<Key> {
    Some(match word {
        "Enter" => Key::Enter,
        "Esc" => Key::Esc,
        "Tab" => Key::Tab,
        "BackTab" => Key::BackTab,
        "Up" => Key::Up,
        "Down" => Key::Down,
        "Left" => Key::Left,
        "Right" => Key::Right,
        "PgUp" => Key::PageUp,
        "PgDn" => Key::PageDown,
        "Home" => Key::Home,
        "End" => Key::End,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Space" => Key::Char(' '),
        _ if word.len() > 5 && word.starts_with("Ctrl+") => Key::Ctrl(word.chars().nth(5)?),
        _ => Key::F(word.strip_prefix('F')?.parse().ok()?),
    })
}
