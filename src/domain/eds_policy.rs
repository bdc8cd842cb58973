//! The operator's policy on electronic digital signatures, as data: who may accept the agreement
//! for an organisation, with which kind of key, and how far the signer's clock may be off.
//!
//! It narrows or widens only what is the operator's to decide. That a person accepts for
//! themselves, that the first head accepts for the organisation, and that neither a system nor the
//! treasury accepts anything, is no policy and cannot be set.

use std::{sync::LazyLock, time::Duration};

use serde::{Deserialize, Serialize};

use super::Role;

/// A kind of key that can sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub enum KeyKind {
    /// GOST 34.10-2015 with 512 bits and GOST 34.11-2015: what НУЦ РК issues now.
    #[serde(rename = "gost-512")]
    Gost512,
    /// RSA of 2048 bits and more, with SHA-256.
    #[serde(rename = "rsa")]
    Rsa,
}

impl KeyKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Gost512, Self::Rsa];

    /// The stable code, as in the table and on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gost512 => "gost-512",
            Self::Rsa => "rsa",
        }
    }
}

/// The operator's policy. The portal judges by it; a console asks for it by
/// [`GetStatus`](crate::api::GetStatus) and tells by the same one before anything is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(try_from = "Unchecked")]
pub struct EdsPolicy {
    /// The roles that may accept for an organisation; the first head is always among them.
    roles: Vec<Role>,
    /// The kinds of key that are accepted; at least one.
    algorithms: Vec<KeyKind>,
    /// How far the signer's clock may be from the portal's, seconds: 0 to 900.
    clock_skew: u32,
}

/// A policy as it was written down.
#[derive(Deserialize)]
struct Unchecked {
    roles: Vec<Role>,
    algorithms: Vec<KeyKind>,
    clock_skew: u32,
}

/// The table, as people write it: codes.
#[derive(Deserialize)]
struct Table {
    roles: Vec<String>,
    algorithms: Vec<String>,
    clock_skew: u32,
}

/// Why something is no policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EdsPolicyError {
    /// Not TOML of the table's form.
    #[error("the policy on signatures cannot be read")]
    Form,
    /// No role or no kind of key has this code.
    #[error("`{0}` is no role and no kind of key")]
    Code(String),
    /// The first head may always accept.
    #[error("the first head (head) is not among the roles")]
    NoHead,
    /// This one accepts for no organisation, whatever the operator wishes.
    #[error("the role {} can accept for no organisation", .0.code())]
    Role(Role),
    /// Nobody could sign.
    #[error("no kind of key is accepted")]
    NoAlgorithm,
    /// A clock that is off by more proves no time at all.
    #[error("a clock may be off by {longest} s at most, not {0} s", longest = EdsPolicy::LONGEST_SKEW)]
    ClockSkew(u32),
}

static EMBEDDED: LazyLock<EdsPolicy> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "a constant of this build, which a test reads")]
    EdsPolicy::parse(include_str!("../../assets/eds-policy.toml"))
        .expect("the embedded policy is one")
});

impl TryFrom<Unchecked> for EdsPolicy {
    type Error = EdsPolicyError;

    fn try_from(from: Unchecked) -> Result<Self, EdsPolicyError> {
        Self::new(from.roles, from.algorithms, from.clock_skew)
    }
}

impl Default for EdsPolicy {
    fn default() -> Self {
        Self::embedded().clone()
    }
}

impl EdsPolicy {
    /// The largest clock skew, seconds: as long as a request can be signed.
    pub const LONGEST_SKEW: u32 = 900;

    /// The roles an operator can choose from.
    pub const ROLES: [Role; 5] = [
        Role::Head,
        Role::SignRight,
        Role::FinancialSignRight,
        Role::PersonnelOfficer,
        Role::Employee,
    ];

    /// A policy.
    ///
    /// # Errors
    /// [`EdsPolicyError`], the first thing that is wrong.
    pub fn new(
        roles: Vec<Role>,
        algorithms: Vec<KeyKind>,
        clock_skew: u32,
    ) -> Result<Self, EdsPolicyError> {
        if let Some(role) = roles.iter().find(|role| !Self::ROLES.contains(role)) {
            return Err(EdsPolicyError::Role(*role));
        }
        if !roles.contains(&Role::Head) {
            return Err(EdsPolicyError::NoHead);
        }
        if algorithms.is_empty() {
            return Err(EdsPolicyError::NoAlgorithm);
        }
        if clock_skew > Self::LONGEST_SKEW {
            return Err(EdsPolicyError::ClockSkew(clock_skew));
        }
        Ok(Self { roles, algorithms, clock_skew })
    }

    /// A policy from the codes of its roles and kinds of key.
    ///
    /// # Errors
    /// As [`Self::new`]; [`EdsPolicyError::Code`] for a code nobody knows.
    pub fn from_codes<'a>(
        roles: impl IntoIterator<Item = &'a str>,
        algorithms: impl IntoIterator<Item = &'a str>,
        clock_skew: u32,
    ) -> Result<Self, EdsPolicyError> {
        let unknown = |code: &str| EdsPolicyError::Code(code.to_owned());
        let role = |code: &str| {
            Role::ALL.into_iter().find(|role| role.code() == code).ok_or_else(|| unknown(code))
        };
        let kind = |code: &str| {
            KeyKind::ALL.into_iter().find(|kind| kind.code() == code).ok_or_else(|| unknown(code))
        };
        let roles = roles.into_iter().map(role).collect::<Result<_, _>>()?;
        let algorithms = algorithms.into_iter().map(kind).collect::<Result<_, _>>()?;
        Self::new(roles, algorithms, clock_skew)
    }

    /// Reads the table.
    ///
    /// # Errors
    /// As [`Self::from_codes`]; [`EdsPolicyError::Form`].
    pub fn parse(table: &str) -> Result<Self, EdsPolicyError> {
        let table: Table = toml::from_str(table).map_err(|_| EdsPolicyError::Form)?;
        let Table { roles, algorithms, clock_skew } = table;
        let text = String::as_str;
        Self::from_codes(roles.iter().map(text), algorithms.iter().map(text), clock_skew)
    }

    /// The policy this program was built with.
    #[must_use]
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// Whether this role may accept for an organisation.
    #[must_use]
    pub fn lets_accept(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether this kind of key is accepted.
    #[must_use]
    pub fn takes(&self, kind: KeyKind) -> bool {
        self.algorithms.contains(&kind)
    }

    /// How far the signer's clock may be from the portal's.
    #[must_use]
    pub fn clock_skew(&self) -> Duration {
        Duration::from_secs(u64::from(self.clock_skew))
    }

    /// The roles' codes.
    pub fn role_codes(&self) -> impl Iterator<Item = &'static str> {
        self.roles.iter().map(|role| role.code())
    }

    /// The codes of the kinds of key.
    pub fn algorithm_codes(&self) -> impl Iterator<Item = &'static str> {
        self.algorithms.iter().map(|kind| kind.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: [&str; 1] = ["head"];

    #[test]
    fn the_embedded_policy_is_what_the_operator_wants() {
        let policy = EdsPolicy::embedded();
        let accepting: Vec<_> =
            Role::ALL.into_iter().filter(|role| policy.lets_accept(*role)).collect();
        assert_eq!(accepting, [Role::Head, Role::SignRight]);
        assert!(KeyKind::ALL.iter().all(|kind| policy.takes(*kind)));
        assert_eq!(policy.clock_skew(), Duration::from_secs(300));
    }

    #[test]
    fn what_is_not_the_operators_to_decide_is_refused() {
        for role in ["person", "information-system", "treasury-client", "unknown"] {
            let refused = EdsPolicy::from_codes(["head", role], ["rsa"], 0);
            assert!(matches!(refused, Err(EdsPolicyError::Role(_))), "{role}");
        }
        let of = |roles: &[&'static str], kinds: &[&'static str], skew| {
            EdsPolicy::from_codes(roles.iter().copied(), kinds.iter().copied(), skew).unwrap_err()
        };
        assert_eq!(of(&["sign-right"], &["rsa"], 0), EdsPolicyError::NoHead);
        assert_eq!(of(&HEAD, &[], 0), EdsPolicyError::NoAlgorithm);
        assert_eq!(of(&HEAD, &["rsa"], 901), EdsPolicyError::ClockSkew(901));
        assert_eq!(of(&["boss"], &["rsa"], 0), EdsPolicyError::Code("boss".to_owned()));
        assert_eq!(of(&HEAD, &["sha1"], 0), EdsPolicyError::Code("sha1".to_owned()));
        assert_eq!(EdsPolicy::parse("roles = 1"), Err(EdsPolicyError::Form));
    }

    #[test]
    fn the_wire_is_read_as_strictly_as_the_table() {
        let wire = serde_json::to_string(EdsPolicy::embedded()).unwrap();
        assert_eq!(
            wire,
            r#"{"roles":["head","sign_right"],"algorithms":["gost-512","rsa"],"clock_skew":300}"#
        );
        assert_eq!(serde_json::from_str::<EdsPolicy>(&wire).unwrap(), EdsPolicy::default());
        for (from, to) in [("\"head\",", ""), ("sign_right", "person"), ("300", "1000000")] {
            assert!(serde_json::from_str::<EdsPolicy>(&wire.replace(from, to)).is_err(), "{to}");
        }
    }
}
