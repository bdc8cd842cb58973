//! Pays at the demonstration's payment provider, as a phone that has read the QR code would.

use std::time::Duration;

use reqwest::{Url, header, redirect};

use super::{failure_of, read};
use crate::api::{Failure, MEDIA_TYPE, Paid};

/// How long paying may take.
const DEADLINE: Duration = Duration::from_secs(15);

/// Opens the provider's page at this address. Only a page on this machine is opened: what the portal
/// says must not lead a kiosk anywhere else.
///
/// # Errors
/// What the provider or the portal behind it refused, or how the call failed.
pub async fn pay_at_till(address: &str) -> Result<Paid, Failure> {
    let url = Url::parse(address).map_err(|_| Failure::BadAnswer)?;
    let here = url.host_str().and_then(|host| host.parse::<std::net::IpAddr>().ok());
    if url.scheme() != "http" || !here.is_some_and(|address| address.is_loopback()) {
        return Err(Failure::BadAnswer);
    }
    let http = reqwest::Client::builder()
        .timeout(DEADLINE)
        .redirect(redirect::Policy::none())
        .no_proxy()
        .build()
        .map_err(|_| Failure::Unreachable)?;
    let sent = http.get(url).header(header::ACCEPT, "application/json").send().await;
    let answer = sent.map_err(|error| failure_of(&error))?;
    let good = answer.status().is_success();
    let kind = answer.headers().get(header::CONTENT_TYPE);
    let is_problem = kind.is_some_and(|kind| kind.as_bytes().starts_with(MEDIA_TYPE.as_bytes()));
    let body = read(answer).await?;
    match (good, is_problem) {
        (true, _) => serde_json::from_slice(&body).map_err(|_| Failure::BadAnswer),
        (false, true) => {
            let problem = serde_json::from_slice(&body).map_err(|_| Failure::BadAnswer)?;
            Err(Failure::Refused(Box::new(problem)))
        }
        (false, false) => Err(Failure::BadAnswer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_address_elsewhere_is_not_opened() {
        for address in [
            "https://127.0.0.1/PAY/1-10",
            "http://pay.example.kz/PAY/1-10",
            "http://10.0.0.1/PAY/1-10",
            "http://127.0.0.1.example.kz/",
            "file:///etc/passwd",
            "4417-13",
        ] {
            assert_eq!(pay_at_till(address).await, Err(Failure::BadAnswer), "{address}");
        }
    }
}
