//! Plays one flow, step by step, on a console that was set for it.

use ratatui::layout::{Position, Rect};
use sha2::{Digest as _, Sha256};

use super::{
    AtNcaLayer, AtPhone, AtService, Beside, Flow, Phoned, Picture, Shot, Snapshots,
    failure::{Failure, PAGES, Why},
    find,
    names::{self, mistyped},
    played::Frame,
    recorded,
    step::{Doing, Field, Step, Whose, Words},
    style::{self, Drawn},
};
use crate::{
    api::MobileState,
    app::{
        Act, Input,
        input::Key,
        resolve,
        shared::{Person, StaffPerson},
        theme::{Role, Theme},
    },
    domain::{Secret, StaffRole},
    shell::headless::{Headless, NotSeen},
    text::phrases,
};

/// What a flow is judged by.
pub(super) struct Judge<'a> {
    pub(super) masks: &'a [String],
    pub(super) accepted: &'a Snapshots,
    /// True where differing snapshots are collected, not failures.
    pub(super) review: bool,
    /// What steps tell besides the console.
    pub(super) beside: &'a dyn Beside,
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
        self.console.settle().await.map_err(|NotSeen { .. }| Why::NoAnswer)
    }

    async fn carry_out(&mut self, step: &Step) -> Result<(), Why> {
        match &step.doing {
            Doing::Person(story) => {
                let (place, _) = self.person(story)?;
                self.choose(place);
            }
            Doing::Staff(role) => {
                let (place, _) = self.member(*role)?;
                self.choose(place);
            }
            Doing::Switch(console) => {
                if self.console.model().shared.facts.console != *console {
                    self.console.press(Key::F(3));
                }
            }
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
            Doing::NcaLayer(does) => self.at_ncalayer(does).await?,
            Doing::Phone(does) => self.at_phone(does).await?,
            Doing::Authority(wrong) if self.judge.beside.authority(wrong) => {}
            Doing::Authority(_) => return Err(Why::HasNone("authority")),
            Doing::Service(does) => self.at_service(*does).await?,
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
            Doing::Console(console) => {
                let found = self.console.model().shared.facts.console;
                let (expected, found) = (names::console(*console), names::console(found));
                same("the other console is shown", expected, found)
            }
            Doing::Screen(name) => {
                let found = names::screen(&self.console.model().screen);
                same("another screen is shown", name, found)
            }
            Doing::Speaks(language) => {
                let found = self.console.model().shared.language.tag();
                same("the interface speaks another language", language.tag(), found)
            }
            Doing::Over(name) => {
                let found = names::over(self.console.model().over.as_ref());
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

    fn member(&self, role: StaffRole) -> Result<(usize, &StaffPerson), Why> {
        let mut placed = self.console.model().shared.facts.staff.iter().enumerate();
        let found = placed.find(|(_, member)| member.role == role);
        found.ok_or_else(|| Why::Nobody(role.code().to_owned()))
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
            Words::Code => self.code(),
            Words::WrongCode => self.code().map(|code| mistyped(&code)),
            Words::Of(field, Whose::Person(story)) => {
                let (_, person) = self.person(story)?;
                Ok(match field {
                    Field::Name => person.name.to_string(),
                    Field::Number => person.number.digits().to_owned(),
                    Field::WrongNumber => mistyped(person.number.digits()),
                    Field::Key => person.key.clone(),
                    Field::Password => person.password.reveal().to_owned(),
                    Field::Login => return Err(Why::HasNone("login")),
                })
            }
            Words::Of(field, Whose::Staff(role)) => {
                let (_, member) = self.member(*role)?;
                match field {
                    Field::Name => Ok(member.name.to_string()),
                    Field::Login => Ok(member.login.to_string()),
                    Field::Password => Ok(member.password.reveal().to_owned()),
                    Field::Number | Field::WrongNumber => Err(Why::HasNone("number")),
                    Field::Key => Err(Why::HasNone("key")),
                }
            }
        }
    }

    /// The code of the message the demonstration shows.
    fn code(&self) -> Result<String, Why> {
        let code = self.console.model().shared.visit.details.sent.shown_code();
        let none = || Why::NotThere { said: "code".to_owned(), nearest: None };
        code.map(|code| code.reveal().to_owned()).ok_or_else(none)
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

    /// Chooses from the demonstration's people or staff, whichever this console offers.
    fn choose(&mut self, place: usize) {
        let facts = &self.console.model().shared.facts;
        let most = facts.people.len().max(facts.staff.len());
        self.console.press(Key::F(2));
        (0..most).for_each(|_| self.console.press(Key::Up));
        (0..place).for_each(|_| self.console.press(Key::Down));
        self.console.press(Key::Enter);
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

    /// Has NCALayer do this, and waits until the console has heard of it.
    async fn at_ncalayer(&mut self, does: &AtNcaLayer) -> Result<(), Why> {
        if !self.judge.beside.ncalayer(does.clone()).await {
            return Err(Why::NoWindow);
        }
        if does.answers() {
            self.console.hear().await.map_err(|NotSeen { .. }| Why::NoAnswer)?;
        }
        Ok(())
    }

    /// Has the outside signing service do this, and waits until the console has heard of a refusal.
    async fn at_service(&mut self, does: AtService) -> Result<(), Why> {
        if !self.judge.beside.service(does) {
            return Err(Why::HasNone("service"));
        }
        if does == AtService::Declines {
            self.console.hear().await.map_err(|NotSeen { .. }| Why::NoAnswer)?;
        }
        Ok(())
    }

    /// Has a person do this with a telephone, and waits until the console has heard of it from the
    /// portal.
    async fn at_phone(&mut self, does: &AtPhone) -> Result<(), Why> {
        let screen = Picture::of(self.console.frame());
        let wanted = match does {
            AtPhone::IsRefused(_) => Phoned::Refused,
            _ => Phoned::Taken,
        };
        let found = self.judge.beside.phone(does.clone(), screen).await;
        match (does, found) {
            // Another person's key is refused, and the kiosk says so.
            (AtPhone::Signs(_), Phoned::Refused) => {}
            (_, found) if found == wanted => {}
            (_, found) => return Err(Why::Phone(found)),
        }
        let heard = |state: Option<MobileState>| match does {
            AtPhone::Scans => state != Some(MobileState::Waiting),
            AtPhone::Signs(_) | AtPhone::SignsTwice(_) => state.is_none(),
            AtPhone::IsRefused(_) => true,
        };
        while !heard(names::phone(&self.console.model().screen)) {
            self.console.hear().await.map_err(|NotSeen { .. }| Why::NoAnswer)?;
        }
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

/// The row that shares the most words with `said`.
fn nearest(text: &str, said: &str) -> Option<String> {
    let words: Vec<&str> = said.split_whitespace().collect();
    let shared = |row: &str| row.split_whitespace().filter(|word| words.contains(word)).count();
    let (count, row) =
        text.lines().map(|row| (shared(row), row)).max_by_key(|(count, _)| *count)?;
    (count > 0).then(|| row.trim().to_owned())
}
