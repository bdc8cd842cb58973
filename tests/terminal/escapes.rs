//! No string from the portal changes the escape-sequence skeleton of the output (T7, P8).

use kezekte::{
    api::{Queue, Queues},
    app::{
        Act,
        effect::{Reply, Request},
    },
    domain::{Bilingual, Language, Moment, SafeText},
    shell::terminal::{Depth, Painter},
};
use proptest::prelude::*;

use crate::screens::harness::Kiosk;

/// What is left of the output when everything printable is taken away. Cursor moves are left out:
/// a wide letter moves the next run, and that is no harm.
fn skeleton(bytes: &[u8]) -> Vec<String> {
    let text = std::str::from_utf8(bytes).expect("the output is UTF-8");
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(char::is_control) {
        let tail = &rest[at..];
        assert!(tail.starts_with("\x1b["), "a control byte of its own: {tail:.20?}");
        let end = tail[2..].find(|c: char| ('@'..='~').contains(&c)).expect("a final byte") + 3;
        let sequence = &tail[..end];
        let known = sequence.ends_with('m')
            || sequence.ends_with('H')
            || matches!(
                sequence,
                "\x1b[2J" | "\x1b[?25l" | "\x1b[?25h" | "\x1b[?2026h" | "\x1b[?2026l"
            );
        assert!(known, "a sequence of its own: {sequence:?}");
        if !sequence.ends_with('H') && !sequence.ends_with('m') {
            found.push(sequence.to_owned());
        }
        rest = &tail[end..];
    }
    found
}

/// The waiting lists, one of them named by the portal, on a fresh terminal.
fn shown(name: &str) -> Vec<u8> {
    // As it comes: through the decoder, which makes it harmless.
    let json = serde_json::json!({ "kk": name, "ru": name });
    let name: Bilingual = serde_json::from_value(json).unwrap();
    let queue = Queue {
        code: SafeText::from("h-1"),
        name,
        length: 7,
        computed_at: Moment::from_seconds(1_795_000_000),
    };
    let queues = Queues { housing: vec![queue], grants: Vec::new() };
    let mut kiosk = Kiosk::new((100, 30), Language::Ru);
    kiosk.press("5");
    let asked: Vec<_> = kiosk.asked.drain(..).collect();
    for effect in asked {
        if effect.request == Request::Queues {
            let act = Act::Replied(effect.id, Reply::Queues(Ok(queues.clone())));
            let _ = kezekte::app::apply(&mut kiosk.model, kiosk.at, act);
        }
    }
    Painter::new(Depth::True).paint(&kiosk.buffer(), None)
}

#[test]
fn every_scalar_value_in_a_name_leaves_the_skeleton_alone() {
    let plain = skeleton(&shown("Очередь"));
    let scalars: Vec<char> = (0..=0x10_FFFF).filter_map(char::from_u32).collect();
    // A few letters at a time keep the name short enough to be drawn in full; the rare planes,
    // which hold nothing but unassigned values, are sampled more coarsely.
    let common = scalars.iter().filter(|c| u32::from(**c) < 0x3000).copied().collect::<Vec<_>>();
    let rare = scalars.iter().filter(|c| u32::from(**c) >= 0x3000).step_by(97).copied();
    let all: Vec<char> = common.into_iter().chain(rare).collect();
    for some in all.chunks(24) {
        let name: String = some.iter().collect();
        assert_eq!(skeleton(&shown(&name)), plain, "{name:?}");
    }
}

proptest! {
    #![proptest_config(crate::cases::property(64))]
    #[test]
    fn no_string_leaves_a_sequence_of_its_own(name in "(\\PC|\\p{Cc}|\u{1b}\\[[0-9;?]{0,4}[a-zA-Z]){0,40}") {
        prop_assert_eq!(skeleton(&shown(&name)), skeleton(&shown("Очередь")));
    }
}

#[test]
fn the_check_itself_sees_a_foreign_sequence() {
    let seen = std::panic::catch_unwind(|| skeleton(b"a\x1b]0;title\x07b"));
    assert!(seen.is_err());
    let seen = std::panic::catch_unwind(|| skeleton(b"a\x1b[3Jb"));
    assert!(seen.is_err());
}
