//! A record of the calls that were made: method, path template, status. Never a body, a token or a
//! filled-in path.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use crate::api::Method;

/// One call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// Its method.
    pub method: Method,
    /// Its path as in the OpenAPI document.
    pub template: &'static str,
    /// The answer's status; none when there was no answer.
    pub status: Option<u16>,
    /// How long it took.
    pub took: Duration,
}

/// The calls made so far; clones share one record.
#[derive(Debug, Clone, Default)]
pub struct Calls(Arc<Mutex<Vec<Call>>>);

impl Calls {
    pub(super) fn push(&self, call: Call) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(call);
    }

    /// Takes what has been recorded since the last time.
    #[must_use]
    pub fn take(&self) -> Vec<Call> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
