//! Screens, without a terminal and without anything asynchronous.

mod any_size;
mod declined;
pub mod harness;
mod home;
mod menu;
mod number;
mod reader;
