//! The citizen's screens, in the order of the journey.

pub mod account;
pub mod certificate;
pub mod code;
pub mod declined;
pub mod details;
pub mod document;
pub mod help;
pub mod help_look;
pub mod help_number;
pub mod help_request;
pub(super) mod help_topics;
pub mod history;
pub mod home;
pub mod key_file;
pub(super) mod ledger;
pub mod menu;
pub mod not_joined;
pub mod notices;
pub mod number;
pub mod payment;
pub mod queues;
pub mod reader;
pub mod receipt;
pub mod statement;
pub mod top_up;
pub mod ways;
