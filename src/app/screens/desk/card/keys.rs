//! What the keys mean on the card and in its dialogs. What the role or the state denies is not
//! bound, so neither footer nor palette offers it.

use super::{
    Card, Dialog, Msg, Tab,
    act::{self, Act},
};
use crate::{
    api::staff::ActionKind,
    app::{
        input::Key,
        keymap::Binding,
        screens::desk::{deed::Deed, draft::Draft, may},
        shared::Shared,
    },
    domain::Permission,
    text::{
        Phrase,
        phrases::{act as say, card, common, keys as fields, reveal, workbench},
    },
};

/// The keys of digits from 1 on.
fn digit(place: usize) -> Option<Key> {
    u32::try_from(place + 1).ok().and_then(|it| char::from_digit(it, 10)).map(Key::Char)
}

pub(super) fn bindings(it: &Card, shared: &Shared) -> Vec<Binding<Msg>> {
    match &it.dialog {
        Some(Dialog::Act(act)) if act.is_open() => act_keys(act),
        Some(Dialog::Note(note)) if !note.hidden => note_keys(note),
        Some(Dialog::Reveal(revealing)) => match revealing.deed() {
            Some(deed) => deed_keys(deed),
            None => choice_keys(revealing.choices(), common::back()),
        },
        Some(Dialog::Clause(_)) => clause_keys(),
        _ => card_keys(it, shared),
    }
}

fn moving() -> [Binding<Msg>; 2] {
    [
        Binding::new(card::move_on(), [Key::Up], Msg::Moved(-1)),
        Binding::new(card::move_on(), [Key::Down], Msg::Moved(1)),
    ]
}

fn escape() -> Binding<Msg> {
    Binding::new(card::close(), [Key::Esc], Msg::Escaped).left()
}

fn digits(count: usize) -> impl Iterator<Item = Binding<Msg>> {
    (0..count)
        .filter_map(|place| Some(Binding::new(say::next(), [digit(place)?], Msg::Chosen(place))))
}

fn choice_keys(count: usize, back: Phrase) -> Vec<Binding<Msg>> {
    let mut keys = vec![escape()];
    keys.push(Binding::new(say::next(), [Key::Enter], Msg::Confirmed).main());
    keys.push(Binding::new(back, [Key::BackTab], Msg::Back));
    keys.extend(moving());
    keys.extend(digits(count));
    keys
}

/// What was confirmed can only be asked about again, or let go on.
fn deed_keys(deed: &Deed) -> Vec<Binding<Msg>> {
    let mut keys = vec![escape()];
    if deed.is_unknown() {
        keys.push(Binding::new(say::ask_again(), [Key::Enter], Msg::Confirmed).main());
    } else if deed.is_held() {
        keys.push(Binding::new(say::give_code(), [Key::Enter], Msg::Confirmed).main());
    }
    keys
}

fn act_keys(it: &Act) -> Vec<Binding<Msg>> {
    if it.chooses() {
        return choice_keys(it.choices(), say::before());
    }
    if let Some(deed) = it.deed() {
        return deed_keys(deed);
    }
    let on = if it.takes_text() { say::next() } else { say::confirm() };
    vec![
        escape(),
        Binding::new(on, [Key::Enter], Msg::Confirmed).main(),
        Binding::new(say::before(), [Key::BackTab], Msg::Back).middle(),
        Binding::new(fields::clear(), [Key::Ctrl('u')], Msg::Cleared),
    ]
}

fn note_keys(note: &Draft) -> Vec<Binding<Msg>> {
    match note.deed() {
        Some(deed) => deed_keys(deed),
        None => vec![
            escape(),
            Binding::new(card::note_save(), [Key::Enter], Msg::Confirmed).main(),
            Binding::new(fields::clear(), [Key::Ctrl('u')], Msg::Cleared),
        ],
    }
}

fn clause_keys() -> Vec<Binding<Msg>> {
    let turn = [Key::F(4), Key::Enter, Key::Tab];
    vec![escape(), Binding::new(card::clause_turn(), turn, Msg::Clause).main()]
}

fn card_keys(it: &Card, shared: &Shared) -> Vec<Binding<Msg>> {
    let mut keys = vec![escape()];
    let Some(shown) = it.card.here() else {
        if it.card.failure().is_some() {
            keys.push(Binding::new(card::retry(), [Key::Enter], Msg::Refreshed).main());
        }
        return keys;
    };
    let mut add = |binding: Binding<Msg>| keys.push(binding);
    let kinds =
        [(ActionKind::Restore, 'u'), (ActionKind::Block, 'b'), (ActionKind::StopAccess, 's')];
    if it.is_busy() {
        // Something is under way behind its closed dialog: it is to be seen again, not begun anew.
        let all = ['u', 'b', 's', 'n'].map(Key::Char);
        add(Binding::new(say::doing(), all, Msg::Uncovered).middle());
    } else {
        for (kind, key) in kinds {
            if act::is_offered(kind, shown.state, shared) {
                let binding = Binding::new(act::name(kind), [Key::Char(key)], Msg::Act(kind));
                add(match kind {
                    ActionKind::Restore => binding.main().also(workbench::unblock()),
                    _ => binding.middle(),
                });
            }
        }
        if may(shared, Permission::WriteNotes) {
            add(Binding::new(card::add_note(), [Key::Char('n')], Msg::AddNote).middle());
        }
        if may(shared, Permission::Reveal) && it.shown.is_none() {
            add(Binding::new(reveal::show(), [Key::Char('r')], Msg::Reveal).middle());
        }
    }
    if it.shown.is_some() {
        add(Binding::new(reveal::hide(), [Key::Char('r')], Msg::Hide).middle());
    }
    if it.undo.as_ref().is_some_and(|undo| undo.is_offered(shared)) {
        add(Binding::new(say::undo(), [Key::Char('z')], Msg::Undo).middle());
    }
    if shown.cause.is_some() {
        add(Binding::new(card::clause_whole(), [Key::F(4)], Msg::Clause));
    }
    add(Binding::new(card::copy(), [Key::Char('y')], Msg::Copy));
    if it.tab == Tab::Requests && !shown.requests.is_empty() {
        add(Binding::new(card::open_request(), [Key::Enter], Msg::Opened).right());
    }
    for (place, tab) in Tab::ALL.into_iter().enumerate() {
        if let Some(key) = digit(place) {
            add(Binding::new(tab.name(), [key], Msg::Tab(tab)));
        }
    }
    add(Binding::new(card::previous_tab(), [Key::Left], Msg::Tab(it.tab.beside(false))));
    add(Binding::new(card::next_tab(), [Key::Right], Msg::Tab(it.tab.beside(true))));
    for binding in moving() {
        add(binding);
    }
    add(Binding::new(card::move_on(), [Key::PageUp], Msg::Moved(-10)));
    add(Binding::new(card::move_on(), [Key::PageDown], Msg::Moved(10)));
    add(Binding::new(card::move_on(), [Key::Home], Msg::Moved(i32::MIN)));
    add(Binding::new(card::move_on(), [Key::End], Msg::Moved(i32::MAX)));
    keys
}
