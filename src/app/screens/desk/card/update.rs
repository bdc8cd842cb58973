//! What a message does to the card.

use super::{Card, Dialog, Exit, Msg, Tab, act, act::Act, reveal, reveal::Revealing};
use crate::{
    api::staff::AddNote,
    app::{
        effect::{DeskCall, Request},
        screen::Cx,
        screens::desk::{cause, draft, draft::Draft, may},
    },
    domain::{Permission, Secret},
    text::phrases::card as say,
};

/// Characters of a note.
const NOTE: usize = 1000;

/// From so few entries before the end on, the timeline's next page is asked for.
const NEAR: usize = 5;

pub(super) fn update(it: &mut Card, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
    if !matches!(msg, Msg::Came(..) | Msg::Elapsed(_) | Msg::Refreshed) {
        it.said = None;
    }
    match msg {
        Msg::Came(id, reply) if it.awaits(id) => return it.take(cx, *reply),
        Msg::Came(..) => {}
        Msg::Elapsed(id) => it.elapse(cx, id),
        Msg::Refreshed => it.refresh(cx),
        Msg::CodePassed => it.go_on(cx),
        Msg::CodeAbandoned => {
            if let Some(undo) = &mut it.undo {
                undo.give_up();
            }
        }
        Msg::Tab(tab) => {
            it.tab = tab;
            it.move_by(cx, 0);
        }
        Msg::Moved(by) => it.move_by(cx, by),
        Msg::Opened => {
            let place = it.selected.get(Tab::Requests as usize).copied().unwrap_or_default();
            let requests = it.card.here().map(|card| card.requests.as_slice()).unwrap_or_default();
            return requests.get(place).map(|line| Exit::OpenRequest(line.id));
        }
        Msg::Act(kind) => it.open_act(cx, kind),
        Msg::AddNote if it.dialog.is_none() && may(cx.shared, Permission::WriteNotes) => {
            it.dialog = Some(Dialog::Note(Draft::new(NOTE, say::note_needed())));
        }
        Msg::Reveal if it.dialog.is_none() && may(cx.shared, Permission::Reveal) => {
            it.dialog = it.card.here().map(Revealing::open).map(Dialog::Reveal);
        }
        Msg::AddNote | Msg::Reveal => {}
        Msg::Hide => it.shown = None,
        Msg::Undo => {
            if let Some(undo) = &mut it.undo {
                undo.ask(cx);
            }
        }
        Msg::Copy => {
            let text = it.account.to_string();
            it.copying = Some(cx.ask(Request::Desk(DeskCall::Copy(text))));
        }
        Msg::Clause => it.turn_clause(cx),
        Msg::Uncovered => match &mut it.dialog {
            Some(Dialog::Act(act)) => act.uncover(),
            Some(Dialog::Note(note)) => note.hidden = false,
            _ => {}
        },
        Msg::Chosen(place) => match &mut it.dialog {
            Some(Dialog::Act(act)) => act.choose(cx, place),
            Some(Dialog::Reveal(revealing)) => revealing.choose(cx, place),
            _ => {}
        },
        Msg::Letters(text) => it.put(&text),
        Msg::Erased => match &mut it.dialog {
            Some(Dialog::Act(act)) => act.erase(),
            Some(Dialog::Note(note)) => note.erase(),
            _ => {}
        },
        Msg::Cleared => match &mut it.dialog {
            Some(Dialog::Act(act)) => act.clear(),
            Some(Dialog::Note(note)) => note.clear(),
            _ => {}
        },
        Msg::Confirmed => return it.confirm(cx),
        Msg::Back => match &mut it.dialog {
            Some(Dialog::Act(act)) => act.back(),
            Some(Dialog::Reveal(revealing)) => revealing.back(),
            _ => {}
        },
        Msg::Escaped => return it.escape(cx),
    }
    None
}

impl Card {
    fn open_act(&mut self, cx: &mut Cx<'_>, kind: crate::api::staff::ActionKind) {
        let Some(card) = self.card.here() else { return };
        if self.dialog.is_none() && act::is_offered(kind, card.state, cx.shared) {
            let opened = Act::open(cx, kind, card, self.request);
            self.dialog = Some(Dialog::Act(Box::new(opened)));
        }
    }

    fn put(&mut self, text: &Secret) {
        match &mut self.dialog {
            Some(Dialog::Act(act)) => act.put(text),
            Some(Dialog::Note(note)) => note.put(text),
            _ => {}
        }
    }

    fn confirm(&mut self, cx: &mut Cx<'_>) -> Option<Exit> {
        let account = self.account;
        match &mut self.dialog {
            Some(Dialog::Act(act)) => {
                let then = act.confirm(cx);
                self.follow(cx, then)
            }
            Some(Dialog::Note(note)) => {
                let call = |text, attempt| DeskCall::Note(AddNote { account, text }, attempt);
                (note.confirm(cx, call) == draft::Became::NeedsCode).then_some(Exit::NeedsCode)
            }
            Some(Dialog::Reveal(revealing)) => {
                let became = revealing.confirm(cx);
                (became == reveal::Became::NeedsCode).then_some(Exit::NeedsCode)
            }
            Some(Dialog::Clause(_)) | None => None,
        }
    }

    fn escape(&mut self, cx: &mut Cx<'_>) -> Option<Exit> {
        match &mut self.dialog {
            Some(Dialog::Act(act)) if act.is_open() => {
                let then = act.escape();
                self.follow(cx, then)
            }
            Some(Dialog::Note(note)) if !note.hidden => {
                if note.escape() {
                    self.dialog = None;
                }
                None
            }
            Some(Dialog::Reveal(_) | Dialog::Clause(_)) => {
                self.dialog = None;
                None
            }
            _ => {
                self.shown = None;
                Some(Exit::Left)
            }
        }
    }

    /// The second factor was given: what waited for it goes on.
    fn go_on(&mut self, cx: &mut Cx<'_>) {
        match &mut self.undo {
            Some(undo) if undo.is_held() => undo.again(cx),
            _ => {
                let held = match &self.dialog {
                    Some(Dialog::Act(act)) => act.deed(),
                    Some(Dialog::Note(note)) => note.deed(),
                    Some(Dialog::Reveal(revealing)) => revealing.deed(),
                    Some(Dialog::Clause(_)) | None => None,
                };
                if held.is_some_and(|deed| deed.is_held()) {
                    self.again(cx);
                }
            }
        }
    }

    fn turn_clause(&mut self, cx: &mut Cx<'_>) {
        match &mut self.dialog {
            Some(Dialog::Clause(language)) => *language = cause::other(*language),
            None if self.card.here().is_some_and(|card| card.cause.is_some()) => {
                self.dialog = Some(Dialog::Clause(cause::other(cx.shared.language)));
            }
            _ => {}
        }
    }

    /// Moves the selection, of the dialog where one is seen.
    fn move_by(&mut self, cx: &mut Cx<'_>, by: i32) {
        match &mut self.dialog {
            Some(Dialog::Act(act)) if act.is_open() => {
                if by != 0 {
                    act.select(by > 0);
                }
                return;
            }
            Some(Dialog::Reveal(revealing)) => {
                if by != 0 {
                    revealing.select(by > 0);
                }
                return;
            }
            Some(Dialog::Clause(_)) => return,
            Some(Dialog::Note(note)) if !note.hidden => return,
            _ => {}
        }
        let Some(card) = self.card.here() else { return };
        let count = self.tab.len(card, &self.history);
        let Some(selected) = self.selected.get_mut(self.tab as usize) else { return };
        *selected = moved(*selected, by).min(count.saturating_sub(1));
        if self.tab == Tab::Timeline && *selected + NEAR >= count {
            self.history.ask_more(cx, self.account);
        }
    }
}

fn moved(from: usize, by: i32) -> usize {
    from.saturating_add_signed(isize::try_from(by).unwrap_or_default())
}
