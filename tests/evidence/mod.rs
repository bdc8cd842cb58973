//! Evidence packages: packed, judged by us and by OpenSSL, and attacked.

mod command_line;
mod flips;
mod forged;
pub(crate) mod openssl;
mod packer;
mod stranger;
