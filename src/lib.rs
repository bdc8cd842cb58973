//! `kezekte`: Kezekte.kz in a terminal.
pub mod api;
pub mod cli;
pub mod document;
pub mod domain;
pub mod eds;
pub mod text;
