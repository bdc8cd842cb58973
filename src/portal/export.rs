//! The evidence of every acceptance, exported beside a portal that serves the database or without
//! one: for an archive, for a court, for whoever checks all of them with other means.

use std::path::Path;

use super::{
    Error,
    service::Gathered,
    store::{Purpose, Store},
    trust,
};
use crate::eds::Anchors;

/// Acceptances read at once.
const PAGE: i64 = 100;

/// A package by the name of its file.
pub type Exported = (String, Vec<u8>);

/// Gives the evidence package of every acceptance to `take`, oldest first; `trust` holds the
/// certificates of authorities, for acceptances of before their chain was kept. Answers how many.
///
/// # Errors
/// When the database or the trust folder cannot be read, when a package cannot be made, or what
/// `take` says.
pub async fn export_evidence(
    database: &str,
    trust: Option<&Path>,
    mut take: impl FnMut(Exported) -> std::io::Result<()>,
) -> Result<usize, Error> {
    let anchors = trust::read(trust)?;
    let store = Store::open(database, Purpose::Administer).await?;
    let done = export(&store, &anchors, &mut take).await;
    store.close().await;
    done
}

async fn export(
    store: &Store,
    anchors: &Anchors,
    take: &mut impl FnMut(Exported) -> std::io::Result<()>,
) -> Result<usize, Error> {
    let (mut count, mut last) = (0, (i64::MIN, String::new()));
    loop {
        let page = {
            let mut work = store.read().await?;
            work.acceptances_after((last.0, &last.1), PAGE).await?
        };
        let Some(newest) = page.last() else { return Ok(count) };
        last = (newest.receipt.accepted_at.micros(), newest.id.clone());
        for acceptance in page {
            let mut work = store.read().await?;
            let gathered = Gathered::of(&mut work, acceptance).await;
            drop(work);
            let packed = gathered.and_then(|gathered| gathered.pack(anchors));
            let packed = packed.map_err(|refusal| Error::Evidence(refusal.to_string()))?;
            take((packed.name, packed.octets)).map_err(Error::Write)?;
            count += 1;
        }
    }
}
