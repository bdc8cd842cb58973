//! What a key costs on the screen: deciding, drawing, painting; and how many bytes go out.

use std::sync::Arc;

use divan::Bencher;
use kezekte::{
    app::{
        Input, Model,
        input::Key,
        look::Look,
        shared::{self, Facts, Profile},
        theme::{Theme, ThemeName},
        update, view,
    },
    domain::{Agreement, Language, Moment, Terminal},
    shell::terminal::{Depth, Painter},
    text::Texts,
};
use ratatui::{
    buffer::Buffer,
    layout::{Rect, Size},
};

struct Console {
    model: Model,
    look: Look,
    painter: Painter,
    frame: Buffer,
    at: Moment,
}

impl Console {
    fn new(size: (u16, u16)) -> Self {
        let facts = Facts {
            profile: Profile::Personal,
            terminal: Terminal::default(),
            agreement: Arc::new(Agreement::embedded().clone()),
            clock: false,
            idle: false,
            people: Vec::new(),
            staff: Vec::new(),
            console: shared::Console::Kiosk,
        };
        let at = Moment::from_seconds(1_795_000_000);
        let (model, _) = Model::start(facts, Size::new(size.0, size.1), Language::Kk, at);
        let look = Look {
            theme: Theme::named(ThemeName::Dark),
            language: Language::Kk,
            texts: Arc::new(Texts::new()),
            plain: false,
        };
        let frame = Buffer::empty(Rect::new(0, 0, size.0, size.1));
        let mut console = Self { model, look, painter: Painter::new(Depth::True), frame, at };
        console.paint();
        console
    }

    fn paint(&mut self) -> usize {
        self.frame.reset();
        let cursor = view(&self.model, &self.look, &mut self.frame);
        self.painter.paint(&self.frame, cursor).len()
    }

    fn press(&mut self, key: Key) -> usize {
        let _ = update(&mut self.model, self.at, Input::Key(key));
        self.paint()
    }
}

/// Bytes written to the terminal for a key (24-bit colours), by size.
pub(crate) fn print_bytes() {
    println!("bytes to the terminal          80×24   120×40");
    let rows: [(&str, &[Key]); 4] = [
        ("first screen", &[]),
        ("a key that means nothing", &[Key::Char('x')]),
        ("reader: one clause on", &[Key::Char('3'), Key::Down]),
        ("reader: one page on", &[Key::Char('3'), Key::PageDown]),
    ];
    for (name, keys) in rows {
        let bytes = [(80, 24), (120, 40)].map(|size| {
            let mut console = Console::new(size);
            match keys {
                [] => {
                    console.painter = Painter::new(Depth::True);
                    console.paint()
                }
                keys => keys.iter().fold(0, |_, key| console.press(*key)),
            }
        });
        println!("{name:<28} {:>7} {:>8}", bytes[0], bytes[1]);
    }
    println!();
}

/// The agreement's reader, one block on and back.
#[divan::bench(args = [(80, 24), (120, 40)])]
fn reader_key(bencher: Bencher, size: (u16, u16)) {
    let mut console = Console::new(size);
    console.press(Key::Char('3'));
    let mut down = false;
    bencher.bench_local(|| {
        down = !down;
        console.press(if down { Key::Down } else { Key::Up })
    });
}

/// The agreement's reader, a page on and back.
#[divan::bench(args = [(80, 24), (120, 40)])]
fn reader_page(bencher: Bencher, size: (u16, u16)) {
    let mut console = Console::new(size);
    console.press(Key::Char('3'));
    let mut down = false;
    bencher.bench_local(|| {
        down = !down;
        console.press(if down { Key::PageDown } else { Key::PageUp })
    });
}

/// A digit typed and taken back.
#[divan::bench(args = [(80, 24), (120, 40)])]
fn a_key_that_means_nothing(bencher: Bencher, size: (u16, u16)) {
    let mut console = Console::new(size);
    bencher.bench_local(|| console.press(Key::Char('x')));
}

/// The whole first frame, texts loaded.
#[divan::bench(args = [(80, 24), (120, 40)])]
fn first_frame(bencher: Bencher, size: (u16, u16)) {
    let mut console = Console::new(size);
    bencher.bench_local(|| {
        console.painter = Painter::new(Depth::True);
        console.paint()
    });
}

/// Loading every language's messages.
#[divan::bench]
fn load_texts() -> Texts {
    Texts::new()
}
