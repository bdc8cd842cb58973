//! The one gate: what an account's state lets its owner do, whichever channel they come by.
//!
//! Invariant: whoever acts for a citizen asks here, with the account as it was read in the
//! transaction of the effect. A block therefore holds at the next call on every channel, and there
//! is no second list of states to forget.
//!
//! ```text
//!                 See   Use   Credit  Enter  Accept
//! registered       ·     ·      +       ·      +
//! active           +     +      +       +      +
//! blocked          +     ·      +       +      ·      3.1.2
//! access stopped   +     ·      +       +      ·      3.1.3
//! refused          +     ·      ·       ·      ·      3.1.2
//! withdrawn        +     ·      ·       ·      +      2.5
//! deleted          ·     ·      ·       ·      ·      3.1.2
//! ```

use super::Refusal;
use crate::{
    api::ProblemCode,
    domain::{AccountState, Action, Actor},
};

/// What is wanted of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gate {
    /// See the account itself: state, cause, acceptances, notices; ask for help. A stopped owner
    /// may, because they must learn why (contract: "cause, evidence, help").
    See,
    /// Use the portal: balance, statement, contacts, top-ups, services.
    Use,
    /// Be credited by a payment provider. A stopped account is: paying is how a breach of 4.7 is
    /// remedied.
    Credit,
    /// Get a session by a signature, a restricted one when the account is stopped.
    Enter,
    /// Accept the agreement. A stopped owner may not: joining anew would undo the stop.
    Accept,
}

impl Gate {
    /// Whether the account's state lets this through.
    pub(crate) const fn lets(self, state: AccountState) -> bool {
        use AccountState::{AccessStopped, Active, Blocked, Deleted, Registered};
        match self {
            Self::See => !matches!(state, Registered | Deleted),
            Self::Use => state.in_use(),
            Self::Credit => matches!(state, Registered | Active | Blocked | AccessStopped),
            Self::Enter => matches!(state, Active | Blocked | AccessStopped),
            Self::Accept => state.apply(Action::Accept, Actor::Citizen).is_ok(),
        }
    }

    /// Refuses what the account's state does not let through.
    ///
    /// # Errors
    /// `illegal-transition` for an acceptance, `forbidden` for everything else.
    pub(crate) fn pass(self, state: AccountState) -> Result<(), Refusal> {
        match self {
            _ if self.lets(state) => Ok(()),
            Self::Accept => Err(ProblemCode::IllegalTransition.into()),
            _ => Err(ProblemCode::Forbidden.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_the_gate() {
        let row = |state| {
            [Gate::See, Gate::Use, Gate::Credit, Gate::Enter, Gate::Accept]
                .map(|gate| if gate.lets(state) { '+' } else { '.' })
                .iter()
                .collect::<String>()
        };
        let table = AccountState::ALL.map(row);
        assert_eq!(table, ["..+.+", "+++++", "+.++.", "+.++.", "+....", "+...+", "....."]);
        let code = |gate: Gate, state| gate.pass(state).unwrap_err().code();
        assert_eq!(code(Gate::Use, AccountState::Blocked), ProblemCode::Forbidden);
        assert_eq!(code(Gate::Accept, AccountState::Blocked), ProblemCode::IllegalTransition);
    }
}
