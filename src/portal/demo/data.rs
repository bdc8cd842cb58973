//! `assets/demo.toml`, read.

use serde::{Deserialize, Serialize};

use crate::{
    api::{Price, Queue},
    domain::{
        Bilingual, Bin, Cause, Email, Iin, Moment, Number, Phone, ProviderName, Role, SafeText,
        StaffRole, Tenge, Terminal,
    },
    portal::{Error, store::Subject},
};

/// What somebody of the demonstration stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Story {
    /// Has not joined; a GOST key.
    Gost,
    /// Has not joined; an RSA key.
    Rsa,
    /// The certificate has expired.
    Expired,
    /// Types one number and holds the key of another.
    WrongPerson,
    /// Joined a year ago.
    Joined,
    /// The head of an organisation that has not joined.
    Head,
    /// An employee of that organisation, without the right to sign for it.
    Employee,
    /// The certificate was revoked.
    Revoked,
    /// Joined, and stopped for a cause.
    Stopped,
    /// One who may sign for that organisation, beside its head.
    SignRight,
    /// One who may sign that organisation's financial documents.
    Financial,
    /// A personnel officer of that organisation.
    Personnel,
    /// The head of another organisation, who comes for that one.
    OtherCompany,
    /// Holds a key for signing in only.
    Authentication,
    /// The certificate begins in the future.
    NotYetValid,
    /// That organisation's information system.
    System,
    /// That organisation as a client of the treasury.
    Treasury,
    /// The certificate comes from an authority nobody trusts.
    Untrusted,
}

impl Story {
    /// The role in the certificate.
    pub(super) const fn role(self) -> Role {
        match self {
            Self::Head | Self::OtherCompany => Role::Head,
            Self::Employee => Role::Employee,
            Self::SignRight => Role::SignRight,
            Self::Financial => Role::FinancialSignRight,
            Self::Personnel => Role::PersonnelOfficer,
            Self::System => Role::InformationSystem,
            Self::Treasury => Role::TreasuryClient,
            _ => Role::Person,
        }
    }

    /// Its code: the name of its sentence (`story-<code>`).
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gost => "gost",
            Self::Rsa => "rsa",
            Self::Expired => "expired",
            Self::WrongPerson => "wrong-person",
            Self::Joined => "joined",
            Self::Head => "head",
            Self::Employee => "employee",
            Self::Revoked => "revoked",
            Self::Stopped => "stopped",
            Self::SignRight => "sign-right",
            Self::Financial => "financial",
            Self::Personnel => "personnel",
            Self::OtherCompany => "other-company",
            Self::Authentication => "authentication",
            Self::NotYetValid => "not-yet-valid",
            Self::System => "system",
            Self::Treasury => "treasury",
            Self::Untrusted => "untrusted",
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Data {
    pub(super) password: String,
    pub(super) users_before: u64,
    pub(super) device: Terminal,
    pub(super) provider: Till,
    pub(super) organisation: Organisation,
    pub(super) other_organisation: Organisation,
    pub(super) people: Vec<Somebody>,
    pub(super) staff: Vec<Colleague>,
    pub(super) queues: Vec<List>,
    pub(super) prices: Vec<Price>,
    pub(super) entries: Entries,
}

#[derive(Debug, Deserialize)]
pub(super) struct Till {
    pub(super) name: ProviderName,
    pub(super) title: SafeText,
}

#[derive(Debug, Deserialize)]
pub(super) struct Organisation {
    pub(super) name: String,
    pub(super) bin: Bin,
}

#[derive(Debug, Deserialize)]
pub(super) struct Somebody {
    pub(super) story: Story,
    pub(super) cause: Option<Cause>,
    pub(super) surname: String,
    pub(super) given: String,
    pub(super) patronymic: Option<String>,
    pub(super) iin: Iin,
    /// What is typed, when it is not the number of the certificate.
    pub(super) typed: Option<Iin>,
    pub(super) phone: Phone,
    pub(super) email: Email,
}

#[derive(Debug, Deserialize)]
pub(super) struct Colleague {
    pub(super) role: StaffRole,
    pub(super) login: String,
    pub(super) name: SafeText,
}

#[derive(Debug, Deserialize)]
pub(super) struct List {
    subject: Heading,
    code: SafeText,
    name: Bilingual,
    length: u64,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Heading {
    Housing,
    Grants,
}

#[derive(Debug, Deserialize)]
pub(super) struct Entries {
    pub(super) top_up: Bilingual,
    pub(super) refund: Bilingual,
    pub(super) correction: Bilingual,
}

impl Data {
    pub(super) fn read() -> Result<Self, Error> {
        toml::from_str(include_str!("../../../assets/demo.toml"))
            .map_err(|error| Error::Seed(error.message().to_owned()))
    }

    /// The number somebody types: the organisation's for those who come for it.
    pub(super) fn number_of(&self, somebody: &Somebody) -> Number {
        match somebody.story.role() {
            Role::Person => Number::Iin(somebody.typed.as_ref().unwrap_or(&somebody.iin).clone()),
            _ => Number::Bin(self.organisation.bin.clone()),
        }
    }

    /// The price of the service `code`.
    pub(super) fn price(&self, code: &str) -> Option<(&Bilingual, Tenge)> {
        let price = self.prices.iter().find(|price| price.code.as_str() == code)?;
        Some((&price.name, price.amount))
    }
}

impl List {
    pub(super) fn as_of(&self, at: Moment) -> (Subject, Queue) {
        let subject = match self.subject {
            Heading::Housing => Subject::Housing,
            Heading::Grants => Subject::Grants,
        };
        let (code, name) = (self.code.clone(), self.name.clone());
        (subject, Queue { code, name, length: self.length, computed_at: at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_fictitious_and_can_be_typed() {
        let data = Data::read().unwrap();
        let mut numbers = std::collections::HashSet::new();
        let mut tails = std::collections::HashSet::new();
        for somebody in &data.people {
            let number = data.number_of(somebody);
            assert_eq!(Number::parse(number.digits()).as_ref(), Ok(&number));
            assert!(numbers.insert(somebody.iin.clone()), "a number twice");
            // Born in the nineteenth century.
            assert!(somebody.phone.digits().starts_with("000"), "a phone that can be somebody's");
            assert!(somebody.email.as_str().ends_with("@example.kz"));
            assert!(tails.insert(somebody.phone.tail()), "a tail twice");
            assert!(matches!(somebody.iin.digits().as_bytes()[6], b'1' | b'2'));
        }
        let mut causes: Vec<_> = data.people.iter().filter_map(|p| p.cause.clone()).collect();
        let mut all = Cause::all();
        let name = |c: &Cause| format!("{c:?}");
        causes.sort_by_key(name);
        all.sort_by_key(name);
        assert_eq!(causes, all, "one stopped account per cause");
    }
}
