//! Signings with eGov Mobile: a QR code for a request or a sign-in, and what came of it.

use super::{Error, Row, Value, Work, value::json, values};
use crate::{
    api::MobileState,
    domain::{CheckLine, Fault, Moment},
};

/// What is to be signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum MobileSubject {
    /// An acceptance: the request's id.
    Request(String),
    /// A challenge: the sign-in's id.
    SignIn(String),
}

impl MobileSubject {
    /// As it is stored: a request or a sign-in.
    fn columns(&self) -> (Option<&str>, Option<&str>) {
        match self {
            Self::Request(id) => (Some(id), None),
            Self::SignIn(id) => (None, Some(id)),
        }
    }
}

/// A signing as it is stored. What the QR code says and what opens the document are not: only their
/// hashes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredMobile {
    /// Its id, known to nobody outside.
    pub id: String,
    /// What is to be signed.
    pub subject: MobileSubject,
    /// The idempotency key under which the signature is handed in.
    pub hand_in: String,
    /// Counts the codes of one subject.
    pub turn: i64,
    /// When the code was asked for.
    pub asked_at: Moment,
    /// Not signed by then, it is over.
    pub expires_at: Moment,
    /// How far it is, whatever the time.
    pub state: MobileState,
    /// When the phone's signature came.
    pub received_at: Option<Moment>,
    /// The signature (CMS, DER).
    pub cms: Option<Vec<u8>>,
    /// Why it was refused.
    pub fault: Option<Fault>,
    /// The checks of a refused one.
    pub checks: Vec<CheckLine>,
}

/// A signing through an outside service, as whoever carries it holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct CarriedMobile {
    /// Its id.
    pub id: String,
    /// Where the service takes the document and gives the signature, in the service's own form.
    pub place: String,
    /// The lease; the next one has another.
    pub lease: String,
}

impl CarriedMobile {
    /// The first three values of every statement about it.
    fn values(&self) -> Vec<Value> {
        values![self.id.as_str(), self.place.as_str(), self.lease.as_str()]
    }
}

macro_rules! select {
    ($condition:literal) => {
        concat!(
            "SELECT id, request, sign_in, hand_in, turn, asked_at, expires_at, state, received_at,
                 cms, fault, checks
             FROM mobile_signings WHERE ",
            $condition
        )
    };
}

impl Work {
    /// Adds a signing with the hash of what its QR code says, and its place at an outside service.
    pub(crate) async fn add_mobile(
        &mut self,
        mobile: &StoredMobile,
        (link, place): ([u8; 32], Option<&str>),
    ) -> Result<(), Error> {
        let sql = "INSERT INTO mobile_signings (id, request, sign_in, link_hash, hand_in, turn,
                       asked_at, expires_at, state, checks, place)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
        let (request, sign_in) = mobile.subject.columns();
        let values = values![
            mobile.id.as_str(),
            request,
            sign_in,
            link,
            mobile.hand_in.as_str(),
            mobile.turn,
            mobile.asked_at.micros(),
            mobile.expires_at.micros(),
            code(mobile.state)?,
            json(&mobile.checks)?,
            place,
        ];
        self.change(sql, values).await.map(drop)
    }

    /// The newest signing of a subject.
    pub(crate) async fn newest_mobile(
        &mut self,
        subject: &MobileSubject,
    ) -> Result<Option<StoredMobile>, Error> {
        let (sql, id) = match subject {
            MobileSubject::Request(id) => (select!("request = $1 ORDER BY turn DESC LIMIT 1"), id),
            MobileSubject::SignIn(id) => (select!("sign_in = $1 ORDER BY turn DESC LIMIT 1"), id),
        };
        self.row(sql, values![id.as_str()]).await?.map(mobile).transpose()
    }

    /// A signing by its id.
    pub(crate) async fn mobile(&mut self, id: &str) -> Result<Option<StoredMobile>, Error> {
        self.row(select!("id = $1"), values![id]).await?.map(mobile).transpose()
    }

    /// The signing of a QR code.
    pub(crate) async fn mobile_of_link(
        &mut self,
        link: [u8; 32],
    ) -> Result<Option<StoredMobile>, Error> {
        self.row(select!("link_hash = $1"), values![link]).await?.map(mobile).transpose()
    }

    /// The signing of a token.
    pub(crate) async fn mobile_of_token(
        &mut self,
        token: [u8; 32],
    ) -> Result<Option<StoredMobile>, Error> {
        self.row(select!("token_hash = $1"), values![token]).await?.map(mobile).transpose()
    }

    /// Gives a signing that no phone has read yet another QR code, which ends at `until` at the
    /// latest; the old one is worth nothing from here. Answers when it ends; nothing when a phone has
    /// read it, or it is over.
    pub(crate) async fn renew_mobile_link(
        &mut self,
        id: &str,
        (link, place): ([u8; 32], Option<&str>),
        (at, until): (Moment, Moment),
    ) -> Result<Option<Moment>, Error> {
        let sql = "UPDATE mobile_signings
                   SET link_hash = $2, place = $3, lease = NULL, lease_until = 0,
                       expires_at = CASE WHEN expires_at < $5 THEN expires_at ELSE $5 END
                   WHERE id = $1 AND state = 'waiting' AND expires_at > $4
                   RETURNING expires_at";
        let row = self.row(sql, values![id, link, place, at.micros(), until.micros()]).await?;
        row.map(|mut row| row.int().map(Moment::from_micros)).transpose()
    }

    /// A phone has read the code: it gets this token, and whoever read it before loses theirs.
    /// Answers false when it is over.
    pub(crate) async fn fetch_mobile(
        &mut self,
        id: &str,
        token: [u8; 32],
        at: Moment,
    ) -> Result<bool, Error> {
        let sql = "UPDATE mobile_signings SET state = 'fetched', token_hash = $2
                   WHERE id = $1 AND state IN ('waiting', 'fetched') AND expires_at > $3";
        Ok(self.change(sql, values![id, token, at.micros()]).await? == 1)
    }

    /// How many signings through an outside service are open.
    pub(crate) async fn open_mobiles_outside(&mut self, at: Moment) -> Result<i64, Error> {
        let sql = "SELECT COUNT(*) FROM mobile_signings WHERE place IS NOT NULL
                       AND state IN ('waiting', 'fetched') AND expires_at > $1";
        let row = self.row(sql, values![at.micros()]).await?;
        row.ok_or(Error::Corrupt("a count gave no number"))?.int()
    }

    /// Whether one is open that nobody carries.
    pub(crate) async fn is_mobile_to_carry(&mut self, at: Moment) -> Result<bool, Error> {
        let sql = "SELECT id FROM mobile_signings WHERE place IS NOT NULL AND lease_until <= $1
                       AND state IN ('waiting', 'fetched') AND expires_at > $1 LIMIT 1";
        Ok(self.row(sql, values![at.micros()]).await?.is_some())
    }

    /// Takes the oldest such signing: exactly one caller gets it, whichever process it is of.
    pub(crate) async fn lease_mobile(
        &mut self,
        lease: &str,
        (at, until): (Moment, Moment),
    ) -> Result<Option<CarriedMobile>, Error> {
        // The condition stands twice: whoever waited for the row must not take it a second time.
        let sql = "UPDATE mobile_signings SET lease = $1, lease_until = $2
                   WHERE id = (SELECT id FROM mobile_signings
                               WHERE place IS NOT NULL AND lease_until <= $3
                                   AND state IN ('waiting', 'fetched') AND expires_at > $3
                               ORDER BY asked_at, id LIMIT 1)
                       AND place IS NOT NULL AND lease_until <= $3
                   RETURNING id, place";
        let row = self.row(sql, values![lease, until.micros(), at.micros()]).await?;
        let carried = |mut row: Row| {
            let lease = lease.to_owned();
            Ok(CarriedMobile { id: row.text()?, place: row.text()?, lease })
        };
        row.map(carried).transpose()
    }

    /// When the lease of a signing ends; nothing when it is not open any more or not this one:
    /// taken back, renewed, out of time, or leased by somebody else.
    pub(crate) async fn mobile_leased_until(
        &mut self,
        carried: &CarriedMobile,
        at: Moment,
    ) -> Result<Option<Moment>, Error> {
        let sql = "SELECT lease_until FROM mobile_signings
                   WHERE id = $1 AND place = $2 AND lease = $3
                       AND state IN ('waiting', 'fetched') AND expires_at > $4";
        let mut values = carried.values();
        values.extend(values![at.micros()]);
        let row = self.row(sql, values).await?;
        row.map(|mut row| row.int().map(Moment::from_micros)).transpose()
    }

    /// The lease ends then; at once, when it is given back.
    pub(crate) async fn lease_mobile_until(
        &mut self,
        carried: &CarriedMobile,
        until: Moment,
    ) -> Result<(), Error> {
        let sql = "UPDATE mobile_signings SET lease_until = $4
                   WHERE id = $1 AND place = $2 AND lease = $3";
        let mut values = carried.values();
        values.extend(values![until.micros()]);
        self.change(sql, values).await.map(drop)
    }

    /// The outside service has given the document to a phone; whoever carries the signature back
    /// brings this token along. Answers false when it is over.
    pub(crate) async fn fetch_carried_mobile(
        &mut self,
        carried: &CarriedMobile,
        token: [u8; 32],
        at: Moment,
    ) -> Result<bool, Error> {
        let sql = "UPDATE mobile_signings SET state = 'fetched', token_hash = $4
                   WHERE id = $1 AND place = $2 AND lease = $3
                       AND state IN ('waiting', 'fetched') AND expires_at > $5";
        let mut values = carried.values();
        values.extend(values![token, at.micros()]);
        Ok(self.change(sql, values).await? == 1)
    }

    /// Nothing will come of it. Answers false when it is over anyway.
    pub(crate) async fn cancel_carried_mobile(
        &mut self,
        carried: &CarriedMobile,
    ) -> Result<bool, Error> {
        let sql = "UPDATE mobile_signings SET state = 'cancelled', token_hash = NULL, place = NULL
                   WHERE id = $1 AND place = $2 AND lease = $3
                       AND state IN ('waiting', 'fetched')";
        Ok(self.change(sql, carried.values()).await? == 1)
    }

    /// Ends every lease of a signing: for a database whose one server starts.
    pub(crate) async fn end_mobile_leases(&mut self) -> Result<(), Error> {
        let sql = "UPDATE mobile_signings SET lease_until = 0 WHERE lease_until > 0";
        self.change(sql, values![]).await.map(drop)
    }

    /// Takes every code back that is open at an outside service: for a portal that has none.
    pub(crate) async fn cancel_mobiles_outside(&mut self) -> Result<(), Error> {
        let sql = "UPDATE mobile_signings SET state = 'cancelled', token_hash = NULL, place = NULL
                   WHERE place IS NOT NULL AND state IN ('waiting', 'fetched')";
        self.change(sql, values![]).await.map(drop)
    }

    /// Takes the phone's signature: exactly one caller gets true, whoever else races; nobody once
    /// its time is over or another phone has the token.
    pub(crate) async fn receive_mobile(
        &mut self,
        id: &str,
        token: [u8; 32],
        cms: &[u8],
        at: Moment,
    ) -> Result<bool, Error> {
        let sql = "UPDATE mobile_signings SET state = 'checking', cms = $3, received_at = $4
                   WHERE id = $1 AND token_hash = $2 AND state = 'fetched' AND expires_at > $4";
        Ok(self.change(sql, values![id, token, cms, at.micros()]).await? == 1)
    }

    /// Writes down what came of a signature that is being judged.
    pub(crate) async fn end_mobile(
        &mut self,
        id: &str,
        state: MobileState,
        refused: Option<(Fault, &[CheckLine])>,
    ) -> Result<bool, Error> {
        let sql = "UPDATE mobile_signings SET state = $2, fault = $3, checks = $4, place = NULL
                   WHERE id = $1 AND state = 'checking'";
        let (fault, checks) = refused.map_or((None, &[][..]), |(it, checks)| (Some(it), checks));
        let fault = fault.map(Fault::code);
        Ok(self.change(sql, values![id, code(state)?, fault, json(&checks)?]).await? == 1)
    }

    /// The signature could not be judged now: the phone may give it again.
    pub(crate) async fn give_mobile_back(&mut self, id: &str) -> Result<(), Error> {
        let sql = "UPDATE mobile_signings SET state = 'fetched', cms = NULL, received_at = NULL
                   WHERE id = $1 AND state = 'checking'";
        self.change(sql, values![id]).await.map(drop)
    }

    /// Takes a subject's open code back. Answers how many there were: none or one.
    pub(crate) async fn cancel_mobile(&mut self, subject: &MobileSubject) -> Result<u64, Error> {
        let (sql, id) = match subject {
            MobileSubject::Request(id) => {
                let sql = "UPDATE mobile_signings
                           SET state = 'cancelled', token_hash = NULL, place = NULL
                           WHERE request = $1 AND state IN ('waiting', 'fetched')";
                (sql, id)
            }
            MobileSubject::SignIn(id) => {
                let sql = "UPDATE mobile_signings
                           SET state = 'cancelled', token_hash = NULL, place = NULL
                           WHERE sign_in = $1 AND state IN ('waiting', 'fetched')";
                (sql, id)
            }
        };
        self.change(sql, values![id.as_str()]).await
    }

    /// Forgets signings whose codes were over by `since`, with the signatures in them.
    pub(crate) async fn forget_mobiles(&mut self, since: Moment) -> Result<u64, Error> {
        let sql = "DELETE FROM mobile_signings WHERE expires_at <= $1";
        self.change(sql, values![since.micros()]).await
    }
}

/// A state by its code on the wire.
fn code(state: MobileState) -> Result<String, Error> {
    match serde_json::to_value(state) {
        Ok(serde_json::Value::String(code)) => Ok(code),
        _ => Err(Error::Corrupt("a state without a code")),
    }
}

fn read<T: serde::de::DeserializeOwned>(code: String) -> Result<T, Error> {
    serde_json::from_value(code.into()).map_err(|_| Error::Corrupt("an unknown code"))
}

fn mobile(mut row: Row) -> Result<StoredMobile, Error> {
    Ok(StoredMobile {
        id: row.text()?,
        subject: match (row.text_or_null()?, row.text_or_null()?) {
            (Some(request), None) => MobileSubject::Request(request),
            (None, Some(sign_in)) => MobileSubject::SignIn(sign_in),
            _ => return Err(Error::Corrupt("a signing of nothing")),
        },
        hand_in: row.text()?,
        turn: row.int()?,
        asked_at: Moment::from_micros(row.int()?),
        expires_at: Moment::from_micros(row.int()?),
        state: read(row.text()?)?,
        received_at: row.int_or_null()?.map(Moment::from_micros),
        cms: row.bytes_or_null()?,
        fault: row.text_or_null()?.map(read).transpose()?,
        checks: row.json()?,
    })
}
