//! Every test that needs more than one module, in one binary.
#![allow(missing_docs, unreachable_pub)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod agreement;
mod cases;
mod config;
#[cfg(feature = "portal")]
mod counterpart;
mod document;
mod eds;
mod eds_algorithm;
mod evidence;
#[cfg(feature = "portal")]
mod flows;
#[cfg(feature = "portal")]
mod journey;
mod languages;
mod layering;
mod material;
#[cfg(feature = "portal")]
mod ncalayer;
mod paper;
#[cfg(feature = "portal")]
mod portal;
mod readme;
mod screens;
mod terminal;
mod trust_command;
