//! What is done to accounts at the desk: once, by whom it may, taken back within its time.

use std::time::Duration;

use kezekte::{
    api::{
        AccountView, Notices, ProblemCode, SignedIn, Standing,
        staff::{
            ActionDone, ActionKind, ActionView, NoteView, NoticeState, Preview, TimelineKind,
            Undone,
        },
    },
    domain::{AccountState, StaffRole},
    portal::Story,
};
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{
    staff_calls::{Desk, debtor, restoring, stopping},
    world::{World, fresh, ok, refused},
};

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_restored_once_and_the_citizen_comes_in() {
    restored(World::new().await).await;
}

pub(super) async fn restored(world: World) {
    let agent = Desk::of(&world, StaffRole::Agent).await;
    let person = debtor(&world);
    let seen = agent.card_of(&person).await;
    let path = format!("accounts/{}/preview", seen.account);
    let preview: Preview = ok(agent.ask(&path, &json!({ "kind": "restore" })).await).await;
    assert_eq!(preview.epoch, seen.epoch);
    assert_eq!(
        (preview.before, preview.after),
        (AccountState::AccessStopped, AccountState::Active)
    );

    let (before, key) = (agent.count(seen.account, TimelineKind::Restored).await, fresh());
    let response = agent.act("restore", &seen, &key, &restoring()).await;
    let first = response.text().await.unwrap();
    let done: ActionDone = serde_json::from_str(&first).unwrap();
    assert_eq!((done.state, done.epoch), (AccountState::Active, seen.epoch + 1));
    assert_eq!(done.action.undo_until, world.clock_now().after(Duration::from_secs(30)));
    // The reply was lost: the same attempt again is the same act, byte for byte.
    let again = agent.act("restore", &seen, &key, &restoring()).await;
    assert_eq!(again.text().await.unwrap(), first);
    assert_eq!(agent.count(seen.account, TimelineKind::Restored).await, before + 1);
    // Another body, another account or another epoch under that key is no repetition.
    let other = json!({ "reason": "data_corrected", "case": "A-17", "note": "" });
    let problem = refused(agent.act("restore", &seen, &key, &other).await).await;
    assert_eq!(problem.code, ProblemCode::KeyReused);

    let card = agent.card(seen.account).await;
    assert_eq!((card.state, card.cause, card.stopped), (AccountState::Active, None, None));
    assert_eq!(card.undoable.as_ref(), Some(&done.action));
    assert_eq!(card.notices[0].state, NoticeState::Held);
    assert_eq!(card.notices[0].text, preview.notice, "what was previewed is what is said");
    let own: Vec<ActionView> = ok(agent.get("actions").await).await;
    assert_eq!(own, [done.action]);

    let signed_in: SignedIn = world.sign_in(&person).await;
    assert_eq!(signed_in.standing, Standing::Active);
    let session = signed_in.session.unwrap();
    assert_eq!(world.get("account/balance", session.reveal()).await.status(), StatusCode::OK);
    world.wait(Duration::from_secs(30));
    let card = agent.card(seen.account).await;
    assert_eq!((card.undoable, card.notices[0].state), (None, NoticeState::Published));
    world.wait(Duration::from_secs(14 * 60));
    assert_eq!(ok::<Vec<ActionView>>(agent.get("actions").await).await.len(), 1);
    world.wait(Duration::from_secs(30));
    assert_eq!(ok::<Vec<ActionView>>(agent.get("actions").await).await, []);
    let problem = refused(agent.restore(&agent.card(seen.account).await).await).await;
    assert_eq!(problem.code, ProblemCode::SecondFactorRequired);
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_holds_at_once_and_names_its_clauses() {
    stopped(World::new().await).await;
}

pub(super) async fn stopped(world: World) {
    let supervisor = Desk::of(&world, StaffRole::Supervisor).await;
    let person = world.person(Story::Gost);
    let session = world.join(&person).await.session.unwrap();
    assert_eq!(world.get("account/balance", session.reveal()).await.status(), StatusCode::OK);
    let seen = supervisor.card_of(&person).await;

    // A cause belongs to the act of its power.
    for (act, power, breach) in [("block", "3.1.3", "4.6"), ("stop-access", "3.1.2", "3.4.3")] {
        let response = supervisor.act(act, &seen, &fresh(), &stopping(power, breach)).await;
        assert_eq!(refused(response).await.code, ProblemCode::BadValue);
    }
    let impossible = supervisor.act("block", &seen, &fresh(), &stopping("3.1.2", "4.7")).await;
    assert_eq!(refused(impossible).await.code, ProblemCode::BadRequest);
    for case in [String::new(), " ".into(), "x".repeat(41), person.number.digits().into()] {
        let body = json!({ "cause": { "power": "3.1.2" }, "case": case, "note": "" });
        let response = supervisor.act("block", &seen, &fresh(), &body).await;
        assert_eq!(refused(response).await.code, ProblemCode::BadValue, "{case}");
    }
    let response = supervisor.act("block", &seen, &fresh(), &stopping("3.1.2", "3.4.3")).await;
    let done: ActionDone = ok(response).await;
    assert_eq!((done.action.kind, done.state), (ActionKind::Block, AccountState::Blocked));

    // The open session is restricted to seeing why, and so is the next one.
    let problem = refused(world.get("account/balance", session.reveal()).await).await;
    assert_eq!(problem.code, ProblemCode::Forbidden);
    let account: AccountView = ok(world.get("account", session.reveal()).await).await;
    let card = supervisor.card(seen.account).await;
    assert_eq!((account.state, &account.cause), (AccountState::Blocked, &card.cause));
    assert_eq!(world.sign_in(&person).await.standing, Standing::Blocked);
    let stopped = card.stopped.unwrap();
    assert_eq!((stopped.actor.as_str(), stopped.case.unwrap().as_str()), ("marat", "A-18"));
    let notice = &card.notices[0].text;
    for clause in ["3.1.2", "3.4.3"] {
        assert!(notice.ru.as_str().contains(clause) && notice.kk.as_str().contains(clause));
    }
    let again = supervisor
        .act("block", &supervisor.card(seen.account).await, &fresh(), &stopping("3.1.2", "3.4.3"))
        .await;
    assert_eq!(refused(again).await.code, ProblemCode::IllegalTransition);
    let path = format!("accounts/{}/preview", seen.account);
    let body = json!({ "kind": "block", "cause": { "power": "3.1.2" } });
    let problem = refused(supervisor.ask(&path, &body).await).await;
    assert_eq!(problem.code, ProblemCode::IllegalTransition);
    let problem = refused(supervisor.ask(&path, &json!({ "kind": "block" })).await).await;
    assert_eq!(problem.code, ProblemCode::BadValue);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_act_is_undone_within_thirty_seconds_and_once() {
    undone(World::new().await).await;
}

pub(super) async fn undone(world: World) {
    let supervisor = Desk::of(&world, StaffRole::Supervisor).await;
    let agent = Desk::of(&world, StaffRole::Agent).await;
    let seen = agent.card_of(&debtor(&world)).await;
    let done: ActionDone = ok(agent.restore(&seen).await).await;
    world.wait(Duration::from_secs(29));
    let key = fresh();
    let undone: Undone = ok(agent.undo(done.action.id.as_str(), &key).await).await;
    assert_eq!((undone.state, undone.epoch), (AccountState::AccessStopped, seen.epoch + 2));
    assert_eq!(ok::<Undone>(agent.undo(done.action.id.as_str(), &key).await).await, undone);
    let problem = refused(agent.undo(done.action.id.as_str(), &fresh()).await).await;
    assert_eq!(problem.code, ProblemCode::Conflict);
    let card = agent.card(seen.account).await;
    assert_eq!((card.state, &card.cause, &card.stopped), (seen.state, &seen.cause, &seen.stopped));
    assert_eq!(card.notices[0].state, NoticeState::Withdrawn);
    assert_eq!(card.undoable, None);
    let since = |hits: kezekte::api::staff::AccountHits| hits.hits[0].since;
    let digits = debtor(&world).number.digits().to_owned();
    assert_eq!(since(agent.search(&digits).await), seen.stopped.as_ref().unwrap().at);
    let own: Vec<ActionView> = ok(agent.get("actions").await).await;
    assert_eq!(own[0].undone_at, Some(world.clock_now()));
    world.wait(Duration::from_secs(60));
    assert_eq!(agent.card(seen.account).await.notices[0].state, NoticeState::Withdrawn);

    // A supervisor takes back what an agent did, an agent nothing of a supervisor's.
    let done: ActionDone = ok(agent.restore(&card).await).await;
    ok::<Undone>(supervisor.undo(done.action.id.as_str(), &fresh()).await).await;
    let done: ActionDone = ok(supervisor.restore(&agent.card(seen.account).await).await).await;
    let problem = refused(agent.undo(done.action.id.as_str(), &fresh()).await).await;
    assert_eq!(problem.code, ProblemCode::RoleNotAllowed);
    // On the thirtieth second it is over.
    world.wait(Duration::from_secs(30));
    let problem = refused(supervisor.undo(done.action.id.as_str(), &fresh()).await).await;
    assert_eq!(problem.code, ProblemCode::UndoClosed);

    // What somebody has built on is not pulled from under them: the newest act first.
    let stop = stopping("3.1.3", "4.6");
    let first =
        supervisor.act("stop-access", &agent.card(seen.account).await, &fresh(), &stop).await;
    let first: ActionDone = ok(first).await;
    let second: ActionDone = ok(agent.restore(&agent.card(seen.account).await).await).await;
    let problem = refused(supervisor.undo(first.action.id.as_str(), &fresh()).await).await;
    assert_eq!(problem.code, ProblemCode::Conflict);
    ok::<Undone>(agent.undo(second.action.id.as_str(), &fresh()).await).await;
    for id in ["0", "x", &"0".repeat(32)] {
        let problem = refused(agent.undo(id, &fresh()).await).await;
        assert_eq!(problem.code, ProblemCode::NotFound);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_saw_is_not_changed_and_who_may_not_changes_nothing() {
    refusals(World::new().await).await;
}

pub(super) async fn refusals(world: World) {
    let supervisor = Desk::of(&world, StaffRole::Supervisor).await;
    let agent = Desk::of(&world, StaffRole::Agent).await;
    let seen = agent.card_of(&debtor(&world)).await;
    let done: ActionDone = ok(agent.restore(&seen).await).await;
    let conflict = |problem: kezekte::api::Problem| assert_eq!(problem.code, ProblemCode::Conflict);
    conflict(refused(supervisor.restore(&seen).await).await);
    conflict(
        refused(supervisor.act("block", &seen, &fresh(), &stopping("3.1.2", "3.4.1")).await).await,
    );
    ok::<Undone>(agent.undo(done.action.id.as_str(), &fresh()).await).await;

    let path = format!("accounts/{}/restore", seen.account);
    let problem = refused(agent.post(&path, &fresh(), &restoring()).await).await;
    assert_eq!(problem.code, ProblemCode::BadRequest, "without If-Match");
    let mut nowhere = agent.card(seen.account).await;
    (nowhere.account, nowhere.epoch) = (1, 0);
    assert_eq!(refused(agent.restore(&nowhere).await).await.code, ProblemCode::NotFound);
    // An account of nobody's agreement has nothing to lift.
    let registered = agent.card_of(&world.person(Story::Gost)).await;
    let problem = refused(agent.restore(&registered).await).await;
    assert_eq!(problem.code, ProblemCode::IllegalTransition);

    let before = agent.card(seen.account).await;
    let stop = stopping("3.1.2", "3.4.1");
    for role in [StaffRole::Viewer, StaffRole::Auditor, StaffRole::Admin, StaffRole::Agent] {
        let desk = match role {
            StaffRole::Agent => Desk { world: &world, token: agent.token.clone() },
            other => Desk::of(&world, other).await,
        };
        let mut refusals = vec![
            desk.act("block", &before, &fresh(), &stop).await,
            desk.act("stop-access", &before, &fresh(), &stopping("3.1.3", "4.8")).await,
        ];
        if role != StaffRole::Agent {
            let path = format!("accounts/{}", before.account);
            let reveal = json!({ "field": "name", "reason": "call_back" });
            refusals.push(desk.restore(&before).await);
            refusals.push(desk.undo(done.action.id.as_str(), &fresh()).await);
            refusals
                .push(desk.ask(&format!("{path}/preview"), &json!({ "kind": "restore" })).await);
            refusals
                .push(desk.post(&format!("{path}/notes"), &fresh(), &json!({ "text": "x" })).await);
            refusals.push(desk.post(&format!("{path}/reveal"), &fresh(), &reveal).await);
        }
        for response in refusals {
            assert_eq!(refused(response).await.code, ProblemCode::RoleNotAllowed, "{role:?}");
        }
    }
    let mut after = agent.card(seen.account).await;
    after.balance = before.balance; // time has passed, and it is as of now
    assert_eq!(after, before);
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_note_is_for_the_colleagues() {
    noted(World::new().await).await;
}

pub(super) async fn noted(world: World) {
    let agent = Desk::of(&world, StaffRole::Agent).await;
    let account = agent.card_of(&debtor(&world)).await.account;
    let (path, key) = (format!("accounts/{account}/notes"), fresh());
    let body = json!({ "text": " Перезвонить\nзавтра \u{1b}[2J " });
    let note: NoteView = ok(agent.post(&path, &key, &body).await).await;
    assert_eq!(note.text.as_str(), "Перезвонить завтра ⟨U+001B⟩[2J");
    assert_eq!(ok::<NoteView>(agent.post(&path, &key, &body).await).await, note);
    let card = agent.card(account).await;
    assert_eq!((card.notes.len(), &card.notes[0]), (2, &note), "one besides the demonstration's");
    assert_eq!(agent.count(account, TimelineKind::Noted).await, 2);
    for text in [String::new(), " \n".into(), "x".repeat(1_001)] {
        let problem = refused(agent.post(&path, &fresh(), &json!({ "text": text })).await).await;
        assert_eq!(problem.code, ProblemCode::BadValue);
    }
    let missing: Value = agent.post(&path, &fresh(), &json!({})).await.json().await.unwrap();
    assert_eq!(missing["code"], "bad-request");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_citizen_reads_what_can_no_longer_be_taken_back() {
    told(World::new().await).await;
}

pub(super) async fn told(world: World) {
    let supervisor = Desk::of(&world, StaffRole::Supervisor).await;
    let person = world.person(Story::Gost);
    let session = world.join(&person).await.session.unwrap();
    let read =
        async || ok::<Notices>(world.get("account/notices", session.reveal()).await).await.notices;
    assert_eq!(read().await, []);

    // An act that is taken back was never said.
    let seen = supervisor.card_of(&person).await;
    let block = stopping("3.1.2", "3.4.3");
    let done: ActionDone = ok(supervisor.act("block", &seen, &fresh(), &block).await).await;
    assert_eq!(read().await, [], "it can still be taken back");
    ok::<Undone>(supervisor.undo(done.action.id.as_str(), &fresh()).await).await;
    world.wait(Duration::from_secs(31));
    assert_eq!(read().await, []);

    let seen = supervisor.card(seen.account).await;
    let done: ActionDone = ok(supervisor.act("block", &seen, &fresh(), &block).await).await;
    world.wait(Duration::from_secs(29));
    assert_eq!(read().await, [], "a second before");
    world.wait(Duration::from_secs(1));
    // A stopped owner's session reads it, and nobody else's does.
    let [notice] = &read().await[..] else { panic!("one notice is meant") };
    assert_eq!(notice.at, done.action.undo_until);
    assert_eq!(notice.text, supervisor.card(seen.account).await.notices[0].text);
    let other = world.join(&world.person(Story::Rsa)).await.session.unwrap();
    let others: Notices = ok(world.get("account/notices", other.reveal()).await).await;
    assert_eq!(others.notices, []);
}
