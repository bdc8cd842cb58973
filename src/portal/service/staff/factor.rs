//! The second factor, judged and used up: a code of the authenticator, or a recovery code.

use super::{super::Refusal, recovery};
use crate::{
    domain::{Authenticator, Moment},
    portal::{
        keys::Keys,
        store::{StoredMember, Work},
    },
};

/// What was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Factor {
    /// A code of the authenticator.
    Code,
    /// The first code of a new authenticator.
    Enrolment,
    /// A recovery code.
    Recovery,
}

impl Factor {
    /// As events name it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Enrolment => "enrolment",
            Self::Recovery => "recovery",
        }
    }
}

/// Uses what was typed as a member's second factor; none when it is wrong, was used before, or the
/// member was dismissed meanwhile. `enrols` is the sealed secret that was shown to a member without
/// an authenticator.
pub(super) async fn use_factor(
    work: &mut Work,
    keys: &Keys,
    member: &StoredMember,
    enrols: Option<&[u8]>,
    typed: &str,
    at: Moment,
) -> Result<Option<Factor>, Refusal> {
    let typed = typed.trim();
    let digits = typed.len() == 6 && typed.bytes().all(|b| b.is_ascii_digit());
    if !digits {
        let mac = recovery::mac(keys, member.id, typed);
        let used = work.use_recovery_code(member.id, mac, at).await?;
        return Ok(used.then_some(Factor::Recovery));
    }
    let (sealed, new) = match (&member.authenticator, enrols) {
        (Some(sealed), None) => (sealed.as_slice(), false),
        (None, Some(sealed)) => (sealed, true),
        // Enrolled by another attempt meanwhile, or reset.
        _ => return Ok(None),
    };
    let octets = keys.unseal(&member.login, sealed);
    let octets = octets.map_err(|_| Refusal::Broken("an authenticator sealed by another key"))?;
    let authenticator = Authenticator::from_octets(&octets);
    let authenticator = authenticator.ok_or(Refusal::Broken("an authenticator of no form"))?;
    let Some(step) = authenticator.step_of(typed, at) else { return Ok(None) };
    let used = match new {
        true => work.enrol(member.id, sealed, step).await?.then_some(Factor::Enrolment),
        false => work.use_step(member.id, step).await?.then_some(Factor::Code),
    };
    Ok(used)
}
