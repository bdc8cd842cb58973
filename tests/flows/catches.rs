//! Mistakes put in on purpose: flows catch each of them and name it.

use std::sync::Arc;

use kezekte::{
    app::theme::Theme,
    cli::flow::{Held, Place, Set, SetError},
    domain::Language,
    shell::flow::{Failure, Job, Opened, Outcome, Setup, Stage, Why, parse, run},
    text::{Source, Texts},
};
use ratatui::layout::Size;

/// A stage whose console draws in another theme.
struct Dressed(Set, Theme);

impl Stage for Dressed {
    type Error = SetError;
    type Held = Held;

    async fn open(
        &self,
        setup: &Setup,
        language: Language,
        size: Size,
    ) -> Result<Opened<Held>, SetError> {
        let mut opened = self.0.open(setup, language, size).await?;
        opened.console.dress(self.1.clone());
        Ok(opened)
    }

    async fn close(&self, held: Held) {
        self.0.close(held).await;
    }
}

async fn failure<S: Stage>(stage: S, file: &str, language: Language) -> Failure {
    let file = format!("assets/flows/{file}.flow");
    let text = std::fs::read_to_string(&file).unwrap();
    let flow = Arc::new(parse(&file, &text).unwrap());
    let job = Job { flow, language: Some(language), size: Some(Size::new(80, 24)), review: false };
    let played = run(Arc::new(stage), vec![job], 1).await.remove(0);
    match played.outcome {
        Outcome::Failed(failure) => *failure,
        other => panic!("{file}: {other:?}"),
    }
}

/// The embedded stage, its Russian words changed.
fn speaking(area: &str, change: impl Fn(&str) -> String) -> Set {
    let changed: Vec<Source> = Texts::sources()
        .iter()
        .map(|source| match source.language == Language::Ru && source.area == area {
            true => {
                let ftl = change(source.ftl);
                assert_ne!(ftl, source.ftl, "nothing was changed");
                Source { ftl: Box::leak(ftl.into_boxed_str()), ..*source }
            }
            false => *source,
        })
        .collect();
    Set::speaking(Place::Embedded, Arc::new(Texts::of(&changed))).unwrap()
}

fn dressed(from: &str, to: &str) -> Dressed {
    let file = include_str!("../../assets/themes/dark.toml");
    assert!(file.contains(from));
    let theme = Theme::parse(&file.replace(from, to)).unwrap();
    Dressed(Set::new(Place::Embedded).unwrap(), theme)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_colour_is_caught_where_a_style_is_expected() {
    let failure = failure(dressed("#ff9d94", "#ff9d95"), "wrong-number", Language::Ru).await;
    assert_eq!(failure.step, "expect style number.check_digit bad");
    let Why::Style { said, expected, found } = failure.why else { panic!("{failure:?}") };
    assert_eq!(said, "Контрольная цифра не сходится: проверьте цифры");
    assert_eq!(expected, "bad #ff9d94 on #10161f bold");
    assert_eq!(found, "#ff9d95 on #10161f bold");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_colour_alone_is_caught_by_a_snapshot() {
    let failure = failure(dressed("#7ee0a1", "#7ee0a2"), "join-gost", Language::Kk).await;
    assert_eq!(failure.step, "snapshot receipt");
    let Why::Snapshot { name, difference } = failure.why else { panic!("{failure:?}") };
    assert_eq!(name, "receipt");
    assert!(difference.contains("the style was good #7ee0a1"), "{difference}");
    assert!(!difference.contains("the text was"), "{difference}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_translation_is_caught_by_its_id() {
    let set = speaking("certificate", |ftl| ftl.replace("certificate-title = Сертификат\n", ""));
    let failure = failure(set, "expired", Language::Ru).await;
    let why = Why::NoWords { id: "certificate-title".to_owned(), language: "ru" };
    assert_eq!(failure.why, why);
    assert_eq!(failure.step, "press Enter*4");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_translation_of_words_a_step_names_is_caught() {
    let set = speaking("home", |ftl| ftl.replace("home-join = Зарегистрироваться\n", ""));
    let failure = failure(set, "join-gost", Language::Ru).await;
    assert_eq!(failure.why.to_string(), "home-join has no words in ru");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_swapped_field_is_caught_with_both_rows() {
    let swap = |ftl: &str| {
        let line = |id: &str| ftl.lines().find(|line| line.starts_with(id)).unwrap().to_owned();
        let (account, code) = (line("receipt-account = "), line("receipt-valid-until = "));
        let value = |line: &str| line.split_once(" = ").unwrap().1.to_owned();
        ftl.replace(&account, &format!("receipt-account = {}", value(&code)))
            .replace(&code, &format!("receipt-valid-until = {}", value(&account)))
    };
    let failure = failure(speaking("receipt", swap), "join-gost", Language::Ru).await;
    assert_eq!((failure.line, failure.step.as_str()), (33, "snapshot receipt"));
    let Why::Snapshot { difference, .. } = failure.why else { panic!("{failure:?}") };
    for row in ["- Лицевой счет              4417", "+ Действует до (5.2)        4417"]
    {
        let row = row.split_once(' ').unwrap().1;
        assert!(difference.contains(row), "{row}\n{difference}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_portal_did_not_record_is_caught() {
    let text = "see home.join\nexpect users +1\n";
    let flow = Arc::new(parse("assets/flows/none.flow", text).unwrap());
    let job = Job { flow, language: None, size: None, review: false };
    let set = Arc::new(Set::new(Place::Embedded).unwrap());
    let played = run(set, vec![job], 1).await.remove(0);
    let Outcome::Failed(failure) = played.outcome else { panic!("{:?}", played.outcome) };
    assert_eq!(failure.line, 2);
    let found = Why::Recorded { what: "users", expected: "+1".into(), found: "+0".into() };
    assert_eq!(failure.why, found);
    assert!(failure.screen.contains("Тіркелу"), "{}", failure.screen);
}
