//! `kezekte`: see `kezekte --help`.

fn main() {}
