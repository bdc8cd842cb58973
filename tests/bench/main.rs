//! Measurements. `cargo bench` runs all of them, `cargo bench -- verify` those with that word.
#![allow(clippy::unwrap_used)]

mod cms;
mod eds;
mod screen;

fn main() {
    divan::main();
}
