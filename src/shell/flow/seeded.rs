//! Randomness that begins alike: for flows, whose portal and people live as long as the run and
//! are reached by nobody else. Nothing outside a flow is given it.

use std::sync::{Mutex, PoisonError};

use sha2::{Digest as _, Sha256};

use crate::domain::{Random, RandomFailed};

/// SHA-256 over the seed, a name and a counter.
#[derive(Debug)]
pub struct Seeded {
    seed: u64,
    name: &'static str,
    count: Mutex<u64>,
}

impl Seeded {
    /// A source for whoever is called `name`, so that two of one seed draw apart.
    #[must_use]
    pub fn new(seed: u64, name: &'static str) -> Self {
        Self { seed, name, count: Mutex::new(0) }
    }
}

impl Random for Seeded {
    fn fill(&self, octets: &mut [u8]) -> Result<(), RandomFailed> {
        let mut count = self.count.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in octets.chunks_mut(32) {
            let mut block = Sha256::new();
            block.update(self.seed.to_be_bytes());
            block.update(count.to_be_bytes());
            block.update(self.name.as_bytes());
            *count = count.wrapping_add(1);
            for (octet, drawn) in chunk.iter_mut().zip(block.finalize()) {
                *octet = drawn;
            }
        }
        Ok(())
    }
}
