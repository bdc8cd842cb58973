//! Screens, without a terminal and without anything asynchronous.

mod any_size;
mod certificate;
mod declined;
mod document;
mod fixtures;
pub mod harness;
mod home;
mod key_file;
mod menu;
mod number;
mod reader;
mod receipt;
mod ways;
