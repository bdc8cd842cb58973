//! Every refusal, check and role is said in every language.

use kezekte::{
    domain::{Check, Fault, Language, Role},
    text::{Texts, phrases},
};

#[test]
fn every_fault_check_and_role_has_its_words() {
    let texts = Texts::new();
    for language in Language::ALL {
        let mut said = std::collections::BTreeMap::new();
        for fault in Fault::ALL {
            let sentence = texts.say(language, &phrases::fault(*fault));
            let next = texts.say(language, &phrases::fault_next(*fault));
            for words in [&sentence, &next] {
                assert!(words.ends_with('.') && words.contains(' '), "{language:?}: {words}");
            }
            if let Some(other) = said.insert(sentence.clone(), fault) {
                panic!("{language:?}: {other} and {fault} say the same: {sentence}");
            }
        }
        let checks = Check::ALL.map(|check| texts.say(language, &phrases::check(check)));
        let roles = Role::ALL.map(|role| texts.say(language, &phrases::role(role)));
        for words in checks.iter().chain(&roles) {
            assert!(!words.starts_with("check-") && !words.starts_with("role-"), "{words}");
        }
    }
}
