//! Ways to get a signature. IO lives here, not in `eds`.
//!
//! A key file: open → certificate → sign. NCALayer: another program holds the key, asks the person
//! in its own window and gives the signature back.

pub mod key_file;
pub mod ncalayer;
