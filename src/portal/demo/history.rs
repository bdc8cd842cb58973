//! A year of money: monthly top-ups, services, one refund, one correction.

use std::time::Duration;

use super::data::Data;
use crate::{
    domain::{Bilingual, EntryKind, Moment, Tenge},
    portal::{
        Error,
        service::{Entry, Service},
    },
};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);
const MONTH: Duration = DAY.saturating_mul(30);

/// Writes the year before `until` into an account that has no lines yet, in one transaction.
/// `turn` varies the figures from person to person.
pub(super) async fn write(
    service: &Service,
    data: &Data,
    account: i64,
    turn: u32,
    until: Moment,
) -> Result<(), Error> {
    let mut work = service.store.write().await?;
    if !work.statement(account, None, i64::MAX, 1).await?.is_empty() {
        return Ok(());
    }
    for (kind, text, amount, at) in year(data, turn, until) {
        let entry = Entry { account, kind, text, amount, at };
        let posted = service.post_entry(&mut work, &entry).await;
        posted.map_err(|error| Error::Seed(error.to_string()))?;
    }
    Ok(work.commit().await?)
}

type Line = (EntryKind, Bilingual, Tenge, Moment);

fn year(data: &Data, turn: u32, until: Moment) -> Vec<Line> {
    let mut lines = Vec::new();
    let services: Vec<_> =
        ["place-certificate", "sms-month"].iter().filter_map(|code| data.price(code)).collect();
    for month in 0..12_u32 {
        let back = MONTH.saturating_mul(12 - month);
        let begins = Moment::from_micros(until.micros() - back.as_micros() as i64);
        let on = |day: u32, hour: u32| {
            begins.after(
                DAY.saturating_mul(day)
                    + Duration::from_secs(u64::from(hour) * 3600 + 61 * u64::from(turn)),
            )
        };
        // Tiyn that do not divide evenly, so that a rounding anywhere would show.
        let paid = 200_000 + i64::from((turn * 7 + month * 13) % 9) * 50_000 + 37;
        let text = data.entries.top_up.clone();
        lines.push((EntryKind::TopUp, text, Tenge::from_tiyn(paid), on(2, 9)));
        for (place, (name, price)) in services.iter().enumerate() {
            let day = 5 + (turn + month * 3) % 9 + place as u32 * 9;
            lines.push((EntryKind::Service, (*name).clone(), *price, on(day, 14)));
        }
        if month == 6
            && let Some((_, price)) = services.first()
        {
            let text = data.entries.refund.clone();
            lines.push((EntryKind::Refund, text, *price, on(25, 11)));
        }
        if month == 9 {
            let text = data.entries.correction.clone();
            lines.push((EntryKind::Correction, text, Tenge::from_tiyn(-1_250), on(26, 16)));
        }
    }
    lines
}
