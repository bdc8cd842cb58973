//! The languages people read.

use serde::{Deserialize, Serialize};

use super::SafeText;

/// A language of the interface. Citizens read Kazakh and Russian; English is for staff and
/// developers.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Default,
)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Қазақша, the first language everywhere.
    #[default]
    Kk,
    /// Русский.
    Ru,
    /// English.
    En,
}

impl Language {
    /// Every language, in the order a switch goes through them.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// BCP 47 tag.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The language's own name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kk => "Қазақша",
            Self::Ru => "Русский",
            Self::En => "English",
        }
    }

    /// From a BCP 47 tag.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.tag() == tag)
    }
}

/// A text in the agreement's two languages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Bilingual {
    /// Kazakh.
    pub kk: SafeText,
    /// Russian.
    pub ru: SafeText,
}

impl Bilingual {
    /// The text for a reader of `language`; English readers get Russian.
    #[must_use]
    pub fn get(&self, language: Language) -> &SafeText {
        match language {
            Language::Kk => &self.kk,
            Language::Ru | Language::En => &self.ru,
        }
    }
}

/// A text in the interface's three languages.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, Default)]
#[cfg_attr(feature = "portal", derive(utoipa::ToSchema))]
pub struct Trilingual {
    /// Kazakh.
    pub kk: SafeText,
    /// Russian.
    pub ru: SafeText,
    /// English.
    pub en: SafeText,
}

impl Trilingual {
    /// The text for a reader of `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &SafeText {
        match language {
            Language::Kk => &self.kk,
            Language::Ru => &self.ru,
            Language::En => &self.en,
        }
    }
}
