//! Help from end to end: asked at a kiosk, heard and answered at a desk, read at another kiosk.

use std::{sync::Arc, time::Duration};

use kezekte::{
    api::{
        Failure, ProblemCode,
        staff::{
            AddNote, AnswerRequest, HelpState, PassCode, RestoreAccount, RestoreReason,
            SignInStaff, StaffEventKind, TakeRequest,
        },
    },
    app::{
        Act,
        effect::{AwaitedFactor, DeskCall, DeskReply, Effect, EffectId, Reply, Request, Scope},
        input::Key,
        screens::AnyScreen,
    },
    client::Client,
    domain::{Authenticator, Clock as _, Language, OsRandom, Secret, StaffRole},
    eds::Anchors,
    runtime::{self, Answer, Runtime, Timers, journal::Journal},
    text::{Texts, phrases::support},
};
use tokio::{sync::mpsc::UnboundedReceiver, time::timeout};

use super::stage::Stage;
use crate::portal::{staff_sign_in::newcomer, world::World};

const ANSWER: &str = "Жаңа кілт алыңыз: pki.gov.kz";

/// A desk's runtime without its screens.
struct Desk {
    runtime: Runtime,
    answers: UnboundedReceiver<Answer>,
    asked: u64,
}

impl Desk {
    fn new(world: &World) -> Self {
        let device = Secret::new("device", world.credential.clone());
        let (runtime, answers) = Runtime::new(
            runtime::World {
                client: Client::new(&world.portal.url(), Some(device)).unwrap(),
                anchors: Anchors::default(),
                clock: world.clock.clone(),
                random: Arc::new(OsRandom),
                texts: Arc::new(Texts::new()),
                ncalayer: None,
                phone: None,
                key_folders: Vec::new(),
                save_folder: world._folder.path().to_owned(),
            },
            Timers::Real,
        );
        Self { runtime, answers, asked: 0 }
    }

    fn carry_out(&mut self, request: Request) {
        self.asked += 1;
        let effect = Effect { id: EffectId(self.asked), scope: Scope(1), request };
        self.runtime.carry_out(vec![effect]);
    }

    async fn answer(&mut self) -> DeskReply {
        let answer = timeout(Duration::from_secs(5), self.answers.recv()).await;
        match answer.expect("an answer within five seconds").unwrap() {
            (_, Reply::Desk(reply)) => *reply,
            other => panic!("no answer of a desk: {other:?}"),
        }
    }

    async fn call(&mut self, call: DeskCall) -> DeskReply {
        self.carry_out(Request::Desk(call));
        self.answer().await
    }

    async fn sign_in(&mut self, world: &World, role: StaffRole) {
        let member = world.member(role);
        let login = member.login.to_string();
        let password = Secret::new("password", member.password.clone());
        let passed = self.call(DeskCall::SignIn(SignInStaff { login, password }, self.asked)).await;
        assert_eq!(passed, DeskReply::Passed(Ok(AwaitedFactor::Code)));
        let code = Secret::new("code", world.code(&member));
        let signed_in = self.call(DeskCall::Code(PassCode { code }, self.asked)).await;
        assert!(matches!(signed_in, DeskReply::SignedIn(Ok(_))), "{signed_in:?}");
    }

    /// What the feed says next, but that it is open.
    async fn hear(&mut self) -> Result<Vec<StaffEventKind>, Failure> {
        loop {
            match self.call(DeskCall::Listen).await {
                DeskReply::News(Ok(events)) if events.is_empty() => {}
                DeskReply::News(news) => {
                    return news.map(|events| events.into_iter().map(|it| it.kind).collect());
                }
                other => panic!("no news: {other:?}"),
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_goes_to_the_desk_and_its_answer_to_another_kiosk() {
    let world = World::new().await;
    let mut desk = Desk::new(&world);
    desk.sign_in(&world, StaffRole::Agent).await;
    assert_eq!(desk.call(DeskCall::Listen).await, DeskReply::News(Ok(Vec::new())), "it is open");

    let keys = world._folder.path().join("keys");
    let clock = Some(world.clock.clone());
    let mut kiosk = Stage::new(&world.portal.url(), &keys, clock.clone(), (80, 24), Language::Kk);
    kiosk.console.type_text("471Кіре алмаймын");
    kiosk.console.press(Key::Enter);
    kiosk.see(support::asked()).await;
    let asked = kiosk.console.model().shared.visit.help.clone().unwrap();
    let (id, code) = (asked.request.id, asked.code.unwrap());
    assert!(kiosk.console.text().contains(code.reveal()), "{}", kiosk.console.text());

    assert_eq!(desk.hear().await, Ok(vec![StaffEventKind::Request { id }]));
    let taken = desk.call(DeskCall::Take(TakeRequest { id }, 3)).await;
    assert!(matches!(&taken, DeskReply::Request(Ok(it)) if it.text.as_str() == "Кіре алмаймын"));
    let answer = AnswerRequest { id, text: ANSWER.to_owned() };
    let answered = desk.call(DeskCall::Answer(answer, 4)).await;
    assert!(
        matches!(&answered, DeskReply::Request(Ok(it)) if it.line.state == HelpState::Answered)
    );
    let mut heard = desk.hear().await.unwrap();
    while heard.len() < 2 {
        heard.extend(desk.hear().await.unwrap());
    }
    assert_eq!(heard, vec![StaffEventKind::Request { id }; 2], "taken and answered");

    // Here the code is known still; elsewhere it is typed.
    kiosk.console.press(Key::Enter);
    kiosk.console.type_text("8");
    kiosk.reach("request", |s| matches!(s, AnyScreen::HelpLook(_))).await;
    kiosk.console.see(ANSWER).await.unwrap_or_else(|error| panic!("{error}"));
    let mut other = Stage::own_computer(&world.portal.url(), &keys, clock);
    other.console.type_text("48");
    other.console.type_text(code.reveal());
    other.console.press(Key::Enter);
    other.console.see(ANSWER).await.unwrap_or_else(|error| panic!("{error}"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_ends_with_its_session_and_is_told_once() {
    let world = World::new().await;
    let mut desk = Desk::new(&world);
    assert_eq!(desk.hear().await, Err(Failure::NoSession));
    desk.sign_in(&world, StaffRole::Agent).await;
    assert_eq!(desk.call(DeskCall::Listen).await, DeskReply::News(Ok(Vec::new())));
    // Half an hour idle: the session is over, which the next event shows.
    world.wait(Duration::from_secs(30 * 60));
    world.ask_help("").await;
    assert_eq!(desk.hear().await, Err(Failure::Unreachable));
    assert_eq!(desk.hear().await, Err(Failure::NoSession), "the next try is refused: no session");

    // Another session has another feed; a wipe ends it and whoever listens.
    desk.sign_in(&world, StaffRole::Agent).await;
    assert_eq!(desk.call(DeskCall::Listen).await, DeskReply::News(Ok(Vec::new())));
    desk.carry_out(Request::Desk(DeskCall::Listen));
    tokio::task::yield_now().await;
    desk.carry_out(Request::Wipe);
    assert_eq!(desk.answer().await, DeskReply::News(Err(Failure::NoSession)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listening_that_is_given_up_loses_nothing() {
    let world = World::new().await;
    let mut desk = Desk::new(&world);
    desk.sign_in(&world, StaffRole::Agent).await;
    assert_eq!(desk.call(DeskCall::Listen).await, DeskReply::News(Ok(Vec::new())));
    for _ in 0..3 {
        desk.carry_out(Request::Desk(DeskCall::Listen));
        tokio::task::yield_now().await;
        desk.carry_out(Request::Cancel(Scope(1)));
    }
    let id = world.ask_help("").await.request.id;
    assert_eq!(desk.hear().await, Ok(vec![StaffEventKind::Request { id }]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_role_without_a_feed_is_told_so_once() {
    let world = World::new().await;
    let mut desk = Desk::new(&world);
    desk.sign_in(&world, StaffRole::Admin).await;
    let refused = desk.hear().await.unwrap_err();
    assert_eq!(refused.code(), Some(ProblemCode::RoleNotAllowed));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_journal_holds_neither_a_new_authenticator_nor_its_recovery_codes() {
    let world = World::new().await;
    let password = newcomer(&world, "saule", StaffRole::Agent).await;
    let mut desk = Desk::new(&world);
    let call = SignInStaff { login: "saule".to_owned(), password };
    let passed = desk.call(DeskCall::SignIn(call, 1)).await;
    let DeskReply::Passed(Ok(AwaitedFactor::Enrol { uri })) = &passed else { panic!("{passed:?}") };
    let (_, secret) = uri.reveal().split_once("secret=").unwrap();
    let secret = secret.split('&').next().unwrap().to_owned();
    let code = Authenticator::parse(&secret).unwrap().code_at(world.clock.now());
    let signed_in = desk.call(DeskCall::Code(PassCode { code }, 2)).await;
    let DeskReply::SignedIn(Ok(session)) = &signed_in else { panic!("{signed_in:?}") };
    let codes = session.recovery_codes.clone();
    assert_eq!(codes.len(), 10);

    let mut journal = Journal::default();
    for reply in [passed, signed_in] {
        journal.record(world.clock.now(), &Act::Replied(EffectId(1), Reply::Desk(Box::new(reply))));
    }
    let lines = journal.to_json_lines();
    assert!(!lines.contains(&secret), "{lines}");
    assert!(codes.iter().all(|code| !lines.contains(code.reveal())), "{lines}");
    for slot in ["\"$uri.1\"", "\"$recovery.1\"", "\"$recovery.10\""] {
        assert!(lines.contains(slot), "{slot} in {lines}");
    }
}

#[test]
fn what_a_member_writes_is_not_printed() {
    let words = || "о 850314201372".to_owned();
    let restore = RestoreAccount {
        account: 4417,
        epoch: 3,
        reason: RestoreReason::PaymentReceived,
        case: words(),
        note: words(),
    };
    for call in [
        DeskCall::Restore(restore, 1),
        DeskCall::Note(AddNote { account: 4417, text: words() }, 1),
        DeskCall::Answer(AnswerRequest { id: 1042, text: words() }, 1),
    ] {
        let printed = format!("{call:?}");
        assert!(!printed.contains("850314201372"), "{printed}");
    }
}
