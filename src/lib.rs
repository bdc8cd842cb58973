//! `kezekte`: Kezekte.kz in a terminal.
pub mod api;
pub mod app;
pub mod document;
pub mod domain;
pub mod text;
