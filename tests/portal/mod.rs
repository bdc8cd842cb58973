//! The portal over real HTTP, with real keys and real signatures.

mod contract;
mod crash;
mod joining;
mod limits;
mod people;
mod postgres;
mod privacy;
mod races;
mod sign_in;
mod sign_in_refused;
mod story;
pub(crate) mod world;
