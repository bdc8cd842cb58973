//! The authorities over HTTP (RFC 6960 Appendix A, RFC 3161 §3.4, RFC 5280 §4.2.1.13).
//!
//! Invariant: every address comes from the operator's configuration; redirects are not followed and
//! no proxy of the environment is used, so no answer and no certificate can send the portal anywhere
//! else (P17).

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures_util::future::{BoxFuture, join_all};
use reqwest::{Client, RequestBuilder, StatusCode, header, redirect};
use tokio::time::{Instant, timeout_at};

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

/// Where a list is, and what was fetched there last. Whoever fetches has the turn: nobody fetches
/// the same list twice at once.
#[derive(Debug)]
struct Source {
    url: String,
    turn: Arc<tokio::sync::Mutex<()>>,
    fetched: Arc<Mutex<Fetched>>,
}

/// What was fetched last, and when that was begun.
type Fetched = Option<(Moment, List)>;

/// What the portal asks of whom, by these sources.
///
/// # Errors
/// [`Error::Source`] for an address that is none, or not http or https.
pub(in crate::portal) fn outside(sources: &Sources) -> Result<Outside, Error> {
    for url in sources.ocsp.iter().chain(&sources.tsp).chain(&sources.lists) {
        let parsed = reqwest::Url::parse(url).ok();
        let parsed = parsed.filter(|it| matches!(it.scheme(), "http" | "https") && it.has_host());
        let Some(parsed) = parsed else { return Err(Error::Source(url.clone())) };
        // Addresses are printed, here and in what is logged: a password has no place in one.
        if !parsed.username().is_empty() || parsed.password().is_some() {
            return Err(Error::Source(parsed.host_str().unwrap_or_default().to_owned()));
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
    let list =
        |url: &String| Source { url: url.clone(), turn: Arc::default(), fetched: Arc::default() };
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
    /// The list of this place. Fetching goes on by itself when it takes longer than a call waits;
    /// until there is a newer one, the one at hand is given: whether it still holds, its own next
    /// update says.
    async fn list(&self, client: &Client, at: Moment) -> Option<List> {
        if let Some(list) = self.at_hand(Some(at)) {
            return Some(list);
        }
        let deadline = Instant::now() + PATIENCE;
        // Only whoever has the turn begins to fetch: calls that gave up waiting for a slow place
        // must leave nothing behind that goes on asking it.
        let turn = timeout_at(deadline, Arc::clone(&self.turn).lock_owned()).await;
        let Ok(turn) = turn else { return self.at_hand(None) };
        if let Some(list) = self.at_hand(Some(at)) {
            return Some(list);
        }
        let (fetched, call) = (Arc::clone(&self.fetched), client.get(&self.url).timeout(LIST));
        let fetching = tokio::spawn(async move {
            let _turn = turn;
            let found = fetch(call).await?;
            *fetched.lock().unwrap_or_else(PoisonError::into_inner) = Some((at, found.clone()));
            Some(found)
        });
        match timeout_at(deadline, fetching).await {
            Ok(Ok(Some(list))) => Some(list),
            _ => self.at_hand(None),
        }
    }

    /// What was fetched last; with a moment, only while it need not be fetched anew then.
    fn at_hand(&self, fresh: Option<Moment>) -> Option<List> {
        let fetched = self.fetched.lock().unwrap_or_else(PoisonError::into_inner);
        let (then, list) = fetched.as_ref()?;
        let fresh = fresh.is_none_or(|at| *then <= at && at.since(*then) < LIST_AGE);
        fresh.then(|| list.clone())
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

#[cfg(test)]
mod tests {
    use futures_util::FutureExt as _;
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpListener,
        runtime::Handle,
    };

    use super::*;
    use crate::eds::issue::{Authority, List as Listed};

    fn lists_at(listener: &TcpListener) -> Outside {
        let url = format!("http://{}/1.crl", listener.local_addr().unwrap());
        outside(&Sources { lists: vec![url], ..Sources::default() }).unwrap()
    }

    #[tokio::test]
    async fn calls_that_gave_up_leave_one_fetch_behind() {
        // It takes connections and never says anything.
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let outside = lists_at(&silent);
        let at = Moment::from_seconds(1_800_000_000);
        let before = Handle::current().metrics().num_alive_tasks();
        for _ in 0..20 {
            assert!(outside.authorities.lists(at).now_or_never().is_none());
        }
        assert_eq!(Handle::current().metrics().num_alive_tasks() - before, 1);
    }

    #[tokio::test]
    async fn the_list_at_hand_is_given_until_a_newer_one_comes() {
        let at = Moment::from_seconds(1_800_000_000);
        let day = Duration::from_secs(24 * 60 * 60);
        let root = Authority::root_gost("A", (at, at.after(day)), &OsRandom).unwrap();
        let listed = Listed { number: 1, base: None, updates: (at, at.after(day)), revoked: &[] };
        let der = root.list(&listed, &OsRandom).unwrap();
        let place = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let outside = lists_at(&place);
        let serving = tokio::spawn({
            let der = der.clone();
            async move {
                let (mut caller, _) = place.accept().await.unwrap();
                let mut call = [0; 1024];
                let _ = caller.read(&mut call).await.unwrap();
                let head = format!(
                    "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                    der.len()
                );
                caller.write_all(&[head.as_bytes(), &der].concat()).await.unwrap();
            }
        });
        let first = outside.authorities.lists(at).await;
        serving.await.unwrap();
        assert_eq!(first.iter().map(|list| &*list.der).collect::<Vec<_>>(), [&der[..]]);
        // Nobody is there any more; the list holds for a day.
        let later = outside.authorities.lists(at.after(LIST_AGE)).await;
        assert_eq!(later.iter().map(|list| &*list.der).collect::<Vec<_>>(), [&der[..]]);
    }

    #[test]
    fn an_address_with_a_password_in_it_is_refused_and_not_repeated() {
        for url in ["http://user:secret@ocsp.example.kz/", "https://secret@ocsp.example.kz/"] {
            let sources = Sources { ocsp: Some(url.to_owned()), ..Sources::default() };
            let refused = outside(&sources).unwrap_err().to_string();
            assert!(
                refused.contains("ocsp.example.kz") && !refused.contains("secret"),
                "{refused}"
            );
        }
    }
}
