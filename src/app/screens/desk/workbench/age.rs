//! How long ago, in one short word.

use crate::{
    domain::Moment,
    text::{Phrase, phrases::workbench as words},
};

/// Minutes, hours, then days; "now" within the first minute.
pub(super) fn age(at: Moment, now: Moment) -> Phrase {
    let minutes = now.since(at).as_secs() / 60;
    match minutes {
        0 => words::age_now(),
        1..60 => words::age_minutes(minutes),
        60..1440 => words::age_hours(minutes / 60),
        _ => words::age_days(minutes / 1440),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_largest_whole_unit_is_said() {
        let then = Moment::from_seconds(1_795_000_000);
        let said = |seconds| age(then, then.after(Duration::from_secs(seconds)));
        assert_eq!(said(59), words::age_now());
        assert_eq!(said(119), words::age_minutes(1));
        assert_eq!(said(3_599), words::age_minutes(59));
        assert_eq!(said(3_600), words::age_hours(1));
        assert_eq!(said(86_400 * 3), words::age_days(3));
        assert_eq!(age(then.after(Duration::from_secs(9)), then), words::age_now());
    }
}
