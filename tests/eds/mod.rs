//! Signatures from outside: НУЦ РК's own test material, our own, and attacks on both.

mod answers;
mod bounds;
mod certificates;
mod command_line;
mod flips;
mod forgeries;
mod openssl;
pub(crate) mod people;
mod real;
mod roles;
mod shapes;
mod tree;
mod words;
