//! What a phone is shown: the words before it fetches the document, and the document.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::subject::Held;
use crate::{
    api::phone::{Bundle, BundleBody, BundleDocument, BundleFile, BundleMeta, SIGN_ONLY},
    document,
    domain::{Language, SafeText},
    portal::{service::Refusal, words},
    text::{Phrase, phrases::mobile},
};

/// The language a phone asks for; none: Kazakh and Russian beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Speaks(pub(crate) Option<Language>);

impl Speaks {
    /// By `Accept-Language` (RFC 9110, 12.5.4): the first language there that the portal speaks.
    /// Phones name one, so weights are not compared.
    pub(crate) fn accepting(header: Option<&str>) -> Self {
        let tags = header.unwrap_or_default().split(',');
        let mut primary = tags.map(|tag| tag.split([';', '-', '_']).next().unwrap_or_default());
        Self(primary.find_map(|tag| Language::from_tag(&tag.trim().to_ascii_lowercase())))
    }

    fn say(self, phrase: impl Fn(Language) -> Phrase) -> SafeText {
        let one = |language| words::in_language(language, &phrase(language));
        match self.0 {
            Some(language) => one(language),
            None => format!("{} / {}", one(Language::Kk), one(Language::Ru)).into(),
        }
    }
}

/// What for, on which terminal and where it stands.
pub(super) fn description(held: &Held, speaks: Speaks) -> SafeText {
    let terminal = held.terminal();
    speaks.say(|language| {
        let (name, place) = (terminal.name.clone(), terminal.place.get(language).clone());
        match held {
            Held::Request(_) => mobile::purpose_join(name, place),
            Held::SignIn(_) => mobile::purpose_sign_in(name, place),
        }
    })
}

/// What a phone fetches, and what has to come back with the signature in the document's place.
pub(super) fn bundle(held: &Held, bytes: &[u8]) -> Bundle {
    let name = |language| {
        words::in_language(
            language,
            &match held {
                Held::Request(_) => mobile::document_join(),
                Held::SignIn(_) => mobile::document_sign_in(),
            },
        )
    };
    let both = Speaks(None);
    let terminal = held.terminal();
    let place = format!("{} / {}", terminal.place.kk, terminal.place.ru);
    let meta = [
        (both.say(|_| mobile::meta_request()), held.code().into()),
        (both.say(|_| mobile::meta_terminal()), terminal.name.clone()),
        (both.say(|_| mobile::meta_place()), place.into()),
        (both.say(|_| mobile::meta_check_code()), document::check_code(bytes).into()),
    ];
    Bundle {
        sign_method: SIGN_ONLY.to_owned(),
        version: 1,
        documents_to_sign: vec![BundleDocument {
            id: 1,
            name_ru: name(Language::Ru),
            name_kz: name(Language::Kk),
            name_en: name(Language::En),
            meta: meta.into_iter().map(|(name, value)| BundleMeta { name, value }).collect(),
            document: BundleBody {
                file: BundleFile { mime: "text/plain".to_owned(), data: STANDARD.encode(bytes) },
            },
        }],
    }
}

/// The signature in what came back, when that is otherwise what was given out: everything the phone
/// says besides is only compared.
pub(super) fn signature(own: &Bundle, given: &Bundle) -> Result<String, Refusal> {
    let differs = || Refusal::from(crate::api::ProblemCode::BadRequest);
    let ([own_one], [given_one]) =
        (own.documents_to_sign.as_slice(), given.documents_to_sign.as_slice())
    else {
        return Err(differs());
    };
    let same = own.sign_method == given.sign_method
        && own_one.id == given_one.id
        && own_one.name_ru == given_one.name_ru
        && own_one.name_kz == given_one.name_kz
        && own_one.name_en == given_one.name_en
        && own_one.meta == given_one.meta;
    if same { Ok(given_one.document.file.data.clone()) } else { Err(differs()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phones_language_is_the_first_that_is_spoken() {
        let speaks = |header| Speaks::accepting(header).0;
        assert_eq!(speaks(Some("ru")), Some(Language::Ru));
        assert_eq!(speaks(Some("kk-KZ, ru;q=0.8")), Some(Language::Kk));
        assert_eq!(speaks(Some("tr, EN;q=0.5")), Some(Language::En));
        assert_eq!(speaks(Some("*")), None);
        assert_eq!(speaks(None), None);
    }
}
