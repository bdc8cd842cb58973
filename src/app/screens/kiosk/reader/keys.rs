//! Which keys do what, by what the body shows.

use super::{Msg, Purpose, Reader, Stage, Tick, contents, layout::lay_out, seek::Seek};
use crate::{
    app::{chrome, input::Key, keymap::Binding, shared::Shared},
    text::phrases::{common, reader as words},
};

/// The reader's bindings.
pub(super) fn bindings(reader: &Reader, shared: &Shared) -> Vec<Binding<Msg>> {
    match reader.stage {
        Stage::Text if reader.seek.is_typing() => vec![
            Binding::new(common::cancel(), [Key::Esc], Msg::Close).left(),
            Binding::new(words::find(), [Key::Enter], Msg::Commit).main(),
            Binding::new(words::next_match(), [Key::Down], Msg::Match(true)),
            Binding::new(words::previous_match(), [Key::Up], Msg::Match(false)),
        ],
        Stage::Text => text(reader, shared),
        Stage::Contents(at) => {
            let mut table = vec![
                Binding::new(common::back(), [Key::Esc, Key::Char('c')], Msg::Back).left(),
                Binding::new(words::open(), [Key::Enter], Msg::Open(at)).main(),
                Binding::new(words::next_section(), [Key::Down], Msg::Move(true)),
                Binding::new(words::previous_section(), [Key::Up], Msg::Move(false)),
            ];
            let entries = contents::entries(&shared.facts.agreement);
            table.extend(entries.into_iter().zip('1'..='9').map(|(block, digit)| {
                Binding::new(words::open(), [Key::Char(digit)], Msg::Open(block))
            }));
            table
        }
        Stage::Missing => vec![
            Binding::new(common::back(), [Key::Esc], Msg::Back).left(),
            Binding::new(words::decline(), [Key::Char('d')], Msg::Decline).middle(),
            Binding::new(words::first_unseen(), [Key::Enter, Key::Char('u')], Msg::FirstUnseen)
                .main(),
        ],
        Stage::Ticks { focus, .. } => vec![
            Binding::new(common::back(), [Key::Esc], Msg::Back).left(),
            // Equal weight (A5): same size, same tone, one key each.
            Binding::new(words::decline(), [Key::Char('d')], Msg::Decline).middle(),
            Binding::new(words::accept(), [Key::Enter], Msg::Accept).right(),
            Binding::new(words::tick_statement(), [Key::Char('1')], Msg::Tick(Tick::Statement)),
            Binding::new(words::tick_consent(), [Key::Char('2')], Msg::Tick(Tick::Consent)),
            Binding::new(words::tick(), [Key::Char(' ')], Msg::Tick(focus)),
            Binding::new(words::other_tick(), [Key::Tab, Key::Down, Key::Up], Msg::Focus),
        ],
    }
}

fn text(reader: &Reader, shared: &Shared) -> Vec<Binding<Msg>> {
    let layout = lay_out(chrome::lay_out(shared).body);
    let mut table = vec![match reader.seek {
        Seek::Nothing => Binding::new(common::back(), [Key::Esc], Msg::Back).left(),
        _ => Binding::new(common::cancel(), [Key::Esc], Msg::Close).left(),
    }];
    if layout.contents.height == 0 {
        table.push(Binding::new(words::contents(), [Key::Char('c')], Msg::Contents).middle());
    }
    table.push(
        Binding::new(words::search(), [Key::Char('/'), Key::Ctrl('f')], Msg::Search).middle(),
    );
    match (&reader.seek, reader.purpose) {
        (Seek::Number { .. }, _) => {
            table.push(Binding::new(words::open(), [Key::Enter], Msg::Commit).main());
        }
        (_, Purpose::Join) => {
            table.push(Binding::new(common::next(), [Key::Enter], Msg::Continue).main());
        }
        (_, Purpose::Read) => {}
    }
    if !layout.both {
        table.push(Binding::new(words::other_language(), [Key::Tab], Msg::Swap));
    }
    let mut page = vec![Key::PageDown];
    if !reader.seek.takes_space() {
        page.push(Key::Char(' '));
    }
    table.extend([
        Binding::new(words::next_clause(), [Key::Down], Msg::Step(true)),
        Binding::new(words::previous_clause(), [Key::Up], Msg::Step(false)),
        Binding::new(words::page_on(), page, Msg::Page(true)),
        Binding::new(words::page_back(), [Key::PageUp], Msg::Page(false)),
        Binding::new(words::to_start(), [Key::Home], Msg::ToStart),
        Binding::new(words::to_end(), [Key::End], Msg::ToEnd),
        Binding::new(words::first_unseen(), [Key::Char('u')], Msg::FirstUnseen),
    ]);
    if matches!(&reader.seek, Seek::Words { .. }) {
        table.extend([
            Binding::new(words::next_match(), [Key::Char('n')], Msg::Match(true)),
            Binding::new(words::previous_match(), [Key::Char('N')], Msg::Match(false)),
        ]);
    }
    table
}
