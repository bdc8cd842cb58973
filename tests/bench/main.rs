//! Measurements. `cargo bench` runs all of them, `cargo bench -- verify` those with that word;
//! `cargo bench -- dudect` looks whether the signer's time tells of its secrets, and
//! `cargo bench -- receipt` takes the time from "Sign" pressed to the receipt.
#![allow(clippy::unwrap_used)]

mod cms;
mod desk;
mod dudect;
mod eds;
#[cfg(feature = "portal")]
mod portal;
#[cfg(feature = "portal")]
#[path = "../terminal/proxy.rs"]
mod proxy;
#[cfg(feature = "portal")]
#[path = "../terminal/pty.rs"]
mod pty;
#[cfg(feature = "portal")]
mod receipt;
mod screen;
#[cfg(feature = "portal")]
mod search;
#[cfg(feature = "portal")]
mod stall;

fn main() {
    if std::env::args().any(|word| word == "dudect") {
        return dudect::run();
    }
    #[cfg(feature = "portal")]
    if std::env::args().any(|word| word == "receipt") {
        return receipt::run();
    }
    screen::print_bytes();
    desk::print_bytes();
    divan::main();
}
