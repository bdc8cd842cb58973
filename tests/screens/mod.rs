//! Screens, without a terminal and without anything asynchronous.

mod account;
mod any_size;
mod citizen;
mod declined;
pub mod harness;
mod help;
mod home;
mod menu;
mod number;
mod over;
mod queues;
mod reader;
mod sign_in;
mod statement;
