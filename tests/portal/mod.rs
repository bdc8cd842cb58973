//! The portal over real HTTP, with real keys and real signatures.

mod contacts;
mod contract;
mod crash;
mod durable;
mod forms;
mod fuzz;
mod hostile;
mod joining;
mod limits;
mod payments;
mod payments_crash;
mod people;
mod postgres;
mod privacy;
mod races;
mod schema;
mod sign_in;
mod sign_in_refused;
mod story;
mod vault;
pub(crate) mod world;
