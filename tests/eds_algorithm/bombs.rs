//! Key files that ask for too much: refused before the work is done.

use std::time::{Duration, Instant};

use kezekte::{domain::Fault, eds::pkcs12::open};

use super::{
    certificate::element,
    envelope::{SALT, data, file, integrity},
};

/// Far above what a refusal takes, far below what ten million iterations would.
const AT_ONCE: Duration = Duration::from_millis(250);
/// What the most expensive file that is still accepted may take, in a debug build on a busy machine.
const BOUND: Duration = Duration::from_secs(3);

fn refused(file: &[u8], within: Duration) -> Fault {
    let start = Instant::now();
    let fault = open(file, "Qwerty12").unwrap_err();
    assert!(start.elapsed() < within, "{:?}", start.elapsed());
    fault
}

/// A SafeContents with `count` key bags, each of which wants so many iterations for 3DES.
fn key_bags(count: usize, iterations: u32) -> Vec<u8> {
    const KEY_BAG: [u8; 13] = [6, 11, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 10, 1, 2];
    const TRIPLE_DES: [u8; 12] = [6, 10, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 1, 3];
    let parameters =
        element(0x30, &[&element(4, &[&SALT]), &element(2, &[&iterations.to_be_bytes()])]);
    let algorithm = element(0x30, &[&TRIPLE_DES, &parameters]);
    let shrouded = element(0x30, &[&algorithm, &element(4, &[&[7; 16]])]);
    let bag = element(0x30, &[&KEY_BAG, &element(0xa0, &[&shrouded])]);
    element(0x30, &[&bag.repeat(count)])
}

#[test]
fn ten_million_iterations() {
    let ten_million = 10_000_000_u32.to_be_bytes();
    assert_eq!(refused(&file(&[0x30, 0], &[0; 20], &ten_million), AT_ONCE), Fault::KeyFileBomb);
    for more in [&[0x7f, 0xff, 0xff, 0xff][..], &[1, 0, 0, 0, 0, 0, 0, 0, 0]] {
        assert_eq!(refused(&file(&[0x30, 0], &[0; 20], more), AT_ONCE), Fault::KeyFileBomb);
    }
    let million_and_one = 1_000_001_u32.to_be_bytes();
    assert_eq!(
        refused(&file(&[0x30, 0], &[0; 20], &million_and_one[1..]), AT_ONCE),
        Fault::KeyFileBomb
    );
}

#[test]
fn the_most_that_is_accepted_is_bounded() {
    let million = 1_000_000_u32.to_be_bytes();
    assert_eq!(refused(&file(&[0x30, 0], &[0; 20], &million[1..]), BOUND), Fault::WrongPassword);
}

#[test]
fn size_and_depth() {
    assert_eq!(refused(&vec![0x30; 65_537], AT_ONCE), Fault::KeyFileBomb);
    let deep = [0x30, 0x80].repeat(32_000);
    assert_eq!(refused(&deep, AT_ONCE), Fault::KeyFileBomb);
    // Many short elements at the greatest depth that is still looked through.
    let mut wide = [0x30, 0x80].repeat(16);
    wide.extend([0x04, 0].repeat(32_000));
    assert!(matches!(refused(&wide, AT_ONCE), Fault::NotKeyFile | Fault::KeyFileBomb));
}

/// The integrity fits here, so that the bags' own cost is what is judged.
#[test]
fn work_is_added_up_over_the_bags() {
    let bags = |count, iterations| {
        let safe = element(0x30, &[&data(&key_bags(count, iterations))]);
        file(&safe, &integrity(&safe), &[])
    };
    // Refused at once: the key alone, two blocks, is more than all that is allowed.
    for iterations in [500_001, 1_000_000, 10_000_000] {
        assert_eq!(refused(&bags(1, iterations), AT_ONCE), Fault::KeyFileBomb);
    }
    // The key is within bounds, and the vector after it is not.
    assert_eq!(refused(&bags(1, 400_000), BOUND), Fault::KeyFileBomb);
    // Both are: the work is done, and what was decrypted is no key.
    assert_eq!(refused(&bags(1, 300_000), BOUND), Fault::WrongPassword);
    // A hundred keys in one file, or a hundred SafeContents, cost no more.
    assert_eq!(refused(&bags(100, 300_000), BOUND), Fault::WrongPassword);
    let safe = element(0x30, &[&data(&key_bags(1, 300_000)).repeat(100)]);
    assert_eq!(refused(&file(&safe, &integrity(&safe), &[]), BOUND), Fault::WrongPassword);
}
