//! From a file's lines to a flow; all mistakes of a file are reported together.

use std::time::Duration;

use chrono::NaiveDateTime;
use chrono_tz::Asia::Almaty;
use ratatui::layout::Size;

use super::{
    AtAuthority, AtNcaLayer, AtPhone, AtService, key, names,
    step::{Doing, Field, Flow, Setup, Step, Whose, Words},
    token::{Token, tokens},
    wrong::{Mistake, Wrong},
};
use crate::{
    app::{shared::Console, theme::Role},
    domain::{AccountState, Language, Moment, StaffRole},
    text::{Arg, phrases},
};

const SETUP: [&str; 6] = ["title", "language", "size", "clock", "seed", "phones"];
const STEPS: [&str; 17] = [
    "person",
    "staff",
    "switch",
    "press",
    "type",
    "paste",
    "click",
    "resize",
    "read",
    "pass",
    "ncalayer",
    "authority",
    "phone",
    "service",
    "see",
    "expect",
    "snapshot",
];
const EXPECTED: [&str; 10] = [
    "style",
    "focus",
    "console",
    "screen",
    "language",
    "over",
    "users",
    "account",
    "acceptances",
    "no",
];
/// Largest terminal a flow may ask for: the largest the screens are tried at.
const LARGEST: (u16, u16) = (300, 100);

type Located = (usize, Wrong);

/// Mistakes that are told, at most.
const MOST: usize = 200;

/// Reads a flow.
///
/// # Errors
/// Every mistake of the file, in its order; 200 of them at most.
pub fn parse(file: &str, text: &str) -> Result<Flow, Vec<Mistake>> {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let title = stem.strip_suffix(".flow").unwrap_or(stem).to_owned();
    let mut flow =
        Flow { file: file.to_owned(), title, setup: Setup::default(), steps: Vec::new() };
    let mut mistakes = Vec::new();
    let mut said = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        let read = tokens(line).and_then(|tokens| {
            let Some(first) = tokens.first() else { return Ok(()) };
            let mut rest = Rest { tokens: &tokens, at: 1, end: line.chars().count() + 1 };
            if let Some(name) = SETUP.iter().find(|name| !first.quoted && **name == first.text) {
                if !flow.steps.is_empty() {
                    return Err((first.column, Wrong::Late(first.text.clone())));
                }
                if said.contains(name) {
                    return Err((first.column, Wrong::Twice(first.text.clone())));
                }
                said.push(*name);
                set_up(&mut flow, first, &mut rest)?;
            } else {
                let doing = step(first, &mut rest)?;
                flow.steps.push(Step { line: number, text: line.trim().to_owned(), doing });
            }
            rest.end()
        });
        if let Err((column, wrong)) = read {
            mistakes.push(Mistake { file: file.to_owned(), line: number, column, wrong });
            if mistakes.len() == MOST {
                break;
            }
        }
    }
    if flow.steps.is_empty() && mistakes.is_empty() {
        let file = file.to_owned();
        mistakes.push(Mistake { file, line: 1, column: 1, wrong: Wrong::Empty });
    }
    if mistakes.is_empty() { Ok(flow) } else { Err(mistakes) }
}

/// What of a line was not read yet.
struct Rest<'a> {
    tokens: &'a [Token],
    at: usize,
    end: usize,
}

impl<'a> Rest<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn next(&mut self, what: &'static str) -> Result<&'a Token, Located> {
        let token = self.peek().ok_or((self.end, Wrong::Missing(what)))?;
        self.at += 1;
        Ok(token)
    }

    /// Takes the word when it comes next.
    fn takes(&mut self, word: &str) -> bool {
        let here = self.peek().is_some_and(|token| !token.quoted && token.text == word);
        self.at += usize::from(here);
        here
    }

    fn word(&mut self, word: &'static str) -> Result<(), Located> {
        let token = self.next(word)?;
        let found = token.text.clone();
        let form = Wrong::Form { expected: word, found };
        if token.text == word { Ok(()) } else { Err((token.column, form)) }
    }

    fn one_of(
        &mut self,
        what: &'static str,
        known: &[&'static str],
    ) -> Result<&'static str, Located> {
        let token = self.next(what)?;
        known
            .iter()
            .find(|word| **word == token.text)
            .copied()
            .ok_or_else(|| (token.column, Wrong::unknown(what, &token.text, known.iter().copied())))
    }

    fn read<T>(
        &mut self,
        expected: &'static str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<T, Located> {
        let token = self.next(expected)?;
        let form = || (token.column, Wrong::Form { expected, found: token.text.clone() });
        read(&token.text).ok_or_else(form)
    }

    fn end(&self) -> Result<(), Located> {
        match self.peek() {
            Some(token) => Err((token.column, Wrong::TooMuch(token.text.clone()))),
            None => Ok(()),
        }
    }

    /// The rest of the line as it stands.
    fn all(&mut self, what: &'static str) -> Result<String, Located> {
        let mut words = vec![self.next(what)?.text.as_str()];
        while let Ok(token) = self.next(what) {
            words.push(&token.text);
        }
        Ok(words.join(" "))
    }
}

fn set_up(flow: &mut Flow, first: &Token, rest: &mut Rest<'_>) -> Result<(), Located> {
    let setup = &mut flow.setup;
    match first.text.as_str() {
        "title" => flow.title = rest.all("a title")?,
        "language" => setup.language = Some(rest.read("kk, ru or en", language)?),
        "size" => setup.size = Some(rest.read("a size like 80x24", |text| size(text).ok())?),
        "clock" => setup.clock = rest.read("a time like 2026-11-20T14:03", clock)?,
        "seed" => setup.seed = rest.read("a whole number", |text| text.parse().ok())?,
        _ => {
            rest.word("outside")?;
            setup.phones_outside = true;
        }
    }
    Ok(())
}

fn step(first: &Token, rest: &mut Rest<'_>) -> Result<Doing, Located> {
    let known = STEPS.iter().find(|step| !first.quoted && **step == first.text);
    Ok(match known.copied() {
        Some("person") => Doing::Person(story(rest)?),
        Some("staff") => Doing::Staff(role(rest)?),
        Some("switch") => {
            rest.word("to")?;
            Doing::Switch(console(rest)?)
        }
        Some("press") => {
            let mut keys = Vec::new();
            while keys.is_empty() || rest.peek().is_some() {
                let token = rest.next("a key")?;
                keys.extend(key::keys(&token.text).map_err(|wrong| (token.column, wrong))?);
            }
            Doing::Press(keys)
        }
        Some("type") => Doing::Type(typed(rest)?),
        Some("paste") => Doing::Paste(typed(rest)?),
        Some("click") => Doing::Click(words(rest)?),
        Some("resize") => Doing::Resize(rest.read("a size like 80x24", |text| size(text).ok())?),
        Some("read") => {
            rest.word("the")?;
            rest.word("agreement")?;
            Doing::Read
        }
        Some("pass") => {
            let count = rest.read("a whole number", |text| text.parse::<u32>().ok())?;
            let units = ["seconds", "second", "minutes", "minute"];
            let unit = rest.one_of("unit of time", &units)?;
            let seconds = if unit.starts_with('m') { 60 } else { 1 };
            Doing::Pass(Duration::from_secs(u64::from(count) * seconds))
        }
        Some("ncalayer") => Doing::NcaLayer(at_ncalayer(rest)?),
        Some("phone") => Doing::Phone(at_phone(rest)?),
        Some("service") => Doing::Service(at_service(rest)?),
        Some("authority") => Doing::Authority(at_authority(rest)?),
        Some("see") if rest.takes("no") => Doing::SeeNo(words(rest)?),
        Some("see") => Doing::See(words(rest)?),
        Some("expect") => expected(rest)?,
        Some(_) => Doing::Snapshot(rest.next("the snapshot's name")?.text.clone()),
        None => {
            let known = STEPS.iter().chain(&SETUP).copied();
            return Err((first.column, Wrong::unknown("step", &first.text, known)));
        }
    })
}

fn at_authority(rest: &mut Rest<'_>) -> Result<Vec<AtAuthority>, Located> {
    let words = AtAuthority::WORDS.map(|(word, _)| word);
    let known: Vec<_> = ["well"].into_iter().chain(words).collect();
    let mut wrong = Vec::new();
    loop {
        let word = rest.one_of("state of the authority", &known)?;
        let found = AtAuthority::WORDS.into_iter().find(|(known, _)| *known == word);
        wrong.extend(found.map(|(_, wrong)| wrong));
        if rest.peek().is_none() {
            return Ok(wrong);
        }
    }
}

fn at_ncalayer(rest: &mut Rest<'_>) -> Result<AtNcaLayer, Located> {
    let acts = ["stops", "starts", "signs", "enters", "cancels", "mistypes", "breaks"];
    Ok(match rest.one_of("act of NCALayer", &acts)? {
        "stops" => AtNcaLayer::Stops,
        "starts" => AtNcaLayer::Starts,
        "signs" => {
            rest.word("as")?;
            AtNcaLayer::Signs(story(rest)?)
        }
        "enters" => AtNcaLayer::Enters,
        "cancels" => AtNcaLayer::Cancels,
        "mistypes" => AtNcaLayer::Mistypes,
        _ => AtNcaLayer::Breaks,
    })
}

fn at_phone(rest: &mut Rest<'_>) -> Result<AtPhone, Located> {
    let act = match rest.one_of("act of a telephone", &["scans", "signs", "is"])? {
        "scans" => return Ok(AtPhone::Scans),
        "is" => {
            rest.word("refused")?;
            AtPhone::IsRefused
        }
        _ if rest.takes("twice") => AtPhone::SignsTwice,
        _ => AtPhone::Signs,
    };
    rest.word("as")?;
    story(rest).map(act)
}

fn at_service(rest: &mut Rest<'_>) -> Result<AtService, Located> {
    Ok(match rest.one_of("act of the signing service", &["stops", "starts", "declines"])? {
        "stops" => AtService::Stops,
        "starts" => AtService::Starts,
        _ => AtService::Declines,
    })
}

fn expected(rest: &mut Rest<'_>) -> Result<Doing, Located> {
    Ok(match rest.one_of("expectation", &EXPECTED)? {
        "style" => {
            let said = words(rest)?;
            let token = rest.next("a role of the theme")?;
            let names = Role::ALL.map(super::style::name);
            let place = names.iter().position(|name| *name == token.text);
            let role = place.and_then(|place| Role::ALL.get(place).copied()).ok_or_else(|| {
                let known = names.iter().map(String::as_str);
                (token.column, Wrong::unknown("role", &token.text, known))
            })?;
            Doing::Style(said, role)
        }
        "focus" => Doing::Focus(words(rest)?),
        "console" => Doing::Console(console(rest)?),
        "screen" => Doing::Screen(rest.one_of("screen", &names::SCREENS)?),
        "language" => Doing::Speaks(rest.read("kk, ru or en", language)?),
        "over" => Doing::Over(rest.one_of("thing over the screen", &names::OVER)?),
        "users" => Doing::Users(rest.read("a number like +1", |text| {
            text.strip_prefix('+').and_then(|count| count.parse().ok())
        })?),
        "account" => Doing::Account(rest.read("a state like active", state)?),
        "acceptances" => Doing::Acceptances(rest.read("a whole number", |it| it.parse().ok())?),
        _ => {
            rest.word("session")?;
            Doing::NoSession
        }
    })
}

fn console(rest: &mut Rest<'_>) -> Result<Console, Located> {
    let known = names::CONSOLES.map(|(name, _)| name);
    let name = rest.one_of("console", &known)?;
    let found = names::CONSOLES.into_iter().find(|(known, _)| *known == name);
    Ok(found.map(|(_, console)| console).unwrap_or_default())
}

fn role(rest: &mut Rest<'_>) -> Result<StaffRole, Located> {
    let token = rest.next("a role")?;
    let known = StaffRole::ALL.map(StaffRole::code);
    let wrong = || (token.column, Wrong::unknown("role", &token.text, known));
    StaffRole::from_code(&token.text).ok_or_else(wrong)
}

/// A person of the demonstration, or a member of its staff by the role.
fn whose(rest: &mut Rest<'_>) -> Result<Whose, Located> {
    match rest.peek().and_then(|token| StaffRole::from_code(&token.text)) {
        Some(role) => {
            rest.at += 1;
            Ok(Whose::Staff(role))
        }
        None => Ok(Whose::Person(story(rest)?)),
    }
}

fn story(rest: &mut Rest<'_>) -> Result<String, Located> {
    let token = rest.next("a person's story")?;
    let stories = || phrases::ids().filter_map(|id| id.strip_prefix("story-"));
    match stories().find(|story| *story == token.text) {
        Some(story) => Ok(story.to_owned()),
        None => Err((token.column, Wrong::unknown("person", &token.text, stories()))),
    }
}

/// What is typed: figures and the like need no quotation marks.
fn typed(rest: &mut Rest<'_>) -> Result<Words, Located> {
    match rest.peek() {
        Some(token) if !token.quoted && token.text.starts_with(|c: char| c.is_ascii_digit()) => {
            Ok(Words::Text(rest.next("a text")?.text.clone()))
        }
        _ => words(rest),
    }
}

fn words(rest: &mut Rest<'_>) -> Result<Words, Located> {
    let token = rest.next("words")?;
    if token.quoted {
        return Ok(Words::Text(token.text.clone()));
    }
    let field = match token.text.as_str() {
        "name" => Some(Field::Name),
        "number" => Some(Field::Number),
        "key" => Some(Field::Key),
        "password" => Some(Field::Password),
        "login" => Some(Field::Login),
        "code" => return Ok(Words::Code),
        "wrong" if rest.takes("code") => return Ok(Words::WrongCode),
        "wrong" => {
            rest.word("number")?;
            Some(Field::WrongNumber)
        }
        _ => None,
    };
    if let Some(field) = field {
        rest.word("of")?;
        return Ok(Words::Of(field, whose(rest)?));
    }
    let mut args = Vec::new();
    while let Some((name, value)) = rest.peek().and_then(|token| token.text.split_once('=')) {
        let count = value.parse::<u64>().map(Arg::Count);
        args.push((name.to_owned(), count.unwrap_or_else(|_| Arg::from(value))));
        rest.at += 1;
    }
    let id = token.text.replacen('.', "-", 1).replace('_', "-");
    let declared = phrases::ALL.iter().flat_map(|area| area.iter()).find(|phrase| phrase.id == id);
    for needed in declared.map_or(&[][..], |declared| declared.args) {
        if !args.iter().any(|(name, _)| name == needed) {
            return Err((rest.end, Wrong::Missing("an argument of the phrase (name=value)")));
        }
    }
    match phrases::by_id(&id, args) {
        Some(phrase) if token.text.contains('.') => Ok(Words::Phrase(token.text.clone(), phrase)),
        _ => {
            let known: Vec<String> = phrases::ids().map(|id| id.replacen('-', ".", 1)).collect();
            let known = known.iter().map(String::as_str);
            Err((token.column, Wrong::unknown("phrase", &token.text, known)))
        }
    }
}

fn state(name: &str) -> Option<AccountState> {
    serde_json::from_value(serde_json::Value::from(name)).ok()
}

fn language(tag: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|language| language.tag() == tag)
}

/// Reads a terminal's size, `80x24`.
///
/// # Errors
/// When it is none, or a larger one than 300x100.
pub fn size(text: &str) -> Result<Size, Wrong> {
    let read = || {
        let (width, height) = text.split_once('x')?;
        let (width, height) = (width.parse().ok()?, height.parse().ok()?);
        let fits = (1..=LARGEST.0).contains(&width) && (1..=LARGEST.1).contains(&height);
        fits.then_some(Size::new(width, height))
    };
    read().ok_or_else(|| Wrong::Form { expected: "a size like 80x24", found: text.to_owned() })
}

fn clock(text: &str) -> Option<Moment> {
    let civil = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M").ok()?;
    let at = civil.and_local_timezone(Almaty).earliest()?;
    Some(Moment::from_seconds(at.timestamp()))
}
