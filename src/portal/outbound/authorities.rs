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
use reqwest::{Client, RequestBuilder, StatusCode, header};
use tokio::time::{Instant, timeout_at};

use super::client;
use crate::{
    domain::{Moment, OsRandom},
    eds::{Anchors, revocation::Crl},
    portal::{
        Error, Sources,
        service::{Authorities, List, NoAnswer, Outside},
    },
};

/// How long a whole answer may take.
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
    anchors: Arc<Anchors>,
}

/// Where a list is, and the newest that was fetched there. Whoever fetches has the turn: nobody
/// fetches the same list twice at once.
#[derive(Debug)]
struct Source {
    url: String,
    turn: Arc<tokio::sync::Mutex<()>>,
    fetched: Arc<Mutex<Fetched>>,
}

/// The newest list, and when it was fetched or found to be the newest.
type Fetched = Option<(Moment, List)>;

/// What the portal asks of whom, by these sources. A list that none of `anchors` has signed does not
/// take the place of one at hand, and neither does an older one: whoever stands between could take a
/// revocation back by it.
///
/// # Errors
/// [`Error::Source`] for an address that is none, or not http or https.
pub(in crate::portal) fn outside(
    sources: &Sources,
    anchors: Arc<Anchors>,
) -> Result<Outside, Error> {
    for url in sources.ocsp.iter().chain(&sources.tsp).chain(&sources.lists) {
        let parsed = reqwest::Url::parse(url).ok();
        let parsed = parsed.filter(|it| matches!(it.scheme(), "http" | "https") && it.has_host());
        let Some(parsed) = parsed else { return Err(Error::Source(url.clone())) };
        // Addresses are printed, here and in what is logged: a password has no place in one.
        if !parsed.username().is_empty() || parsed.password().is_some() {
            return Err(Error::Source(parsed.host_str().unwrap_or_default().to_owned()));
        }
    }
    let client = client(ANSWER).map_err(|_| Error::Source("TLS".to_owned()))?;
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
        authorities: Arc::new(Http { client, ocsp, tsp, lists, anchors }),
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
        let each = self.lists.iter().map(move |source| source.list(self, at));
        Box::pin(async { join_all(each).await.into_iter().flatten().collect() })
    }
}

impl Source {
    /// The list of this place. Fetching goes on by itself when it takes longer than a call waits;
    /// until there is a newer one, the one at hand is given: whether it still holds, its own next
    /// update says.
    async fn list(&self, http: &Http, at: Moment) -> Option<List> {
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
        let (fetched, anchors) = (Arc::clone(&self.fetched), Arc::clone(&http.anchors));
        let call = http.client.get(&self.url).timeout(LIST);
        let fetching = tokio::spawn(async move {
            let _turn = turn;
            let found = fetch(call, anchors).await?;
            let mut fetched = fetched.lock().unwrap_or_else(PoisonError::into_inner);
            let known = fetched.take().map(|(_, list)| list);
            // One of the future is no use to anybody, and must not keep others out.
            let made = |list: &List| list.crl.updates().0;
            let newer = known.filter(|known| made(known) > made(&found) && made(known) <= at);
            if newer.is_some() {
                tracing::warn!(authority = "crl", "a list older than the one at hand");
            }
            let newest = newer.unwrap_or(found);
            *fetched = Some((at, newest.clone()));
            Some(newest)
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

async fn fetch(call: RequestBuilder, anchors: Arc<Anchors>) -> Option<List> {
    let der = read(call, LONGEST_LIST).await;
    let der: Arc<[u8]> = der
        .inspect_err(|error| tracing::warn!(authority = "crl", %error, "no answer"))
        .ok()?
        .into();
    let octets = Arc::clone(&der);
    // Reading millions of entries takes a while: it keeps no call waiting.
    let read = tokio::task::spawn_blocking(move || {
        let read = Crl::read(&octets[..]);
        read.map(|crl| (anchors.have_signed(&crl), crl))
    });
    match read.await.ok()? {
        Ok((true, crl)) => Some(List { der, crl: Arc::new(crl) }),
        Ok((false, _)) => {
            tracing::warn!(authority = "crl", "a list that no trusted authority has signed");
            None
        }
        Err(fault) => {
            tracing::warn!(authority = "crl", fault = fault.code(), "a list cannot be read");
            None
        }
    }
}

/// Sends a call; the answer, if it is a whole one of status 200 and not too long.
pub(super) async fn read(call: RequestBuilder, longest: usize) -> Result<Vec<u8>, NoAnswer> {
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

    const DAY: Duration = Duration::from_secs(24 * 60 * 60);

    fn lists_at(listener: &TcpListener, anchors: Anchors) -> Outside {
        let url = format!("http://{}/1.crl", listener.local_addr().unwrap());
        let sources = Sources { lists: vec![url], ..Sources::default() };
        outside(&sources, Arc::new(anchors)).unwrap()
    }

    fn now() -> Moment {
        Moment::from_seconds(1_800_000_000)
    }

    #[tokio::test]
    async fn calls_that_gave_up_leave_one_fetch_behind() {
        // It takes connections and never says anything.
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let outside = lists_at(&silent, Anchors::default());
        let before = Handle::current().metrics().num_alive_tasks();
        for _ in 0..20 {
            assert!(outside.authorities.lists(now()).now_or_never().is_none());
        }
        assert_eq!(Handle::current().metrics().num_alive_tasks() - before, 1);
    }

    fn authority() -> Authority {
        Authority::root_gost("A", (now(), now().after(DAY)), &OsRandom).unwrap()
    }

    /// A list that was made so many minutes after the beginning and holds for a day.
    fn made(by: &Authority, minutes: u64) -> Vec<u8> {
        let at = now().after(Duration::from_secs(minutes * 60));
        let list = Listed { number: 1, base: None, updates: (at, at.after(DAY)), revoked: &[] };
        by.list(&list, &OsRandom).unwrap()
    }

    /// Gives each caller the next of these, then nobody is there any more.
    async fn give(place: TcpListener, lists: Vec<Vec<u8>>) {
        for der in lists {
            let (mut caller, _) = place.accept().await.unwrap();
            let _ = caller.read(&mut [0; 1024]).await.unwrap();
            let length = der.len();
            let head =
                format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
            caller.write_all(&[head.as_bytes(), &der].concat()).await.unwrap();
        }
    }

    #[tokio::test]
    async fn the_newest_list_stays_at_hand_until_a_newer_one_comes() {
        let (ours, other) = (authority(), authority());
        let anchors = Anchors::from_certificates([ours.certificate().der().to_vec()]).unwrap();
        let (old, new, newest) = (made(&ours, 0), made(&ours, 5), made(&ours, 9));
        let given = vec![new.clone(), old, made(&other, 8), b"<html>".to_vec(), newest.clone()];
        let place = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let outside = lists_at(&place, anchors);
        let giving = tokio::spawn(give(place, given));
        let mut at = now();
        let mut next = async || {
            at = at.after(LIST_AGE);
            let lists = outside.authorities.lists(at).await;
            lists.into_iter().map(|list| list.der.to_vec()).collect::<Vec<_>>()
        };
        assert_eq!(next().await, [&new[..]]);
        // An older one, another authority's of the same name, none at all.
        for what in ["older", "forged", "none"] {
            assert_eq!(next().await, [&new[..]], "{what}");
        }
        assert_eq!(next().await, [&newest[..]]);
        giving.await.unwrap();
        assert_eq!(next().await, [&newest[..]], "nobody is there");
    }

    #[test]
    fn an_address_with_a_password_in_it_is_refused_and_not_repeated() {
        for url in ["http://user:secret@ocsp.example.kz/", "https://secret@ocsp.example.kz/"] {
            let sources = Sources { ocsp: Some(url.to_owned()), ..Sources::default() };
            let refused = outside(&sources, Arc::default()).unwrap_err().to_string();
            assert!(
                refused.contains("ocsp.example.kz") && !refused.contains("secret"),
                "{refused}"
            );
        }
    }
}
