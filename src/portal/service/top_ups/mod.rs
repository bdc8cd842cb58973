//! A citizen's top-ups (3.2.2): asking for one, seeing what became of it.

mod read;
mod request;

use super::Service;
use crate::{
    api::{TopUpState, TopUpView},
    domain::{Moment, TopUpCode},
    portal::store::{Error, StoredTopUp, Work},
};

/// The setting of the page where top-ups are paid; `{code}` and `{tiyn}` in it are filled in.
const PAGE: &str = "top_up_page";

impl Service {
    /// A top-up as its owner sees it. One that nobody paid in time is expired whether or not that
    /// is written anywhere.
    async fn top_up_view(
        &self,
        work: &mut Work,
        stored: StoredTopUp,
        at: Moment,
    ) -> Result<TopUpView, Error> {
        let state = match stored.payment {
            Some(_) => TopUpState::Paid,
            None if stored.expires_at <= at => TopUpState::Expired,
            None => TopUpState::Waiting,
        };
        let qr = match self.till.get() {
            Some(till) => at_till(till, &stored.code),
            None => match work.setting(PAGE).await? {
                Some(page) => page
                    .replace("{code}", &stored.code.to_string())
                    .replace("{tiyn}", &stored.amount.tiyn().to_string()),
                None => stored.code.to_string(),
            },
        };
        Ok(TopUpView {
            id: stored.id.into(),
            code: stored.code.to_string().into(),
            qr: qr.into(),
            amount: stored.amount,
            state,
            requested_at: stored.requested_at,
            expires_at: stored.expires_at,
            payment: stored.payment,
        })
    }
}

/// The page of a top-up at the demonstration's provider. Capitals make the smallest QR code
/// (ISO/IEC 18004, alphanumeric mode); scheme and host mean the same in capitals (RFC 3986, 6.2.2.1).
fn at_till(till: &str, code: &TopUpCode) -> String {
    format!("{}/PAY/{code}", till.to_ascii_uppercase())
}
