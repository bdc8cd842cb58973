//! The README's pictures are real screens: drawn here and compared. `KEZEKTE_README=1` writes them.

use kezekte::{
    api::Status,
    app::effect::{Reply, Request},
    domain::{Agreement, Language, Moment},
};

use crate::screens::harness::Kiosk;

/// A console of 100×30 whose portal has answered.
fn kiosk(language: Language) -> Kiosk {
    let mut kiosk = Kiosk::new((100, 30), language);
    kiosk.answer(|request| {
        (*request == Request::Status).then(|| {
            Reply::Status(Ok(Status {
                at: Moment::from_seconds(1_795_165_380),
                users: 1_204_582,
                agreement: Agreement::embedded().version().clone(),
                maintenance: None,
                prices: Vec::new(),
                eds: kezekte::domain::EdsPolicy::default(),
                demonstration: false,
                mobile: false,
            }))
        })
    });
    kiosk
}

/// A picture by its name.
fn picture(name: &str) -> String {
    let mut kiosk = kiosk(Language::Kk);
    match name {
        "home" => {}
        "agreement" => {
            kiosk.press("3 3.1.2 Enter");
        }
        "number" => {
            kiosk.press("1");
            for _ in 0..60 {
                kiosk.press("PgDn");
            }
            kiosk.press("Enter 1 2 Enter 000101190");
        }
        other => panic!("no picture is named {other}"),
    }
    let text = kiosk.text();
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with("styles ")).collect();
    let end = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    lines[..end].join("\n")
}

#[test]
fn the_pictures_are_what_the_program_draws() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let readme = std::fs::read_to_string(path).unwrap();
    let mut drawn = String::new();
    let mut rest = readme.as_str();
    let mut count = 0;
    while let Some(at) = rest.find("<!-- picture: ") {
        let (before, tail) = rest.split_at(at);
        let name_end = tail.find(" -->").unwrap();
        let name = &tail["<!-- picture: ".len()..name_end];
        let open = tail.find("```text\n").unwrap() + "```text\n".len();
        let close = open + tail[open..].find("```").unwrap();
        drawn.push_str(before);
        drawn.push_str(&tail[..open]);
        drawn.push_str(&picture(name));
        drawn.push('\n');
        rest = &tail[close..];
        count += 1;
    }
    drawn.push_str(rest);
    assert!(count >= 3, "the README has lost its pictures");
    if std::env::var_os("KEZEKTE_README").is_some() {
        std::fs::write(path, drawn).unwrap();
    } else {
        assert!(drawn == readme, "the README's pictures are old: run with KEZEKTE_README=1");
    }
}
