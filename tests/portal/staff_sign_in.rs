//! Signing in of staff: two factors, sessions, what a retry and a dismissal do. On SQLite here, on
//! PostgreSQL from its own file.

use std::time::Duration;

use futures_util::future::join_all;
use kezekte::{
    api::{
        ProblemCode,
        staff::{ConfirmStaff, SecondFactor, StaffPassed, StaffSession, StaffView},
    },
    domain::{Authenticator, OsRandom, Secret, StaffRole},
    portal::{DemoMember, Staff, StaffChange},
};
use reqwest::{Method, Response, StatusCode};

use super::{
    staff::{STEP, secret},
    world::{World, fresh, ok, refused},
};

const CURRENT: &str = "staff/sessions/current";

pub(super) async fn whose(world: &World, session: &Secret) -> Response {
    world.desk(Method::GET, CURRENT, session.reveal()).send().await.unwrap()
}

async fn confirm(world: &World, session: &Secret, key: &str, code: &str) -> Response {
    let call = world.http.post(world.url("staff/sessions/current/confirm"));
    let call = call.bearer_auth(session.reveal()).header("Kezekte-Device", &world.credential);
    let call = call.header("Idempotency-Key", key).json(&ConfirmStaff { code: secret(code) });
    call.send().await.unwrap()
}

pub(super) async fn change(world: &World, login: &str, change: StaffChange) -> Option<Secret> {
    let staff = Staff::open(&world.database).await.unwrap();
    let changed = staff.change(login, change, &*world.clock, &OsRandom).await.unwrap();
    staff.close().await;
    changed
}

/// A member who never signed in, with the password of `portal staff add`.
pub(crate) async fn newcomer(world: &World, login: &str, role: StaffRole) -> Secret {
    let staff = Staff::open(&world.database).await.unwrap();
    let who = (login, &"Жаңа М.".into(), role);
    let password = staff.add(who, &*world.clock, &OsRandom).await.unwrap();
    staff.close().await;
    password
}

/// The whole first day: enrolment, recovery codes.
pub(super) async fn enrol(
    world: &World,
    login: &str,
    password: &Secret,
) -> (Authenticator, StaffSession) {
    let response = world.post_password(&fresh(), login, password.reveal()).await;
    let passed: StaffPassed = ok(response).await;
    let SecondFactor::Enrol { uri } = &passed.second_factor else { panic!("enrolled already") };
    let (_, rest) = uri.reveal().split_once("secret=").unwrap();
    let authenticator = Authenticator::parse(rest.split('&').next().unwrap()).unwrap();
    let code = authenticator.code_at(world.clock_now());
    let session = ok(world.post_code(&passed.claim, &fresh(), code.reveal()).await).await;
    (authenticator, session)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_story_of_a_member() {
    story(&World::new().await).await;
}

pub(super) async fn story(world: &World) {
    // Added from the command line, enrolled at the first sign-in.
    let password = newcomer(world, "saule", StaffRole::Agent).await;
    let (authenticator, first) = enrol(world, "saule", &password).await;
    assert_eq!((first.staff.login.as_str(), first.staff.role), ("saule", StaffRole::Agent));
    assert_eq!(first.staff.confirmed_until, world.clock_now().after(Duration::from_secs(15 * 60)));
    assert_eq!(first.recovery_codes.len(), 10);
    let session = first.session.unwrap();
    let view: StaffView = ok(whose(world, &session).await).await;
    assert_eq!(view, first.staff);

    // The code that enrolled is used; the next one opens, and ends the session on this terminal.
    let member = DemoMember {
        role: StaffRole::Agent,
        login: "saule".into(),
        name: "Жаңа М.".into(),
        password: password.reveal().to_owned(),
        authenticator: authenticator.base32().reveal().to_owned(),
    };
    let claim = world.claim(&member).await;
    let used = authenticator.code_at(world.clock_now());
    let problem = refused(world.post_code(&claim, &fresh(), used.reveal()).await).await;
    assert_eq!(problem.code, ProblemCode::StaffRefused);
    let code = world.code(&member);
    let second: StaffSession = ok(world.post_code(&claim, &fresh(), &code).await).await;
    assert!(second.recovery_codes.is_empty(), "shown once");
    let problem = refused(whose(world, &session).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
    let session = second.session.unwrap();

    // Another terminal has its own session, and this one's is worth nothing there.
    let elsewhere = world.http.get(world.url(CURRENT)).bearer_auth(session.reveal());
    let problem = refused(elsewhere.send().await.unwrap()).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);

    // A recovery code, however it is typed, once.
    let typed = first.recovery_codes[3].reveal().to_uppercase().replace('-', " ");
    let claim = world.claim(&member).await;
    let third: StaffSession = ok(world.post_code(&claim, &fresh(), &typed).await).await;
    let claim = world.claim(&member).await;
    let problem = refused(world.post_code(&claim, &fresh(), &typed).await).await;
    assert_eq!(problem.code, ProblemCode::StaffRefused);

    // Confirmation, with a retry of its lost reply.
    let session = third.session.unwrap();
    world.wait(Duration::from_secs(10 * 60));
    let (key, code) = (fresh(), world.code(&member));
    let confirmed: StaffView = ok(confirm(world, &session, &key, &code).await).await;
    let until = world.clock_now().after(Duration::from_secs(15 * 60));
    assert_eq!(confirmed.confirmed_until, until);
    let again: StaffView = ok(confirm(world, &session, &key, &code).await).await;
    assert_eq!(again, confirmed);
    let problem = refused(confirm(world, &session, &fresh(), &code).await).await;
    assert_eq!(problem.code, ProblemCode::StaffRefused, "used");
    let problem = refused(confirm(world, &session, &key, "000000").await).await;
    assert_eq!(problem.code, ProblemCode::KeyReused);

    // Another role is there at the next call.
    change(world, "saule", StaffChange::Role(StaffRole::Auditor)).await;
    let view: StaffView = ok(whose(world, &session).await).await;
    assert_eq!(view.role, StaffRole::Auditor);

    // Signed out: neither the session nor a retry opens anything.
    let ended = world.desk(Method::DELETE, CURRENT, session.reveal()).send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT);
    assert_eq!(whose(world, &session).await.status(), StatusCode::UNAUTHORIZED);
    let ended = world.desk(Method::DELETE, CURRENT, session.reveal()).send().await.unwrap();
    assert_eq!(ended.status(), StatusCode::NO_CONTENT, "ending an ended one is no error");

    // A reset takes password, authenticator, recovery codes and the session.
    let session = world.sign_in_member(&member).await;
    let new = change(world, "saule", StaffChange::Reset).await.unwrap();
    assert_eq!(whose(world, &session).await.status(), StatusCode::UNAUTHORIZED);
    let problem = refused(world.post_password(&fresh(), "saule", &member.password).await).await;
    assert_eq!(problem.code, ProblemCode::StaffRefused);
    let (_, session) = enrol(world, "saule", &new).await;
    let old = first.recovery_codes[5].reveal();
    assert!(session.recovery_codes.iter().all(|code| code.reveal() != old));
    let problem = refused(confirm(world, &session.session.unwrap(), &fresh(), old).await).await;
    assert_eq!(problem.code, ProblemCode::StaffRefused);
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dismissed_members_session_is_over_at_the_next_action() {
    dismissal(&World::new().await).await;
}

pub(super) async fn dismissal(world: &World) {
    let member = world.member(StaffRole::Agent);
    let session = world.sign_in_member(&member).await;
    let claim = world.claim(&member).await;
    ok::<StaffView>(whose(world, &session).await).await;
    change(world, member.login.as_str(), StaffChange::Disable).await;
    let problem = refused(whose(world, &session).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
    let code = world.code(&member);
    let problem = refused(confirm(world, &session, &fresh(), &code).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
    let problem = refused(world.post_code(&claim, &fresh(), &code).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
    let login = member.login.as_str();
    let problem = refused(world.post_password(&fresh(), login, &member.password).await).await;
    assert_eq!(problem.code, ProblemCode::StaffRefused);

    // A dismissed member cannot be reset, only let in again: with a new password.
    let staff = Staff::open(&world.database).await.unwrap();
    let reset = staff.change(login, StaffChange::Reset, &*world.clock, &OsRandom).await;
    assert!(matches!(reset, Err(kezekte::portal::Error::Disabled)), "{reset:?}");
    staff.close().await;
    let password = change(world, login, StaffChange::Enable).await.unwrap();
    let (_, back) = enrol(world, login, &password).await;
    ok::<StaffView>(whose(world, &back.session.unwrap()).await).await;
    world.books_are_whole().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_code_opens_one_session_however_many_use_it() {
    races(&World::new().await).await;
}

pub(super) async fn races(world: &World) {
    let member = world.member(StaffRole::Supervisor);
    // The same code under different claims: one of them is the first.
    let claims = join_all((0..4).map(|_| world.claim(&member))).await;
    let code = world.code(&member);
    let keys: Vec<String> = claims.iter().map(|_| fresh()).collect();
    let posts = claims.iter().zip(&keys).map(|(claim, key)| world.post_code(claim, key, &code));
    assert_eq!(opened(join_all(posts).await).await, 1);

    // A recovery code likewise.
    let password = newcomer(world, "timur", StaffRole::Viewer).await;
    let (authenticator, session) = enrol(world, "timur", &password).await;
    let viewer = DemoMember {
        login: "timur".into(),
        password: password.reveal().to_owned(),
        authenticator: authenticator.base32().reveal().to_owned(),
        ..member.clone()
    };
    let claims = join_all((0..4).map(|_| world.claim(&viewer))).await;
    let recovery = session.recovery_codes[0].reveal();
    let posts = claims.iter().zip(&keys).map(|(claim, key)| world.post_code(claim, key, recovery));
    assert_eq!(opened(join_all(posts).await).await, 1);

    // Two enrolments at once: one authenticator.
    let password = newcomer(world, "alua", StaffRole::Viewer).await;
    let passed = join_all((0..3).map(|_| async {
        ok::<StaffPassed>(world.post_password(&fresh(), "alua", password.reveal()).await).await
    }))
    .await;
    let posts = passed.iter().zip(&keys).map(|(passed, key)| async {
        let SecondFactor::Enrol { uri } = &passed.second_factor else { panic!("enrolled") };
        let (_, rest) = uri.reveal().split_once("secret=").unwrap();
        let authenticator = Authenticator::parse(rest.split('&').next().unwrap()).unwrap();
        let code = authenticator.code_at(world.clock_now());
        world.post_code(&passed.claim, key, code.reveal()).await
    });
    assert_eq!(opened(join_all(posts).await).await, 1);
    world.books_are_whole().await;
}

/// How many sessions were opened; the others were refused, none broke.
async fn opened(responses: Vec<Response>) -> usize {
    let mut opened = 0;
    for response in responses {
        if response.status() == StatusCode::CREATED {
            opened += 1;
        } else {
            assert_eq!(refused(response).await.code, ProblemCode::StaffRefused);
        }
    }
    opened
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_reply_is_asked_for_again() {
    lost_replies(&World::new().await).await;
}

pub(super) async fn lost_replies(world: &World) {
    let member = world.member(StaffRole::Agent);
    let (login, key) = (member.login.as_str(), fresh());
    let lost: StaffPassed = ok(world.post_password(&key, login, &member.password).await).await;
    let passed: StaffPassed = ok(world.post_password(&key, login, &member.password).await).await;
    assert_ne!(lost.claim, passed.claim);
    let code = world.code(&member);
    let problem = refused(world.post_code(&lost.claim, &fresh(), &code).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised, "the lost claim is worth nothing");
    // The key with another password is another call, and is not compared by the password.
    let problem = refused(world.post_password(&key, login, "Qwerty13").await).await;
    assert_eq!(problem.code, ProblemCode::KeyReused);

    let key = fresh();
    let lost: StaffSession = ok(world.post_code(&passed.claim, &key, &code).await).await;
    world.wait(STEP);
    let again: StaffSession = ok(world.post_code(&passed.claim, &key, &code).await).await;
    assert_eq!(lost.staff.confirmed_until, again.staff.confirmed_until, "no fresher for a retry");
    let (old, new) = (lost.session.unwrap(), again.session.unwrap());
    assert_eq!(whose(world, &old).await.status(), StatusCode::UNAUTHORIZED);
    ok::<StaffView>(whose(world, &new).await).await;
    // A refusal stays one.
    let claim = world.claim(&member).await;
    let key = fresh();
    for _ in 0..5 {
        let problem = refused(world.post_code(&claim, &key, "000000").await).await;
        assert_eq!(problem.code, ProblemCode::StaffRefused);
    }
    let code = world.code(&member);
    ok::<StaffSession>(world.post_code(&claim, &fresh(), &code).await).await;
    // Signing out ends the claim too.
    let claim = world.claim(&member).await;
    let (key, code) = (fresh(), world.code(&member));
    let session: StaffSession = ok(world.post_code(&claim, &key, &code).await).await;
    let session = session.session.unwrap();
    world.desk(Method::DELETE, CURRENT, session.reveal()).send().await.unwrap();
    let problem = refused(world.post_code(&claim, &key, &code).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);

    // An enrolment whose reply was lost shows another secret, and its codes again.
    let password = newcomer(world, "dana", StaffRole::Viewer).await;
    let key = fresh();
    let lost: StaffPassed = ok(world.post_password(&key, "dana", password.reveal()).await).await;
    let again: StaffPassed = ok(world.post_password(&key, "dana", password.reveal()).await).await;
    assert_ne!(lost.second_factor, again.second_factor);
    let SecondFactor::Enrol { uri } = again.second_factor else { panic!("enrolled already") };
    let (_, rest) = uri.reveal().split_once("secret=").unwrap();
    let authenticator = Authenticator::parse(rest.split('&').next().unwrap()).unwrap();
    let (key, code) = (fresh(), authenticator.code_at(world.clock_now()));
    let lost: StaffSession = ok(world.post_code(&again.claim, &key, code.reveal()).await).await;
    let again: StaffSession = ok(world.post_code(&again.claim, &key, code.reveal()).await).await;
    assert_eq!(again.recovery_codes.len(), 10);
    let session = again.session.unwrap();
    let (old, new) = (lost.recovery_codes[0].reveal(), again.recovery_codes[0].reveal());
    let problem = refused(confirm(world, &session, &fresh(), old).await).await;
    assert_eq!(problem.code, ProblemCode::StaffRefused);
    ok::<StaffView>(confirm(world, &session, &fresh(), new).await).await;
    world.books_are_whole().await;
}

#[tokio::test]
async fn a_session_ends_after_a_quarter_of_an_hour_idle_and_after_half_a_day() {
    let world = World::new().await;
    let session = world.sign_in_staff(StaffRole::Viewer).await;
    world.wait(Duration::from_secs(15 * 60 - 1));
    ok::<StaffView>(whose(&world, &session).await).await;
    world.wait(Duration::from_secs(15 * 60));
    assert_eq!(whose(&world, &session).await.status(), StatusCode::UNAUTHORIZED);

    let session = world.sign_in_staff(StaffRole::Viewer).await;
    let began = world.clock_now();
    while world.clock_now().since(began) < Duration::from_secs(12 * 60 * 60 - 600) {
        ok::<StaffView>(whose(&world, &session).await).await;
        world.wait(Duration::from_secs(600));
    }
    ok::<StaffView>(whose(&world, &session).await).await;
    world.wait(Duration::from_secs(600));
    assert_eq!(whose(&world, &session).await.status(), StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn an_attempt_lives_five_minutes_and_three_codes_on_its_own_terminal() {
    let world = World::new().await;
    let member = world.member(StaffRole::Agent);
    let claim = world.claim(&member).await;
    let code = world.code(&member);
    let elsewhere = world.http.post(world.url("staff/sessions/code")).bearer_auth(claim.reveal());
    let elsewhere = elsewhere.header("Idempotency-Key", fresh());
    let elsewhere = elsewhere.json(&serde_json::json!({ "code": code })).send().await.unwrap();
    assert_eq!(refused(elsewhere).await.code, ProblemCode::Unauthorised);
    for wrong in ["000000", "0", "zzzz-zzzz"] {
        let problem = refused(world.post_code(&claim, &fresh(), wrong).await).await;
        assert_eq!(problem.code, ProblemCode::StaffRefused);
    }
    let problem = refused(world.post_code(&claim, &fresh(), &code).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised, "the fourth is not judged");

    let claim = world.claim(&member).await;
    world.wait(Duration::from_secs(5 * 60));
    let code = world.code(&member);
    let problem = refused(world.post_code(&claim, &fresh(), &code).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
    // Neither a session nor a claim is what the other is.
    let problem = refused(whose(&world, &claim).await).await;
    assert_eq!(problem.code, ProblemCode::Unauthorised);
}
