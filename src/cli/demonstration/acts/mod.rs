//! The play in acts, for those without a terminal: the real console, without its terminal, on the
//! real portal over loopback. It prints key screens and the HTTP calls that were made.
//!
//! Its clock stands at one moment and its folder is new, so that two plays end alike; only keys,
//! numbers drawn at random and what is made of them differ.

mod support;

use std::{io::Write, process::ExitCode, sync::Arc, time::Duration};

use ratatui::layout::Size;

use super::{stage::Stage, temporary::Temporary};
use crate::{
    app::{
        input::Key,
        screens::AnyScreen,
        shared::{Console, Person},
    },
    cli::fail,
    client::{Calls, Client},
    domain::{Channel, Clock, FixedClock, Language, Moment, Random},
    runtime::{Runtime, Scripted, Timers, World},
    shell::{
        flow::mistyped,
        headless::{Headless, NotSeen},
    },
    text::{
        Phrase, Texts,
        phrases::{
            account, certificate, document, entry, home, keys, play, reader, receipt, statement,
            ways,
        },
    },
};

/// The moment of the play: 20.11.2026 14:03 in Almaty.
const AT: Moment = Moment::from_seconds(1_795_165_380);
/// The play's terminal.
const SIZE: Size = Size::new(100, 30);
/// More pages than the agreement has on this terminal.
const PAGES: usize = 60;

/// Why a play broke off.
#[derive(Debug, thiserror::Error)]
enum PlayError {
    #[error(transparent)]
    NotSeen(#[from] NotSeen),
    #[error(transparent)]
    Output(#[from] std::io::Error),
    #[error("nobody of the demonstration has the story {0}")]
    Nobody(&'static str),
    #[error("the agreement did not end after {PAGES} pages")]
    NoEnd,
}

/// Plays the acts; the summary is the last line.
pub(super) async fn play(language: Language, random: Arc<dyn Random>) -> ExitCode {
    let temporary = match Temporary::make(&*random) {
        Ok(temporary) => temporary,
        Err(error) => return fail(error),
    };
    let clock = Arc::new(FixedClock::new(AT));
    let (database, keys) = (temporary.path().join("portal.db"), temporary.path().join("keys"));
    let shared: Arc<dyn Clock> = clock.clone();
    let stage = match Stage::set(database, keys, shared, Arc::clone(&random)).await {
        Ok(stage) => stage,
        Err(error) => return fail(error),
    };
    let played = match Player::prepare(&stage, language, clock, random, &temporary) {
        Ok(player) => player.play(&mut std::io::stdout()).await,
        Err(ended) => return ended,
    };
    stage.clear().await;
    match played {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever reads may have had enough.
        Err(PlayError::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error) => fail(error),
    }
}

struct Player {
    console: Headless,
    people: Vec<Person>,
    calls: Calls,
    texts: Arc<Texts>,
    language: Language,
    screens: u32,
    made: u64,
}

impl Player {
    fn prepare(
        stage: &Stage,
        language: Language,
        clock: Arc<FixedClock>,
        random: Arc<dyn Random>,
        temporary: &Temporary,
    ) -> Result<Self, ExitCode> {
        let calls = Calls::default();
        let kit = &stage.kit;
        let texts = Arc::new(Texts::new());
        let time = Scripted::new(Arc::clone(&clock));
        let runtime = |time| {
            let client = Client::new(&stage.url(), Some(kit.device())).map_err(fail)?;
            let world = World {
                client: client.telling(calls.clone()),
                anchors: kit.anchors().map_err(fail)?,
                clock: clock.clone(),
                random: Arc::clone(&random),
                texts: Arc::clone(&texts),
                ncalayer: None,
                phone: None,
                key_folders: vec![kit.keys()],
                save_folder: temporary.path().to_owned(),
            };
            Ok::<_, ExitCode>(Runtime::new(world, Timers::Scripted(time)))
        };
        let facts = |console| kit.facts(console, true);
        let (kiosk, desk) = (runtime(time.clone())?, runtime(time.beside())?);
        let console =
            Headless::start(facts(Console::Kiosk), SIZE, language, kiosk, time, Arc::clone(&texts));
        let (console, people) = (console.and(facts(Console::Desk), desk), kit.people());
        Ok(Self { console, people, calls, texts, language, screens: 0, made: 0 })
    }

    async fn play(mut self, out: &mut dyn Write) -> Result<(), PlayError> {
        self.read_the_agreement(out).await?;
        self.join(out).await?;
        self.look_at_the_account(out).await?;
        self.restore(out).await?;
        self.come_back(out).await?;
        let line = play::summary(5u32, self.screens, self.made);
        writeln!(out, "\n{}", self.say(&line))?;
        Ok(())
    }

    /// Act 1: the first screen, the agreement in both languages.
    async fn read_the_agreement(&mut self, out: &mut dyn Write) -> Result<(), PlayError> {
        self.act(out, 1, &play::act_agreement())?;
        self.console.until("home", |c| c.model().shared.status.is_some()).await?;
        self.show(out, &play::first_screen())?;
        self.console.press(Key::Enter);
        self.show(out, &play::side_by_side())?;
        for _ in 0..PAGES {
            if self.has_read() {
                break;
            }
            self.console.press(Key::PageDown);
        }
        if !self.has_read() {
            return Err(PlayError::NoEnd);
        }
        self.show(out, &play::all_shown())?;
        self.console.press(Key::Enter);
        self.see(&reader::question()).await?;
        self.console.type_text("12");
        self.show(out, &play::two_ticks())?;
        self.console.press(Key::Enter);
        self.see(&entry::question()).await?;
        self.print_calls(out)
    }

    fn has_read(&self) -> bool {
        let shared = &self.console.model().shared;
        shared.visit.reading.is_complete(&shared.facts.agreement)
    }

    /// Act 2: a wrong number, the right one, another person's key, the own one, the signature.
    async fn join(&mut self, out: &mut dyn Write) -> Result<(), PlayError> {
        self.act(out, 2, &play::act_join())?;
        let citizen = self.person("gost")?;
        let stranger = self.person("rsa")?;
        let digits = citizen.number.digits().to_owned();
        self.console.type_text(&mistyped(citizen.number.digits()));
        self.console.press(Key::Enter);
        self.show(out, &play::wrong_number())?;
        for _ in 0..digits.len() {
            self.console.press(Key::Backspace);
        }
        self.console.type_text(&digits);
        self.console.pass(Duration::from_secs(2));
        self.show(out, &play::right_number())?;
        self.console.press(Key::Enter);
        self.see(&ways::title()).await?;
        self.console.press(Key::Enter);
        self.open(&stranger).await?;
        // The screen, not its title: a step of opening names the certificate as well.
        self.console
            .until("certificate", |c| matches!(c.model().screen, AnyScreen::Certificate(_)))
            .await?;
        self.show(out, &play::another_persons_key())?;
        let another = self.say(&certificate::other_key());
        self.console.touch(&another)?;
        self.open(&citizen).await?;
        self.see(&certificate::fits()).await?;
        self.show(out, &play::own_key())?;
        self.console.press(Key::Enter);
        self.see(&document::check_code()).await?;
        self.show(out, &play::what_is_signed())?;
        self.console.press(Key::Enter);
        self.give_details(out).await?;
        self.console
            .until("receipt", |c| matches!(c.model().screen, AnyScreen::ReceiptView(_)))
            .await?;
        self.print_calls(out)
    }

    /// Gives phone and e-mail and confirms both by the codes that the demonstration shows.
    async fn give_details(&mut self, out: &mut dyn Write) -> Result<(), PlayError> {
        self.console
            .until("details", |c| matches!(c.model().screen, AnyScreen::DetailsEntry(_)))
            .await?;
        self.console.settle().await?;
        self.show(out, &play::your_details())?;
        self.console.press(Key::Enter);
        self.console.until("code", |c| matches!(c.model().screen, AnyScreen::CodeEntry(_))).await?;
        self.show(out, &play::code_sent())?;
        for _ in Channel::ALL {
            let sent = &self.console.model().shared.visit.details.sent;
            let Some(code) = sent.shown_code() else { break };
            self.console.type_text(code.reveal());
            self.console.press(Key::Enter);
            self.console.settle().await?;
        }
        Ok(())
    }

    /// Fills the key file's path and password in and opens it.
    async fn open(&mut self, person: &Person) -> Result<(), PlayError> {
        self.see(&keys::title()).await?;
        let place = self.people.iter().position(|p| p.key == person.key).unwrap_or(0);
        self.console.press(Key::F(2));
        let digit = u32::try_from(place + 1).ok().and_then(|place| char::from_digit(place, 10));
        self.console.press(Key::Char(digit.unwrap_or('1')));
        self.console.press(Key::Enter);
        Ok(())
    }

    /// Act 3: the receipt, the balance, the statement.
    async fn look_at_the_account(&mut self, out: &mut dyn Write) -> Result<(), PlayError> {
        self.act(out, 3, &play::act_account())?;
        self.see(&receipt::title()).await?;
        self.show(out, &play::receipt())?;
        self.console.press(Key::Enter);
        self.see(&account::last_lines()).await?;
        self.console.settle().await?;
        self.show(out, &play::balance())?;
        self.console.press(Key::Enter);
        self.see(&statement::title()).await?;
        self.console.settle().await?;
        self.show(out, &play::statement())?;
        self.console.press(Key::Esc);
        self.see(&account::balance()).await?;
        // What is left while it is under way may or may not have been made: the count must not.
        self.console.settle().await?;
        self.console.press(Key::Esc);
        self.see(&home::join()).await?;
        self.console.settle().await?;
        self.print_calls(out)
    }

    fn person(&self, story: &'static str) -> Result<Person, PlayError> {
        let found = self.people.iter().find(|person| person.story.as_str() == story);
        found.cloned().ok_or(PlayError::Nobody(story))
    }

    fn say(&self, phrase: &Phrase) -> String {
        self.texts.say(self.language, phrase)
    }

    async fn see(&mut self, phrase: &Phrase) -> Result<(), PlayError> {
        let words = self.say(phrase);
        Ok(self.console.see(&words).await?)
    }

    fn act(&mut self, out: &mut dyn Write, number: u32, title: &Phrase) -> Result<(), PlayError> {
        let line = play::act(number, title.clone());
        let words = self.say(&line);
        let rest = usize::from(SIZE.width).saturating_sub(words.chars().count() + 4);
        writeln!(out, "\n══ {words} {}", "═".repeat(rest))?;
        Ok(())
    }

    fn show(&mut self, out: &mut dyn Write, caption: &Phrase) -> Result<(), PlayError> {
        self.screens += 1;
        writeln!(out, "\n── {}", self.say(caption))?;
        write!(out, "{}", self.console.text())?;
        Ok(())
    }

    fn print_calls(&mut self, out: &mut dyn Write) -> Result<(), PlayError> {
        writeln!(out, "\n── {}", self.say(&play::calls()))?;
        for call in self.calls.take() {
            self.made += 1;
            let status = call.status.map_or_else(|| "—".to_owned(), |status| status.to_string());
            let method = format!("{:?}", call.method).to_uppercase();
            writeln!(out, "   {method:<6} {:<44} {status}", call.template)?;
        }
        Ok(())
    }
}
