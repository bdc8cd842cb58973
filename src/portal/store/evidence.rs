//! What others said about a signature, as received: OCSP responses, revocation lists, the chain.
//! Each object is kept once, under its SHA-256.

use sha2::{Digest as _, Sha256};

use super::{Error, Work, values};
use crate::domain::Moment;

/// Everything that proves an acceptance besides its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct StoredEvidence {
    /// The signature: CMS, DER, with its time stamp (RFC 3161) if there is one.
    pub cms: Vec<u8>,
    /// When the portal received the signature.
    pub received_at: Moment,
    /// OCSP responses (RFC 6960), DER.
    pub ocsp: Vec<Vec<u8>>,
    /// Revocation lists, base and delta (RFC 5280), DER.
    pub crls: Vec<Vec<u8>>,
    /// The signer's certificate, its issuers and the root, DER.
    pub chain: Vec<Vec<u8>>,
}

/// What a piece of evidence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// An OCSP response.
    Ocsp,
    /// A revocation list.
    Crl,
    /// A certificate of the path.
    Chain,
}

impl Kept {
    const fn code(self) -> &'static str {
        match self {
            Self::Ocsp => "ocsp",
            Self::Crl => "crl",
            Self::Chain => "chain",
        }
    }
}

impl Work {
    /// Keeps these as the whole evidence of this kind for a request's signature, in this order;
    /// what was kept before goes.
    pub(crate) async fn keep_evidence(
        &mut self,
        request: &str,
        kind: Kept,
        ders: impl IntoIterator<Item = impl AsRef<[u8]>>,
    ) -> Result<(), Error> {
        let gone = "DELETE FROM evidence WHERE request = $1 AND kind = $2";
        self.change(gone, values![request, kind.code()]).await?;
        for (der, place) in ders.into_iter().zip(0_i64..) {
            let hash: [u8; 32] = Sha256::digest(der.as_ref()).into();
            // A list of twenty megabytes goes to the database once, not once an acceptance.
            let known = "SELECT sha256 FROM evidence_objects WHERE sha256 = $1";
            if self.row(known, values![hash]).await?.is_none() {
                let object = "INSERT INTO evidence_objects (sha256, der) VALUES ($1, $2)
                              ON CONFLICT (sha256) DO NOTHING";
                self.change(object, values![hash, der.as_ref()]).await?;
            }
            let sql = "INSERT INTO evidence (request, kind, place, sha256) VALUES ($1, $2, $3, $4)";
            self.change(sql, values![request, kind.code(), place, hash]).await?;
        }
        Ok(())
    }

    /// The evidence of this kind for a request's signature.
    pub(crate) async fn kept_evidence(
        &mut self,
        request: &str,
        kind: Kept,
    ) -> Result<Vec<Vec<u8>>, Error> {
        let sql = "SELECT o.der FROM evidence e JOIN evidence_objects o ON o.sha256 = e.sha256
                   WHERE e.request = $1 AND e.kind = $2 ORDER BY e.place";
        let rows = self.rows(sql, values![request, kind.code()]).await?;
        let der = |mut row: super::Row| {
            row.bytes_or_null()?.ok_or(Error::Corrupt("a piece of evidence is missing"))
        };
        rows.into_iter().map(der).collect()
    }

    /// The evidence of an acceptance. One from before evidence was kept has its signature alone.
    pub(crate) async fn evidence_of(
        &mut self,
        acceptance: &str,
    ) -> Result<Option<StoredEvidence>, Error> {
        let sql = "SELECT a.cms, COALESCE(s.received_at, a.accepted_at), s.request
                   FROM acceptances a LEFT JOIN signatures s ON s.acceptance = a.id
                   WHERE a.id = $1";
        let Some(mut row) = self.row(sql, values![acceptance]).await? else { return Ok(None) };
        let cms = row.bytes_or_null()?.ok_or(Error::Corrupt("a signature is missing"))?;
        let received_at = Moment::from_micros(row.int()?);
        let (mut ocsp, mut crls, mut chain) = (Vec::new(), Vec::new(), Vec::new());
        if let Some(request) = row.text_or_null()? {
            ocsp = self.kept_evidence(&request, Kept::Ocsp).await?;
            crls = self.kept_evidence(&request, Kept::Crl).await?;
            chain = self.kept_evidence(&request, Kept::Chain).await?;
        }
        Ok(Some(StoredEvidence { cms, received_at, ocsp, crls, chain }))
    }
}
