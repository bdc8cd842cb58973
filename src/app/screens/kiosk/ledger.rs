//! What the lines of a statement say together: whether they sum to the balance (M1), and how the
//! months went. Pure arithmetic in whole tiyn.

use chrono::{Datelike, NaiveDate};

use crate::{
    api::StatementLine,
    domain::{Moment, Tenge},
};

/// True when the lines (newest first, without a gap) sum to `balance`: the newest line's balance is
/// it, each line's balance is the one before plus its amount, and a whole history begins at
/// nothing.
#[must_use]
pub(super) fn adds_up(lines: &[StatementLine], balance: Tenge, is_whole: bool) -> bool {
    let mut expected = Some(balance);
    for line in lines {
        if expected != Some(line.balance) {
            return false;
        }
        expected = before(line);
    }
    !is_whole || expected == Some(Tenge::default())
}

/// The balance before a line.
fn before(line: &StatementLine) -> Option<Tenge> {
    line.balance.checked_add(line.amount.checked_neg()?)
}

/// The twelve months that end with the month of `now`, oldest first: the month (1–12) and the
/// balance at its end; the last one's is the present balance. `lines` are newest first and reach
/// back to the first month, or are all there is.
#[must_use]
pub(super) fn year(lines: &[StatementLine], balance: Tenge, now: Moment) -> Vec<(u32, Tenge)> {
    let this = now.civil_date();
    (0..12)
        .rev()
        .map(|ago| {
            let first = month_before(this, ago);
            let closing = lines
                .iter()
                .rev()
                .find(|line| month_of(line.at) > (first.year(), first.month()))
                .map_or(Some(balance), before);
            (first.month(), closing.unwrap_or_default())
        })
        .collect()
}

/// The moment's month in Almaty.
fn month_of(at: Moment) -> (i32, u32) {
    let date = at.civil_date();
    (date.year(), date.month())
}

/// A day of the month that lies `ago` months before `date`'s.
fn month_before(date: NaiveDate, ago: u32) -> NaiveDate {
    date.checked_sub_months(chrono::Months::new(ago)).unwrap_or(date)
}

/// True when the line lies before the twelve months that end with the month of `now`.
#[must_use]
pub(super) fn is_before_the_year(line: &StatementLine, now: Moment) -> bool {
    let first = month_before(now.civil_date(), 11);
    month_of(line.at) < (first.year(), first.month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Bilingual, EntryKind};

    /// Lines from `(day, amount)`, oldest first; returned newest first.
    fn lines(entries: &[(&str, i64)]) -> Vec<StatementLine> {
        let mut balance = 0;
        let mut lines: Vec<_> = (1..)
            .zip(entries)
            .map(|(id, (day, amount))| {
                balance += amount;
                StatementLine {
                    id,
                    at: Moment::parse_rfc3339(&format!("{day}T09:00:00Z")).unwrap_or_default(),
                    kind: EntryKind::TopUp,
                    text: Bilingual::default(),
                    amount: Tenge::from_tiyn(*amount),
                    balance: Tenge::from_tiyn(balance),
                }
            })
            .collect();
        lines.reverse();
        lines
    }

    #[test]
    fn lines_sum_to_the_balance_or_they_do_not() {
        let good = lines(&[("2026-01-02", 500), ("2026-02-02", -200), ("2026-02-03", 1)]);
        let sum = Tenge::from_tiyn(301);
        assert!(adds_up(&good, sum, true));
        assert!(adds_up(&good[..2], sum, false));
        assert!(!adds_up(&good[..2], sum, true), "a whole history begins at nothing");
        assert!(!adds_up(&good, Tenge::from_tiyn(302), true));
        let mut gap = good.clone();
        gap.remove(1);
        assert!(!adds_up(&gap, sum, true));
        let mut huge = good;
        huge[0].amount = Tenge::from_tiyn(i64::MIN);
        assert!(!adds_up(&huge, sum, true));
        assert!(adds_up(&[], Tenge::default(), true));
        assert!(!adds_up(&[], sum, true));
    }

    #[test]
    fn a_month_closes_with_the_balance_before_the_next_line() {
        let lines = lines(&[("2026-01-31", 700), ("2026-03-31", -200), ("2026-04-01", 50)]);
        let now = Moment::parse_rfc3339("2026-05-31T09:00:00Z").unwrap_or_default();
        let year = year(&lines, Tenge::from_tiyn(550), now);
        let closing: Vec<_> = year.iter().map(|(month, sum)| (*month, sum.tiyn())).collect();
        assert_eq!(closing[0], (6, 0));
        assert_eq!(closing[7..], [(1, 700), (2, 700), (3, 500), (4, 550), (5, 550)]);
        assert!(!is_before_the_year(&lines[0], now));
    }

    #[test]
    fn a_month_begins_by_the_clock_of_almaty() {
        let mut lines = lines(&[("2026-04-01", 700)]);
        lines[0].at = Moment::parse_rfc3339("2026-03-31T19:30:00Z").unwrap_or_default(); // 00:30
        let now = Moment::parse_rfc3339("2026-04-02T09:00:00Z").unwrap_or_default();
        let closing: Vec<_> =
            year(&lines, Tenge::from_tiyn(700), now).iter().map(|(_, sum)| sum.tiyn()).collect();
        assert_eq!(closing[10..], [0, 700]);
    }
}
