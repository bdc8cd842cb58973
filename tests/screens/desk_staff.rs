//! The desk under test: fictitious staff, lists, and a member who is signed in.

use std::time::Duration;

use kezekte::{
    api::{
        Failure, Problem, ProblemCode,
        staff::{
            AccountCard, AccountHit, AccountHits, HelpState, HelpTopic, HolderKind, Matched,
            RequestLine, RequestPage, StaffView,
        },
    },
    app::{
        effect::{AwaitedFactor, DeskCall, DeskReply, MemberSession, Reply, Request},
        shared::{Console, Facts, Profile},
    },
    domain::{AccountState, Cause, Language, Moment, StaffRole, Trilingual},
};

use super::harness::{Kiosk, facts};

/// The desk's facts.
pub(super) fn desk_facts() -> Facts {
    Facts { console: Console::Desk, ..facts(Profile::Personal) }
}

/// A desk that shows its first screen.
pub(super) fn desk(size: (u16, u16), language: Language) -> Kiosk {
    Kiosk::with(desk_facts(), size, language)
}

/// A member of staff.
pub(super) fn staff(role: StaffRole) -> StaffView {
    let at = Moment::parse_rfc3339("2026-11-20T09:03:00Z").unwrap();
    StaffView {
        login: "aigul".into(),
        name: "Айгүл Сынақова".into(),
        role,
        confirmed_until: at.after(Duration::from_secs(900)),
        idle_at: at.after(Duration::from_secs(900)),
    }
}

/// A refusal of the portal's.
pub(super) fn refused(code: ProblemCode) -> Failure {
    Failure::Refused(Box::new(Problem {
        kind: format!("/problems/{}", code.code()).into(),
        status: code.status(),
        code,
        title: Trilingual::default(),
        detail: None,
        next_step: Trilingual::default(),
        fault: None,
        checks: Vec::new(),
        retry_after: None,
        tries_left: None,
    }))
}

fn asked_at(minutes: u64) -> Moment {
    let at = Moment::parse_rfc3339("2026-11-20T09:03:00Z").unwrap();
    Moment::from_micros(at.micros() - i64::try_from(minutes).unwrap() * 60_000_000)
}

/// A help request, so many minutes old.
pub(super) fn request(id: u64, words: &str, minutes: u64) -> RequestLine {
    RequestLine {
        id,
        topic: HelpTopic::SignIn,
        words: words.into(),
        at: asked_at(minutes),
        state: HelpState::New,
        account: Some(4_000 + id),
        verified: true,
        terminal: "KIOSK-1".into(),
        taken_by: None,
    }
}

/// The queue: three requests, the second taken.
pub(super) fn requests() -> RequestPage {
    let taken = RequestLine {
        state: HelpState::Taken,
        taken_by: Some("aigul".into()),
        ..request(1041, "баланс не сходится после оплаты", 9)
    };
    let lines = vec![
        request(1040, "не могу войти, ключ не принимается", 75),
        taken,
        request(1042, "смените мой телефон", 2),
    ];
    RequestPage { total: lines.len() as u64, lines, next: None }
}

/// An account whose access is stopped, so many days ago.
pub(super) fn stopped(account: u64, name: &str, days: u64) -> AccountHit {
    AccountHit {
        account,
        kind: HolderKind::Person,
        name: name.into(),
        number_masked: "········4321".into(),
        state: AccountState::AccessStopped,
        cause: Cause::all().into_iter().nth(account as usize % Cause::all().len()),
        since: asked_at(days * 1440),
        matched: None,
    }
}

/// Whose access is stopped.
pub(super) fn stopped_page() -> AccountHits {
    let hits = vec![
        stopped(4417, "С*** А*** Б***", 2),
        stopped(4420, "Ж*** К*** М***", 5),
        stopped(4431, "О*** Т***", 40),
    ];
    AccountHits { total: Some(hits.len() as u64), hits, next: None }
}

/// Some found accounts.
pub(super) fn found(matched: Matched, count: u64) -> AccountHits {
    let hits = (0..count)
        .map(|nth| AccountHit {
            matched: Some(matched),
            ..stopped(4417 + nth, "С*** А*** Б***", 2)
        })
        .collect();
    AccountHits { hits, next: None, total: Some(count) }
}

/// The card of an account whose access is stopped.
pub(super) fn card(account: u64) -> AccountCard {
    let hit = stopped(account, "С*** А*** Б***", 2);
    AccountCard {
        account,
        epoch: 3,
        kind: hit.kind,
        name: hit.name,
        number_masked: hit.number_masked,
        phone_masked: None,
        email_masked: None,
        language: Some(Language::Kk),
        state: hit.state,
        cause: hit.cause,
        stopped: None,
        balance: None,
        statement: Vec::new(),
        acceptances: Vec::new(),
        notices: Vec::new(),
        notes: Vec::new(),
        requests: Vec::new(),
        undoable: None,
    }
}

/// A reply to the desk's call, where `make` has one.
pub(super) fn reply(
    request: &Request,
    make: impl Fn(&DeskCall) -> Option<DeskReply>,
) -> Option<Reply> {
    match request {
        Request::Desk(call) => make(call).map(|reply| Reply::Desk(Box::new(reply))),
        _ => None,
    }
}

/// Answers the oldest call for which `make` has a reply.
pub(super) fn answer(desk: &mut Kiosk, make: impl Fn(&DeskCall) -> Option<DeskReply>) {
    desk.answer(|request| reply(request, &make));
}

/// Signs in by keys; the workbench asks for its lists.
pub(super) fn sign_in(desk: &mut Kiosk, role: StaffRole) {
    desk.press("aigul Enter qwerty Enter");
    answer(desk, |call| {
        matches!(call, DeskCall::SignIn(..)).then_some(DeskReply::Passed(Ok(AwaitedFactor::Code)))
    });
    desk.press("123456 Enter");
    let session = MemberSession { staff: staff(role), recovery_codes: Vec::new() };
    answer(desk, |call| {
        matches!(call, DeskCall::Code(..)).then(|| DeskReply::SignedIn(Ok(session.clone())))
    });
}

/// Answers what the workbench has asked on entry.
pub(super) fn fill(desk: &mut Kiosk) {
    let good = |call: &DeskCall| match call {
        DeskCall::Requests(_) => Some(DeskReply::Requests(Ok(requests()))),
        DeskCall::Stopped(_) => Some(DeskReply::Stopped(Ok(stopped_page()))),
        DeskCall::Actions => Some(DeskReply::Actions(Ok(Vec::new()))),
        _ => None,
    };
    while desk.asked.iter().any(|effect| reply(&effect.request, good).is_some()) {
        answer(desk, good);
    }
}

/// A member at a filled workbench.
pub(super) fn at_work(size: (u16, u16), language: Language) -> Kiosk {
    let mut desk = desk(size, language);
    sign_in(&mut desk, StaffRole::Supervisor);
    fill(&mut desk);
    desk
}

/// The desk's calls that nobody has answered yet.
pub(super) fn calls(desk: &Kiosk) -> Vec<&DeskCall> {
    let calls = desk.asked.iter().filter_map(|effect| match &effect.request {
        Request::Desk(call) => Some(call),
        _ => None,
    });
    calls.collect()
}
