//! A telephone with eGov Mobile: it reads a QR code off a screen and speaks the `mobileSign`
//! protocol over real HTTP, signing with a real key of nobody.
//!
//! ```text
//! screen ── camera ──▶ link ── scan: API1, API2 ──▶ Scanned ── sign: PUT API2 ──▶ success | refused
//! ```
//! What a person does with it is a call each: one who never comes calls nothing, one who cancels
//! scans and signs nothing, one who is slow signs later, one who tries again signs twice, somebody
//! else has another key.

mod camera;

use std::{sync::Arc, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::{Url, header, redirect};

use crate::{
    api::{
        Problem, ProblemCode,
        phone::{Bundle, Invitation, SCHEME, SIGN_ONLY, SUCCESS},
    },
    domain::{Clock, Fault, Language, Random},
    eds::{self, KeyFile},
};

pub use camera::read;

/// How long a call may take.
const DEADLINE: Duration = Duration::from_secs(15);

/// Why nothing was signed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// The QR code is not one for eGov Mobile, or does not lead to this machine.
    #[error("this QR code is not for eGov Mobile")]
    NotForMe,
    /// The portal cannot be reached.
    #[error("the portal cannot be reached")]
    Unreachable,
    /// The portal answered something that is not of the protocol.
    #[error("the portal's answer is not of the protocol")]
    BadAnswer,
    /// The portal refused: with this status, and why where it said so.
    #[error("the portal refused: {status}")]
    Refused {
        /// The status.
        status: u16,
        /// The portal's own code.
        code: Option<ProblemCode>,
        /// What is wrong with the signature.
        fault: Option<Fault>,
    },
    /// The key does not sign.
    #[error("the key does not sign: {0}")]
    Key(Fault),
}

/// A telephone.
#[derive(Debug)]
pub struct Phone {
    http: reqwest::Client,
    clock: Arc<dyn Clock>,
    random: Arc<dyn Random>,
    language: Language,
}

/// A document that the phone has fetched.
#[derive(Debug)]
pub struct Scanned {
    /// What the phone showed before.
    pub invitation: Invitation,
    /// What is to be signed.
    pub bundle: Bundle,
}

impl Phone {
    /// A telephone that speaks this language.
    ///
    /// # Errors
    /// When it cannot make calls.
    pub fn new(
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        language: Language,
    ) -> Result<Self, PhoneError> {
        let http = reqwest::Client::builder()
            .timeout(DEADLINE)
            .redirect(redirect::Policy::none())
            .no_proxy()
            .build()
            .map_err(|_| PhoneError::Unreachable)?;
        Ok(Self { http, clock, random, language })
    }

    /// Opens what a QR code says and fetches the document.
    ///
    /// # Errors
    /// [`PhoneError`].
    pub async fn scan(&self, link: &str) -> Result<Scanned, PhoneError> {
        let api1 = link.strip_prefix(SCHEME).ok_or(PhoneError::NotForMe)?;
        let api1 = here(api1).ok_or(PhoneError::NotForMe)?;
        let invitation: Invitation = self.get(api1, None).await?;
        if invitation.document.auth_type != "Token" {
            return Err(PhoneError::BadAnswer);
        }
        let api2 = here(&invitation.document.uri).ok_or(PhoneError::NotForMe)?;
        let bundle = self.get(api2, Some(&invitation.document.auth_token)).await?;
        Ok(Scanned { invitation, bundle })
    }

    /// Signs what was fetched and gives it back.
    ///
    /// # Errors
    /// [`PhoneError`].
    pub async fn sign(&self, scanned: &Scanned, key: &Arc<KeyFile>) -> Result<(), PhoneError> {
        let signed = self.signed(scanned, key).await?;
        self.put(scanned, &signed).await
    }

    /// The same bundle with the signature in the document's place.
    ///
    /// # Errors
    /// [`PhoneError`].
    pub async fn signed(
        &self,
        scanned: &Scanned,
        key: &Arc<KeyFile>,
    ) -> Result<Bundle, PhoneError> {
        let mut bundle = scanned.bundle.clone();
        if bundle.sign_method != SIGN_ONLY {
            return Err(PhoneError::BadAnswer);
        }
        for one in &mut bundle.documents_to_sign {
            let file = &mut one.document.file;
            let bytes = STANDARD.decode(&file.data).map_err(|_| PhoneError::BadAnswer)?;
            let (key, random) = (Arc::clone(key), Arc::clone(&self.random));
            let at = self.clock.now();
            let signing =
                move || eds::sign(&bytes, &key, false, at, &*random).map_err(PhoneError::Key);
            let cms = tokio::task::spawn_blocking(signing).await;
            file.data = STANDARD.encode(cms.map_err(|_| PhoneError::BadAnswer)??);
        }
        Ok(bundle)
    }

    /// Gives a bundle back.
    ///
    /// # Errors
    /// [`PhoneError`].
    pub async fn put(&self, scanned: &Scanned, bundle: &Bundle) -> Result<(), PhoneError> {
        let place = &scanned.invitation.document;
        let api2 = here(&place.uri).ok_or(PhoneError::NotForMe)?;
        let call = self.http.put(api2).bearer_auth(&place.auth_token).json(bundle);
        let answer = self.send(call).await?;
        let text = answer.text().await.map_err(|_| PhoneError::Unreachable)?;
        if text == SUCCESS { Ok(()) } else { Err(PhoneError::BadAnswer) }
    }

    async fn get<T: serde::de::DeserializeOwned>(
        &self,
        url: Url,
        token: Option<&str>,
    ) -> Result<T, PhoneError> {
        let call = self.http.get(url);
        let call = match token {
            Some(token) => call.bearer_auth(token),
            None => call,
        };
        let answer = self.send(call).await?;
        let body = answer.bytes().await.map_err(|_| PhoneError::Unreachable)?;
        serde_json::from_slice(&body).map_err(|_| PhoneError::BadAnswer)
    }

    async fn send(&self, call: reqwest::RequestBuilder) -> Result<reqwest::Response, PhoneError> {
        let call = call.header(header::ACCEPT_LANGUAGE, self.language.tag());
        let answer = call.send().await.map_err(|_| PhoneError::Unreachable)?;
        let status = answer.status();
        if status.is_success() {
            return Ok(answer);
        }
        let problem = answer.json::<Problem>().await.ok();
        let (code, fault) = problem.map_or((None, None), |it| (Some(it.code), it.fault));
        Err(PhoneError::Refused { status: status.as_u16(), code, fault })
    }
}

/// An address, when it is on this machine: the double is never let out of it.
fn here(address: &str) -> Option<Url> {
    let url = Url::parse(address).ok()?;
    let host = url.host_str()?.trim_matches(['[', ']']);
    let is_here = host.parse::<std::net::IpAddr>().is_ok_and(|host| host.is_loopback());
    is_here.then_some(url)
}
