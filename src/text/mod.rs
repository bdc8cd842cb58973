//! Words: a typed [`Phrase`] becomes a Fluent message becomes Kazakh, Russian or English.
//!
//! The only place that knows message ids. Screens, faults and problems hold phrases; switching the
//! language renders everything anew.
//!
//! Invariant: every phrase exists in every language with the same arguments (held by a test over
//! [`phrases::ALL`]).

mod nearest;
mod paragraph;
mod phrase;
pub mod phrases;
mod texts;
mod wrap;

pub use nearest::nearest;
pub use paragraph::Paragraph;
pub use phrase::{Arg, Phrase};
pub use texts::{Source, Texts};
pub use wrap::{wrap, wrap_pieces};
