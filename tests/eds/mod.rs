//! Signatures from outside: НУЦ РК's own test material, our own, and attacks on both.

mod smoke;
