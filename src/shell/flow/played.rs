//! What became of a flow.

use std::{path::PathBuf, time::Duration};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Size},
};

use super::{Failure, Shot};
use crate::domain::{Language, Moment};

/// A flow that was played.
#[derive(Debug)]
pub struct Played {
    /// What the flow is called.
    pub title: String,
    /// Its file.
    pub file: String,
    /// In which language it was played.
    pub language: Language,
    /// On what terminal.
    pub size: Size,
    /// Steps that were carried out, and how many there are.
    pub steps: (usize, usize),
    /// Every screen that differs from the one before.
    pub frames: Vec<Frame>,
    /// What became of it.
    pub outcome: Outcome,
    /// SHA-256 over every screen and its styles, hexadecimal.
    pub hash: String,
    /// The screens that snapshots asked for, by name, and how they differ from the accepted ones.
    pub shots: Vec<(String, Shot, Option<String>)>,
    /// Where the accepted ones are kept.
    pub kept: PathBuf,
    /// How long it took by the machine's clock.
    pub took: Duration,
}

/// A screen after a step.
#[derive(Debug, Clone)]
pub struct Frame {
    /// The step, as it was written; nothing for the first screen.
    pub step: String,
    /// The cells.
    pub screen: Buffer,
    /// Where the cursor stands.
    pub cursor: Option<Position>,
    /// The scripted clock.
    pub at: Moment,
}

/// What became of a flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was as expected.
    Passed,
    /// Something was not.
    Failed(Box<Failure>),
    /// It could not be played.
    NotRun(String),
}
