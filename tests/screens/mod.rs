//! Screens, without a terminal and without anything asynchronous.

mod certificate;
mod document;
mod fixtures;
pub mod harness;
mod home;
mod key_file;
mod receipt;
mod ways;
