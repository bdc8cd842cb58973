//! What time alone does to signing in of staff.

use std::time::Duration;

use super::{
    super::{Refusal, Service},
    pass_code::GRACE,
    patience,
};
use crate::{domain::Moment, portal::store::Work};

impl Service {
    /// Forgets attempts that are over and tries that count no more.
    pub(in crate::portal::service) async fn sweep_staff(
        &self,
        work: &mut Work,
        at: Moment,
    ) -> Result<(), Refusal> {
        let before = |time: Duration| {
            let time = i64::try_from(time.as_micros()).unwrap_or(i64::MAX);
            Moment::from_micros(at.micros().saturating_sub(time))
        };
        work.forget_attempts(before(GRACE)).await?;
        Ok(work.forget_tries(before(patience::KEPT), patience::ROWS).await?)
    }
}
