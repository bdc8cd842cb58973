//! `kezekte portal staff …`: who works at the support desk.

use clap::{Args, Subcommand, ValueEnum};

use crate::{
    domain::{Clock, Random, StaffRole},
    portal::{Error, Staff, StaffChange},
};

/// Commands of `kezekte portal staff`.
#[derive(Debug, Subcommand)]
pub enum StaffCommand {
    /// Add a member and print the password, which is shown only now and stays theirs; an
    /// authenticator is enrolled when they first sign in
    Add {
        /// 2 to 32 small Latin letters, digits, dots, hyphens; a letter first
        login: String,
        /// The name as colleagues know it
        #[arg(long)]
        name: String,
        /// What they may do
        #[arg(long, value_enum)]
        role: Role,
        #[command(flatten)]
        at: Database,
    },
    /// List the members
    List {
        #[command(flatten)]
        at: Database,
    },
    /// Give a member another role, from their next call on
    Role {
        /// The member
        login: String,
        /// What they may do
        #[arg(value_enum)]
        role: Role,
        #[command(flatten)]
        at: Database,
    },
    /// Dismiss a member: their sessions end at once
    Disable {
        /// The member
        login: String,
        #[command(flatten)]
        at: Database,
    },
    /// Let a dismissed member in again, with a new password and a new authenticator
    Enable {
        /// The member
        login: String,
        #[command(flatten)]
        at: Database,
    },
    /// Print a new password and forget the authenticator; the member's sessions end
    Reset {
        /// The member
        login: String,
        #[command(flatten)]
        at: Database,
    },
}

/// Where the data is.
#[derive(Debug, Args)]
pub struct Database {
    /// Where the data is: sqlite:PATH or postgres://…
    #[arg(long)]
    database: Option<String>,
}

impl StaffCommand {
    /// Where the data is, as it was typed.
    pub(super) const fn database(&self) -> Option<&String> {
        match self {
            Self::Add { at, .. }
            | Self::List { at }
            | Self::Role { at, .. }
            | Self::Disable { at, .. }
            | Self::Enable { at, .. }
            | Self::Reset { at, .. } => at.database.as_ref(),
        }
    }
}

/// A role, as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Role {
    /// Looks, changes nothing
    Viewer,
    /// Answers citizens and restores accounts
    Agent,
    /// Blocks and stops accounts as well
    Supervisor,
    /// Looks at accounts and their history, changes nothing
    Auditor,
    /// Administers the portal, sees no citizen's data
    Admin,
}

impl From<Role> for StaffRole {
    fn from(role: Role) -> Self {
        match role {
            Role::Viewer => Self::Viewer,
            Role::Agent => Self::Agent,
            Role::Supervisor => Self::Supervisor,
            Role::Auditor => Self::Auditor,
            Role::Admin => Self::Admin,
        }
    }
}

/// Carries the command out.
pub(super) async fn run(
    command: StaffCommand,
    database: &str,
    clock: &dyn Clock,
    random: &dyn Random,
) -> Result<(), Error> {
    let (login, change) = match command {
        StaffCommand::Add { login, name, role, .. } => {
            let staff = Staff::open(database).await?;
            let who = (login.as_str(), &name.as_str().into(), role.into());
            let password = staff.add(who, clock, random).await;
            staff.close().await;
            println!("{}", password?.reveal());
            return Ok(());
        }
        StaffCommand::List { .. } => return list(database).await,
        StaffCommand::Role { login, role, .. } => (login, StaffChange::Role(role.into())),
        StaffCommand::Disable { login, .. } => (login, StaffChange::Disable),
        StaffCommand::Enable { login, .. } => (login, StaffChange::Enable),
        StaffCommand::Reset { login, .. } => (login, StaffChange::Reset),
    };
    let staff = Staff::open(database).await?;
    let password = staff.change(&login, change, clock, random).await;
    staff.close().await;
    if let Some(password) = password? {
        println!("{}", password.reveal());
    }
    Ok(())
}

/// One line a member: login, role, state, name.
async fn list(database: &str) -> Result<(), Error> {
    let staff = Staff::open(database).await?;
    let members = staff.list().await;
    staff.close().await;
    for member in members? {
        let state = match (member.disabled, member.enrolled) {
            (true, _) => "disabled",
            (false, true) => "enrolled",
            (false, false) => "not enrolled",
        };
        println!("{:<32} {:<10} {state:<12} {}", member.login, member.role.code(), member.name);
    }
    Ok(())
}
