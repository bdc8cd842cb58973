//! `POST …/mobile`: a QR code for the holder of a claim.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::json;
use zeroize::Zeroizing;

use super::Mobile;
use crate::{
    api::{
        MobileLink, MobileState, ProblemCode,
        phone::{API1, SCHEME},
    },
    domain::Secret,
    portal::{
        auth,
        service::{Caller, IdempotencyKey, Refusal, Service, once::Once},
        store::{Event, MobileSubject, StoredMobile},
    },
};

/// How long a QR code can be signed, at most: it ends with what is to be signed.
const WINDOW: Duration = Duration::from_secs(5 * 60);

/// What is kept of a reply: the code itself is a secret.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    id: String,
}

impl Service {
    /// Makes a QR code. An earlier one of the same request or sign-in is taken back.
    ///
    /// # Errors
    /// `mobile-not-offered`, `unauthorised`, `request-expired` and `nonce-used` for what cannot be
    /// signed any more, `agreement-changed`, `idempotency-key-reused`, `maintenance`.
    pub(crate) async fn ask_mobile(
        &self,
        caller: &Caller,
        claim: &str,
        key: &IdempotencyKey,
        subject: MobileSubject,
    ) -> Result<MobileLink, Refusal> {
        let at = self.clock.now();
        let mobile = self.mobile.get().ok_or(ProblemCode::MobileNotOffered)?;
        let (link, hash) = self.mint_link(mobile)?;
        let mut work = self.store.write().await?;
        self.open(&mut work, at).await?;
        let held = self.held_subject(&mut work, caller, claim, &subject, at).await?;
        self.hold_subject(&mut work, &held).await?;
        let once = Once::new(held.actor(), "mobile.ask", key, &())?;
        if let Some(kept) = once.take(&mut work, at).await? {
            let kept: Kept =
                serde_json::from_str(&kept).map_err(|_| Refusal::Broken("a reply of no form"))?;
            let made = work.mobile(&kept.id).await?.ok_or(ProblemCode::RequestExpired)?;
            if !work.renew_mobile_link(&made.id, hash, at).await? {
                return Err(ProblemCode::RequestExpired.into());
            }
            work.commit().await?;
            return Ok(MobileLink { link, expires_at: made.expires_at });
        }
        self.may_be_signed(&held, at)?;
        work.cancel_mobile(&subject).await?;
        let turn = work.newest_mobile(&subject).await?.map_or(1, |newest| newest.turn + 1);
        let made = StoredMobile {
            id: auth::random_hex::<16>(self.random.as_ref())?,
            subject,
            hand_in: key.as_str().to_owned(),
            turn,
            asked_at: at,
            expires_at: at.after(WINDOW).min(held.expires_at()),
            state: MobileState::Waiting,
            received_at: None,
            cms: None,
            fault: None,
            checks: Vec::new(),
        };
        work.add_mobile(&made, hash).await?;
        once.keep(&mut work, &Kept { id: made.id }).await?;
        work.append(Event {
            account: None,
            actor: caller.actor(),
            kind: "mobile.asked",
            payload: json!({ "of": held.code(), "turn": turn }),
            at,
        })
        .await?;
        work.commit().await?;
        Ok(MobileLink { link, expires_at: made.expires_at })
    }

    /// What a QR code says, and the hash under which it is stored. Its 256 random bits stand there
    /// in decimal figures: of all that a URL may hold, a QR code holds figures most densely
    /// (ISO/IEC 18004, numeric mode: 260 bits of the code, where base64 takes 344).
    fn mint_link(&self, mobile: &Mobile) -> Result<(Secret, [u8; 32]), Refusal> {
        let mut octets = Zeroizing::new([0_u8; 32]);
        self.random.fill(octets.as_mut_slice())?;
        let id = Zeroizing::new(decimal(&octets));
        let link = format!("{SCHEME}{}{API1}?id={}", mobile.public_url, id.as_str());
        Ok((Secret::new("link", link), auth::hash(&id)))
    }
}

/// A number of 256 bits in 78 decimal figures.
fn decimal(octets: &[u8; 32]) -> String {
    let mut figures = [0_u16; 78];
    for octet in octets {
        let mut carry = u16::from(*octet);
        for figure in figures.iter_mut().rev() {
            let value = *figure * 256 + carry;
            *figure = value % 10;
            carry = value / 10;
        }
    }
    figures.iter().filter_map(|figure| char::from_digit(u32::from(*figure), 10)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_stands_in_the_figures() {
        assert_eq!(decimal(&[0; 32]), "0".repeat(78));
        let mut one = [0; 32];
        one[31] = 255;
        assert_eq!(decimal(&one), format!("{}255", "0".repeat(75)));
        // 2^256 − 1
        let most = "115792089237316195423570985008687907853269984665640564039457584007913129639935";
        assert_eq!(decimal(&[255; 32]), most);
    }
}
