//! `POST staff/accounts/search`: from what a citizen says to their account (row D2).
//!
//! Invariant: what was typed is in no log, no event and no cursor. An event says who searched, by
//! what it was found and how much.

use std::collections::BTreeSet;

use serde_json::json;

use super::{
    super::{Caller, Refusal, Service},
    cap::Capped,
    masked,
};
use crate::{
    api::{
        ProblemCode,
        staff::{AccountHits, Matched, SearchAccounts},
    },
    domain::{Permission, SafeText},
    portal::store::{Event, Names, StoredAccount, Work, search_key, search_name_key},
};

/// Hits on a page when nobody says.
const USUAL: u16 = 50;
/// Hits on a page at most; exact ones in all at most.
const MOST: u16 = 100;
/// Characters of a query at most.
const LONGEST: usize = 100;
/// Letters of a name at least: fewer would page through everybody.
const SHORTEST_NAME: usize = 2;

/// Where a page goes on. It names accounts, never what was typed or found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// After so many exact hits.
    Exact(usize),
    /// After an account, by phone.
    Phone(Option<i64>),
    /// After an account, by the owner's name.
    Owner(Option<i64>),
    /// After an account, by the organisation's name.
    Organisation(Option<i64>),
}

impl Place {
    fn parse(cursor: &str) -> Option<Self> {
        let number = cursor.get(1..)?;
        let account = number.parse().ok().map(Some);
        match cursor.get(..1)? {
            "x" => number.parse().ok().map(Self::Exact),
            "p" => account.map(Self::Phone),
            "o" => account.map(Self::Owner),
            "g" => account.map(Self::Organisation),
            _ => None,
        }
    }

    fn cursor(self) -> String {
        match self {
            Self::Exact(done) => format!("x{done}"),
            Self::Phone(after) => format!("p{}", after.unwrap_or(0)),
            Self::Owner(after) => format!("o{}", after.unwrap_or(0)),
            Self::Organisation(after) => format!("g{}", after.unwrap_or(0)),
        }
    }
}

impl Service {
    /// A page of accounts: exact matches first, then by phone, then by name.
    ///
    /// # Errors
    /// `unauthorised`, `role-not-allowed`, `bad-request` for a query, a limit or a cursor that
    /// cannot be, `too-many-requests` after 300 searches in an hour, `maintenance`.
    pub(in crate::portal) async fn search_accounts(
        &self,
        caller: &Caller,
        token: &str,
        asked: &SearchAccounts,
    ) -> Result<AccountHits, Refusal> {
        let at = self.clock.now();
        let (mut work, member) = self.member(caller, token, Permission::ReadAccounts, at).await?;
        let (page, next) = find(&mut work, asked).await?;
        drop(work);

        let kinds: BTreeSet<Matched> = page.iter().map(|(_, _, matched)| *matched).collect();
        let mut work = self.store.write().await?;
        self.count(&mut work, &member, Capped::Search, at).await?;
        work.append(Event {
            account: None,
            actor: member.actor(),
            kind: "staff.searched",
            payload: json!({ "matched": kinds, "hits": page.len() }),
            at,
        })
        .await?;
        work.commit().await?;
        let hits = page.into_iter().map(|(_, account, by)| masked::hit(account, Some(by)));
        Ok(AccountHits { hits: hits.collect(), next, total: None })
    }
}

type Found = (Place, StoredAccount, Matched);

/// The hits of a page, and where the next one goes on.
async fn find(
    work: &mut Work,
    asked: &SearchAccounts,
) -> Result<(Vec<Found>, Option<SafeText>), Refusal> {
    let typed = asked.query.reveal();
    let limit = usize::from(asked.limit.unwrap_or(USUAL));
    let (query, name) = (search_key(typed), search_name_key(typed));
    let fits = (1..=LONGEST).contains(&typed.chars().count()) && !query.is_empty();
    if !fits || !(1..=usize::from(MOST)).contains(&limit) {
        return Err(ProblemCode::BadRequest.into());
    }
    let from = match asked.cursor.as_deref() {
        None => Place::Exact(0),
        Some(cursor) => Place::parse(cursor).ok_or(ProblemCode::BadRequest)?,
    };

    let exact = exactly(work, &query).await?;
    let known: BTreeSet<i64> = exact.iter().map(|(account, _)| account.number).collect();
    let mut found: Vec<Found> = Vec::new();
    // One more than the page holds tells whether there is another one; exact hits met again below
    // are left out there.
    let wanted = limit + 1;
    let reach = |found: &Vec<Found>| {
        i64::try_from(wanted.saturating_sub(found.len()) + known.len()).unwrap_or(0)
    };
    let mut from = from;
    if let Place::Exact(done) = from {
        let rest = exact.iter().enumerate().skip(done).take(wanted);
        found.extend(rest.map(|(at, (account, by))| (Place::Exact(at + 1), account.clone(), *by)));
        from = Place::Phone(None);
    }
    if let Place::Phone(after) = from {
        if found.len() < wanted && is_tail(&query) {
            let rows = work.accounts_of_phone(&query, after, reach(&found)).await?;
            let rows = rows.into_iter().filter(|account| !known.contains(&account.number));
            found.extend(
                rows.map(|account| (Place::Phone(Some(account.number)), account, Matched::Phone)),
            );
        }
        from = Place::Owner(None);
    }
    for names in [Names::Owners, Names::Organisations] {
        let after = match (names, from) {
            (Names::Owners, Place::Owner(after))
            | (Names::Organisations, Place::Organisation(after)) => after,
            (Names::Organisations, Place::Owner(_)) => None,
            _ => continue,
        };
        if found.len() >= wanted || query.chars().count() < SHORTEST_NAME {
            break;
        }
        let rows = work.accounts_named(names, &name, after, reach(&found)).await?;
        let rows = rows.ok_or(ProblemCode::BadRequest)?;
        for account in rows.into_iter().filter(|account| !known.contains(&account.number)) {
            let number = Some(account.number);
            let place = match names {
                Names::Owners => Place::Owner(number),
                Names::Organisations => Place::Organisation(number),
            };
            // Found by the owner's name already.
            let twice = names == Names::Organisations
                && search_name_key(account.owner.as_str()).starts_with(&name);
            if !twice {
                found.push((place, account, Matched::Name));
            }
        }
    }
    let more = found.len() > limit;
    found.truncate(limit);
    let next = found.last().filter(|_| more).map(|(place, ..)| place.cursor().into());
    Ok((found, next))
}

/// The accounts that the query names exactly, the surest first, each once.
async fn exactly(work: &mut Work, query: &str) -> Result<Vec<(StoredAccount, Matched)>, Refusal> {
    let digits = digits(query);
    let mut found: Vec<(StoredAccount, Matched)> = Vec::new();
    let mut add = |accounts: Vec<StoredAccount>, by: Matched| {
        for account in accounts {
            if !found.iter().any(|(known, _)| known.number == account.number) {
                found.push((account, by));
            }
        }
    };
    if let Some(digits) = &digits {
        if digits.len() == 12 {
            add(work.accounts_of_digits(digits).await?, Matched::Number);
        }
        if let Ok(number) = digits.parse() {
            add(work.account(number).await?.into_iter().collect(), Matched::Account);
            add(work.accounts_of_request(number).await?, Matched::Request);
        }
    }
    add(work.accounts_of_case(query, i64::from(MOST)).await?, Matched::Case);
    found.sort_by_key(|(account, by)| (*by, account.number));
    Ok(found)
}

/// The query as digits, when it is nothing else: spaces, dashes and a leading number sign are how
/// people write numbers.
fn digits(query: &str) -> Option<String> {
    let query = query.strip_prefix('№').unwrap_or(query);
    let bare: String = query.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let digits = (1..=18).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
    digits.then_some(bare)
}

/// Four digits may be the end of a phone.
fn is_tail(query: &str) -> bool {
    query.len() == 4 && query.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_names_places_only() {
        for place in [
            Place::Exact(3),
            Place::Phone(Some(4417)),
            Place::Owner(Some(4417)),
            Place::Organisation(Some(1)),
        ] {
            assert_eq!(Place::parse(&place.cursor()), Some(place));
        }
        for odd in ["", "o", "z1", "ә1", "x-1", "ox", "o99999999999999999999"] {
            assert_eq!(Place::parse(odd), None, "{odd}");
        }
    }

    #[test]
    fn numbers_are_found_as_people_write_them() {
        assert_eq!(digits("850314 201-372").as_deref(), Some("850314201372"));
        assert_eq!(digits("№ 4417").as_deref(), Some("4417"));
        assert_eq!(digits("4417a"), None);
        assert_eq!(digits("№"), None);
        assert!(is_tail("0067") && !is_tail("006") && !is_tail("00 67"));
    }
}
