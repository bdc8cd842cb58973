//! The commands, one file each: arguments in, text out, an exit code.

pub mod agreement;
