//! The operator's staff: roles, and what each may do.
//!
//! The table is the only one there is: the portal authorises every call by it, the desk offers only
//! what it allows.

use serde::{Deserialize, Serialize};

/// A role at the support desk (row D1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum StaffRole {
    /// Looks, changes nothing.
    Viewer,
    /// Answers citizens and restores accounts.
    Agent,
    /// Blocks and stops accounts as well.
    Supervisor,
    /// Looks at accounts and their history; talks to nobody, changes nothing.
    Auditor,
    /// Administers the portal; sees no citizen's data.
    Admin,
}

/// What a member of staff may be allowed to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// Search accounts, read a masked card and its timeline.
    ReadAccounts,
    /// Read the queue of help requests.
    ReadRequests,
    /// Take, answer and close help requests.
    AnswerRequests,
    /// Lift a block, a stop or a refusal; undo it.
    Restore,
    /// Block an account or stop its access (3.1.2, 3.1.3); undo it.
    Stop,
    /// Write a note on an account.
    WriteNotes,
    /// See one masked field, for a reason and half a minute.
    Reveal,
}

impl StaffRole {
    /// Every role.
    pub const ALL: [Self; 5] =
        [Self::Viewer, Self::Agent, Self::Supervisor, Self::Auditor, Self::Admin];

    /// Whether this role may do this.
    #[must_use]
    pub const fn may(self, permission: Permission) -> bool {
        use Permission::{
            AnswerRequests, ReadAccounts, ReadRequests, Restore, Reveal, Stop, WriteNotes,
        };
        match permission {
            ReadAccounts => !matches!(self, Self::Admin),
            ReadRequests => matches!(self, Self::Viewer | Self::Agent | Self::Supervisor),
            AnswerRequests | Restore | WriteNotes | Reveal => {
                matches!(self, Self::Agent | Self::Supervisor)
            }
            Stop => matches!(self, Self::Supervisor),
        }
    }

    /// The stable code, as on the wire, in the database and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Viewer => "viewer",
            Self::Agent => "agent",
            Self::Supervisor => "supervisor",
            Self::Auditor => "auditor",
            Self::Admin => "admin",
        }
    }

    /// From the stable code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

impl Permission {
    /// Every permission.
    pub const ALL: [Self; 7] = [
        Self::ReadAccounts,
        Self::ReadRequests,
        Self::AnswerRequests,
        Self::Restore,
        Self::Stop,
        Self::WriteNotes,
        Self::Reveal,
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_roles() {
        let row = |role: StaffRole| -> String {
            Permission::ALL.map(|it| if role.may(it) { 'x' } else { '.' }).iter().collect()
        };
        assert_eq!(row(StaffRole::Viewer), "xx.....");
        assert_eq!(row(StaffRole::Agent), "xxxx.xx");
        assert_eq!(row(StaffRole::Supervisor), "xxxxxxx");
        assert_eq!(row(StaffRole::Auditor), "x......");
        assert_eq!(row(StaffRole::Admin), ".......");
        for role in StaffRole::ALL {
            assert_eq!(serde_json::to_value(role).ok(), Some(role.code().into()));
            assert_eq!(StaffRole::from_code(role.code()), Some(role));
        }
    }
}
