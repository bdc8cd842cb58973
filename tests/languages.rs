//! Words: every phrase in every language with the same arguments, and every message within the
//! glossary.

use std::collections::{BTreeMap, BTreeSet};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Variant,
    VariantKey,
};
use kezekte::{
    api::ProblemCode,
    domain::{Agreement, Check, Fault, Language, Moment, Role, SafeText, Tenge, Trilingual},
    text::{
        Arg, Phrase, Source, Texts,
        phrases::{self, ALL},
    },
};
use serde::Deserialize;
use unicode_normalization::is_nfc;

type Ast = fluent_syntax::ast::Resource<&'static str>;

fn ast(source: &Source) -> Ast {
    fluent_syntax::parser::parse(source.ftl).unwrap_or_else(|(_, errors)| {
        panic!("{:?}/{}.ftl: {errors:?}", source.language, source.area)
    })
}

/// Every message of a language with its area.
fn messages(language: Language) -> Vec<(&'static str, Message<&'static str>)> {
    let sources = Texts::sources().iter().filter(|source| source.language == language);
    let bodies =
        sources.flat_map(|source| ast(source).body.into_iter().map(move |entry| (source, entry)));
    bodies
        .filter_map(|(source, entry)| match entry {
            Entry::Message(message) => Some((source.area, message)),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) => None,
            other => panic!("{:?}/{}.ftl: {other:?}", source.language, source.area),
        })
        .collect()
}

/// What stands in a pattern: its texts, its arguments, the keys of its selections.
#[derive(Default)]
struct Parts {
    texts: Vec<&'static str>,
    args: BTreeSet<&'static str>,
    selections: Vec<BTreeSet<&'static str>>,
}

impl Parts {
    fn of(message: &Message<&'static str>) -> Self {
        let mut parts = Self::default();
        parts.pattern(message.value.as_ref().expect("a message has a value"));
        assert!(message.attributes.is_empty(), "{}: attributes are not shown", message.id.name);
        parts
    }

    fn pattern(&mut self, pattern: &Pattern<&'static str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.texts.push(value),
                PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&'static str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                self.selections.push(variants.iter().map(key).collect());
                variants.iter().for_each(|variant| self.pattern(&variant.value));
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&'static str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.args.insert(id.name);
            }
            InlineExpression::StringLiteral { value } => self.texts.push(value),
            InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::FunctionReference { arguments, .. } => {
                let CallArguments { positional, named } = arguments;
                positional.iter().for_each(|inline| self.inline(inline));
                named.iter().for_each(|argument| self.inline(&argument.value));
            }
            other => panic!("messages stand alone: {other:?}"),
        }
    }
}

fn key(variant: &Variant<&'static str>) -> &'static str {
    match variant.key {
        VariantKey::Identifier { name } => name,
        VariantKey::NumberLiteral { value } => value,
    }
}

/// Every phrase there is, with its arguments.
fn declared() -> BTreeMap<String, BTreeSet<&'static str>> {
    let listed = ALL.iter().flat_map(|area| area.iter());
    let listed = listed.map(|phrase| (phrase.id.to_owned(), phrase.args.iter().copied().collect()));
    let coded = coded().into_iter().map(|id| (id, BTreeSet::new()));
    listed.chain(coded).collect()
}

/// The phrases that go by codes and stand in no list.
fn coded() -> Vec<String> {
    let problems = ProblemCode::ALL.iter().chain(&[ProblemCode::Unknown]);
    let problems = problems.map(|code| ("problem", code.code()));
    let faults = Fault::ALL.iter().map(|fault| ("fault", fault.code()));
    let checks = Check::ALL.iter().map(|check| format!("check-{}", check.code()));
    let roles = Role::ALL.iter().map(|role| format!("role-{}", role.code()));
    problems
        .chain(faults)
        .flat_map(|(area, code)| [format!("{area}-{code}"), format!("{area}-{code}-next")])
        .chain(checks)
        .chain(roles)
        .collect()
}

#[test]
fn every_phrase_is_in_every_language_with_the_same_arguments_and_nothing_else_is() {
    let declared = declared();
    for language in Language::ALL {
        let mut found = BTreeMap::new();
        for (area, message) in messages(language) {
            let id = message.id.name;
            assert!(id.starts_with(&format!("{area}-")), "{language:?}/{area}.ftl: {id}");
            let twice = found.insert(id.to_owned(), Parts::of(&message).args);
            assert!(twice.is_none(), "{language:?}: {id} stands twice");
        }
        let missing: Vec<_> = declared.keys().filter(|id| !found.contains_key(*id)).collect();
        assert!(missing.is_empty(), "{language:?}: no message for {missing:#?}");
        let orphans: Vec<_> = found.keys().filter(|id| !declared.contains_key(*id)).collect();
        assert!(orphans.is_empty(), "{language:?}: no phrase for {orphans:#?}");
        for (id, args) in &declared {
            assert_eq!(&found[id], args, "{language:?}: arguments of {id}");
        }
    }
}

#[test]
fn every_area_has_a_file_in_every_language_and_every_file_an_area() {
    let files = |language: Language| -> BTreeSet<String> {
        let folder = format!("{}/assets/locales/{}", env!("CARGO_MANIFEST_DIR"), language.tag());
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    for language in Language::ALL {
        let sources = Texts::sources().iter().filter(|source| source.language == language);
        let areas: BTreeSet<_> = sources.map(|source| format!("{}.ftl", source.area)).collect();
        assert_eq!(files(language), areas, "{language:?}");
    }
}

#[test]
fn plurals_have_the_forms_their_language_needs() {
    for language in Language::ALL {
        let needed: &[&str] = match language {
            Language::Kk => &["other"],
            Language::Ru => &["one", "few", "other"],
            Language::En => &["one", "other"],
        };
        for (_, message) in messages(language) {
            for keys in Parts::of(&message).selections {
                let plural = ["one", "few", "many", "other"].iter().any(|form| keys.contains(form));
                assert!(
                    !plural || needed.iter().all(|form| keys.contains(form)),
                    "{}",
                    message.id.name
                );
            }
        }
    }
}

#[test]
fn a_problem_is_a_sentence_and_a_next_step() {
    let texts = Texts::new();
    for code in ProblemCode::ALL {
        for phrase in [phrases::problem(*code), phrases::problem_next(*code)] {
            for language in Language::ALL {
                let said = texts.say(language, &phrase);
                assert!(!said.starts_with("problem-"), "{said}");
                assert!(said.ends_with('.'), "{said}");
            }
        }
    }
}

#[test]
fn arguments_are_written_as_people_read_them() {
    let texts = Texts::new();
    let say = |language, phrase: &Phrase| texts.say(language, phrase);
    use phrases::home::users;
    for (count, kk, ru, en) in [
        (0, "0 пайдаланушы", "0 пользователей", "0 users"),
        (1, "1 пайдаланушы", "1 пользователь", "1 user"),
        (21, "21 пайдаланушы", "21 пользователь", "21 users"),
        (
            1_204_563,
            "1\u{a0}204\u{a0}563 пайдаланушы",
            "1\u{a0}204\u{a0}563 пользователя",
            "1\u{a0}204\u{a0}563 users",
        ),
    ] {
        let said = Language::ALL.map(|language| say(language, &users(count)));
        assert_eq!(said, [kk, ru, en]);
    }
    let detail = |arg: Arg| {
        let said = say(Language::Ru, &phrases::over::maintenance_words(arg));
        said.rsplit_once("работы. ").unwrap().1.to_owned()
    };
    let at = Moment::parse_rfc3339("2026-11-20T09:03:00Z").unwrap();
    assert_eq!(detail(Arg::Date(at)), "20.11.2026");
    assert_eq!(detail(Arg::DateTime(at)), "20.11.2026 14:03");
    assert_eq!(detail(Arg::Time(at)), "14:03");
    assert_eq!(detail(Tenge::from_tiyn(123_456_789).into()), "1\u{a0}234\u{a0}567,89\u{a0}₸");
    assert_eq!(detail(Arg::Text(SafeText::new("{ $x } \u{1b}[2J"))), "{ $x } ⟨U+001B⟩[2J");
    assert_eq!(detail(phrases::common::home().into()), "Главная");
    let text = Trilingual { kk: "а".into(), ru: "б".into(), en: "в".into() };
    assert_eq!(detail(text.into()), "б");
    assert!(!say(Language::Ru, &users(5)).contains(['\u{2068}', '\u{2069}']));
}

#[test]
fn texts_can_be_shared() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&Texts::new());
}

/// Every text of a language with the id of its message.
fn words(language: Language) -> Vec<(&'static str, &'static str)> {
    let all = messages(language);
    let texts = all.iter().map(|(_, message)| (message.id.name, Parts::of(message).texts));
    texts.flat_map(|(id, texts)| texts.into_iter().map(move |text| (id, text))).collect()
}

#[test]
fn texts_are_nfc_quote_with_guillemets_and_can_be_shown() {
    for language in Language::ALL {
        for (id, text) in words(language) {
            assert!(is_nfc(text), "{language:?}: {id}");
            assert!(!text.contains('"'), "{language:?}: {id}: a straight quotation mark");
            let english = language == Language::En;
            assert!(english || !text.contains(['“', '”', '„']), "{language:?}: {id}: use «»");
            let line = text.replace('\n', " ");
            assert_eq!(SafeText::new(&line).as_str(), line, "{language:?}: {id}");
        }
    }
}

/// A look-alike from another alphabet is found by nobody and breaks search.
#[test]
fn letters_are_those_of_the_language() {
    const RUSSIAN: &str = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
    const KAZAKH: &str = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";
    for language in Language::ALL {
        let alphabet = match language {
            Language::Kk => KAZAKH,
            Language::Ru => RUSSIAN,
            Language::En => "",
        };
        for (id, text) in words(language) {
            for word in text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
                let own = word.to_lowercase().chars().all(|c| alphabet.contains(c));
                assert!(own || word.is_ascii(), "{language:?}: {id}: {word:?}");
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Glossary {
    company: Company,
    term: Vec<Term>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Company {
    words: Vec<String>,
    messages: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Term {
    en: String,
    kk: String,
    ru: String,
    #[serde(default)]
    agreement: bool,
    #[serde(default)]
    never: BTreeMap<String, Vec<String>>,
}

fn glossary() -> Glossary {
    toml::from_str(include_str!("../assets/glossary.toml")).unwrap()
}

/// True when a word of `text` (or several) begins like `stem`.
fn has(text: &str, stem: &str) -> bool {
    let (text, stem) = (text.to_lowercase(), stem.to_lowercase());
    let starts = |at: usize| !text[..at].chars().next_back().is_some_and(char::is_alphabetic);
    text.match_indices(&stem).any(|(at, _)| starts(at))
}

#[test]
fn the_glossary_takes_the_agreements_terms_from_the_agreement() {
    let agreement = Agreement::embedded();
    for term in glossary().term.iter().filter(|term| term.agreement) {
        assert!(has(agreement.kk(), &term.kk), "{} is not in the Kazakh text", term.kk);
        let stem =
            |word: &str| word.chars().take(word.chars().count().max(4) - 1).collect::<String>();
        assert!(has(agreement.ru(), &stem(&term.ru)), "{} is not in the Russian text", term.ru);
    }
}

#[test]
fn no_message_has_a_word_the_glossary_forbids() {
    let words: BTreeMap<_, _> =
        Language::ALL.map(|language| (language.tag(), words(language))).into();
    let mut found = Vec::new();
    for term in &glossary().term {
        let own = BTreeMap::from([("kk", &term.kk), ("ru", &term.ru), ("en", &term.en)]);
        for (tag, never) in &term.never {
            let own = own[tag.as_str()];
            for stem in never {
                assert!(!has(own, stem), "{stem} forbids {own} itself");
                let hits = words[tag.as_str()].iter().filter(|(_, text)| has(text, stem));
                found
                    .extend(hits.map(|(id, text)| format!("{tag}: {id}: {text:?}: write {own:?}")));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_operator_is_the_company_and_never_a_member_of_staff() {
    let Company { words: stems, messages } = glossary().company;
    let mut found = BTreeSet::new();
    for language in Language::ALL {
        for (id, text) in words(language) {
            if stems.iter().any(|stem| has(text, stem)) {
                assert!(
                    messages.contains(id),
                    "{language:?}: {id}: does the word mean the company? {text:?}"
                );
                found.insert(id.to_owned());
            }
        }
    }
    assert_eq!(found, messages, "listed, but without the word");
}

#[test]
fn a_forbidden_word_is_found_at_the_beginning_of_a_word_only() {
    assert!(has("Ваш Аккаунт", "аккаунт") && has("аккаунты", "аккаунт") && has("(ЭЦП)", "эцп"));
    assert!(!has("банкомат", "ком") && !has("Urban", "ban"));
}
