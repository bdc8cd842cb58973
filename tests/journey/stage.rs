//! A console in front of a portal.

use std::{path::Path, sync::Arc};

use kezekte::{
    app::{
        input::Key,
        screens::AnyScreen,
        shared::{Console, Facts, Person, Profile},
    },
    cli::folder::anchors,
    client::Client,
    domain::{Agreement, Clock, FixedClock, Language, OsRandom, Secret, SystemClock, Terminal},
    portal::{DemoDevice, People},
    runtime::{self, Runtime, Scripted, Timers},
    shell::headless::Headless,
    text::{Phrase, Texts},
};
use ratatui::layout::Size;

use crate::portal::world::World;

/// A console and the words it speaks.
pub struct Stage {
    pub console: Headless,
    pub people: Vec<Person>,
    texts: Arc<Texts>,
    language: Language,
}

/// What a console starts with: the same facts again give the same first model.
pub fn facts(keys: &Path) -> Facts {
    let device = DemoDevice::read(keys).unwrap().unwrap();
    let people = People::read(keys).unwrap().people.into_iter().map(|person| Person {
        story: person.story.code().into(),
        name: person.name,
        number: person.number,
        phone: person.phone,
        email: person.email,
        key: person.file.to_string_lossy().into_owned(),
        password: Secret::new("password", person.password),
    });
    Facts {
        profile: Profile::Personal,
        terminal: device.terminal,
        agreement: Arc::new(Agreement::embedded().clone()),
        clock: false,
        idle: false,
        people: people.collect(),
        staff: Vec::new(),
        console: Console::Kiosk,
    }
}

impl Stage {
    /// A console of this size against the portal at `url`, with the people of `keys`.
    pub fn new(
        url: &str,
        keys: &Path,
        clock: Option<Arc<FixedClock>>,
        size: (u16, u16),
        language: Language,
    ) -> Self {
        let credential = DemoDevice::read(keys).unwrap().unwrap().credential;
        let client = Client::new(url, Some(Secret::new("device", credential))).unwrap();
        Self::with(client, facts(keys), keys, clock, size, language)
    }

    /// A console that has no device: an own computer.
    pub fn own_computer(url: &str, keys: &Path, clock: Option<Arc<FixedClock>>) -> Self {
        let client = Client::new(url, None).unwrap();
        let facts = Facts { terminal: Terminal::own_computer(), ..facts(keys) };
        Self::with(client, facts, keys, clock, (80, 24), Language::Kk)
    }

    /// The desk of staff against this portal.
    pub fn desk(world: &World, size: (u16, u16), language: Language) -> Self {
        let keys = world.keys();
        let device = Secret::new("device", world.credential.clone());
        let client = Client::new(&world.portal.url(), Some(device)).unwrap();
        let facts = Facts { console: Console::Desk, people: Vec::new(), ..facts(&keys) };
        Self::with(client, facts, &keys, Some(world.clock.clone()), size, language)
    }

    fn with(
        client: Client,
        facts: Facts,
        keys: &Path,
        clock: Option<Arc<FixedClock>>,
        size: (u16, u16),
        language: Language,
    ) -> Self {
        let clock = clock.unwrap_or_else(|| Arc::new(FixedClock::new(SystemClock.now())));
        let texts = Arc::new(Texts::new());
        let time = Scripted::new(Arc::clone(&clock));
        let world = runtime::World {
            client,
            anchors: anchors(Some(&keys.join("trust"))).unwrap(),
            clock,
            random: Arc::new(OsRandom),
            texts: Arc::clone(&texts),
            ncalayer: None,
            phone: None,
            key_folders: vec![keys.to_owned()],
            save_folder: keys.join("saved"),
        };
        let people = facts.people.clone();
        let runtime = Runtime::new(world, Timers::Scripted(time.clone()));
        let size = Size::new(size.0, size.1);
        let console = Headless::start(facts, size, language, runtime, time, Arc::clone(&texts));
        Self { console, people, texts, language }
    }

    /// A phrase in the console's language.
    pub fn say(&self, phrase: &Phrase) -> String {
        self.texts.say(self.language, phrase)
    }

    /// Waits for a phrase.
    pub async fn see(&mut self, phrase: Phrase) {
        let words = self.say(&phrase);
        self.console.see(&words).await.unwrap_or_else(|error| panic!("{error}"));
    }

    /// Touches a phrase.
    pub fn touch(&mut self, phrase: Phrase) {
        let words = self.say(&phrase);
        self.console.touch(&words).unwrap_or_else(|error| panic!("{error}"));
    }

    /// Waits for a screen.
    pub async fn reach(&mut self, what: &str, is: fn(&AnyScreen) -> bool) {
        let reached = self.console.until(what, |console| is(&console.model().screen)).await;
        reached.unwrap_or_else(|error| panic!("{error}"));
    }

    /// Takes the demonstration's person of this story.
    pub fn be(&mut self, story: &str) {
        let place = self.people.iter().position(|p| p.story.as_str() == story).unwrap();
        self.console.press(Key::F(2));
        for _ in 0..self.people.len() {
            self.console.press(Key::Up);
        }
        for _ in 0..place {
            self.console.press(Key::Down);
        }
        self.console.press(Key::Enter);
    }

    /// True when everything was read.
    pub fn has_read(&self) -> bool {
        let shared = &self.console.model().shared;
        shared.visit.reading.is_complete(&shared.facts.agreement)
    }

    /// Reads the agreement to its end by the key.
    pub fn read(&mut self) {
        for _ in 0..200 {
            if self.has_read() {
                return;
            }
            self.console.press(Key::PageDown);
        }
        panic!("the agreement has no end:\n{}", self.console.text());
    }

    /// Signs, and goes past "your details" to the receipt.
    pub async fn sign_and_skip_the_details(&mut self) {
        self.console.press(Key::Enter);
        self.reach("details", |s| matches!(s, AnyScreen::DetailsEntry(_))).await;
        self.console.press(Key::Esc);
        self.reach("receipt", |s| matches!(s, AnyScreen::ReceiptView(_))).await;
    }

    /// From the first screen to "what will be signed", by the keyboard, as this person.
    pub async fn come_to_the_document(&mut self, story: &str) {
        self.be(story);
        self.console.press(Key::Enter);
        self.read();
        self.console.press(Key::Enter);
        self.console.type_text("12");
        self.console.press(Key::Enter);
        self.reach("number", |s| matches!(s, AnyScreen::NumberEntry(_))).await;
        self.console.press(Key::Enter);
        self.console.press(Key::Enter);
        self.reach("key file", |s| matches!(s, AnyScreen::KeyFileEntry(_))).await;
        self.console.press(Key::Enter);
        self.reach("certificate", |s| matches!(s, AnyScreen::Certificate(_))).await;
        self.console.press(Key::Enter);
        self.see(kezekte::text::phrases::document::check_code()).await;
    }
}
