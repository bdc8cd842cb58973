//! Every phrase: one file an area here, one `assets/locales/<language>/<area>.ftl` beside it.
//!
//! To add an area: write `<area>.rs` (a `phrases!` list), its `.ftl` in every language, and add
//! its name to `areas!` below, the only list of areas there is. (`cargo fmt` does not follow modules
//! that a macro declares: `rustfmt src/text/phrases/*.rs` does.)

use std::{borrow::Cow, collections::BTreeSet, sync::LazyLock};

use super::{Arg, Phrase, phrase::phrases, texts::Source};
use crate::{
    api::ProblemCode,
    domain::{Cause, Check, Fault, Language, Role},
};

/// A phrase as its list declares it.
#[derive(Debug, Clone, Copy)]
pub struct Declared {
    /// The message's id.
    pub id: &'static str,
    /// The names of its arguments.
    pub args: &'static [&'static str],
}

/// Declares the modules, [`ALL`] and the embedded files of every area.
macro_rules! areas {
    ($($area:ident),* $(,)?) => {
        $(pub mod $area;)*

        /// Every declared phrase, an area a slice. [`Fault`]s and [`ProblemCode`]s are phrases by
        /// their codes and stand in no list.
        pub const ALL: &[&[Declared]] = &[$($area::LIST),*];

        /// The messages of every area in every language, as embedded.
        pub(super) const SOURCES: &[Source] = &[$(
            Source {
                language: Language::Kk,
                area: stringify!($area),
                ftl: include_str!(concat!("../../../assets/locales/kk/", stringify!($area), ".ftl")),
            },
            Source {
                language: Language::Ru,
                area: stringify!($area),
                ftl: include_str!(concat!("../../../assets/locales/ru/", stringify!($area), ".ftl")),
            },
            Source {
                language: Language::En,
                area: stringify!($area),
                ftl: include_str!(concat!("../../../assets/locales/en/", stringify!($area), ".ftl")),
            },
        )*];
    };
}

areas! {
    account,
    act,
    agreement,
    card,
    cause,
    certificate,
    check,
    code,
    common,
    declined,
    desk,
    deskentry,
    details,
    document,
    eds,
    entry,
    failure,
    fault,
    help,
    history,
    home,
    keys,
    menu,
    message,
    mobile,
    ncalayer,
    notice,
    notices,
    number,
    over,
    package,
    payment,
    pending,
    play,
    problem,
    queues,
    reader,
    receipt,
    request,
    reveal,
    role,
    signin,
    statement,
    steps,
    story,
    support,
    till,
    topup,
    trust,
    ways,
    withdrawal,
    workbench,
}

/// The ids of every message, looked up once.
static IDS: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    let lines = SOURCES.iter().flat_map(|source| source.ftl.lines());
    lines
        .filter_map(|line| {
            let (id, _) = line.split_once(" =")?;
            id.starts_with(|c: char| c.is_ascii_lowercase()).then_some(id)
        })
        .collect()
});

/// The ids of every message, in whichever language it is there: what a flow may name.
pub fn ids() -> impl Iterator<Item = &'static str> {
    IDS.iter().copied()
}

/// The phrase of this id (`home-join`) with these arguments; none when no language has it.
#[must_use]
pub fn by_id(id: &str, args: Vec<(String, Arg)>) -> Option<Phrase> {
    let known = IDS.get(id)?;
    let args = args.into_iter().map(|(name, arg)| (Cow::Owned(name), arg)).collect();
    Some(Phrase::new(Cow::Borrowed(known), args))
}

/// A demonstration person's story, by its code.
#[must_use]
pub fn story(code: &str) -> Phrase {
    coded("story", code, "")
}

/// What is wrong with a key, a certificate or a signature.
#[must_use]
pub fn fault(fault: Fault) -> Phrase {
    coded("fault", fault.code(), "")
}

/// What the reader can do about it.
#[must_use]
pub fn fault_next(fault: Fault) -> Phrase {
    coded("fault", fault.code(), "-next")
}

/// Why an account is stopped, in plain words: the same for the citizen, the staff and the notice.
#[must_use]
pub fn cause(cause: &Cause) -> Phrase {
    match cause.breach().map(|clause| clause.0.as_str()) {
        None => account::cause_technical(),
        Some("3.4.1") => account::cause_services(),
        Some("3.4.2") => account::cause_information(),
        Some("3.4.3") => account::cause_law(),
        Some("3.4.4") => account::cause_comments(),
        Some("3.4.5") => account::cause_identity(),
        Some("3.4.6") => account::cause_forbidden(),
        Some("4.6") => account::cause_data(),
        Some("4.7") => account::cause_obligations(),
        Some("4.8") => account::cause_third_parties(),
        Some(_) => account::cause_other(),
    }
}

/// What the citizen can do about it.
#[must_use]
pub fn cause_next(cause: Option<&Cause>) -> Phrase {
    match cause.and_then(Cause::breach).map(|clause| clause.0.as_str()) {
        Some("3.4.2" | "4.6") => account::do_data(),
        Some("4.7") => account::do_obligations(),
        Some("3.4.5" | "4.8") => account::do_third_parties(),
        _ => account::do_ask(),
    }
}

/// What a step of a signature's check is called.
#[must_use]
pub fn check(check: Check) -> Phrase {
    coded("check", check.code(), "")
}

/// What the role of a certificate's owner is called.
#[must_use]
pub fn role(role: Role) -> Phrase {
    coded("role", role.code(), "")
}

/// What the portal refused.
#[must_use]
pub fn problem(code: ProblemCode) -> Phrase {
    coded("problem", code.code(), "")
}

/// What the reader can do about it.
#[must_use]
pub fn problem_next(code: ProblemCode) -> Phrase {
    coded("problem", code.code(), "-next")
}

fn coded(area: &str, code: &str, suffix: &str) -> Phrase {
    Phrase::new(Cow::Owned(format!("{area}-{code}{suffix}")), Vec::<(_, Arg)>::new())
}
