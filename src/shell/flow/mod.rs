//! Flows: what a person does and sees, as a text file, played on the console without a terminal.
//!
//! ```text
#![doc = include_str!("grammar.txt")]
//! ```
//!
//! Two runs of a flow show the same screens: the clock is scripted, randomness is drawn from a seed
//! and a step ends only when nothing more is awaited. What differs all the same (the folder of the
//! run) is masked. This module does not know the portal: a [`Stage`] sets the console in front of
//! one.

mod beside;
mod failure;
mod find;
mod key;
mod names;
mod parse;
mod picture;
mod play;
mod played;
mod recorded;
pub mod report;
mod run;
mod seeded;
mod snapshot;
mod stage;
mod step;
mod style;
mod token;
mod wrong;

pub use beside::{AtAuthority, AtNcaLayer, AtPhone, AtService, Beside, Phoned};
pub use failure::{Failure, Why};
pub use names::mistyped;
pub use parse::{parse, size};
pub use picture::Picture;
pub use played::{Frame, Outcome, Played};
pub use run::{Job, run};
pub use seeded::Seeded;
pub use snapshot::{Shot, Snapshots};
pub use stage::{Opened, Stage};
pub use step::{Doing, Field, Flow, Setup, Step, Whose, Words};
pub use wrong::{Mistake, Wrong};

/// The grammar, for people.
pub const GRAMMAR: &str = include_str!("grammar.txt");
