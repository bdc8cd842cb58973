//! `kezekte`: Kezekte.kz in a terminal.
pub mod api;
pub mod domain;
pub mod eds;
pub mod text;
