//! Plays one flow, step by step, on a console that was set for it.

use std::{path::PathBuf, time::Duration};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
};
use sha2::{Digest as _, Sha256};

use super::{
    Flow, Shot, Snapshots, find,
    parse::SCREENS,
    recorded,
    step::{Doing, Field, Step, Words},
    style::{self, Drawn},
};
use crate::{
    api::Failure as CallFailed,
    app::{
        Act, Input,
        input::Key,
        over::Over,
        resolve,
        screens::AnyScreen,
        shared::Person,
        theme::{Role, Theme},
    },
    domain::{Language, Moment, Secret},
    shell::headless::{Headless, NotSeen},
    text::phrases,
};

/// More pages than the agreement has on any terminal.
const PAGES: usize = 2_000;

/// A flow that was played.
#[derive(Debug)]
pub struct Played {
    /// What the flow is called.
    pub title: String,
    /// Its file.
    pub file: String,
    /// In which language it was played.
    pub language: Language,
    /// On what terminal.
    pub size: Size,
    /// Steps that were carried out, and how many there are.
    pub steps: (usize, usize),
    /// Every screen that differs from the one before.
    pub frames: Vec<Frame>,
    /// What became of it.
    pub outcome: Outcome,
    /// SHA-256 over every screen and its styles, hexadecimal.
    pub hash: String,
    /// The screens that snapshots asked for, by name, and how they differ from the accepted ones.
    pub shots: Vec<(String, Shot, Option<String>)>,
    /// Where the accepted ones are kept.
    pub kept: PathBuf,
    /// How long it took by the machine's clock.
    pub took: Duration,
}

/// A screen after a step.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The step, as it was written; nothing for the first screen.
    pub step: String,
    /// The cells.
    pub screen: Buffer,
    /// Where the cursor stands.
    pub cursor: Option<Position>,
    /// The scripted clock.
    pub at: Moment,
}

/// What became of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was as expected.
    Passed,
    /// Something was not.
    Failed(Box<Failure>),
    /// It could not be played.
    NotRun(String),
}

/// Where a flow failed and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {step}\n{why}")]
pub struct Failure {
    /// The file.
    pub file: String,
    /// The step's line.
    pub line: usize,
    /// The step as it was written.
    pub step: String,
    /// Why.
    pub why: Why,
    /// The screen then, as text.
    pub screen: String,
}

/// Why a step failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Words are not there.
    #[error("«{said}» is not on the screen{}", nearest_row(.nearest.as_deref(), .said))]
    NotThere {
        /// The words.
        said: String,
        /// The row that is most like them.
        nearest: Option<String>,
    },
    /// Words are there.
    #[error("«{0}» is on the screen")]
    There(String),
    /// Words are there, but a finger on them means nothing.
    #[error("«{0}» cannot be touched")]
    NoTarget(String),
    /// A language lacks a phrase.
    #[error("{id} has no words in {language}")]
    NoWords {
        /// The phrase.
        id: String,
        /// The language.
        language: &'static str,
    },
    /// Words are drawn in another way.
    #[error("«{said}» is drawn in another style\n  - {expected}\n  + {found}")]
    Style {
        /// The words.
        said: String,
        /// The role's style.
        expected: String,
        /// Their style.
        found: String,
    },
    /// Words do not have the focus.
    #[error("«{said}» does not have the focus{}", at_cursor(.row.as_deref()))]
    Focus {
        /// The words.
        said: String,
        /// The row with the cursor.
        row: Option<String>,
    },
    /// Another screen, language, … than expected.
    #[error("{what}\n  - {expected}\n  + {found}")]
    Other {
        /// What.
        what: &'static str,
        /// What was expected.
        expected: String,
        /// What is there.
        found: String,
    },
    /// The portal has recorded something else.
    #[error("the portal has recorded of {what}\n  - {expected}\n  + {found}")]
    Recorded {
        /// What.
        what: &'static str,
        /// What was expected.
        expected: String,
        /// What the portal says.
        found: String,
    },
    /// The portal could not be asked.
    #[error("the portal could not be asked: {0:?}")]
    NotAsked(CallFailed),
    /// A session is open.
    #[error("a session is open")]
    Session,
    /// The screen is not as it was accepted.
    #[error("the screen is not as it was accepted under `{name}`\n{difference}")]
    Snapshot {
        /// The snapshot.
        name: String,
        /// How it differs.
        difference: String,
    },
    /// Nothing was accepted yet.
    #[error("no screen was accepted under `{0}` yet: kezekte flow review --accept")]
    NoSnapshot(String),
    /// The portal did not answer.
    #[error("the portal did not answer")]
    NoAnswer,
    /// Nobody has this story here.
    #[error("nobody here is `{0}`")]
    Nobody(String),
    /// The agreement does not end.
    #[error("the agreement did not end after {PAGES} pages")]
    NoEnd,
}

fn nearest_row(row: Option<&str>, said: &str) -> String {
    row.map(|row| format!("\n  - {said}\n  + {row}")).unwrap_or_default()
}

fn at_cursor(row: Option<&str>) -> String {
    row.map_or_else(
        || "; no cursor is shown".to_owned(),
        |row| format!("; the cursor is at\n  + {row}"),
    )
}

/// What a flow is judged by.
pub(super) struct Judge<'a> {
    pub(super) masks: &'a [String],
    pub(super) accepted: &'a Snapshots,
    /// True where differing snapshots are collected, not failures.
    pub(super) review: bool,
}

/// What playing brought.
#[derive(Default)]
pub(super) struct Brought {
    pub(super) done: usize,
    pub(super) frames: Vec<Frame>,
    pub(super) hash: String,
    pub(super) shots: Vec<(String, Shot, Option<String>)>,
    pub(super) failure: Option<Failure>,
}

/// Plays the flow's steps until one fails.
pub(super) async fn play(flow: &Flow, console: &mut Headless, judge: &Judge<'_>) -> Brought {
    let mut player =
        Player { console, judge, users: 0, result: Brought::default(), hash: Sha256::new() };
    if let Err(why) = player.begin().await {
        player.fail(flow, flow.steps.first(), why);
    } else {
        for step in &flow.steps {
            if let Err(why) = player.carry_out(step).await {
                player.fail(flow, Some(step), why);
                break;
            }
            player.result.done += 1;
        }
    }
    player.result.hash = hex::encode(player.hash.finalize());
    player.result
}

struct Player<'a> {
    console: &'a mut Headless,
    judge: &'a Judge<'a>,
    users: u64,
    result: Brought,
    hash: Sha256,
}

impl Player<'_> {
    async fn begin(&mut self) -> Result<(), Why> {
        self.settle().await?;
        self.users = recorded::users(self.console).await?;
        self.remember("")
    }

    fn fail(&mut self, flow: &Flow, step: Option<&Step>, why: Why) {
        let (line, step) = step.map_or((1, ""), |step| (step.line, step.text.as_str()));
        self.result.failure = Some(Failure {
            file: flow.file.clone(),
            line,
            step: step.to_owned(),
            why,
            screen: self.console.text(),
        });
    }

    /// Waits until the console awaits nothing more of the portal.
    async fn settle(&mut self) -> Result<(), Why> {
        let settled = self.console.until("an answer", |console| !console.is_waiting()).await;
        settled.map_err(|NotSeen { .. }| Why::NoAnswer)
    }

    async fn carry_out(&mut self, step: &Step) -> Result<(), Why> {
        match &step.doing {
            Doing::Person(story) => self.become_person(story)?,
            Doing::Press(keys) => {
                for key in keys {
                    self.console.press(*key);
                    self.settle().await?;
                }
            }
            Doing::Type(words) => {
                let text = self.say(words)?;
                self.console.type_text(&text);
            }
            Doing::Paste(words) => {
                let text = self.say(words)?;
                self.console.input(Input::Paste(Secret::new("paste", text)));
            }
            Doing::Click(words) => self.click(words)?,
            Doing::Resize(size) => self.console.input(Input::Resize(*size)),
            Doing::Read => self.read()?,
            Doing::Pass(time) => self.console.pass(*time),
            expectation => self.expect(expectation).await?,
        }
        self.settle().await?;
        self.remember(&step.text)
    }

    async fn expect(&mut self, expectation: &Doing) -> Result<(), Why> {
        match expectation {
            Doing::See(words) => self.find(words).map(drop),
            Doing::SeeNo(words) => {
                let said = self.say(words)?;
                match find::find(self.console.frame(), &said) {
                    Some(_) => Err(Why::There(said)),
                    None => Ok(()),
                }
            }
            Doing::Style(words, role) => self.style(words, *role),
            Doing::Focus(words) => self.focus(words),
            Doing::Screen(name) => {
                let found = screen(&self.console.model().screen);
                same("another screen is shown", name, found)
            }
            Doing::Speaks(language) => {
                let found = self.console.model().shared.language.tag();
                same("the interface speaks another language", language.tag(), found)
            }
            Doing::Over(name) => {
                let found = match &self.console.model().over {
                    None => "nothing",
                    Some(Over::People(_)) => "people",
                    Some(Over::Idle(..)) => "idle",
                    Some(Over::Outage(_)) => "outage",
                };
                same("something else lies over the screen", name, found)
            }
            Doing::Snapshot(name) => self.snapshot(name),
            Doing::Users(more) => recorded::joined(self.console, self.users, *more).await,
            Doing::Account(state) => recorded::account(self.console, *state).await,
            Doing::Acceptances(count) => recorded::acceptances(self.console, *count).await,
            Doing::NoSession if self.console.runtime().has_session() => Err(Why::Session),
            _ => Ok(()),
        }
    }

    /// Keeps the screen when it differs from the one before; no phrase may show its id there.
    fn remember(&mut self, step: &str) -> Result<(), Why> {
        let screen = self.console.frame();
        if self.result.frames.last().is_some_and(|last| last.screen == *screen) {
            return Ok(());
        }
        let shot = self.shot();
        self.hash.update(shot.text());
        self.result.frames.push(Frame {
            step: step.to_owned(),
            screen: screen.clone(),
            cursor: self.console.cursor(),
            at: self.console.model().shared.now,
        });
        let language = self.console.model().shared.language.tag();
        let id_letter = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let words = shot.rows().iter().flat_map(|row| row.split(|c| !id_letter(c)));
        match words
            .filter(|word| word.contains('-'))
            .find(|word| phrases::ids().any(|id| id == *word))
        {
            Some(id) => Err(Why::NoWords { id: id.to_owned(), language }),
            None => Ok(()),
        }
    }

    fn theme(&self) -> Theme {
        Theme::named(self.console.model().shared.theme)
    }

    fn shot(&self) -> Shot {
        Shot::take(self.console.frame(), &self.theme(), self.judge.masks)
    }

    fn person(&self, story: &str) -> Result<(usize, &Person), Why> {
        let people = &self.console.model().shared.facts.people;
        let mut placed = people.iter().enumerate();
        placed
            .find(|(_, person)| person.story.as_str() == story)
            .ok_or_else(|| Why::Nobody(story.to_owned()))
    }

    fn say(&self, words: &Words) -> Result<String, Why> {
        match words {
            Words::Text(text) => Ok(text.clone()),
            Words::Phrase(id, phrase) => {
                let language = self.console.model().shared.language;
                let texts = self.console.runtime().texts();
                match texts.has(language, phrase) {
                    true => Ok(texts.say(language, phrase)),
                    false => Err(Why::NoWords { id: id.clone(), language: language.tag() }),
                }
            }
            Words::Of(field, story) => {
                let (_, person) = self.person(story)?;
                Ok(match field {
                    Field::Name => person.name.to_string(),
                    Field::Number => person.number.digits().to_owned(),
                    Field::WrongNumber => mistyped(person.number.digits()),
                    Field::Key => person.key.clone(),
                    Field::Password => person.password.reveal().to_owned(),
                })
            }
        }
    }

    fn find(&self, words: &Words) -> Result<(String, Vec<Rect>), Why> {
        let said = self.say(words)?;
        match find::find(self.console.frame(), &said) {
            Some(pieces) => Ok((said, pieces)),
            None => {
                let nearest = nearest(&self.console.text(), &said);
                Err(Why::NotThere { said, nearest })
            }
        }
    }

    fn become_person(&mut self, story: &str) -> Result<(), Why> {
        let (place, _) = self.person(story)?;
        let people = self.console.model().shared.facts.people.len();
        self.console.press(Key::F(2));
        (0..people).for_each(|_| self.console.press(Key::Up));
        (0..place).for_each(|_| self.console.press(Key::Down));
        self.console.press(Key::Enter);
        Ok(())
    }

    /// Touches the first place of these words that means something to a finger.
    fn click(&mut self, words: &Words) -> Result<(), Why> {
        let (said, _) = self.find(words)?;
        let mut model = self.console.model().clone();
        let middle = |pieces: Vec<Rect>| {
            let piece = pieces.first()?;
            Some(Position::new(piece.x + piece.width / 2, piece.y))
        };
        let place = find::all(self.console.frame(), &said).filter_map(middle).find(|at| {
            model.shared.pressed = Some(*at);
            !matches!(resolve(&model, Input::Release(*at)), None | Some(Act::Lift | Act::Stir))
        });
        let Some(at) = place else { return Err(Why::NoTarget(said)) };
        self.console.input(Input::Press(at));
        self.console.input(Input::Release(at));
        Ok(())
    }

    fn read(&mut self) -> Result<(), Why> {
        for _ in 0..PAGES {
            let shared = &self.console.model().shared;
            if shared.visit.reading.is_complete(&shared.facts.agreement) {
                return Ok(());
            }
            self.console.press(Key::PageDown);
        }
        Err(Why::NoEnd)
    }

    fn style(&self, words: &Words, role: Role) -> Result<(), Why> {
        let (said, pieces) = self.find(words)?;
        let theme = self.theme();
        let expected = Drawn::role(theme.style(role));
        let screen = self.console.frame();
        let cells = pieces.iter().flat_map(|piece| piece.positions());
        let mut drawn = cells.filter_map(|at| screen.cell(at)).map(Drawn::of);
        match drawn.find(|drawn| *drawn != expected) {
            None => Ok(()),
            Some(found) => {
                let named = format!("{}: ", style::name(role));
                let expected = expected.say(&theme);
                let expected = if expected.starts_with(&style::name(role)) {
                    expected
                } else {
                    named + &expected
                };
                Err(Why::Style { said, expected, found: found.say(&theme) })
            }
        }
    }

    fn focus(&self, words: &Words) -> Result<(), Why> {
        let (said, pieces) = self.find(words)?;
        let cursor = self.console.cursor();
        let selected = Drawn::role(self.theme().style(Role::Selected));
        let screen = self.console.frame();
        let chosen = |piece: &Rect| {
            cursor.is_some_and(|cursor| cursor.y == piece.y)
                || piece
                    .positions()
                    .filter_map(|at| screen.cell(at))
                    .all(|cell| Drawn::of(cell).bg == selected.bg)
        };
        if pieces.iter().any(chosen) {
            return Ok(());
        }
        let text = self.console.text();
        let row = cursor.and_then(|at| text.lines().nth(usize::from(at.y)));
        Err(Why::Focus { said, row: row.map(|row| row.trim().to_owned()) })
    }

    fn snapshot(&mut self, name: &str) -> Result<(), Why> {
        let shot = self.shot();
        let accepted = self.judge.accepted.get(name);
        let difference = match accepted {
            None => Some("nothing was accepted yet".to_owned()),
            Some(accepted) => shot.differs_from(accepted),
        };
        self.result.shots.push((name.to_owned(), shot, difference.clone()));
        match difference {
            Some(_) if self.judge.review => Ok(()),
            Some(_) if accepted.is_none() => Err(Why::NoSnapshot(name.to_owned())),
            Some(difference) => Err(Why::Snapshot { name: name.to_owned(), difference }),
            None => Ok(()),
        }
    }
}

fn same(what: &'static str, expected: &str, found: &str) -> Result<(), Why> {
    if expected == found {
        return Ok(());
    }
    Err(Why::Other { what, expected: expected.to_owned(), found: found.to_owned() })
}

/// The screen's name in flows.
fn screen(screen: &AnyScreen) -> &'static str {
    let place = match screen {
        AnyScreen::Home(_) => 0,
        AnyScreen::Reader(_) => 1,
        AnyScreen::Declined(_) => 2,
        AnyScreen::NumberEntry(_) => 3,
        AnyScreen::Ways(_) => 4,
        AnyScreen::KeyFileEntry(_) => 5,
        AnyScreen::Certificate(_) => 6,
        AnyScreen::Document(_) => 7,
        AnyScreen::ReceiptView(_) => 8,
        AnyScreen::Account(_) => 9,
        AnyScreen::Statement(_) => 10,
        AnyScreen::QueueList(_) => 11,
        AnyScreen::Help(_) => 12,
        AnyScreen::Menu(_) => 13,
        AnyScreen::SignIn(_) => 14,
    };
    SCREENS.get(place).copied().unwrap_or_default()
}

/// The number with another last digit: the check digit cannot fit any more.
fn mistyped(digits: &str) -> String {
    let (stem, last) = digits.split_at(digits.len().saturating_sub(1));
    format!("{stem}{}", if last == "0" { "1" } else { "0" })
}

/// The row that shares the most words with `said`.
fn nearest(text: &str, said: &str) -> Option<String> {
    let words: Vec<&str> = said.split_whitespace().collect();
    let shared = |row: &str| row.split_whitespace().filter(|word| words.contains(word)).count();
    let (count, row) =
        text.lines().map(|row| (shared(row), row)).max_by_key(|(count, _)| *count)?;
    (count > 0).then(|| row.trim().to_owned())
}
