//! The people of the tests' own authorities.

#[path = "../eds/people.rs"]
pub(crate) mod people;
