//! An instant, and the civil time citizens read.

use std::time::Duration;

use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, TimeZone, Utc};
use chrono_tz::Asia::Almaty;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// An instant: whole microseconds since 1970-01-01T00:00:00Z. RFC 3339 in UTC on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Moment(i64);

impl Moment {
    /// From microseconds since the Unix epoch.
    #[must_use]
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    /// From seconds since the Unix epoch.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        Self(seconds.saturating_mul(1_000_000))
    }

    /// Microseconds since the Unix epoch.
    #[must_use]
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since the Unix epoch, rounded down.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// Reads RFC 3339 (`2026-11-20T14:03:00Z`). Its years have four digits; an offset that leads out
    /// of them makes a moment that could not be written again, so there is none.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        let at = Self(DateTime::parse_from_rfc3339(text).ok()?.timestamp_micros());
        (0..=9999).contains(&at.utc().year()).then_some(at)
    }

    /// RFC 3339 in UTC; fractions only where there are any.
    #[must_use]
    pub fn rfc3339(self) -> String {
        self.utc().to_rfc3339_opts(SecondsFormat::AutoSi, true)
    }

    fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).unwrap_or_default()
    }

    /// The civil date in Asia/Almaty (UTC+5 since 2024-03-01, UTC+6 before).
    #[must_use]
    pub fn civil_date(self) -> NaiveDate {
        self.utc().with_timezone(&Almaty).date_naive()
    }

    /// `dd.mm.yyyy` in Asia/Almaty.
    #[must_use]
    pub fn date(self) -> String {
        self.utc().with_timezone(&Almaty).format("%d.%m.%Y").to_string()
    }

    /// `dd.mm.yyyy HH:MM` in Asia/Almaty.
    #[must_use]
    pub fn date_time(self) -> String {
        self.utc().with_timezone(&Almaty).format("%d.%m.%Y %H:%M").to_string()
    }

    /// `dd.mm.yyyy HH:MM:SS` in Asia/Almaty.
    #[must_use]
    pub fn date_time_seconds(self) -> String {
        self.utc().with_timezone(&Almaty).format("%d.%m.%Y %H:%M:%S").to_string()
    }

    /// `HH:MM` in Asia/Almaty.
    #[must_use]
    pub fn time(self) -> String {
        self.utc().with_timezone(&Almaty).format("%H:%M").to_string()
    }

    /// `time` after this moment.
    #[must_use]
    pub fn after(self, time: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(time.as_micros()).unwrap_or(i64::MAX)))
    }

    /// Time from `earlier` to here; zero when it lies ahead.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }

    /// The last day of a term of `years` that began here (clause 5.2: three years), by the civil
    /// calendar of Asia/Almaty, by the operator's reading fixed in A8: 29.02.2024 → 28.02.2027,
    /// 20.11.2026 → 20.11.2029.
    #[must_use]
    pub fn anniversary(self, years: i32) -> NaiveDate {
        let from = self.civil_date();
        from.with_year(from.year() + years)
            .unwrap_or_else(|| NaiveDate::from_ymd_opt(from.year() + years, 2, 28).unwrap_or(from))
    }

    /// The last microsecond of the civil day `date` in Asia/Almaty: it still bears that day's date.
    #[must_use]
    pub fn end_of(date: NaiveDate) -> Self {
        let next = date.succ_opt().unwrap_or(date).and_time(chrono::NaiveTime::MIN);
        let midnight = Almaty
            .from_local_datetime(&next)
            .earliest()
            .map_or_else(|| next.and_utc().timestamp_micros(), |at| at.timestamp_micros());
        Self(midnight.saturating_sub(1))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse_rfc3339(&text).ok_or_else(|| D::Error::custom("a time in RFC 3339 is needed"))
    }
}

#[cfg(feature = "portal")]
impl utoipa::PartialSchema for Moment {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::Type::String)
            .format(Some(utoipa::openapi::SchemaFormat::KnownFormat(
                utoipa::openapi::KnownFormat::DateTime,
            )))
            .into()
    }
}

#[cfg(feature = "portal")]
impl utoipa::ToSchema for Moment {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_of_three_years_ends_by_the_calendar_of_almaty() {
        let leap = Moment::parse_rfc3339("2024-02-28T19:00:00Z").unwrap_or_default(); // 29.02 01:00, UTC+6
        assert_eq!(leap.anniversary(3).to_string(), "2027-02-28");
        let plain = Moment::parse_rfc3339("2026-11-20T09:03:00Z").unwrap_or_default();
        assert_eq!(plain.anniversary(3).to_string(), "2029-11-20");
        assert_eq!(plain.date_time(), "20.11.2026 14:03");
        assert_eq!(Moment::end_of(plain.anniversary(3)).date_time(), "20.11.2029 23:59");
    }

    #[test]
    fn what_is_read_can_be_written_and_read_again() {
        for text in ["0000-01-01T00:00:00Z", "2016-12-31T23:59:60Z", "2026-11-20T09:03:00.25+05:00"]
        {
            let read = Moment::parse_rfc3339(text).unwrap();
            assert_eq!(Moment::parse_rfc3339(&read.rfc3339()), Some(read), "{text}");
            assert!(!read.date_time_seconds().is_empty());
        }
        for text in [
            "0000-01-01T00:00:00+23:59",
            "9999-12-31T23:59:60Z",
            "9999-12-31T23:59:59-23:59",
            "12026-01-01T00:00:00Z",
        ] {
            assert_eq!(Moment::parse_rfc3339(text), None, "{text}");
        }
    }

    #[test]
    fn almaty_moved_to_utc_plus_5_on_the_first_of_march_2024() {
        let before = Moment::parse_rfc3339("2024-02-29T17:30:00Z").unwrap_or_default();
        let after = Moment::parse_rfc3339("2024-03-01T17:30:00Z").unwrap_or_default();
        assert_eq!((before.time(), after.time()), ("23:30".to_owned(), "22:30".to_owned()));
    }
}
