//! Signing with eGov Mobile: the QR code, how far the phone is, taking the code back. The
//! demonstration's phone is asked here too.

use std::{fmt::Debug, path::Path, sync::Arc};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use futures_util::future::BoxFuture;

use super::{World, vault::Vault};
use crate::{
    api::{
        AskMobile, AskMobileSignIn, CancelMobile, CancelMobileSignIn, Failure, GetMobile,
        GetMobileSignIn, MobileState, MobileView,
    },
    app::{
        asked::Errand,
        effect::{PhoneCode, PhoneSeen},
    },
    domain::{SafeText, Secret},
};

/// How long the portal is asked to wait for another state, in seconds.
const WAIT: u32 = 10;

/// A phone that is nobody's: the demonstration's.
pub trait Phone: Debug + Send + Sync {
    /// Has it open this link and sign what it finds there with the key in this file. False when the
    /// portal refused, or something else went wrong: what, the kiosk learns from the portal.
    fn sign<'a>(
        &'a self,
        link: &'a Secret,
        key: &'a Path,
        password: &'a Secret,
    ) -> BoxFuture<'a, bool>;
}

/// Asks for a QR code. The same attempt again is the same code anew.
pub(super) async fn ask(
    world: &World,
    vault: &Vault,
    (errand, id): (Errand, SafeText),
    attempt: u64,
) -> Result<Box<PhoneCode>, Failure> {
    let claim = vault.claim(&id).ok_or(Failure::NoSession)?;
    let parts = [b"phone".as_slice(), id.as_str().as_bytes(), &attempt.to_be_bytes()].concat();
    let key = vault.idempotency_key(&*world.random, &parts);
    let (client, of) = (&world.client, id.to_string());
    let answer = match errand {
        Errand::Join => client.send(&AskMobile { id: of }, Some(&claim), Some(&key)).await,
        Errand::SignIn => client.send(&AskMobileSignIn { id: of }, Some(&claim), Some(&key)).await,
    };
    let link = answer?;
    vault.hold_phone(errand, &id, key);
    Ok(Box::new(PhoneCode { link: link.link, expires_at: link.expires_at }))
}

/// Waits until the phone is somewhere else than where it was seen.
pub(super) async fn watch(
    world: &World,
    vault: &Vault,
    (errand, id): (Errand, SafeText),
    seen: MobileState,
) -> Result<Box<PhoneSeen>, Failure> {
    let claim = vault.claim(&id).ok_or(Failure::NoSession)?;
    loop {
        let (of, seen, wait) = (id.to_string(), Some(seen), WAIT);
        let view: MobileView = match errand {
            Errand::Join => {
                world.client.send(&GetMobile { id: of, seen, wait }, Some(&claim), None).await?
            }
            Errand::SignIn => {
                let call = GetMobileSignIn { id: of, seen, wait };
                world.client.send(&call, Some(&claim), None).await?
            }
        };
        if seen == Some(view.state) {
            continue; // nothing new: the portal has waited as long as it does
        }
        let cms = view.cms.as_deref().map(|cms| STANDARD.decode(cms));
        let cms: Option<Arc<[u8]>> =
            cms.transpose().map_err(|_| Failure::BadAnswer)?.map(Arc::from);
        if let Some(cms) = &cms {
            vault.hand_in_under_phones_key(&id, cms);
        }
        return Ok(Box::new(PhoneSeen {
            state: view.state,
            cms,
            fault: view.fault,
            checks: view.checks,
        }));
    }
}

/// Takes the code back. Nobody waits for it: a code that cannot be taken back now is over in minutes.
pub(super) async fn cancel(world: &World, (errand, id, claim): (Errand, SafeText, Secret)) {
    let of = id.to_string();
    let _ = match errand {
        Errand::Join => world.client.send(&CancelMobile { id: of }, Some(&claim), None).await,
        Errand::SignIn => {
            world.client.send(&CancelMobileSignIn { id: of }, Some(&claim), None).await
        }
    };
}

/// Has the demonstration's phone sign.
pub(super) async fn demonstrate(
    world: &World,
    link: &Secret,
    key: &str,
    password: &Secret,
) -> bool {
    match &world.phone {
        Some(phone) => phone.sign(link, Path::new(key), password).await,
        None => false,
    }
}
