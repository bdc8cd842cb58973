//! How phones come to what is to be signed: to the portal itself, or to an outside service that
//! stands between.

use futures_util::future::BoxFuture;
use zeroize::Zeroizing;

use crate::{
    api::phone::{API1, Bundle, SCHEME},
    domain::{Moment, Random, Secret},
    portal::{
        auth,
        service::{NoAnswer, Refusal},
    },
};

/// Phones with eGov Mobile, by whatever way they come.
pub(crate) trait Phones: std::fmt::Debug + Send + Sync {
    /// Makes a code. `description` says what for and where.
    ///
    /// # Errors
    /// `mobile-unavailable`.
    fn open<'a>(
        &'a self,
        description: &'a str,
        random: &'a dyn Random,
    ) -> BoxFuture<'a, Result<Opened, Refusal>>;

    /// The service that stands between; nothing where phones come to the portal itself, whose own
    /// calls then bring everything.
    fn relay(&self) -> Option<&dyn Relay>;
}

/// A service between the portal and phones.
///
/// ```text
/// open ──▶ QR code ──▶ give: a phone has the document ──▶ collect: its signature
/// ```
pub(crate) trait Relay: Send + Sync {
    /// Gives the document; answers once a phone has it.
    fn give<'a>(
        &'a self,
        place: &'a str,
        bundle: &'a Bundle,
    ) -> BoxFuture<'a, Result<(), NoAnswer>>;

    /// Waits for the signature: base64, not judged.
    fn collect<'a>(&'a self, place: &'a str) -> BoxFuture<'a, Result<String, NoAnswer>>;
}

/// A code that was made.
#[derive(Debug)]
pub(crate) struct Opened {
    /// What the QR code says.
    pub link: Secret,
    /// The hash under which it is known.
    pub hash: [u8; 32],
    /// When it ends by itself, where whoever made it says so.
    pub expires_at: Option<Moment>,
    /// Where the service in between takes the document and gives the signature, in its own form.
    pub place: Option<String>,
}

/// Phones that come to the portal itself (the `mobileSign` protocol).
#[derive(Debug)]
pub(crate) struct OwnPhones {
    /// The portal's address as phones reach it, without a slash at the end.
    pub public_url: String,
}

impl OwnPhones {
    /// The id in the code has 256 random bits, in decimal figures: of all that a URL may hold, a QR
    /// code holds figures most densely (ISO/IEC 18004, numeric mode: 260 bits of the code, where
    /// base64 takes 344).
    fn mint(&self, random: &dyn Random) -> Result<Opened, Refusal> {
        let mut octets = Zeroizing::new([0_u8; 32]);
        random.fill(octets.as_mut_slice())?;
        let id = Zeroizing::new(decimal(&octets));
        let link = format!("{SCHEME}{}{API1}?id={}", self.public_url, id.as_str());
        let (link, hash) = (Secret::new("link", link), auth::hash(&id));
        Ok(Opened { link, hash, expires_at: None, place: None })
    }
}

impl Phones for OwnPhones {
    fn open<'a>(
        &'a self,
        _: &'a str,
        random: &'a dyn Random,
    ) -> BoxFuture<'a, Result<Opened, Refusal>> {
        Box::pin(async move { self.mint(random) })
    }

    fn relay(&self) -> Option<&dyn Relay> {
        None
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
