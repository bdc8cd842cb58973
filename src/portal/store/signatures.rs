//! Good signatures that were handed in: what is awaited of others, who asks them, what came of it.
//!
//! A lease keeps two portals from asking for the same signature; that an acceptance comes into force
//! once does not hang on it but on the request's state, which changes by one conditional update.

use super::{
    Error, Row, Work,
    accounts::kind,
    value::{Value, json},
    values,
};
use crate::{
    api::AcceptanceState,
    domain::{CertificateSummary, CheckLine, Moment, Number, Version},
};

/// A signature as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredSignature {
    /// The request it answers.
    pub request: String,
    /// The acceptance it led to.
    pub acceptance: Option<String>,
    /// CMS, DER, with its time stamp once there is one.
    pub cms: Vec<u8>,
    /// The signer's certificate.
    pub certificate: CertificateSummary,
    /// When the portal received it.
    pub received_at: Moment,
    /// Not known by then, it is refused.
    pub until: Moment,
    /// When others are asked again; none once nothing is awaited.
    pub next_at: Option<Moment>,
    /// How often others were asked.
    pub tries: i64,
    /// Until when somebody asks others for it at this moment.
    pub lease_until: Moment,
    /// Why it was refused: the code of a fault or of a problem.
    pub refused: Option<String>,
}

/// A signature that is settled for a time: when others are asked again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Again {
    /// The moment.
    pub next_at: Moment,
    /// How often others were asked by now.
    pub tries: i64,
}

impl Work {
    /// Adds a signature that was received; `lease` asks others for it until `lease_until`.
    pub(crate) async fn add_signature(
        &mut self,
        signature: &StoredSignature,
        lease: &str,
    ) -> Result<(), Error> {
        let sql =
            "INSERT INTO signatures (request, cms, certificate, signer, received_at, until_at,
                       next_at, tries, lease, lease_until)
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        let values = values![
            signature.request.as_str(),
            signature.cms.as_slice(),
            json(&signature.certificate)?,
            signature.certificate.sha256.as_str(),
            signature.received_at.micros(),
            signature.until.micros(),
            signature.next_at.map(Moment::micros),
            signature.tries,
            lease,
            signature.lease_until.micros(),
        ];
        self.change(sql, values).await.map(drop)
    }

    /// The signature of a request.
    pub(crate) async fn signature(
        &mut self,
        request: &str,
    ) -> Result<Option<StoredSignature>, Error> {
        let sql = "SELECT request, acceptance, cms, certificate, received_at, until_at, next_at,
                       tries, lease_until, refused FROM signatures WHERE request = $1";
        self.row(sql, values![request]).await?.map(signature).transpose()
    }

    /// The request of `number` under this version whose signature, by this certificate, waits for
    /// others.
    pub(crate) async fn waiting_request(
        &mut self,
        number: &Number,
        agreement: &Version,
        signer: &str,
    ) -> Result<Option<String>, Error> {
        let sql = "SELECT r.id FROM requests r JOIN signatures s ON s.request = r.id
                   WHERE r.kind = $1 AND r.digits = $2 AND r.state IN ('signed', 'pending')
                       AND r.agreement = $3 AND s.signer = $4
                   ORDER BY s.received_at, r.id LIMIT 1";
        let values = values![kind(number), number.digits(), agreement.0.as_str(), signer];
        self.row(sql, values).await?.map(|mut row| row.text()).transpose()
    }

    /// The newest request of `number` whose signature waits for others or was refused by what they
    /// said.
    pub(crate) async fn newest_judged(&mut self, number: &Number) -> Result<Option<String>, Error> {
        let sql = "SELECT r.id FROM requests r JOIN signatures s ON s.request = r.id
                   WHERE r.kind = $1 AND r.digits = $2
                       AND r.state IN ('signed', 'pending', 'refused')
                   ORDER BY s.received_at DESC, r.id DESC LIMIT 1";
        let values = values![kind(number), number.digits()];
        self.row(sql, values).await?.map(|mut row| row.text()).transpose()
    }

    /// Whether others are to be asked about anything that nobody asks for.
    pub(crate) async fn is_signature_due(&mut self, at: Moment) -> Result<bool, Error> {
        let sql =
            "SELECT next_at FROM signatures WHERE next_at <= $1 AND lease_until <= $1 LIMIT 1";
        Ok(self.row(sql, values![at.micros()]).await?.is_some())
    }

    /// Takes the signature that has been due the longest and that nobody asks for: exactly one
    /// caller gets it, whichever process it is of.
    pub(crate) async fn lease_due_signature(
        &mut self,
        lease: &str,
        (at, until): (Moment, Moment),
    ) -> Result<Option<String>, Error> {
        // The conditions stand twice: whoever waited for the row must not take it a second time.
        let sql = "UPDATE signatures SET lease = $1, lease_until = $2
                   WHERE request = (SELECT request FROM signatures
                                    WHERE next_at <= $3 AND lease_until <= $3
                                    ORDER BY next_at, request LIMIT 1)
                       AND next_at <= $3 AND lease_until <= $3
                   RETURNING request";
        let row = self.row(sql, values![lease, until.micros(), at.micros()]).await?;
        row.map(|mut row| row.text()).transpose()
    }

    /// Ends every lease: for a database whose one server starts, so that nobody else asks.
    pub(crate) async fn end_leases(&mut self) -> Result<(), Error> {
        let sql = "UPDATE signatures SET lease = NULL, lease_until = 0 WHERE lease IS NOT NULL";
        self.change(sql, values![]).await.map(drop)
    }

    /// Takes this signature, if it is due and nobody asks for it.
    pub(crate) async fn lease_signature(
        &mut self,
        request: &str,
        lease: &str,
        (at, until): (Moment, Moment),
    ) -> Result<bool, Error> {
        let sql = "UPDATE signatures SET lease = $1, lease_until = $2
                   WHERE request = $4 AND next_at <= $3 AND lease_until <= $3";
        let values = values![lease, until.micros(), at.micros(), request];
        Ok(self.change(sql, values).await? == 1)
    }

    /// Holds a signature until this transaction ends, when this lease on it still stands.
    pub(crate) async fn hold_signature(
        &mut self,
        request: &str,
        lease: &str,
    ) -> Result<bool, Error> {
        let sql = "UPDATE signatures SET lease = lease WHERE request = $1 AND lease = $2";
        Ok(self.change(sql, values![request, lease]).await? == 1)
    }

    /// Gives the lease back: others are asked again later. The signature may have a stamp by now.
    pub(crate) async fn await_signature(
        &mut self,
        request: &str,
        cms: &[u8],
        again: Again,
    ) -> Result<(), Error> {
        let sql = "UPDATE signatures SET cms = $1, next_at = $2, tries = $3, lease = NULL,
                       lease_until = 0 WHERE request = $4";
        self.change(sql, values![cms, again.next_at.micros(), again.tries, request]).await.map(drop)
    }

    /// Nothing more is awaited: it led to an acceptance, or was refused, or found one in force.
    pub(crate) async fn close_signature(
        &mut self,
        request: &str,
        acceptance: Option<&str>,
        refused: Option<&str>,
    ) -> Result<(), Error> {
        let sql = "UPDATE signatures SET acceptance = $1, refused = $2, next_at = NULL,
                       lease = NULL, lease_until = 0 WHERE request = $3";
        self.change(sql, values![acceptance, refused, request]).await.map(drop)
    }

    /// Moves a request whose nonce is used on, and those that wait with it: exactly one caller gets
    /// true for a state that is the last. `until` is how long its claim is good.
    pub(crate) async fn settle_request(
        &mut self,
        id: &str,
        state: AcceptanceState,
        checks: &[CheckLine],
        until: Moment,
    ) -> Result<bool, Error> {
        let sql = "UPDATE requests SET state = $1, checks = $2, expires_at = $3
                   WHERE id = $4 AND state IN ('signed', 'pending')";
        let values = || -> Result<Vec<Value>, Error> {
            Ok(values![state.code(), json(&checks)?, until.micros(), id])
        };
        if self.change(sql, values()?).await? != 1 {
            return Ok(false);
        }
        let with_it = "UPDATE requests SET state = $1, checks = $2, expires_at = $3
                       WHERE stands_for = $4 AND state IN ('signed', 'pending')";
        self.change(with_it, values()?).await?;
        Ok(true)
    }

    /// Ties a request that waits with another to it.
    pub(crate) async fn wait_with(
        &mut self,
        id: &str,
        other: &str,
        until: Moment,
    ) -> Result<(), Error> {
        let sql = "UPDATE requests SET stands_for = $1, state = 'pending', expires_at = $2
                   WHERE id = $3";
        self.change(sql, values![other, until.micros(), id]).await.map(drop)
    }

    /// Forgets the signatures and the evidence of requests that were refused, once their time is
    /// over: they are evidence of nothing that is in force.
    pub(crate) async fn forget_refused_signatures(&mut self, at: Moment) -> Result<u64, Error> {
        let evidence = "DELETE FROM evidence WHERE request IN (SELECT s.request FROM signatures s
                            JOIN requests r ON r.id = s.request
                            WHERE r.state = 'refused' AND r.expires_at <= $1)";
        self.change(evidence, values![at.micros()]).await?;
        let objects = "DELETE FROM evidence_objects WHERE NOT EXISTS
                           (SELECT 1 FROM evidence e WHERE e.sha256 = evidence_objects.sha256)";
        let signatures = "DELETE FROM signatures WHERE acceptance IS NULL AND request IN
                              (SELECT id FROM requests WHERE state = 'refused' AND expires_at <= $1)";
        let forgotten = self.change(signatures, values![at.micros()]).await?;
        if forgotten > 0 {
            self.change(objects, values![]).await?;
        }
        Ok(forgotten)
    }
}

fn signature(mut row: Row) -> Result<StoredSignature, Error> {
    Ok(StoredSignature {
        request: row.text()?,
        acceptance: row.text_or_null()?,
        cms: row.bytes_or_null()?.ok_or(Error::Corrupt("a signature is missing"))?,
        certificate: row.json()?,
        received_at: Moment::from_micros(row.int()?),
        until: Moment::from_micros(row.int()?),
        next_at: row.int_or_null()?.map(Moment::from_micros),
        tries: row.int()?,
        lease_until: Moment::from_micros(row.int()?),
        refused: row.text_or_null()?,
    })
}
