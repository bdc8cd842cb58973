//! Ways to get a signature. IO lives here, not in `eds`.
//!
//! One way so far: a key file. Others follow the same shape: open → certificate → sign.

pub mod key_file;
