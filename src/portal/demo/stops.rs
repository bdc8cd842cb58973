//! Who is stopped, and how it came to that: one account for each cause, stopped by the portal; the
//! one whose obligations were not met (4.7) has a longer story.

use std::time::Duration;

use crate::{
    api::staff::{ActionKind, RestoreReason},
    domain::{Action, Actor, BlockId, Cause, Moment, SafeText, StaffRole},
    portal::{
        Error,
        service::{Act, Deed, Doer, Service},
    },
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Stops the account for its cause, at the service's present moment; for 4.7 tells its story up to
/// two days before `present`. Nothing happens to an account to which something was done already.
pub(super) async fn stop(
    service: &Service,
    account: i64,
    cause: &Cause,
    present: Moment,
) -> Result<(), Error> {
    let at = service.clock.now();
    let deeds = if owing(cause) {
        story(account, cause, present)
    } else {
        vec![stopped(account, cause, at)]
    };
    let done = service.do_first(account, deeds).await;
    done.map_err(|error| Error::Seed(error.to_string()))
}

/// True for the cause whose account has a longer story, and money.
pub(super) fn owing(cause: &Cause) -> bool {
    cause.breach() == Some(&clause("4.7"))
}

fn story(account: i64, cause: &Cause, present: Moment) -> Vec<Deed> {
    let before = |days: u32| {
        let time = DAY.saturating_mul(days).as_micros();
        Moment::from_micros(present.micros().saturating_sub(i64::try_from(time).unwrap_or(0)))
    };
    let data = Cause::new(clause("3.1.3"), Some(clause("4.6"))).ok();
    let earlier = Act {
        kind: ActionKind::StopAccess,
        cause: data,
        reason: None,
        case: case(account, 1),
        note: "Телефон в профиле принадлежит другому человеку.".into(),
    };
    let corrected = Act {
        kind: ActionKind::Restore,
        cause: None,
        reason: Some(RestoreReason::DataCorrected),
        case: case(account, 1),
        note: "Номер исправлен, подтверждён кодом.".into(),
    };
    let supervisor = member("marat", StaffRole::Supervisor);
    let agent = member("aigul", StaffRole::Agent);
    vec![
        Deed::Act { doer: supervisor, act: earlier, at: before(20) },
        Deed::Act { doer: agent.clone(), act: corrected, at: before(18) },
        stopped(account, cause, before(2)),
        Deed::Note {
            author: agent.name,
            text: "О долге знает, оплатит сегодня через терминал.".into(),
            at: before(1),
        },
    ]
}

fn stopped(account: i64, cause: &Cause, at: Moment) -> Deed {
    let kind = match cause.action() {
        Action::StopAccess => ActionKind::StopAccess,
        _ => ActionKind::Block,
    };
    let act = Act {
        kind,
        cause: Some(cause.clone()),
        reason: None,
        case: case(account, 2),
        note: SafeText::default(),
    };
    Deed::Act { doer: Doer::portal(), act, at }
}

fn member(login: &str, role: StaffRole) -> Doer {
    Doer { name: format!("staff:{login}"), right: Actor::Staff(role), undo: Duration::ZERO }
}

fn case(account: i64, turn: u32) -> SafeText {
    format!("DEMO-{account}-{turn}").into()
}

fn clause(name: &str) -> BlockId {
    BlockId(name.to_owned())
}
