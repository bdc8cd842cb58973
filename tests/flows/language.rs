//! The language of flows: what is wrong in a file is said with its place, all of it at once.

use kezekte::shell::flow::{Doing, GRAMMAR, Wrong, parse};

fn wrong(text: &str) -> Vec<String> {
    let mistakes = parse("a.flow", text).unwrap_err();
    mistakes.iter().map(ToString::to_string).collect()
}

#[test]
fn every_mistake_of_a_file_is_said_with_its_line_and_column() {
    let text = "size 80by24\npres Enter\npress Entr\n\n  see home.joim\nsee \"open\npress\n\
                expect style home.join buton\nresize 80x24 now\nlanguage ru\npass 2 secondss\n";
    assert_eq!(
        wrong(text),
        [
            "a.flow:1:6: expected a size like 80x24, found `80by24`",
            "a.flow:2:1: there is no step `pres`; did you mean `press`?",
            "a.flow:3:7: there is no key `Entr`; did you mean `Enter`?",
            "a.flow:5:7: there is no phrase `home.joim`; did you mean `home.join`?",
            "a.flow:6:5: the quoted text does not end",
            "a.flow:7:6: a key is missing",
            "a.flow:8:24: there is no role `buton`; did you mean `button`?",
            "a.flow:9:14: nothing more was expected, found `now`",
            "a.flow:10:1: `language` has to stand before the first step",
            "a.flow:11:8: there is no unit of time `secondss`; did you mean `seconds`?",
        ]
    );
}

#[test]
fn what_is_missing_is_said() {
    assert_eq!(wrong("# nothing\n"), ["a.flow:1:1: a flow needs at least one step"]);
    assert_eq!(wrong("expect\n"), ["a.flow:1:7: expectation is missing"]);
    assert_eq!(
        wrong("see number of gosd"),
        ["a.flow:1:15: there is no person `gosd`; did you mean `gost`?"]
    );
    let argument = "a.flow:1:15: an argument of the phrase (name=value) is missing";
    assert_eq!(wrong("see entry.left"), [argument]);
    let twice = parse("a.flow", "seed 1\nseed 2\npress a").unwrap_err();
    assert_eq!(twice[0].wrong, Wrong::Twice("seed".to_owned()));
}

#[test]
fn quotation_marks_hold_signs_and_comments_end_a_line() {
    let flow = parse("folder/a.flow", "type \"a # \\\" b\"  # a comment\npress # c\n");
    let mistakes = flow.unwrap_err();
    assert_eq!((mistakes.len(), mistakes[0].line), (1, 2));
    let flow = parse("folder/a.flow", "type \"a # \\\" b\"  # a comment").unwrap();
    assert_eq!(flow.title, "a");
    let Doing::Type(kezekte::shell::flow::Words::Text(text)) = &flow.steps[0].doing else {
        panic!("{:?}", flow.steps)
    };
    assert_eq!(text, "a # \" b");
}

#[test]
fn every_example_of_the_grammar_is_a_line_of_the_language() {
    let mut count = 0;
    for line in GRAMMAR.lines() {
        let Some(example) = line.strip_prefix("    ").filter(|rest| !rest.starts_with(' ')) else {
            continue;
        };
        let example = example.split("  ").next().unwrap();
        let read = parse("grammar", &format!("{example}\nsee home.join"));
        assert!(read.is_ok(), "{example}: {read:?}");
        count += 1;
    }
    assert!(count > 25, "{count}");
}
