//! Sends an [`Endpoint`] to a portal over HTTP: deadline, idempotency key, one retry of what the
//! network swallowed.
//!
//! It keeps no token: whoever calls gives the one that authorises the call. Redirects are not
//! followed, and a portal over plain `http` is refused unless it is on loopback.

mod calls;
mod feed;
mod sse;
mod till;

use std::{sync::OnceLock, time::Duration};

use reqwest::{StatusCode, Url, header, redirect};

pub use calls::{Call, Calls};
pub use feed::{Feed, FeedNews};
pub use till::pay_at_till;

use crate::{
    api::{Authority, Endpoint, Failure, MEDIA_TYPE, Method, Problem, ProblemCode},
    domain::Secret,
};

/// How long a connection may take to come about.
const CONNECT: Duration = Duration::from_secs(3);
/// How long a whole call may take.
const DEADLINE: Duration = Duration::from_secs(15);
/// The longest answer that is read, in bytes.
const LONGEST_ANSWER: usize = 1 << 20;

/// A portal's address that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Not a URL.
    #[error("{0} is not a URL")]
    NotUrl(String),
    /// Neither `https` nor loopback.
    #[error("{0} is plain http and not on this machine: a portal elsewhere needs https")]
    Insecure(String),
}

/// A portal, as this device reaches it.
#[derive(Debug)]
pub struct Client {
    base: Url,
    device: Option<Secret>,
    calls: Option<Calls>,
    deadline: Duration,
    /// Made at the first call: a console draws its first frame before it needs TLS.
    http: OnceLock<reqwest::Client>,
    /// The same without a deadline for a whole answer: a feed has no end.
    feeds: OnceLock<reqwest::Client>,
}

impl Client {
    /// A client for the portal at `base`; `device` is the device's credential (`id.secret`).
    ///
    /// # Errors
    /// When the address cannot be used.
    pub fn new(base: &str, device: Option<Secret>) -> Result<Self, AddressError> {
        let url = Url::parse(base).map_err(|_| AddressError::NotUrl(base.to_owned()))?;
        let loopback = match url.host_str() {
            Some("localhost") => true,
            Some(host) => host
                .trim_matches(['[', ']'])
                .parse::<std::net::IpAddr>()
                .is_ok_and(|address| address.is_loopback()),
            None => return Err(AddressError::NotUrl(base.to_owned())),
        };
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            "http" => return Err(AddressError::Insecure(base.to_owned())),
            _ => return Err(AddressError::NotUrl(base.to_owned())),
        }
        Ok(Self {
            base: url,
            device,
            calls: None,
            deadline: DEADLINE,
            http: OnceLock::new(),
            feeds: OnceLock::new(),
        })
    }

    /// Tells `calls` of every call made.
    #[must_use]
    pub fn telling(mut self, calls: Calls) -> Self {
        self.calls = Some(calls);
        self
    }

    /// Gives every call so long; fifteen seconds when nobody says.
    #[must_use]
    pub fn within(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    /// The portal's address.
    #[must_use]
    pub fn base(&self) -> &str {
        self.base.as_str()
    }

    /// Sends a call. `token` is the claim or session that authorises it; `key` makes a repetition
    /// harmless and is needed by every call that changes something.
    ///
    /// # Errors
    /// What the portal refused, or how the call failed.
    pub async fn send<E: Endpoint>(
        &self,
        call: &E,
        token: Option<&Secret>,
        key: Option<&str>,
    ) -> Result<E::Reply, Failure> {
        let first = self.once(call, token, key).await;
        // A connection that was kept open may have died unnoticed, so one more try with a fresh
        // one. It cannot do anything twice: reads repeat, writes carry their key.
        match first {
            Err(Failure::Unreachable) if key.is_some() || E::SAFE || E::METHOD == Method::Get => {
                self.once(call, token, key).await
            }
            other => other,
        }
    }

    /// Sends a call whose answer is a file, of at most `most` octets.
    ///
    /// # Errors
    /// As [`Self::send`].
    pub async fn download<E: Endpoint<Reply = ()>>(
        &self,
        call: &E,
        token: Option<&Secret>,
        most: usize,
    ) -> Result<Vec<u8>, Failure> {
        match self.octets(call, token, None, most).await {
            Err(Failure::Unreachable) => self.octets(call, token, None, most).await,
            answer => answer,
        }
    }

    async fn once<E: Endpoint>(
        &self,
        call: &E,
        token: Option<&Secret>,
        key: Option<&str>,
    ) -> Result<E::Reply, Failure> {
        let body = self.octets(call, token, key, LONGEST_ANSWER).await?;
        let json: &[u8] = if body.is_empty() { b"null" } else { &body };
        serde_json::from_slice(json).map_err(|_| Failure::BadAnswer)
    }

    /// The body of a good answer; nothing for 204.
    async fn octets<E: Endpoint>(
        &self,
        call: &E,
        token: Option<&Secret>,
        key: Option<&str>,
        most: usize,
    ) -> Result<Vec<u8>, Failure> {
        let started = std::time::Instant::now();
        let sent = self.request(call, token, key)?.send().await;
        let answer = match sent {
            Ok(answer) => answer,
            Err(error) => {
                let failure = failure_of(&error);
                self.tell::<E>(started, None);
                return Err(failure);
            }
        };
        let status = answer.status();
        self.tell::<E>(started, Some(status.as_u16()));
        let is_problem = answer
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.starts_with(MEDIA_TYPE));
        if status == StatusCode::NO_CONTENT {
            return Ok(Vec::new());
        }
        if status.is_success() {
            let body = read_at_most(answer, most).await?;
            return if body.is_empty() { Err(Failure::BadAnswer) } else { Ok(body) };
        }
        let body = read(answer).await?;
        if is_problem {
            let problem: Problem = serde_json::from_slice(&body).map_err(|_| Failure::BadAnswer)?;
            // A call that needs nobody's leave and brings no token can be unauthorised only because
            // of the device.
            let unproved = E::AUTHORITY == Authority::Anyone && token.is_none();
            if problem.code == ProblemCode::Unauthorised && unproved {
                return Err(Failure::Device);
            }
            return Err(Failure::Refused(Box::new(problem)));
        }
        match status.as_u16() {
            // A gateway in front of the portal speaks for a portal that is away.
            502..=504 => Err(Failure::Unreachable),
            _ => Err(Failure::BadAnswer),
        }
    }

    fn request<E: Endpoint>(
        &self,
        call: &E,
        token: Option<&Secret>,
        key: Option<&str>,
    ) -> Result<reqwest::RequestBuilder, Failure> {
        self.request_over(self.http()?, call, token, key)
    }

    fn request_over<E: Endpoint>(
        &self,
        http: &reqwest::Client,
        call: &E,
        token: Option<&Secret>,
        key: Option<&str>,
    ) -> Result<reqwest::RequestBuilder, Failure> {
        let url = self.base.join(&call.path()).map_err(|_| Failure::BadAnswer)?;
        let mut request = match E::METHOD {
            Method::Get => http.get(url).query(call),
            Method::Delete => http.delete(url).query(call),
            Method::Post => http.post(url).json(call),
            Method::Put => http.put(url).json(call),
        };
        if let Some(token) = token {
            request = request.bearer_auth(token.reveal());
        }
        if let Some(device) = &self.device {
            request = request.header("Kezekte-Device", device.reveal());
        }
        if let Some(key) = key {
            request = request.header("Idempotency-Key", key);
        }
        if let Some(epoch) = call.epoch() {
            request = request.header(header::IF_MATCH, format!("\"{epoch}\""));
        }
        Ok(request)
    }

    fn http(&self) -> Result<&reqwest::Client, Failure> {
        if let Some(http) = self.http.get() {
            return Ok(http);
        }
        let made = builder().timeout(self.deadline).build().map_err(|_| Failure::Unreachable)?;
        Ok(self.http.get_or_init(|| made))
    }

    fn http_for_feeds(&self) -> Result<&reqwest::Client, Failure> {
        if let Some(http) = self.feeds.get() {
            return Ok(http);
        }
        let made = builder().read_timeout(feed::SILENCE).build();
        let made = made.map_err(|_| Failure::Unreachable)?;
        Ok(self.feeds.get_or_init(|| made))
    }

    fn tell<E: Endpoint>(&self, started: std::time::Instant, status: Option<u16>) {
        if let Some(calls) = &self.calls {
            calls.push(Call {
                method: E::METHOD,
                template: E::TEMPLATE,
                status,
                took: started.elapsed(),
            });
        }
    }
}

fn builder() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .connect_timeout(CONNECT)
        .redirect(redirect::Policy::none())
        // An idle console must not wake up: no timer for idle connections. One that died unnoticed
        // is what the retry in `send` is for.
        .pool_idle_timeout(None)
        .no_proxy()
        .user_agent(concat!("kezekte/", env!("CARGO_PKG_VERSION")))
}

fn failure_of(error: &reqwest::Error) -> Failure {
    if error.is_timeout() && !error.is_connect() { Failure::TimedOut } else { Failure::Unreachable }
}

/// Reads an answer, at most [`LONGEST_ANSWER`] bytes of it.
async fn read(answer: reqwest::Response) -> Result<Vec<u8>, Failure> {
    read_at_most(answer, LONGEST_ANSWER).await
}

async fn read_at_most(mut answer: reqwest::Response, most: usize) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    loop {
        match answer.chunk().await {
            Ok(Some(chunk)) if body.len() + chunk.len() <= most => {
                body.extend_from_slice(&chunk);
            }
            Ok(Some(_)) => return Err(Failure::BadAnswer),
            Ok(None) => return Ok(body),
            Err(error) => return Err(failure_of(&error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_http_is_for_this_machine_only() {
        assert!(Client::new("http://127.0.0.1:1", None).is_ok());
        assert!(Client::new("http://[::1]:1", None).is_ok());
        assert!(Client::new("http://localhost:1", None).is_ok());
        assert!(Client::new("https://portal.example.kz", None).is_ok());
        assert!(matches!(
            Client::new("http://portal.example.kz", None),
            Err(AddressError::Insecure(_))
        ));
        assert!(matches!(
            Client::new("http://127.0.0.1.example.kz", None),
            Err(AddressError::Insecure(_))
        ));
        assert!(Client::new("ftp://127.0.0.1", None).is_err());
        assert!(Client::new("kezekte", None).is_err());
    }
}
