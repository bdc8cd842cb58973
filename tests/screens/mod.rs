//! Screens, without a terminal and without anything asynchronous.

mod account;
mod citizen;
pub mod harness;
mod help;
mod home;
mod over;
mod queues;
mod sign_in;
mod statement;
