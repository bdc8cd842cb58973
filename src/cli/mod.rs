//! The command line: one file a command; arguments in, text out, an exit code.

pub mod agreement;
