//! Many desks at once: one effect (P5, P6). `KEZEKTE_ROUNDS` says how many rounds (3 when absent).
//! Events are counted in the database, every round: a second one that no page shows is seen too.

use std::collections::HashSet;

use futures_util::future::join_all;
use kezekte::{
    api::{
        ProblemCode,
        staff::{ActionDone, TimelineKind, Undone},
    },
    domain::{AccountState, StaffRole},
};
use reqwest::StatusCode;
use sqlx::{Connection as _, PgConnection, SqliteConnection};

use super::{
    staff_calls::{Desk, debtor, restoring, stopping},
    staff_sign_in::{enrol, newcomer},
    world::{World, fresh, ok, refused},
};

const MANY: usize = 64;

fn rounds() -> usize {
    std::env::var("KEZEKTE_ROUNDS").map_or(3, |text| text.parse().unwrap())
}

/// The supervisor, and members of either role who are not held up by one session.
async fn desks(world: &World) -> Vec<Desk<'_>> {
    let mut desks = Vec::new();
    for (login, role) in [
        ("first", StaffRole::Agent),
        ("second", StaffRole::Agent),
        ("third", StaffRole::Supervisor),
        ("fourth", StaffRole::Agent),
    ] {
        let password = newcomer(world, login, role).await;
        let (_, session) = enrol(world, login, &password).await;
        desks.push(Desk { world, token: session.session.unwrap() });
    }
    desks
}

/// The journal beside the portal, on either database.
enum Events {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

impl Events {
    async fn of(world: &World) -> Self {
        let database = &world.database;
        if database.starts_with("sqlite:") {
            Self::Sqlite(SqliteConnection::connect(database).await.unwrap())
        } else {
            Self::Postgres(PgConnection::connect(database).await.unwrap())
        }
    }

    /// How often the account was restored and its access stopped.
    async fn count(&mut self, account: u64) -> [i64; 2] {
        let mut counts = [0; 2];
        for (count, kind) in counts.iter_mut().zip(["account.restored", "account.access_stopped"]) {
            let sql = "SELECT COUNT(*) FROM events WHERE account = $1 AND kind = $2";
            let account = i64::try_from(account).unwrap();
            *count = match self {
                Self::Sqlite(database) => {
                    let query = sqlx::query_scalar(sql).bind(account).bind(kind);
                    query.fetch_one(database).await.unwrap()
                }
                Self::Postgres(database) => {
                    let query = sqlx::query_scalar(sql).bind(account).bind(kind);
                    query.fetch_one(database).await.unwrap()
                }
            };
        }
        counts
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_restorings_one_has_an_effect() {
    many_restorings(World::new().await, rounds()).await;
}

pub(super) async fn many_restorings(world: World, rounds: usize) {
    let desks = desks(&world).await;
    let supervisor = Desk::of(&world, StaffRole::Supervisor).await;
    let account = supervisor.card_of(&debtor(&world)).await.account;
    let mut events = Events::of(&world).await;
    let before = events.count(account).await;
    for round in 0..rounds {
        let seen = supervisor.card(account).await;
        assert_eq!(seen.state, AccountState::AccessStopped);
        let acts = desks.iter().cycle().take(MANY).map(|desk| desk.restore(&seen));
        let mut done = Vec::new();
        for response in join_all(acts).await {
            if response.status() == StatusCode::OK {
                done.push(ok::<ActionDone>(response).await);
            } else {
                assert_eq!(refused(response).await.code, ProblemCode::Conflict);
            }
        }
        assert_eq!(done.len(), 1, "round {round}");
        let told = i64::try_from(round).unwrap();
        let now = [before[0] + told + 1, before[1] + told];
        assert_eq!(events.count(account).await, now, "round {round}: one event");
        let card = supervisor.card(account).await;
        assert_eq!((card.state, card.epoch), (AccountState::Active, seen.epoch + 1));
        assert_eq!(card.undoable.unwrap().id, done[0].action.id);
        let stop = stopping("3.1.3", "4.7");
        let card = supervisor.card(account).await;
        ok::<ActionDone>(supervisor.act("stop-access", &card, &fresh(), &stop).await).await;
        if (round + 1).is_multiple_of(100) {
            println!("{} rounds", round + 1);
        }
    }
    let rounds = i64::try_from(rounds).unwrap();
    assert_eq!(events.count(account).await, before.map(|count| count + rounds));
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_attempt_sent_many_times_is_one_act_with_one_reply() {
    one_attempt(World::new().await).await;
}

pub(super) async fn one_attempt(world: World) {
    let agent = Desk::of(&world, StaffRole::Agent).await;
    let seen = agent.card_of(&debtor(&world)).await;
    let (key, body) = (fresh(), restoring());
    let acts = (0..MANY).map(|_| agent.act("restore", &seen, &key, &body));
    let mut replies = HashSet::new();
    for response in join_all(acts).await {
        assert_eq!(response.status(), StatusCode::OK);
        replies.insert(response.text().await.unwrap());
    }
    assert_eq!(replies.len(), 1);
    assert_eq!(agent.count(seen.account, TimelineKind::Restored).await, 2);
    assert_eq!(agent.card(seen.account).await.epoch, seen.epoch + 1);
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_undoings_one_has_an_effect() {
    many_undoings(World::new().await).await;
}

pub(super) async fn many_undoings(world: World) {
    let supervisor = Desk::of(&world, StaffRole::Supervisor).await;
    let agent = Desk::of(&world, StaffRole::Agent).await;
    let seen = agent.card_of(&debtor(&world)).await;
    let done: ActionDone = ok(agent.restore(&seen).await).await;
    let id = done.action.id.as_str();
    let undoings = [&agent, &supervisor].into_iter().cycle().take(MANY).map(|desk| async move {
        let key = fresh();
        desk.undo(id, &key).await
    });
    let mut undone = Vec::new();
    for response in join_all(undoings).await {
        if response.status() == StatusCode::OK {
            undone.push(ok::<Undone>(response).await);
        } else {
            assert_eq!(refused(response).await.code, ProblemCode::Conflict);
        }
    }
    assert_eq!(undone.len(), 1);
    assert_eq!(agent.count(seen.account, TimelineKind::Undone).await, 1);
    let card = agent.card(seen.account).await;
    assert_eq!((card.state, &card.cause, card.epoch), (seen.state, &seen.cause, seen.epoch + 2));

    // An undoing and somebody else's act on the restored account: whichever is first holds.
    let done: ActionDone = ok(agent.restore(&card).await).await;
    let seen = agent.card(seen.account).await;
    let (key, stop) = (fresh(), stopping("3.1.2", "3.4.2"));
    let (undo, block) = tokio::join!(
        agent.undo(done.action.id.as_str(), &key),
        supervisor.act("block", &seen, &key, &stop),
    );
    let won = [undo.status(), block.status()].map(|status| status == StatusCode::OK);
    assert!(won[0] != won[1], "{won:?}");
    let state = agent.card(seen.account).await.state;
    let expected = if won[0] { AccountState::AccessStopped } else { AccountState::Blocked };
    assert_eq!(state, expected);
    world.books_are_whole().await;
}
