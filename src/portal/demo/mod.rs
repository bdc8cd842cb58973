//! The demonstration: fictitious people with real keys, a year of money, waiting lists.
//!
//! Numbers, names and figures stand in `assets/demo.toml` and are the same every time; keys and
//! certificates are made on first start from real randomness, live in the keys folder and are
//! never shipped. History is made by the portal's own verbs at moments of the past, with real
//! signatures. Every step looks whether it was done, so a start that was killed goes on.
//!
//! Nothing here runs without the demonstration's marker in the database.

mod authorities;
mod data;
mod folder;
mod history;
mod issue;
mod join;
mod mobile;
mod seed;
mod staff;
mod stops;

pub use authorities::DemoAuthorities;
pub use data::Story;
pub(super) use folder::prepare;
pub use folder::{AUTHENTICATION_KEY, DemoDevice, DemoProvider, People, Person};
pub(super) use mobile::mobile;
pub(super) use seed::seed;
pub use staff::{DemoMember, DemoStaff};
