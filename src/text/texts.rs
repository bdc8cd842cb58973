//! The Fluent bundles of every language, and how a phrase becomes a sentence.

use std::{
    borrow::Cow,
    sync::{Arc, LazyLock},
};

use fluent_bundle::{
    FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle, types::FluentNumber,
};

use super::{Arg, Phrase, phrases};
use crate::domain::{Language, group};

type Bundle = FluentBundle<FluentResource>;

/// One embedded file of messages.
#[derive(Debug, Clone, Copy)]
pub struct Source {
    /// Its language.
    pub language: Language,
    /// Its area (`home`).
    pub area: &'static str,
    /// Its messages, in Fluent's syntax.
    pub ftl: &'static str,
}

/// Every language's messages, built once and shared: `Send + Sync`.
pub struct Texts {
    /// In the order of [`Language::ALL`].
    bundles: [Bundle; 3],
}

impl Texts {
    /// Builds the bundles from the embedded files. A message that does not parse is left out, and
    /// a test forbids that.
    #[must_use]
    pub fn new() -> Self {
        Self::of(Self::sources())
    }

    /// The embedded words, built when they are first asked for and shared from then on: a constant
    /// of the program, like the agreement.
    #[must_use]
    pub fn embedded() -> &'static Arc<Self> {
        static EMBEDDED: LazyLock<Arc<Texts>> = LazyLock::new(|| Arc::new(Texts::new()));
        &EMBEDDED
    }

    /// Builds the bundles from these files instead.
    #[must_use]
    pub fn of(sources: &[Source]) -> Self {
        Self { bundles: Language::ALL.map(|language| bundle(language, sources)) }
    }

    /// True when `language` has words for the phrase.
    #[must_use]
    pub fn has(&self, language: Language, phrase: &Phrase) -> bool {
        self.bundle(language).get_message(&phrase.id).is_some_and(|found| found.value().is_some())
    }

    fn bundle(&self, language: Language) -> &Bundle {
        let [kk, ru, en] = &self.bundles;
        match language {
            Language::Kk => kk,
            Language::Ru => ru,
            Language::En => en,
        }
    }

    /// Every embedded file, for the tests that read them.
    #[must_use]
    pub const fn sources() -> &'static [Source] {
        phrases::SOURCES
    }

    /// The phrase in `language`. A phrase that is missing shows its id, and a test forbids that.
    #[must_use]
    pub fn say(&self, language: Language, phrase: &Phrase) -> String {
        let bundle = self.bundle(language);
        let Some(pattern) = bundle.get_message(&phrase.id).and_then(|message| message.value())
        else {
            return phrase.id.to_string();
        };
        let mut args = FluentArgs::with_capacity(phrase.args.len());
        for (name, arg) in &phrase.args {
            args.set(name.as_ref(), self.value(language, arg));
        }
        bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    fn value<'a>(&self, language: Language, arg: &'a Arg) -> FluentValue<'a> {
        FluentValue::String(match arg {
            // Exact up to 2^53, which no count here comes near.
            Arg::Count(count) => return FluentValue::Number(FluentNumber::from(*count)),
            Arg::Text(text) => Cow::Borrowed(text.as_str()),
            Arg::Trilingual(text) => Cow::Borrowed(text.get(language).as_str()),
            Arg::Money(amount) => Cow::Owned(amount.to_string()),
            Arg::Date(at) => Cow::Owned(at.date()),
            Arg::DateTime(at) => Cow::Owned(at.date_time()),
            Arg::Time(at) => Cow::Owned(at.time()),
            Arg::Phrase(phrase) => Cow::Owned(self.say(language, phrase)),
        })
    }
}

impl Default for Texts {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Texts")
    }
}

fn bundle(language: Language, sources: &[Source]) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![language.tag().parse().unwrap_or_default()]);
    // Isolation marks are invisible characters, which no cell of a terminal may hold.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(|value, _| match value {
        FluentValue::Number(number) => whole(number.value).map(group),
        _ => None,
    }));
    for source in sources.iter().filter(|source| source.language == language) {
        let resource = match FluentResource::try_new(source.ftl.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

/// Counts are whole; anything else keeps Fluent's own form.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(number: f64) -> Option<u64> {
    (number >= 0.0 && number.fract() == 0.0).then_some(number as u64)
}
