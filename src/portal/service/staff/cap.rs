//! What a member of staff may do only so often: reading in bulk is no work of the desk's.

use super::{
    super::{Refusal, Service},
    Member,
};
use crate::{api::ProblemCode, domain::Moment, portal::store::Work};

/// Microseconds of an hour.
const HOUR: i64 = 3_600_000_000;

/// What is counted, by the member and the hour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Capped {
    /// Searches.
    Search,
    /// Fields revealed.
    Reveal,
}

impl Capped {
    const fn code(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::Reveal => "reveal",
        }
    }

    /// How often in an hour: more than anybody who serves people needs.
    const fn most(self) -> i64 {
        match self {
            Self::Search => 300,
            Self::Reveal => 60,
        }
    }
}

impl Service {
    /// Counts one use in the transaction of what is counted.
    ///
    /// # Errors
    /// `too-many-requests` with the time until the next hour; the transaction has to be dropped.
    pub(super) async fn count(
        &self,
        work: &mut Work,
        member: &Member,
        what: Capped,
        at: Moment,
    ) -> Result<(), Refusal> {
        let hour = at.micros().div_euclid(HOUR);
        if work.count_use(&member.actor(), what.code(), hour).await? <= what.most() {
            return Ok(());
        }
        let rest = (HOUR - at.micros().rem_euclid(HOUR)) / 1_000_000 + 1;
        let seconds = u32::try_from(rest).unwrap_or(u32::MAX);
        Err(Refusal::Later { code: ProblemCode::TooMany, seconds })
    }
}
