//! The portal over real HTTP, with real keys and real signatures.

mod contacts;
mod contract;
mod crash;
mod durable;
mod feed;
mod forms;
mod fuzz;
mod hostile;
mod joining;
mod limits;
mod matrix;
mod payments;
mod payments_crash;
mod people;
mod postgres;
mod privacy;
mod races;
mod schema;
mod sign_in;
mod sign_in_refused;
mod staff;
mod staff_sign_in;
mod staff_wait;
mod story;
mod support;
mod vault;
pub(crate) mod world;
