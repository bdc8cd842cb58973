//! `kezekte`: Kezekte.kz in a terminal.
pub mod api;
pub mod app;
pub mod cli;
pub mod document;
pub mod domain;
pub mod text;
