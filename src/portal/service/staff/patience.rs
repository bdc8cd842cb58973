//! How often a source may try to sign in as staff: at one account, and at all of them.
//!
//! Invariant: nothing is counted against an account alone, so nobody who knows a login can lock
//! its owner out; and nobody waits longer than a quarter of an hour. Tries are counted before they
//! are judged, so that many at once are not more than many in turn.

use std::time::Duration;

use super::super::{Caller, Refusal};
use crate::{
    domain::Moment,
    portal::{
        keys::Keys,
        store::{Tries, Work},
    },
};

/// So many tries in a row at one account need no waiting.
const FREE: i64 = 5;
/// Tries at one account are forgotten so long after the last of them could be made.
const FORGOTTEN: Duration = Duration::from_secs(15 * 60);
/// A minute after the fifth try, then twice as long each time, up to this.
const LONGEST: i64 = 15;
/// So many failed tries of a source at whatever accounts, then one each half minute.
const OF_SOURCE: i64 = 30;
const ONE: i64 = 30_000_000;
/// Rows kept at the most.
pub(super) const ROWS: i64 = 10_000;
/// A row is worth nothing so long after its latest try.
pub(super) const KEPT: Duration = Duration::from_secs(31 * 60);

/// The two counts of a try.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    source: [u8; 32],
    login: [u8; 32],
}

impl Names {
    pub(super) fn new(keys: &Keys, caller: &Caller, login: &str) -> Self {
        Self {
            source: keys.mac("source", caller.source().as_bytes()),
            login: keys.mac("login", login.as_bytes()),
        }
    }
}

/// A try that was counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken {
    names: Names,
    of_login: Tries,
}

/// Counts a try in both places; none, with nothing counted, when the caller has to wait.
pub(super) async fn take(
    work: &mut Work,
    names: Names,
    at: Moment,
) -> Result<Option<Taken>, Refusal> {
    let of_source = of_source(work.hold_tries(names.source, &[]).await?, at);
    let of_login = of_login(work.hold_tries(names.source, &names.login).await?, at);
    let (Some(of_source), Some(of_login)) = (of_source, of_login) else { return Ok(None) };
    work.set_tries(names.source, &[], of_source).await?;
    work.set_tries(names.source, &names.login, of_login).await?;
    Ok(Some(Taken { names, of_login }))
}

/// The password was right: this try does not count. The ones before it do, or whoever knows a
/// password could guess at codes for ever.
pub(super) async fn give_back(work: &mut Work, taken: Taken, at: Moment) -> Result<(), Refusal> {
    let Taken { names, of_login } = taken;
    forgive_source(work, names).await?;
    let counted = work.hold_tries(names.source, &names.login).await?;
    let free_at = if counted == of_login { at } else { counted.free_at };
    let tries = (counted.tries - 1).max(0);
    Ok(work.set_tries(names.source, &names.login, Tries { tries, free_at, ..counted }).await?)
}

/// The second factor was right: the tries at this account are forgotten.
pub(super) async fn forgive(work: &mut Work, taken: Taken, at: Moment) -> Result<(), Refusal> {
    forgive_source(work, taken.names).await?;
    let none = Tries { tries: 0, tried_at: at, free_at: at };
    Ok(work.set_tries(taken.names.source, &taken.names.login, none).await?)
}

async fn forgive_source(work: &mut Work, names: Names) -> Result<(), Refusal> {
    let counted = work.hold_tries(names.source, &[]).await?;
    let tries = (counted.tries - ONE).max(0);
    Ok(work.set_tries(names.source, &[], Tries { tries, ..counted }).await?)
}

/// With one more try at an account; none when there may be none yet.
fn of_login(counted: Tries, at: Moment) -> Option<Tries> {
    if at < counted.free_at {
        return None;
    }
    let old = counted.tried_at.max(counted.free_at).after(FORGOTTEN) <= at;
    let tries = if old { 1 } else { counted.tries.saturating_add(1) };
    let minutes = if tries < FREE { 0 } else { (1 << (tries - FREE).min(8)).min(LONGEST) };
    let wait = Duration::from_secs(u64::try_from(minutes).unwrap_or(0) * 60);
    Some(Tries { tries, tried_at: at, free_at: at.after(wait) })
}

/// With one more try of a source: a bucket, in microseconds, that runs empty with time.
fn of_source(counted: Tries, at: Moment) -> Option<Tries> {
    let passed = i64::try_from(at.since(counted.tried_at).as_micros()).unwrap_or(i64::MAX);
    let left = counted.tries.saturating_sub(passed).max(0);
    (left + ONE <= OF_SOURCE * ONE).then_some(Tries {
        tries: left + ONE,
        tried_at: at,
        free_at: at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: i64 = 1_800_000_000;

    #[test]
    fn the_sixth_try_waits_a_minute_and_each_after_it_twice_as_long() {
        let (mut counted, mut at) = (Tries::default(), Moment::from_seconds(START));
        for _ in 0..5 {
            counted = of_login(counted, at).unwrap();
        }
        let mut waits = Vec::new();
        for _ in 0..8 {
            let mut wait = 0;
            while of_login(counted, at.after(Duration::from_secs(wait))).is_none() {
                wait += 1;
            }
            at = at.after(Duration::from_secs(wait));
            counted = of_login(counted, at).unwrap();
            waits.push(wait / 60);
        }
        assert_eq!(waits, [1, 2, 4, 8, 15, 15, 15, 15]);
        // Nothing lasts: a quarter of an hour after it was free again, it is as at first.
        let rested = counted.free_at.after(FORGOTTEN);
        assert_eq!(of_login(counted, rested).unwrap().tries, 1);
    }

    #[test]
    fn a_source_has_thirty_tries_and_then_one_each_half_minute() {
        let (mut counted, at) = (Tries::default(), Moment::from_seconds(START));
        for _ in 0..30 {
            counted = of_source(counted, at).unwrap();
        }
        assert_eq!(of_source(counted, at), None);
        assert_eq!(of_source(counted, at.after(Duration::from_secs(29))), None);
        let later = at.after(Duration::from_secs(30));
        counted = of_source(counted, later).unwrap();
        assert_eq!(of_source(counted, later), None);
        let rested = later.after(Duration::from_secs(15 * 60));
        assert_eq!(of_source(counted, rested).unwrap().tries, ONE);
    }
}
