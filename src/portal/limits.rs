//! How many calls a source may make: a device, else an address.
//!
//! Invariant: nothing is counted by whose number a call names, so nobody who knows a number can
//! lock its owner out. Memory is bounded: when the table is full, sources whose bucket has filled
//! up again are forgotten, and if none has, all are.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use crate::domain::Moment;

/// Calls a minute by one source that change something or prove something; reading is not limited.
/// Some calls have limits an hour of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// A device with a credential.
    pub device: u32,
    /// An address without one.
    pub address: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { device: 600, address: 60 }
    }
}

/// The most sources remembered: about 1 MB.
const SOURCES: usize = 10_000;
const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// Buckets of every source seen lately.
#[derive(Debug)]
pub(super) struct Buckets {
    limits: Limits,
    period: Duration,
    filled: Mutex<HashMap<String, Bucket>>,
}

/// A bucket holds a period's calls and fills evenly.
#[derive(Debug, Clone, Copy)]
struct Bucket {
    calls: f64,
    at: Moment,
}

impl Buckets {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, period: MINUTE, filled: Mutex::default() }
    }

    /// Buckets that hold an hour's calls.
    pub(super) fn hourly(limits: Limits) -> Self {
        Self { period: HOUR, ..Self::new(limits) }
    }

    /// Takes one call from the source's bucket.
    ///
    /// # Errors
    /// The time after which there is one again.
    pub(super) fn take(&self, source: &str, device: bool, at: Moment) -> Result<(), Duration> {
        let most = f64::from(if device { self.limits.device } else { self.limits.address }.max(1));
        let mut filled = self.filled.lock().unwrap_or_else(PoisonError::into_inner);
        if filled.len() >= SOURCES && !filled.contains_key(source) {
            filled.retain(|_, bucket| at.since(bucket.at) < self.period);
            if filled.len() >= SOURCES {
                filled.clear();
            }
        }
        let bucket = filled.entry(source.to_owned()).or_insert(Bucket { calls: most, at });
        let periods = at.since(bucket.at).as_secs_f64() / self.period.as_secs_f64();
        bucket.calls = (bucket.calls + periods * most).min(most);
        bucket.at = bucket.at.max(at);
        if bucket.calls >= 1.0 {
            bucket.calls -= 1.0;
            return Ok(());
        }
        Err(Duration::from_secs_f64((1.0 - bucket.calls) / most * self.period.as_secs_f64()))
    }

    /// Gives a call back that turned out not to count. What is limited is taken first and given
    /// back after, so that calls made at once cannot all find the last one.
    pub(super) fn give_back(&self, source: &str) {
        let mut filled = self.filled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bucket) = filled.get_mut(source) {
            bucket.calls += 1.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_that_calls_too_often_waits_and_no_other_does() {
        let buckets = Buckets::new(Limits { device: 10, address: 2 });
        let at = Moment::from_seconds(1_000);
        assert!(buckets.take("a", false, at).is_ok());
        assert!(buckets.take("a", false, at).is_ok());
        assert_eq!(buckets.take("a", false, at), Err(Duration::from_secs(30)));
        assert!(buckets.take("b", false, at).is_ok());
        assert!(buckets.take("a", false, at.after(Duration::from_secs(30))).is_ok());
    }

    #[test]
    fn an_hours_calls_come_back_in_an_hour_and_one_given_back_at_once() {
        let buckets = Buckets::hourly(Limits { device: 2, address: 1 });
        let at = Moment::from_seconds(1_000);
        assert!(buckets.take("a", false, at).is_ok());
        assert_eq!(buckets.take("a", false, at), Err(Duration::from_secs(3600)));
        buckets.give_back("a");
        assert!(buckets.take("a", false, at).is_ok());
        assert!(buckets.take("a", false, at.after(Duration::from_secs(3600))).is_ok());
        buckets.give_back("nobody");
    }

    #[test]
    fn memory_is_bounded() {
        let buckets = Buckets::new(Limits::default());
        for n in 0..3 * SOURCES {
            let _ = buckets.take(&n.to_string(), false, Moment::from_seconds(n as i64));
        }
        assert!(buckets.filled.lock().unwrap().len() <= SOURCES);
    }
}
