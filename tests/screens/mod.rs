//! Screens, without a terminal and without anything asynchronous.

pub mod harness;
mod home;
