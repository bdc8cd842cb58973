//! The card of the desk over real HTTP: its keys, the runtime, the portal, and back.

use std::{path::PathBuf, sync::Arc};

use kezekte::{
    api::staff::{GetStopped, PassCode, SignInStaff},
    app::{
        effect::{DeskCall, DeskReply, Effect, EffectId, Reply, Request, Scope},
        screens::desk::card::Card,
    },
    cli::folder::anchors,
    client::Client,
    domain::{AccountState, Language, OsRandom, StaffRole},
    runtime::{Runtime, Scripted, Timers, World as Runs},
    text::Texts,
};

use super::{staff::secret, world::World};
use crate::screens::alone::Alone;

struct Desk {
    runtime: Runtime,
    answers: tokio::sync::mpsc::UnboundedReceiver<(EffectId, Reply)>,
}

impl Desk {
    fn new(world: &World) -> Self {
        let clock = world.clock.clone();
        let runs = Runs {
            client: Client::new(&world.portal.url(), Some(secret(&world.credential))).unwrap(),
            anchors: anchors(None).unwrap(),
            clock: clock.clone(),
            random: Arc::new(OsRandom),
            texts: Arc::new(Texts::new()),
            ncalayer: None,
            phone: None,
            key_folders: Vec::new(),
            save_folder: PathBuf::new(),
        };
        let (runtime, answers) = Runtime::new(runs, Timers::Scripted(Scripted::new(clock)));
        Self { runtime, answers }
    }

    async fn ask(&mut self, call: DeskCall) -> DeskReply {
        let effect = Effect { id: EffectId(0), scope: Scope(9), request: Request::Desk(call) };
        let _ = self.runtime.carry_out(vec![effect]);
        match self.answers.recv().await.unwrap() {
            (_, Reply::Desk(reply)) => *reply,
            other => panic!("{other:?}"),
        }
    }

    /// Carries out what the card asks for until it asks for nothing more.
    async fn serve(&mut self, card: &mut Alone<Card>) {
        loop {
            let is_call = |effect: &mut Effect| matches!(effect.request, Request::Desk(_));
            let calls: Vec<Effect> = card.asked.extract_if(.., is_call).collect();
            if calls.is_empty() {
                return;
            }
            let count = calls.len();
            let _ = self.runtime.carry_out(calls);
            for _ in 0..count {
                let (id, reply) = self.answers.recv().await.unwrap();
                card.reply(id, reply);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_card_restores_takes_back_writes_and_reveals() {
    let world = World::new().await;
    let member = world.member(StaffRole::Agent);
    let mut desk = Desk::new(&world);
    let login = member.login.to_string();
    let passed =
        desk.ask(DeskCall::SignIn(SignInStaff { login, password: secret(&member.password) }, 1));
    assert!(matches!(passed.await, DeskReply::Passed(Ok(_))));
    let code = secret(&world.code(&member));
    let DeskReply::SignedIn(Ok(session)) = desk.ask(DeskCall::Code(PassCode { code }, 2)).await
    else {
        panic!("not signed in")
    };
    let DeskReply::Stopped(Ok(stopped)) = desk.ask(DeskCall::Stopped(GetStopped::default())).await
    else {
        panic!("no list")
    };
    let debtor = |cause: &kezekte::domain::Cause| cause.breach().is_some_and(|it| it.0 == "4.7");
    let hit = stopped.hits.iter().find(|hit| hit.cause.as_ref().is_some_and(debtor)).unwrap();
    assert_eq!(hit.state, AccountState::AccessStopped);

    let mut card = Alone::new(Card::open(hit.account), (84, 36), Language::Ru);
    card.shared.now = world.clock_now();
    card.shared.visit.staff = Some(session.staff);
    desk.serve(&mut card).await;
    card.shows("ДОСТУП ПРЕКРАЩЁН · 3.1.3 по 4.7");
    card.shows("Что снимет: оплата поступила");

    card.press("u Enter Ctrl+u 2026-118 Enter оплатил Enter");
    desk.serve(&mut card).await;
    card.shows("Доступ прекращён → Действует");
    card.press("Enter");
    desk.serve(&mut card).await;
    card.shows("ДЕЙСТВУЕТ");
    card.shows("z отменить, осталось 30 с");
    card.shows("Доступ восстановлен · Оплата поступила · дело 2026-118");

    card.press("z");
    desk.serve(&mut card).await;
    card.shows("ДОСТУП ПРЕКРАЩЁН · 3.1.3 по 4.7");
    card.shows("· отменено");

    card.press("n перезвонить Enter");
    desk.serve(&mut card).await;
    card.shows("Заметка записана.");
    card.press("5");
    card.shows("перезвонить");

    card.press("r 1 1");
    desk.serve(&mut card).await;
    let text = card.text();
    let badge = text.lines().find(|line| line.contains("ПОКАЗАНО 30 с")).unwrap();
    let digits = badge.rsplit(' ').next().unwrap();
    assert!(digits.len() == 12 && digits.chars().all(|c| c.is_ascii_digit()), "no number in clear");
    assert!(!card.journal.join("\n").contains(digits), "a journal has it");
}
