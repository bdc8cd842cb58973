//! Screens, without a terminal and without anything asynchronous.

mod account;
mod any_size;
mod certificate;
mod citizen;
mod declined;
mod details;
mod document;
mod fixtures;
pub mod harness;
mod help;
mod history;
mod home;
mod journey;
mod key_file;
mod menu;
mod number;
mod over;
pub mod qr;
mod queues;
mod reader;
mod receipt;
mod sign_in;
mod statement;
mod ways;
