//! An outside service by which phones with eGov Mobile sign: SIGEX's interface
//! (`POST /api/egovQr`), for a portal whose address is not on eGov's own list.
//!
//! ```text
//! POST <service>/api/egovQr {description}      ─▶ when it ends, where to give and to collect, a link
//! POST dataURL   {signMethod, documentsToSign} ─▶ held open until a phone has taken it
//! GET  signURL                                 ─▶ held open until it has signed: documentsToSign
//! ```
//! Every answer has status 200; a failure is `{"message": …}`. What is signed passes through that
//! service: it is the operator's decision, and a contract.
//!
//! Invariant: nobody but the configured host is called. Both addresses of an answer have to be there;
//! redirects are not followed, no proxy of the environment is used.

use std::time::Duration;

use futures_util::future::BoxFuture;
use reqwest::{Client, RequestBuilder, Url, header};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{authorities::read, client};
use crate::{
    api::phone::{Bundle, BundleDocument, SCHEME},
    domain::{Moment, Random, Secret},
    portal::{
        Error, auth,
        service::{NoAnswer, Opened, Phones, Refusal, Relay, away},
    },
};

/// How long the making of a code may take.
const OPEN: Duration = Duration::from_secs(5);
/// How long one call is held open; then it is repeated.
const HELD: Duration = Duration::from_secs(60);
/// The longest answer, in octets: what is given comes back with a signature of some thousands.
const LONGEST_ANSWER: usize = 256 * 1024;
/// The longest signature in base64, in characters: the claim's holder hands it in again, and a call
/// may have 64 KiB.
const LONGEST_SIGNATURE: usize = 60_000;
/// The longest link, in characters. At 80×24 a screen has room for 78 with what stands before them;
/// a longer one needs a larger window, and the screen says so.
const LONGEST_LINK: usize = 512;

/// The service.
#[derive(Debug)]
pub(in crate::portal) struct SigningService {
    client: Client,
    base: Url,
}

/// What opens a code.
#[derive(Debug, Serialize)]
struct Open<'a> {
    description: &'a str,
}

/// A code that was opened.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Made {
    /// Milliseconds since 1970.
    expire_at: i64,
    #[serde(rename = "dataURL")]
    data: String,
    #[serde(rename = "signURL")]
    sign: String,
    /// `https://…?link=<what a phone opens>&…`
    #[serde(rename = "eGovMobileLaunchLink")]
    launch: String,
}

/// Where to give and to collect, as it is kept.
#[derive(Serialize, Deserialize)]
struct Place {
    data: String,
    sign: String,
}

/// What is given.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Given<'a> {
    sign_method: &'a str,
    documents_to_sign: &'a [BundleDocument],
}

/// What comes back; everything in it but the signature is of no interest.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Signed {
    documents_to_sign: Vec<SignedDocument>,
}

#[derive(Deserialize)]
struct SignedDocument {
    document: SignedBody,
}

#[derive(Deserialize)]
struct SignedBody {
    file: SignedFile,
}

#[derive(Deserialize)]
struct SignedFile {
    data: String,
}

impl SigningService {
    /// The service at this address.
    ///
    /// # Errors
    /// [`Error::SigningService`] for an address that is none, has a password or a query in it, or is
    /// plain http and not on this machine.
    pub(in crate::portal) fn new(url: &str) -> Result<Self, Error> {
        let refused = |said: &str| Error::SigningService(said.to_owned());
        // Addresses are printed: what cannot be read may have a password in it.
        let base = Url::parse(url).map_err(|_| refused("signing_service"))?;
        let host = base.host_str().unwrap_or_default();
        if !base.username().is_empty() || base.password().is_some() {
            return Err(refused(host));
        }
        if base.query().is_some() || base.fragment().is_some() {
            return Err(refused(url));
        }
        let address = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
        let is_here = host == "localhost" || address.is_ok_and(|address| address.is_loopback());
        if base.scheme() != "https" && !(base.scheme() == "http" && is_here) {
            return Err(refused(url));
        }
        let client = client(HELD).map_err(|_| refused("TLS"))?;
        Ok(Self { client, base })
    }

    /// An address, if it is at the service itself.
    fn own(&self, address: &str) -> Result<Url, NoAnswer> {
        let url = Url::parse(address).map_err(|_| NoAnswer::Form)?;
        let bare = url.username().is_empty() && url.password().is_none();
        let same = bare && url.origin() == self.base.origin();
        if same { Ok(url) } else { Err(NoAnswer::Elsewhere) }
    }

    async fn make(&self, description: &str) -> Result<Opened, NoAnswer> {
        let url = format!("{}/api/egovQr", self.base.as_str().trim_end_matches('/'));
        let call = self.client.post(url).timeout(OPEN).json(&Open { description });
        let made: Made = answer(call).await?;
        let expires_at = made.expire_at.checked_mul(1_000).ok_or(NoAnswer::Form)?;
        let (data, sign) = (self.own(&made.data)?, self.own(&made.sign)?);
        let place = Place { data: data.into(), sign: sign.into() };
        let link = Secret::new("link", format!("{SCHEME}{}", link(&made.launch)?));
        Ok(Opened {
            hash: auth::hash(link.reveal()),
            link,
            expires_at: Some(Moment::from_micros(expires_at)),
            place: Some(serde_json::to_string(&place).map_err(|_| NoAnswer::Form)?),
        })
    }

    async fn hand_over(&self, place: &str, bundle: &Bundle) -> Result<(), NoAnswer> {
        let url = self.own(&kept(place)?.data)?;
        // The service knows two kinds of file: PDF, and the empty word.
        let mut documents = bundle.documents_to_sign.clone();
        documents.iter_mut().for_each(|one| one.document.file.mime.clear());
        let given = Given { sign_method: &bundle.sign_method, documents_to_sign: &documents };
        answer::<serde_json::Value>(self.client.post(url).json(&given)).await.map(drop)
    }

    async fn signature(&self, place: &str) -> Result<String, NoAnswer> {
        let url = self.own(&kept(place)?.sign)?;
        let call = self.client.get(url).header(header::CACHE_CONTROL, "no-store");
        let signed: Signed = answer(call).await?;
        let [one] = <[_; 1]>::try_from(signed.documents_to_sign).map_err(|_| NoAnswer::Form)?;
        // Lines and PEM's armour are allowed here, and mean nothing.
        let lines = one.document.file.data.lines().map(str::trim);
        let cms: String = lines.filter(|line| !line.starts_with("-----")).collect();
        if cms.len() <= LONGEST_SIGNATURE { Ok(cms) } else { Err(NoAnswer::TooLarge) }
    }
}

impl Phones for SigningService {
    fn open<'a>(
        &'a self,
        description: &'a str,
        _: &'a dyn Random,
    ) -> BoxFuture<'a, Result<Opened, Refusal>> {
        Box::pin(async move {
            self.make(description).await.map_err(|error| {
                tracing::warn!(authority = "signing", %error, "no code");
                away()
            })
        })
    }

    fn relay(&self) -> Option<&dyn Relay> {
        Some(self)
    }
}

impl Relay for SigningService {
    fn give<'a>(
        &'a self,
        place: &'a str,
        bundle: &'a Bundle,
    ) -> BoxFuture<'a, Result<(), NoAnswer>> {
        Box::pin(self.hand_over(place, bundle))
    }

    fn collect<'a>(&'a self, place: &'a str) -> BoxFuture<'a, Result<String, NoAnswer>> {
        Box::pin(self.signature(place))
    }
}

fn kept(place: &str) -> Result<Place, NoAnswer> {
    serde_json::from_str(place).map_err(|_| NoAnswer::Form)
}

/// What the QR code says: what the link that starts the app would open.
fn link(launch: &str) -> Result<String, NoAnswer> {
    let launch = Url::parse(launch).map_err(|_| NoAnswer::Form)?;
    let mut pairs = launch.query_pairs();
    let (_, link) = pairs.find(|(name, _)| name == "link").ok_or(NoAnswer::Form)?;
    let is_web = Url::parse(&link).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
    let fits = link.len() <= LONGEST_LINK && link.bytes().all(|octet| octet.is_ascii_graphic());
    if is_web && fits { Ok(link.into_owned()) } else { Err(NoAnswer::Form) }
}

/// Sends a call; the answer's own words for a failure go nowhere.
async fn answer<T: DeserializeOwned>(call: RequestBuilder) -> Result<T, NoAnswer> {
    let octets = read(call, LONGEST_ANSWER).await?;
    let value: serde_json::Value = serde_json::from_slice(&octets).map_err(|_| NoAnswer::Form)?;
    let declined = value.get("message").is_some()
        || value.get("status").and_then(serde_json::Value::as_str) == Some("CANCELED");
    if declined {
        return Err(NoAnswer::Declined);
    }
    serde_json::from_value(value).map_err(|_| NoAnswer::Form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_not_safe_is_refused_and_no_password_repeated() {
        for url in [
            "http://sign.example.kz",
            "ftp://127.0.0.1",
            "x",
            "https://me:secret@example.kz",
            "https://me:secret@bad host",
            "https://sign.example.kz/?a=b",
        ] {
            let said = SigningService::new(url).unwrap_err().to_string();
            assert!(!said.contains("secret"), "{said}");
        }
        for url in ["https://sign.example.kz", "http://localhost:1", "http://[::1]:1/base/"] {
            SigningService::new(url).unwrap();
        }
    }

    #[test]
    fn only_the_services_own_addresses_are_called() {
        let service = SigningService::new("https://sign.example.kz").unwrap();
        assert!(service.own("https://sign.example.kz/api/egovQr/1").is_ok());
        for other in [
            "https://sign.example.kz.evil.kz/",
            "http://sign.example.kz/api",
            "https://sign.example.kz:8443/",
            "https://x@sign.example.kz/",
            "https://:x@sign.example.kz/",
            "file:///etc/passwd",
        ] {
            assert_eq!(service.own(other), Err(NoAnswer::Elsewhere), "{other}");
        }
        assert_eq!(service.own(""), Err(NoAnswer::Form));
    }

    #[test]
    fn the_code_says_what_the_link_would_open() {
        let launch = "https://m.egov.kz/mobileSign/?link=https%3A%2F%2Fa.kz%2Fq%3Fid%3D1&isi=1";
        assert_eq!(link(launch).unwrap(), "https://a.kz/q?id=1");
        let long = format!("https://m.egov.kz/?link=https://a.kz/{}", "x".repeat(LONGEST_LINK));
        for bad in [
            "https://m.egov.kz/mobileSign/",
            "https://m.egov.kz/?link=javascript:1",
            "https://m.egov.kz/?link=https%3A%2F%2Fa.kz%2F%1B%5B2J",
            "https://m.egov.kz/?link=https://a.kz/%20x",
            &long,
        ] {
            assert_eq!(link(bad), Err(NoAnswer::Form), "{bad}");
        }
    }
}
