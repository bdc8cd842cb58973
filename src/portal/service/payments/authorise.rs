//! Which provider has signed a call.

use crate::{
    api::{
        ProblemCode,
        provider_signature::{SignedParts, WINDOW},
    },
    domain::{Moment, ProviderName},
    portal::{
        service::{Refusal, Service},
        store::StoredProvider,
    },
};

/// What came with a call, nothing of it believed.
#[derive(Debug)]
pub(in crate::portal) struct PresentedSignature<'a> {
    /// The provider of the path.
    pub(in crate::portal) of_path: &'a str,
    /// The provider of the header.
    pub(in crate::portal) of_header: &'a str,
    /// The signature.
    pub(in crate::portal) signature: &'a str,
    /// What it is over.
    pub(in crate::portal) parts: SignedParts<'a>,
}

/// A provider that has signed its call and may make it.
#[derive(Debug)]
pub(in crate::portal) struct SigningProvider(StoredProvider);

impl SigningProvider {
    /// Who it is.
    pub(super) fn stored(&self) -> &StoredProvider {
        &self.0
    }
}

impl Service {
    /// The provider that signed this call: known, with a right, by its own secret, lately. Which of
    /// these failed is not said.
    ///
    /// # Errors
    /// `unauthorised`.
    pub(in crate::portal) async fn signing_provider(
        &self,
        presented: &PresentedSignature<'_>,
    ) -> Result<SigningProvider, Refusal> {
        let name = ProviderName::parse(presented.of_path).ok_or(ProblemCode::Unauthorised)?;
        if presented.of_header != name.as_str() {
            return Err(ProblemCode::Unauthorised.into());
        }
        let at = self.clock.now();
        if !is_lately(presented.parts.timestamp, at) {
            return Err(ProblemCode::Unauthorised.into());
        }
        let secret = self.secrets.read(&name).map_err(|error| {
            tracing::error!(%error, provider = %name, "a provider's secret cannot be read");
            Refusal::Broken("a provider's secret cannot be read")
        })?;
        let signed = secret
            .is_some_and(|secret| presented.parts.is_signed(secret.reveal(), presented.signature));
        if !signed {
            return Err(ProblemCode::Unauthorised.into());
        }
        // The database last: whoever cannot sign costs it nothing.
        let mut work = self.store.read().await?;
        let provider = work.provider(&name).await?.filter(|it| it.disabled_at.is_none());
        Ok(SigningProvider(provider.ok_or(ProblemCode::Unauthorised)?))
    }
}

/// True for a time within the window of now, either way: clocks differ.
fn is_lately(timestamp: &str, at: Moment) -> bool {
    let plain = timestamp.len() <= 12 && timestamp.bytes().all(|b| b.is_ascii_digit());
    let seconds = timestamp.parse::<i64>().ok().filter(|_| plain);
    // Whole seconds on both sides: a signer has no finer time to say.
    seconds.is_some_and(|said| at.seconds().abs_diff(said) <= WINDOW.as_secs())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{
        api::Pay,
        domain::{FixedClock, Tenge},
    };

    #[tokio::test]
    async fn a_right_that_ends_between_signature_and_payment_credits_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let at = Moment::from_seconds(1_795_341_780);
        let clock = Arc::new(FixedClock::new(at));
        let service = Service::on(folder.path(), clock).await;
        let name = ProviderName::parse("demo").unwrap();
        let (title, disabled_at) = ("Demo".into(), None);
        let stored = StoredProvider { name: name.clone(), title, added_at: at, disabled_at };
        let signed = SigningProvider(stored.clone());
        let asked = Pay {
            transaction: "t-1".to_owned(),
            account: 1,
            amount: Tenge::from_tiyn(10_000),
            at,
            top_up: None,
        };
        let mut work = service.store.write().await.unwrap();
        assert!(work.add_provider(&stored).await.unwrap());
        work.commit().await.unwrap();
        let refused = service.pay(&signed, &asked).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::NotFound, "only the account is missing");
        let mut work = service.store.write().await.unwrap();
        assert!(work.disable_provider(&name, at).await.unwrap());
        work.commit().await.unwrap();
        let refused = service.pay(&signed, &asked).await.unwrap_err();
        assert_eq!(refused.code(), ProblemCode::Unauthorised);
    }

    #[test]
    fn only_a_time_within_five_minutes_is_good() {
        let at = Moment::from_seconds(1_795_341_780);
        for good in ["1795341780", "1795341480", "1795342080"] {
            assert!(is_lately(good, at), "{good}");
        }
        for wrong in
            ["1795341479", "1795342081", "0", "", "+1795341780", "1795341780.0", "9999999999999999"]
        {
            assert!(!is_lately(wrong, at), "{wrong}");
        }
    }
}
