//! Guessing at staff's passwords and codes: what a stranger learns, who waits, and who never does.

use std::time::Duration;

use kezekte::{
    api::{
        ProblemCode,
        staff::{SignInStaff, StaffPassed, StaffSession},
    },
    domain::{OsRandom, StaffRole, Terminal},
    portal::{Config, Portal, Sources, StaffChange},
};
use reqwest::{Response, StatusCode};
use sqlx::{Connection as _, SqliteConnection};

use super::{
    staff::secret,
    staff_sign_in::change,
    world::{World, config, fresh, keys, ok, refused, sqlite},
};

/// Without a device: another source than the kiosk.
async fn from_elsewhere(world: &World, login: &str, password: &str) -> Response {
    let call = world.http.post(world.url("staff/sessions")).header("Idempotency-Key", fresh());
    let asked = SignInStaff { login: login.into(), password: secret(password) };
    call.json(&asked).send().await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn who_guesses_waits_and_the_owner_comes_in_from_elsewhere_at_once() {
    waiting(&World::new().await).await;
}

pub(super) async fn waiting(world: &World) {
    let member = world.member(StaffRole::Agent);
    let login = member.login.as_str();
    for _ in 0..5 {
        let problem = refused(from_elsewhere(world, login, "guess").await).await;
        assert_eq!(problem.code, ProblemCode::StaffRefused);
    }
    // This source waits, even with the right password, and is told nothing.
    let problem = refused(from_elsewhere(world, login, &member.password).await).await;
    assert_eq!((problem.code, problem.retry_after), (ProblemCode::StaffRefused, None));
    // The owner does not, nor does this source at another account.
    world.sign_in_member(&member).await;
    let other = world.member(StaffRole::Viewer);
    ok::<StaffPassed>(from_elsewhere(world, other.login.as_str(), &other.password).await).await;
    // Half a minute has passed at the owner's code.
    world.wait(Duration::from_secs(29));
    refused(from_elsewhere(world, login, &member.password).await).await;
    world.wait(Duration::from_secs(1));
    ok::<StaffPassed>(from_elsewhere(world, login, &member.password).await).await;
    // A right password forgives nothing: the next guess waits twice as long.
    refused(from_elsewhere(world, login, "guess").await).await;
    world.wait(Duration::from_secs(119));
    refused(from_elsewhere(world, login, &member.password).await).await;
    world.wait(Duration::from_secs(1));
    ok::<StaffPassed>(from_elsewhere(world, login, &member.password).await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_are_not_more_than_many_in_turn() {
    at_once(&World::new().await).await;
}

pub(super) async fn at_once(world: &World) {
    let member = world.member(StaffRole::Agent);
    let guesses = (0..16).map(|_| from_elsewhere(world, member.login.as_str(), "guess"));
    for response in futures_util::future::join_all(guesses).await {
        assert_eq!(refused(response).await.code, ProblemCode::StaffRefused);
    }
    // Five were judged: the others waited and are not in the log.
    if let Some(events) = failed(world).await {
        assert_eq!(events, 5);
    }
    let right = from_elsewhere(world, member.login.as_str(), &member.password).await;
    assert_eq!(refused(right).await.code, ProblemCode::StaffRefused);
}

/// Failed sign-ins in the log of an SQLite file; none for another database.
async fn failed(world: &World) -> Option<i64> {
    if !world.database.starts_with("sqlite:") {
        return None;
    }
    let mut database = SqliteConnection::connect(&world.database).await.unwrap();
    let sql = "SELECT COUNT(*) FROM events WHERE kind = 'staff.sign_in_failed'";
    Some(sqlx::query_scalar(sql).fetch_one(&mut database).await.unwrap())
}

#[tokio::test]
async fn wrong_codes_make_a_source_wait_as_wrong_passwords_do() {
    let world = World::new().await;
    let member = world.member(StaffRole::Agent);
    let other = world.claim(&member).await;
    for times in [3, 2] {
        // The right password in between changes nothing.
        let claim = if times == 3 { &world.claim(&member).await } else { &other };
        for _ in 0..times {
            refused(world.post_code(claim, &fresh(), "000000").await).await;
        }
    }
    let code = world.code(&member);
    let problem = refused(world.post_code(&other, &fresh(), &code).await).await;
    assert_eq!(problem.code, ProblemCode::StaffRefused, "the right code, too early");
    world.wait(Duration::from_secs(30));
    let code = world.code(&member);
    ok::<StaffSession>(world.post_code(&other, &fresh(), &code).await).await;
}

#[tokio::test]
async fn a_source_that_tries_many_accounts_waits_for_all() {
    let world = World::new().await;
    let member = world.member(StaffRole::Agent);
    for n in 0..30 {
        let problem = refused(from_elsewhere(&world, &format!("nobody{n}"), "guess").await).await;
        assert_eq!(problem.code, ProblemCode::StaffRefused);
    }
    let login = member.login.as_str();
    refused(from_elsewhere(&world, login, &member.password).await).await;
    // Nobody else waits, and neither does this source for long.
    world.claim(&member).await;
    world.wait(Duration::from_secs(30));
    ok::<StaffPassed>(from_elsewhere(&world, login, &member.password).await).await;
}

#[tokio::test]
async fn every_refusal_of_a_password_is_the_same_bytes() {
    let world = World::new().await;
    let (agent, viewer) = (world.member(StaffRole::Agent), world.member(StaffRole::Viewer));
    change(&world, viewer.login.as_str(), StaffChange::Disable).await;
    let tries = [
        (agent.login.as_str(), "wrong"),
        ("nobody", agent.password.as_str()),
        (viewer.login.as_str(), viewer.password.as_str()),
        ("900101300017", "wrong"),
        ("", ""),
        ("я\u{0}\u{1b}[2J", "wrong"),
    ];
    let mut answers = Vec::new();
    for (login, password) in tries {
        answers.push(whole(from_elsewhere(&world, login, password).await).await);
    }
    for _ in 0..6 {
        answers.push(whole(from_elsewhere(&world, agent.login.as_str(), "wrong").await).await);
    }
    let waits = from_elsewhere(&world, agent.login.as_str(), &agent.password).await;
    answers.push(whole(waits).await);
    assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{answers:#?}");
}

async fn whole(response: Response) -> (StatusCode, Vec<String>, String) {
    let headers = response.headers().keys().map(ToString::to_string).collect();
    (response.status(), headers, response.text().await.unwrap())
}

#[tokio::test]
async fn nothing_that_was_typed_is_in_the_files() {
    let world = World::new().await;
    let member = world.member(StaffRole::Agent);
    let (number, guess) = ("900101300017", "correct-horse-battery");
    refused(from_elsewhere(&world, number, guess).await).await;
    refused(from_elsewhere(&world, member.login.as_str(), guess).await).await;
    let session = world.sign_in_member(&member).await;
    let World { portal, _folder, .. } = world;
    portal.shutdown().await;
    let mut read = 0;
    for entry in std::fs::read_dir(_folder.path()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let octets = std::fs::read(path).unwrap();
        for typed in [number, guess, member.password.as_str(), session.reveal()] {
            let held = octets.windows(typed.len()).any(|window| window == typed.as_bytes());
            assert!(!held, "{typed}");
        }
        let secret = kezekte::domain::Authenticator::parse(&member.authenticator).unwrap();
        assert!(!octets.windows(20).any(|window| window == secret.octets()));
        read += octets.len();
    }
    assert!(read > 10_000, "the database was read");
}

#[tokio::test]
async fn without_a_keys_folder_no_member_signs_in_and_with_one_a_new_portal_has_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let clock = std::sync::Arc::new(kezekte::domain::FixedClock::new(kezekte::domain::Clock::now(
        &kezekte::domain::SystemClock,
    )));
    let with = |keys| Config {
        demo: false,
        sources: Sources { unchecked: true, ..Sources::default() },
        keys,
        ..config(sqlite(folder.path()), keys_of(), std::sync::Arc::clone(&clock))
    };
    let http = reqwest::Client::new();
    let asked = SignInStaff { login: "aigul".into(), password: secret("Qwerty12") };
    for (keys, code) in [
        (None, ProblemCode::Unavailable),
        (Some(folder.path().join("keys")), ProblemCode::StaffRefused),
    ] {
        let portal = Portal::start(with(keys)).await.unwrap();
        let call = http.post(format!("{}/api/v1/staff/sessions", portal.url()));
        let call = call.header("Idempotency-Key", fresh()).json(&asked);
        assert_eq!(refused(call.send().await.unwrap()).await.code, code);
        portal.shutdown().await;
    }
    // What the portal made is its own: nobody of the demonstration came along.
    let kept: Vec<_> = std::fs::read_dir(folder.path().join("keys")).unwrap().collect();
    assert_eq!(kept.len(), 1);
}

fn keys_of() -> std::path::PathBuf {
    keys()
}

#[tokio::test]
async fn a_second_source_has_its_own_tries() {
    let world = World::new().await;
    let member = world.member(StaffRole::Agent);
    let place = Terminal::own_computer();
    let other = kezekte::portal::add_device(&world.database, place, &*world.clock, &OsRandom).await;
    let other = other.unwrap().credential();
    for _ in 0..5 {
        refused(world.post_password(&fresh(), member.login.as_str(), "guess").await).await;
    }
    let login = member.login.as_str();
    refused(world.post_password(&fresh(), login, &member.password).await).await;
    let call = world.http.post(world.url("staff/sessions")).header("Idempotency-Key", fresh());
    let asked = SignInStaff { login: login.into(), password: secret(&member.password) };
    let call = call.header("Kezekte-Device", other.reveal()).json(&asked);
    ok::<StaffPassed>(call.send().await.unwrap()).await;
}
