//! A list of НУЦ РК's size is read in little memory: measured from outside, in a process of its own.

use std::{
    env,
    fs::File,
    io::{BufWriter, Write as _},
    process::Command,
};

use kezekte::eds::{
    issue::{List, Revoked},
    revocation::{Crl, Reason},
};

use super::{
    people::{Seeded, gost},
    services::{ago, ahead},
};

/// Names the list's file to the process that reads it.
const FILE: &str = "KEZEKTE_TEST_LIST";
/// Entries: with serial numbers of 20 octets, dates and reasons they take 20 MB and more.
const ENTRIES: u32 = 400_000;
/// The most that reading may add to what the process has before it, in KiB.
const MOST: u64 = 40 * 1024;

/// A number of the process's own memory as the kernel counts it, in KiB.
fn status(name: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// The other process: does nothing unless it is told which file to read.
#[test]
fn reads_the_list_it_is_told_to() {
    let Ok(file) = env::var(FILE) else { return };
    let before = status("VmHWM:");
    let list = Crl::read(File::open(file).unwrap()).unwrap();
    let most = status("VmHWM:") - before;
    assert_eq!(list.len(), ENTRIES as usize);
    println!("read in {most} KiB");
    assert!(most < MOST, "{most} KiB");
}

#[test]
#[cfg(target_os = "linux")]
fn a_list_of_twenty_megabytes_is_read_in_well_under_a_hundred() {
    let revoked: Vec<_> = (0..ENTRIES)
        .map(|n| {
            // Spread over all numbers, as real ones are, and not in order.
            let mut serial = vec![0x40; 20];
            serial[1..5].copy_from_slice(&n.wrapping_mul(2_654_435_761).to_be_bytes());
            Revoked { serial, at: ago(i64::from(n % 86_400)), reason: Some(Reason::Superseded) }
        })
        .collect();
    let updates = (ago(60), ahead(60));
    let list = List { number: 1, base: None, updates, revoked: &revoked };
    let list = gost().nca.list(&list, &Seeded::new(242)).unwrap();
    assert!(list.len() > 20_000_000, "{} octets", list.len());

    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("list.crl");
    BufWriter::new(File::create(&file).unwrap()).write_all(&list).unwrap();
    let read = Command::new(env::current_exe().unwrap())
        .args(["--exact", "eds::lists_memory::reads_the_list_it_is_told_to", "--nocapture"])
        .env(FILE, &file)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&read.stdout);
    assert!(read.status.success() && said.contains("read in "), "{said}");
}
