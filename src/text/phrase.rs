//! A thing to say, independent of language.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;

use crate::domain::{Moment, SafeText, Tenge, Trilingual};

/// A thing to say: a message's id with its arguments. Comparable, printable, holds no readable
/// string of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Phrase {
    pub(super) id: Cow<'static, str>,
    pub(super) args: Vec<(Cow<'static, str>, Arg)>,
}

/// An argument of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Arg {
    /// Text from outside, already harmless.
    Text(SafeText),
    /// A count: chooses plural forms, shown in threes (`1 204 567`).
    Count(u64),
    /// Money, `1 234 567,89 ₸`.
    Money(Tenge),
    /// A civil date in Almaty, `dd.mm.yyyy`.
    Date(Moment),
    /// A civil time in Almaty, `dd.mm.yyyy HH:MM`.
    DateTime(Moment),
    /// `HH:MM` in Almaty.
    Time(Moment),
    /// A text that came in every language.
    Trilingual(Box<Trilingual>),
    /// Another phrase.
    Phrase(Box<Phrase>),
}

impl Phrase {
    /// A phrase by id. Only the `phrases!` lists and [`super::phrases`] call this.
    pub(super) fn new(id: Cow<'static, str>, args: Vec<(Cow<'static, str>, Arg)>) -> Self {
        Self { id, args }
    }
}

macro_rules! into_arg {
    ($($from:ty => $variant:ident),* $(,)?) => {$(
        impl From<$from> for Arg {
            fn from(value: $from) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}
into_arg!(SafeText => Text, &str => Text, String => Text, u64 => Count, Tenge => Money);
impl From<u32> for Arg {
    fn from(count: u32) -> Self {
        Self::Count(u64::from(count))
    }
}
impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Self::Count(count as u64)
    }
}
impl From<Phrase> for Arg {
    fn from(phrase: Phrase) -> Self {
        Self::Phrase(Box::new(phrase))
    }
}
impl From<Trilingual> for Arg {
    fn from(text: Trilingual) -> Self {
        Self::Trilingual(Box::new(text))
    }
}

/// Declares an area's phrases: one function each, and the list the completeness test reads.
///
/// ```text
/// phrases! { "home";
///     /// Doc comment.
///     slogan();                    // message id home-slogan
///     users(count: u64);           // message id home-users, argument $count
/// }
/// ```
/// The id is `<area>-<name with dashes>`, made at compile time. A `Moment` argument is given as an
/// [`Arg`] (`Arg::Date(at)`), because a moment alone does not say how it is shown.
macro_rules! phrases {
    ($area:literal; $($(#[$doc:meta])* $name:ident($($arg:ident: $type:ty),* $(,)?);)*) => {
        #[allow(unused_imports)]
        use crate::{domain::*, text::{Arg, Phrase, phrase::{dashed, utf8}, phrases::Declared}};
        #[allow(non_upper_case_globals)]
        mod ids {
            $(
                pub(super) const $name: &str = super::utf8(&super::dashed::<
                    { concat!($area, "-", stringify!($name)).len() },
                >(concat!($area, "-", stringify!($name))));
            )*
        }
        $(
            $(#[$doc])*
            #[must_use]
            pub fn $name($($arg: $type),*) -> Phrase {
                Phrase::new(
                    std::borrow::Cow::Borrowed(ids::$name),
                    vec![$((std::borrow::Cow::Borrowed(stringify!($arg)), Arg::from($arg)),)*],
                )
            }
        )*
        /// Every phrase of this area.
        pub const LIST: &[Declared] =
            &[$(Declared { id: ids::$name, args: &[$(stringify!($arg)),*] },)*];
    };
}
pub(super) use phrases;

/// `name` with dashes for underscores. `N` is its length.
pub(super) const fn dashed<const N: usize>(name: &str) -> [u8; N] {
    let mut id = [0; N];
    let mut at = 0;
    while at < N {
        id[at] = match name.as_bytes()[at] {
            b'_' => b'-',
            other => other,
        };
        at += 1;
    }
    id
}

/// The octets as text; run at compile time only, where a wrong octet ends the build.
pub(super) const fn utf8(octets: &[u8]) -> &str {
    match std::str::from_utf8(octets) {
        Ok(text) => text,
        Err(_) => panic!("an id is ASCII"),
    }
}
