//! The server side of the contract: `/api/v1` over a database.
//!
//! ```text
//! routes ─► service ─► store ─► sqlite | postgres
//!   HTTP      rules     SQL
//! ```
//!
//! Routes extract, call one verb and reply; a verb is a rule, with no HTTP and no SQL in it; the
//! store is one set of statements for both databases. The portal keeps no state outside the
//! database, but for the counts by which it limits a source's calls.

mod audit;
mod auth;
mod check;
mod demo;
mod device;
mod error;
mod export;
mod keys;
mod limits;
mod openapi;
mod outbound;
mod password;
mod problem;
mod provider;
mod routes;
mod running;
mod service;
mod sources;
mod staff;
mod store;
mod trust;
mod words;

pub use check::{Checked, check};
pub use demo::{
    AUTHENTICATION_KEY, DemoAuthorities, DemoDevice, DemoMember, DemoProvider, DemoStaff, People,
    Person, Story,
};
pub use device::{Added, add_device};
pub use error::Error;
pub use export::{Exported, export_evidence};
pub use limits::Limits;
pub use openapi::document as openapi;
pub use provider::{Provider, add_provider, disable_provider, providers};
pub use running::{Config, Portal, Running};
pub use service::Mobile;
pub use sources::Sources;
pub use staff::{Staff, StaffChange, StaffMember};
pub use store::Error as StoreError;
