//! The authorities over HTTP (RFC 6960 Appendix A, RFC 3161 §3.4, RFC 5280 §4.2.1.13).
//!
//! Invariant: every address comes from the operator's configuration; redirects are not followed and
//! no proxy of the environment is used, so no answer and no certificate can send the portal anywhere
//! else (P17).

use std::{sync::Arc, time::Duration};

use futures_util::future::{BoxFuture, join_all};
use reqwest::{Client, RequestBuilder, StatusCode, header, redirect};

use crate::{
    domain::{Moment, OsRandom},
    eds::revocation::Crl,
    portal::{
        Error, Sources,
        service::{Authorities, List, NoAnswer, Outside},
    },
};

/// How long a connection may take to come about, and a whole answer.
const CONNECT: Duration = Duration::from_secs(2);
const ANSWER: Duration = Duration::from_secs(5);
/// The longest answer of OCSP or TSP, in octets; real ones have two to six thousand.
const LONGEST_ANSWER: usize = 64 * 1024;
/// How long a list may take, and its most octets: НУЦ РК's has twenty million.
const LIST: Duration = Duration::from_secs(120);
const LONGEST_LIST: usize = 64 * 1024 * 1024;
/// So long a call waits for lists that are on their way.
const PATIENCE: Duration = Duration::from_secs(5);
/// A list is fetched anew after so long.
const LIST_AGE: Duration = Duration::from_secs(10 * 60);

/// The authorities an operator has configured.
#[derive(Debug)]
pub(in crate::portal) struct Http {
    client: Client,
    ocsp: Option<String>,
    tsp: Option<String>,
    lists: Vec<Source>,
}

/// Where a list is, and what was fetched there last. Whoever fetches holds the lock: nobody fetches
/// the same list twice at once.
#[derive(Debug)]
struct Source {
    url: String,
    fetched: Arc<tokio::sync::Mutex<Option<(Moment, List)>>>,
}

/// What the portal asks of whom, by these sources.
///
/// # Errors
/// [`Error::Source`] for an address that is none, or not http or https.
pub(in crate::portal) fn outside(sources: &Sources) -> Result<Outside, Error> {
    for url in sources.ocsp.iter().chain(&sources.tsp).chain(&sources.lists) {
        let parsed = reqwest::Url::parse(url).ok();
        let good =
            parsed.is_some_and(|it| matches!(it.scheme(), "http" | "https") && it.has_host());
        if !good {
            return Err(Error::Source(url.clone()));
        }
    }
    let client = Client::builder()
        .redirect(redirect::Policy::none())
        .no_proxy()
        .referer(false)
        .connect_timeout(CONNECT)
        .timeout(ANSWER)
        .build()
        .map_err(|_| Error::Source("TLS".to_owned()))?;
    let list = |url: &String| Source { url: url.clone(), fetched: Arc::default() };
    let (ocsp, tsp) = (sources.ocsp.clone(), sources.tsp.clone());
    let lists: Vec<Source> = sources.lists.iter().map(list).collect();
    Ok(Outside {
        revocation: sources.ocsp.is_some() || !lists.is_empty(),
        ocsp: sources.ocsp.is_some(),
        lists: !lists.is_empty(),
        stamp: sources.tsp.is_some(),
        pending: sources.pending,
        random: Arc::new(OsRandom),
        authorities: Arc::new(Http { client, ocsp, tsp, lists }),
    })
}

impl Http {
    fn post(&self, url: &Option<String>, kind: &str, body: Vec<u8>) -> Option<RequestBuilder> {
        let call = self.client.post(url.as_ref()?).header(header::CONTENT_TYPE, kind);
        Some(call.body(body))
    }
}

impl Authorities for Http {
    fn ocsp(&self, question: Vec<u8>) -> BoxFuture<'_, Result<Vec<u8>, NoAnswer>> {
        let call = self.post(&self.ocsp, "application/ocsp-request", question);
        Box::pin(async { read(call.ok_or(NoAnswer::NotConfigured)?, LONGEST_ANSWER).await })
    }

    fn stamp(&self, query: Vec<u8>) -> BoxFuture<'_, Result<Vec<u8>, NoAnswer>> {
        let call = self.post(&self.tsp, "application/timestamp-query", query);
        Box::pin(async { read(call.ok_or(NoAnswer::NotConfigured)?, LONGEST_ANSWER).await })
    }

    fn lists(&self, at: Moment) -> BoxFuture<'_, Vec<List>> {
        let each = self.lists.iter().map(move |source| source.list(&self.client, at));
        Box::pin(async { join_all(each).await.into_iter().flatten().collect() })
    }
}

impl Source {
    /// The list of this place. Fetching goes on by itself when it takes longer than a call waits.
    async fn list(&self, client: &Client, at: Moment) -> Option<List> {
        let (fetched, url) = (Arc::clone(&self.fetched), self.url.clone());
        let call = client.get(&url).timeout(LIST);
        let fetching = tokio::spawn(async move {
            let mut fetched = fetched.lock().await;
            match &*fetched {
                Some((then, list)) if *then <= at && at.since(*then) < LIST_AGE => {
                    Some(list.clone())
                }
                _ => {
                    let found = fetch(call).await?;
                    *fetched = Some((at, found.clone()));
                    Some(found)
                }
            }
        });
        tokio::time::timeout(PATIENCE, fetching).await.ok()?.ok()?
    }
}

async fn fetch(call: RequestBuilder) -> Option<List> {
    let der = read(call, LONGEST_LIST).await;
    let der: Arc<[u8]> = der
        .inspect_err(|error| tracing::warn!(authority = "crl", %error, "no answer"))
        .ok()?
        .into();
    let octets = Arc::clone(&der);
    // Reading millions of entries takes a while: it keeps no call waiting.
    let read = tokio::task::spawn_blocking(move || Crl::read(&octets[..])).await.ok()?;
    match read {
        Ok(crl) => Some(List { der, crl: Arc::new(crl) }),
        Err(fault) => {
            tracing::warn!(authority = "crl", fault = fault.code(), "a list cannot be read");
            None
        }
    }
}

/// Sends a call; the answer, if it is a whole one of status 200 and not too long.
async fn read(call: RequestBuilder, longest: usize) -> Result<Vec<u8>, NoAnswer> {
    let mut answer = call.send().await.map_err(|_| NoAnswer::Unreachable)?;
    if answer.status() != StatusCode::OK {
        return Err(NoAnswer::Status(answer.status().as_u16()));
    }
    if answer.content_length().is_some_and(|length| length > longest as u64) {
        return Err(NoAnswer::TooLarge);
    }
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(|_| NoAnswer::Unreachable)? {
        if body.len() + piece.len() > longest {
            return Err(NoAnswer::TooLarge);
        }
        body.extend_from_slice(&piece);
    }
    Ok(body)
}
