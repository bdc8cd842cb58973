//! Flows: the language, the runner, and every flow there is.

mod all;
mod catches;
mod command;
mod language;
mod markup;
