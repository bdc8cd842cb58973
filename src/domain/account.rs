//! The life of an account, and why it can be stopped.
//!
//! Decides what may follow what; it stores nothing and asks nobody. Every caller, from the desk or
//! from a citizen's terminal, goes through [`AccountState::apply`].

use serde::{Deserialize, Serialize};

use super::{BlockId, Permission, StaffRole};

/// Where an account is in its life. An illegal transition is a typed refusal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum AccountState {
    /// Known to the portal, agreement not in force yet.
    Registered,
    /// Agreement in force.
    Active,
    /// Blocked (clause 3.1.2).
    Blocked,
    /// Access stopped (clause 3.1.3).
    AccessStopped,
    /// Registration refused (clause 3.1.2).
    Refused,
    /// The citizen stopped using the portal (clause 2.5).
    Withdrawn,
    /// Deleted (clause 3.1.2).
    Deleted,
}

/// What is done to an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// The agreement was accepted by a signature (5.2), the first time or anew.
    Accept,
    /// Registration is refused (3.1.2).
    Refuse,
    /// The account is blocked (3.1.2).
    Block,
    /// Access is stopped (3.1.3).
    StopAccess,
    /// A block, a stop or a refusal is lifted.
    Restore,
    /// The citizen stops using the portal (2.5).
    Withdraw,
    /// The account is deleted (3.1.2).
    Delete,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 7] = [
        Self::Accept,
        Self::Refuse,
        Self::Block,
        Self::StopAccess,
        Self::Restore,
        Self::Withdraw,
        Self::Delete,
    ];

    /// Whether this actor does such a thing at all, whatever the account's state.
    #[must_use]
    pub const fn is_for(self, actor: Actor) -> bool {
        match (self, actor) {
            (Self::Accept | Self::Withdraw, Actor::Citizen) | (Self::StopAccess, Actor::Portal) => {
                true
            }
            (Self::Restore, Actor::Staff(role)) => role.may(Permission::Restore),
            (Self::Refuse | Self::Block | Self::StopAccess | Self::Delete, Actor::Staff(role)) => {
                role.may(Permission::Stop)
            }
            _ => false,
        }
    }
}

/// Who acts on an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The owner, by a signature or in a session that came from one.
    Citizen,
    /// A member of staff, by their role.
    Staff(StaffRole),
    /// The portal itself, by a rule.
    Portal,
}

/// This actor may not do this to an account in this state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{actor:?} may not {action:?} an account that is {state:?}")]
pub struct IllegalTransition {
    /// The state the account is in, and stays in.
    pub state: AccountState,
    /// What was asked for.
    pub action: Action,
    /// Who asked.
    pub actor: Actor,
}

impl AccountState {
    /// Every state, in the order of an account's life.
    pub const ALL: [Self; 7] = [
        Self::Registered,
        Self::Active,
        Self::Blocked,
        Self::AccessStopped,
        Self::Refused,
        Self::Withdrawn,
        Self::Deleted,
    ];

    /// The state after `action` by `actor`.
    ///
    /// Only the owner accepts and withdraws; a stopped owner does neither, because withdrawing and
    /// joining again would undo the stop. Agents and supervisors restore; supervisors refuse,
    /// block, stop and delete; the portal itself stops access by a rule (3.1.3) and nothing else.
    /// A deleted account stays deleted.
    ///
    /// # Errors
    /// [`IllegalTransition`] for everything that is not listed.
    pub const fn apply(self, action: Action, actor: Actor) -> Result<Self, IllegalTransition> {
        use AccountState::{
            AccessStopped, Active, Blocked, Deleted, Refused, Registered, Withdrawn,
        };
        let next = match (self, action) {
            (Registered | Active | Withdrawn, Action::Accept) => Active,
            (Active, Action::Withdraw) => Withdrawn,
            (Registered, Action::Refuse) => Refused,
            (Active | AccessStopped, Action::Block) => Blocked,
            (Active, Action::StopAccess) => AccessStopped,
            (Blocked | AccessStopped, Action::Restore) => Active,
            (Refused, Action::Restore) => Registered,
            (
                Registered | Active | Blocked | AccessStopped | Refused | Withdrawn,
                Action::Delete,
            ) => Deleted,
            _ => return Err(IllegalTransition { state: self, action, actor }),
        };
        if action.is_for(actor) {
            Ok(next)
        } else {
            Err(IllegalTransition { state: self, action, actor })
        }
    }

    /// True when the owner's session may do everything; a stopped owner's is restricted to seeing
    /// why (contract: "cause, evidence, help").
    #[must_use]
    pub const fn in_use(self) -> bool {
        matches!(self, Self::Active)
    }

    /// The stable code, as on the wire and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Registered => "registered",
            Self::Active => "active",
            Self::Blocked => "blocked",
            Self::AccessStopped => "access_stopped",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Deleted => "deleted",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}

/// Why an account is stopped: a power of the operator on a breached clause, or a technical reason.
/// The clauses are blocks of the agreement, so citizen, agent and slip read one text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(try_from = "UncheckedCause")]
pub struct Cause {
    /// The clause that gives the power (`3.1.2` or `3.1.3`).
    #[cfg_attr(feature = "portal", schema(value_type = String, examples("3.1.2", "3.1.3")))]
    power: BlockId,
    /// The breached clause (`3.4.1`–`3.4.6` under 3.1.2; `4.6`–`4.8` under 3.1.3); none when the
    /// reason is technical.
    breach: Option<BlockId>,
}

/// What is wrong with a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CauseFault {
    /// Neither 3.1.2 nor 3.1.3.
    #[error("no clause that gives a power over an account")]
    NoPower,
    /// The power does not rest on that clause.
    #[error("the power does not rest on the breached clause")]
    NoGround,
}

/// Which breaches each power rests on: 3.1.2 on the user's duties (3.4.1–3.4.6), 3.1.3 on the
/// clauses it names itself (4.6, 4.7, 4.8).
const GROUNDS: [(&str, &[&str]); 2] = [
    ("3.1.2", &["3.4.1", "3.4.2", "3.4.3", "3.4.4", "3.4.5", "3.4.6"]),
    ("3.1.3", &["4.6", "4.7", "4.8"]),
];

impl Cause {
    /// A cause, when the power rests on the breach.
    ///
    /// # Errors
    /// [`CauseFault`] for a clause that gives no power or a breach the power does not name.
    pub fn new(power: BlockId, breach: Option<BlockId>) -> Result<Self, CauseFault> {
        let grounds = GROUNDS.iter().find(|(clause, _)| *clause == power.0);
        let (_, breaches) = grounds.ok_or(CauseFault::NoPower)?;
        match &breach {
            Some(breach) if !breaches.contains(&breach.0.as_str()) => Err(CauseFault::NoGround),
            _ => Ok(Self { power, breach }),
        }
    }

    /// Every cause there is: each power with each of its breaches, and without one (technical).
    #[must_use]
    pub fn all() -> Vec<Self> {
        let block = |name: &str| BlockId(name.to_owned());
        GROUNDS
            .iter()
            .flat_map(|(power, breaches)| {
                let grounded = breaches.iter().map(move |breach| Some(block(breach)));
                grounded.chain([None]).map(move |breach| Self { power: block(power), breach })
            })
            .collect()
    }

    /// The clause that gives the power.
    #[must_use]
    pub fn power(&self) -> &BlockId {
        &self.power
    }

    /// The breached clause; none when the reason is technical.
    #[must_use]
    pub fn breach(&self) -> Option<&BlockId> {
        self.breach.as_ref()
    }

    /// What this cause's power does to an account in use: 3.1.2 blocks, 3.1.3 stops access.
    #[must_use]
    pub fn action(&self) -> Action {
        if self.power.0 == "3.1.3" { Action::StopAccess } else { Action::Block }
    }
}

#[derive(Deserialize)]
struct UncheckedCause {
    power: BlockId,
    breach: Option<BlockId>,
}

impl TryFrom<UncheckedCause> for Cause {
    type Error = CauseFault;

    fn try_from(raw: UncheckedCause) -> Result<Self, CauseFault> {
        Self::new(raw.power, raw.breach)
    }
}

/// What kind of line a statement's line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum EntryKind {
    /// Money paid in (3.2.2).
    TopUp,
    /// A service paid for (5.1).
    Service,
    /// Money given back.
    Refund,
    /// A correction by the operator.
    Correction,
}

impl EntryKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::TopUp, Self::Service, Self::Refund, Self::Correction];

    /// The stable code, as on the wire and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TopUp => "top_up",
            Self::Service => "service",
            Self::Refund => "refund",
            Self::Correction => "correction",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use AccountState::{AccessStopped, Active, Blocked, Deleted, Refused, Registered, Withdrawn};

    #[test]
    fn exactly_the_listed_transitions_are_legal() {
        let actors = StaffRole::ALL.map(Actor::Staff);
        let actors = || actors.iter().copied().chain([Actor::Citizen, Actor::Portal]);
        let mut legal = std::collections::BTreeMap::<String, usize>::new();
        for state in AccountState::ALL {
            for action in Action::ALL {
                for actor in actors() {
                    match state.apply(action, actor) {
                        Ok(_) => *legal.entry(format!("{actor:?}")).or_default() += 1,
                        Err(illegal) => assert_eq!(illegal.state, state),
                    }
                }
            }
        }
        let expected = [
            ("Citizen", 4),
            ("Portal", 1),
            ("Staff(Agent)", 3),
            // Refuse, block twice, stop, restore three times, delete six times.
            ("Staff(Supervisor)", 13),
        ];
        assert_eq!(legal, expected.map(|(who, count)| (who.to_owned(), count)).into());
        for actor in actors() {
            for action in Action::ALL {
                assert!(Deleted.apply(action, actor).is_err());
            }
        }
        for stopped in [Blocked, AccessStopped, Refused, Deleted] {
            for action in [Action::Accept, Action::Withdraw] {
                assert!(stopped.apply(action, Actor::Citizen).is_err());
            }
        }
        assert_eq!(Registered.apply(Action::Accept, Actor::Citizen), Ok(Active));
        assert_eq!(Withdrawn.apply(Action::Accept, Actor::Citizen), Ok(Active));
        let (agent, supervisor) =
            (Actor::Staff(StaffRole::Agent), Actor::Staff(StaffRole::Supervisor));
        assert!(Registered.apply(Action::Accept, supervisor).is_err());
        assert_eq!(Blocked.apply(Action::Restore, agent), Ok(Active));
        assert!(Active.apply(Action::Block, agent).is_err());
        assert_eq!(Active.apply(Action::Block, supervisor), Ok(Blocked));
    }

    #[test]
    fn a_cause_is_a_power_on_a_clause_it_rests_on() {
        let cause = |power: &str, breach: Option<&str>| {
            Cause::new(BlockId(power.into()), breach.map(|b| BlockId(b.into())))
        };
        assert_eq!(Cause::all().len(), 11);
        assert!(Cause::all().into_iter().all(|c| Cause::new(c.power, c.breach).is_ok()));
        assert_eq!(cause("3.1.2", Some("4.7")), Err(CauseFault::NoGround));
        assert_eq!(cause("3.1.3", Some("3.4.5")), Err(CauseFault::NoGround));
        assert_eq!(cause("2.4", None), Err(CauseFault::NoPower));
        let wire = r#"{"power":"3.1.3","breach":"3.4.5"}"#;
        assert!(serde_json::from_str::<Cause>(wire).is_err());
    }

    #[test]
    fn codes_are_those_of_the_wire() {
        for state in AccountState::ALL {
            assert_eq!(serde_json::to_value(state).ok(), Some(state.code().into()));
        }
        for kind in EntryKind::ALL {
            assert_eq!(serde_json::to_value(kind).ok(), Some(kind.code().into()));
        }
    }
}
