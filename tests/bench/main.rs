//! Measurements. `cargo bench` runs all of them, `cargo bench -- verify` those with that word.
#![allow(clippy::unwrap_used)]

mod cms;
mod desk;
mod eds;
#[cfg(feature = "portal")]
mod portal;
mod screen;
#[cfg(feature = "portal")]
mod search;

fn main() {
    screen::print_bytes();
    desk::print_bytes();
    divan::main();
}
