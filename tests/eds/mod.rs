//! Signatures from outside: НУЦ РК's own test material, our own, and attacks on both.

mod answers;
mod bounds;
mod certificates;
mod command_line;
mod evidence;
mod flips;
mod forgeries;
mod lists;
mod lists_memory;
mod ocsp;
mod openssl;
pub(crate) mod people;
mod real;
mod real_evidence;
pub(crate) mod refused;
mod roles;
pub(crate) mod services;
mod shapes;
mod stamps;
pub(crate) mod tree;
mod words;
