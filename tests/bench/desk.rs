//! What the busiest workbench costs: a key, a live update, Esc while the portal stalls.

use std::{sync::Arc, time::Duration};

use divan::Bencher;
use kezekte::{
    api::staff::{
        AccountHit, AccountHits, HelpState, HelpTopic, HolderKind, RequestLine, RequestPage,
        StaffEvent, StaffEventKind, StaffView,
    },
    app::{
        Act, Input, Model, apply,
        effect::{AwaitedFactor, DeskCall, DeskReply, Effect, MemberSession, Reply, Request},
        input::Key,
        look::Look,
        shared::{Console, Facts, Profile},
        theme::{Theme, ThemeName},
        update, view,
    },
    domain::{AccountState, Agreement, Cause, Language, Moment, StaffRole, Terminal},
    shell::terminal::{Depth, Painter},
    text::Texts,
};
use ratatui::{
    buffer::Buffer,
    layout::{Rect, Size},
};

/// Columns and rows of an agent's terminal.
const SIZE: (u16, u16) = (140, 45);
/// Lines of each list.
const LINES: u64 = 100;

struct Desk {
    model: Model,
    asked: Vec<Effect>,
    look: Look,
    painter: Painter,
    frame: Buffer,
    at: Moment,
}

fn requests(newest: u64) -> RequestPage {
    let at = Moment::from_seconds(1_795_000_000);
    let line = |nth: u64| RequestLine {
        id: newest - nth,
        topic: HelpTopic::SignIn,
        words: "не могу войти: ключ не принимается, что делать".into(),
        at: Moment::from_micros(at.micros() - 60_000_000 * i64::try_from(nth).unwrap()),
        state: if nth.is_multiple_of(3) { HelpState::New } else { HelpState::Taken },
        account: Some(4_000 + nth),
        verified: true,
        terminal: "KIOSK-1".into(),
        taken_by: (!nth.is_multiple_of(3)).then(|| "aigul".into()),
    };
    RequestPage { lines: (0..LINES).map(line).collect(), next: None, total: LINES }
}

fn stopped() -> AccountHits {
    let causes = Cause::all();
    let hit = |nth: u64| AccountHit {
        account: 4_000 + nth,
        kind: HolderKind::Person,
        name: "С*** А*** Б***".into(),
        number_masked: "········4321".into(),
        state: AccountState::AccessStopped,
        cause: causes.get(usize::try_from(nth).unwrap() % causes.len()).cloned(),
        since: Moment::from_seconds(1_794_000_000),
        matched: None,
    };
    AccountHits { hits: (0..LINES).map(hit).collect(), next: None, total: Some(LINES) }
}

impl Desk {
    fn new() -> Self {
        let facts = Facts {
            profile: Profile::Personal,
            terminal: Terminal::default(),
            agreement: Arc::new(Agreement::embedded().clone()),
            clock: false,
            idle: false,
            people: Vec::new(),
            staff: Vec::new(),
            console: Console::Desk,
        };
        let at = Moment::from_seconds(1_795_000_000);
        let (model, asked) = Model::start(facts, Size::new(SIZE.0, SIZE.1), Language::Ru, at);
        let look = Look {
            theme: Theme::named(ThemeName::Dark),
            language: Language::Ru,
            texts: Arc::clone(Texts::embedded()),
            plain: false,
        };
        let frame = Buffer::empty(Rect::new(0, 0, SIZE.0, SIZE.1));
        let mut desk = Self { model, asked, look, painter: Painter::new(Depth::True), frame, at };
        for c in "aigul".chars() {
            desk.press(Key::Char(c));
        }
        desk.press(Key::Enter);
        desk.press(Key::Char('x'));
        desk.press(Key::Enter);
        desk.answer(|call| match call {
            DeskCall::SignIn(..) => Some(DeskReply::Passed(Ok(AwaitedFactor::Code))),
            _ => None,
        });
        desk.press(Key::Char('1'));
        desk.press(Key::Enter);
        let staff = StaffView {
            login: "aigul".into(),
            name: "Айгүл С.".into(),
            role: StaffRole::Supervisor,
            confirmed_until: at,
            idle_at: at,
        };
        let session = MemberSession { staff, recovery_codes: Vec::new() };
        desk.answer(|call| match call {
            DeskCall::Code(..) => Some(DeskReply::SignedIn(Ok(session.clone()))),
            _ => None,
        });
        desk.answer(|call| match call {
            DeskCall::Requests(_) => Some(DeskReply::Requests(Ok(requests(2_000)))),
            _ => None,
        });
        desk.answer(|call| match call {
            DeskCall::Stopped(_) => Some(DeskReply::Stopped(Ok(stopped()))),
            _ => None,
        });
        desk
    }

    fn paint(&mut self) -> usize {
        self.frame.reset();
        let cursor = view(&self.model, &self.look, &mut self.frame);
        self.painter.paint(&self.frame, cursor).len()
    }

    fn press(&mut self, key: Key) -> usize {
        self.asked.extend(update(&mut self.model, self.at, Input::Key(key)));
        self.paint()
    }

    /// Answers the newest call for which there is a reply.
    fn answer(&mut self, reply: impl Fn(&DeskCall) -> Option<DeskReply>) -> usize {
        let found = |effect: &Effect| match &effect.request {
            Request::Desk(call) => reply(call),
            _ => None,
        };
        let place = self.asked.iter().rposition(|effect| found(effect).is_some()).unwrap();
        let effect = self.asked.remove(place);
        let reply = Reply::Desk(Box::new(found(&effect).unwrap()));
        self.asked.extend(apply(&mut self.model, self.at, Act::Replied(effect.id, reply)));
        self.paint()
    }

    /// One more request stands in the queue: the feed says so, the list is asked for and comes.
    fn update(&mut self, newest: u64) -> usize {
        let event =
            StaffEvent { seq: newest, at: self.at, kind: StaffEventKind::Request { id: newest } };
        let told = self.answer(|call| match call {
            DeskCall::Listen => Some(DeskReply::News(Ok(vec![event.clone()]))),
            _ => None,
        });
        told + self.answer(|call| match call {
            DeskCall::Requests(_) => Some(DeskReply::Requests(Ok(requests(newest)))),
            _ => None,
        })
    }

    /// A search that is not answered for thirty seconds.
    fn stalled() -> Self {
        let mut desk = Self::new();
        desk.press(Key::Char('/'));
        desk.press(Key::Char('4'));
        desk.press(Key::Enter);
        desk.at = desk.at.after(Duration::from_secs(30));
        let ticks: Vec<_> = desk.asked.iter().map(|effect| effect.id).collect();
        for (id, effect) in ticks.into_iter().zip(desk.asked.clone()) {
            if matches!(effect.request, Request::After(_)) {
                let more = apply(&mut desk.model, desk.at, Act::Replied(id, Reply::Elapsed));
                desk.asked.extend(more);
            }
        }
        desk.paint();
        desk
    }
}

/// Bytes written to the terminal (24-bit colours).
pub(crate) fn print_bytes() {
    let mut desk = Desk::new();
    println!("bytes to the terminal                  140×45");
    println!("{:<36} {:>8}", "workbench: one line on", desk.press(Key::Down));
    println!("{:<36} {:>8}", "workbench: one new request", desk.update(2_001));
    println!("{:<36} {:>8}", "workbench: the palette", desk.press(Key::Char(':')));
    println!();
}

/// The cursor one line on and back.
#[divan::bench]
fn workbench_key(bencher: Bencher) {
    let mut desk = Desk::new();
    let mut down = false;
    bencher.bench_local(|| {
        down = !down;
        desk.press(if down { Key::Down } else { Key::Up })
    });
}

/// News of one request, and the list that comes for it.
#[divan::bench]
fn workbench_live_update(bencher: Bencher) {
    let mut desk = Desk::new();
    let mut newest = 2_000;
    bencher.bench_local(|| {
        newest += 1;
        desk.update(newest)
    });
}

/// Esc while a search has been stalled for thirty seconds (row T8: within 50 ms).
#[divan::bench]
fn workbench_esc_while_stalled(bencher: Bencher) {
    bencher.with_inputs(Desk::stalled).bench_local_values(|mut desk| {
        let bytes = desk.press(Key::Esc);
        assert!(desk.model.shared.waits.is_none());
        bytes
    });
}
