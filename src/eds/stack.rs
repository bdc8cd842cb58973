//! Wiping what secret work leaves on the stack. A value that is moved, returned or spilled stays in
//! the frames of functions that have ended, out of reach of any destructor; so what was below is
//! written over when the work is done.

use std::hint::black_box;

/// Octets below the caller that are written over. Opening a key file and signing use under a third
/// of it, without optimisation too; the smallest stack here, a thread's of 2 MiB, has room.
const DEPTH: usize = 128 * 1024;

/// Does the work, then wipes the stack it used. The result must hold no secret but on the heap, and
/// no room that it does not fill: what stood there before would be carried out with it.
pub(super) fn wiped<T>(work: impl FnOnce() -> T) -> T {
    let done = below(work);
    wipe();
    done
}

/// Frames of its own, so that all of them are where [`wipe`] writes.
#[inline(never)]
fn below<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[inline(never)]
fn wipe() {
    let mut room = [0_u8; DEPTH];
    black_box(&mut room);
}

#[cfg(test)]
mod tests {
    use std::{
        fs::File,
        io::{Read as _, Seek as _, SeekFrom},
    };

    use super::*;

    const SIZE: usize = 512;

    /// Puts a mark into its frame and tells where that was.
    #[inline(never)]
    fn mark() -> usize {
        let octets = black_box([0xa7_u8; SIZE]);
        std::ptr::from_ref(black_box(&octets)) as usize
    }

    /// How many octets of the mark are still there.
    fn left(address: usize) -> Option<usize> {
        let mut memory = File::open("/proc/self/mem").ok()?;
        memory.seek(SeekFrom::Start(address as u64)).ok()?;
        let mut octets = vec![0; SIZE];
        memory.read_exact(&mut octets).ok()?;
        Some(octets.iter().filter(|octet| **octet == 0xa7).count())
    }

    #[test]
    fn nothing_is_left_where_the_work_was() {
        let address = mark();
        let Some(before) = left(address) else { return };
        assert!(before > 0, "without wiping the mark stays");
        let address = wiped(mark);
        assert_eq!(left(address), Some(0));
    }
}
