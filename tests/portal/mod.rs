//! The portal over real HTTP, with real keys and real signatures.

mod contract;
mod crash;
mod joining;
mod limits;
mod people;
mod postgres;
mod privacy;
mod races;
mod story;
pub(crate) mod world;
