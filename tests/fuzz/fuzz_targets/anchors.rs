//! cargo-fuzz: `anchors`.
#![no_main]

#[path = "../eds.rs"]
mod eds;
#[path = "../targets.rs"]
mod targets;

libfuzzer_sys::fuzz_target!(|octets: &[u8]| {
    targets::anchors(octets);
});
