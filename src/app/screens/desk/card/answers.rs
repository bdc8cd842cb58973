//! What the card asks for, and what becomes of the answers.

use std::time::Duration;

use super::{Card, Dialog, Exit, Tab, act::Then, reveal};
use crate::{
    api::{
        Failure,
        staff::{AccountCard, ActionDone, ActionKind, GetCard},
    },
    app::{
        effect::{DeskCall, DeskReply, EffectId, Request},
        fetched::Fetched,
        screen::Cx,
        screens::desk::{draft, undo::Undoing},
    },
    domain::Moment,
    text::phrases::card,
};

impl Card {
    /// Asks for everything shown anew: there is news about this account, or the line was broken.
    /// While it is under way already it is asked for once more when it has come: news that comes
    /// faster than answers keeps nobody waiting.
    pub fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.once_more = self.card_asked.is_some();
        if self.once_more {
            return;
        }
        if self.card.is_lacking() {
            self.card = Fetched::Asked;
        }
        let call = GetCard { account: self.account };
        self.card_asked = Some(cx.ask(Request::Desk(DeskCall::Card(call))));
        self.history.ask_anew(cx, self.account);
    }

    /// True when this is an answer, or a time, it waits for.
    pub(super) fn awaits(&self, id: EffectId) -> bool {
        let own = [self.card_asked, self.copying, self.tick];
        own.contains(&Some(id))
            || self.history.awaits(id)
            || self.undo.as_ref().is_some_and(|undo| undo.awaits(id))
            || match &self.dialog {
                Some(Dialog::Act(act)) => act.awaits(id),
                Some(Dialog::Note(note)) => note.awaits(id),
                Some(Dialog::Reveal(revealing)) => revealing.awaits(id),
                Some(Dialog::Clause(_)) | None => false,
            }
    }

    /// An answer that was awaited.
    pub(super) fn take(&mut self, cx: &mut Cx<'_>, reply: DeskReply) -> Option<Exit> {
        match reply {
            DeskReply::Card(answer) => self.take_card(cx, answer.map(|it| *it)),
            DeskReply::Timeline(Ok(page)) => {
                let new = self.history.take(page);
                if let Some(selected) = self.selected.get_mut(Tab::Timeline as usize)
                    && *selected > 0
                {
                    *selected += new; // the same entry stays selected
                }
            }
            DeskReply::Timeline(Err(_)) => self.history.miss(),
            DeskReply::Preview(answer) => {
                let it = self.card.here().cloned();
                if let Some(Dialog::Act(act)) = &mut self.dialog {
                    let then = act.take_preview(it.as_ref(), answer);
                    return self.follow(cx, then);
                }
            }
            DeskReply::Done(answer) => {
                let it = self.card.here().cloned();
                if let Some(Dialog::Act(act)) = &mut self.dialog {
                    let then = act.take_done(cx, it.as_ref(), answer);
                    return self.follow(cx, then);
                }
            }
            DeskReply::Undone(answer) => return self.take_undone(cx, answer),
            DeskReply::Noted(answer) => {
                if let Some(Dialog::Note(note)) = &mut self.dialog {
                    match note.take(cx, answer) {
                        draft::Became::Nothing => {}
                        draft::Became::NeedsCode => return Some(Exit::NeedsCode),
                        draft::Became::Sent => {
                            self.dialog = None;
                            self.said = Some(card::note_saved());
                            self.refresh(cx);
                        }
                    }
                }
            }
            DeskReply::Revealed(answer) => {
                if let Some(Dialog::Reveal(revealing)) = &mut self.dialog {
                    match revealing.take(cx, answer) {
                        reveal::Became::Nothing => {}
                        reveal::Became::NeedsCode => return Some(Exit::NeedsCode),
                        reveal::Became::Shown(shown) => {
                            self.dialog = None;
                            self.shown = Some(shown);
                        }
                    }
                }
            }
            DeskReply::Copied(text) => {
                self.copying = None;
                self.said = Some(card::copied(text));
            }
            _ => {}
        }
        None
    }

    fn take_card(&mut self, cx: &mut Cx<'_>, answer: Result<AccountCard, Failure>) {
        self.card_asked = None;
        if std::mem::take(&mut self.once_more) {
            self.refresh(cx);
        }
        let it = match answer {
            // It was on its way when an act of this desk's own changed the account.
            Ok(it) if self.card.here().is_some_and(|known| it.epoch < known.epoch) => return,
            Ok(it) => it,
            Err(failure) => {
                // What is shown already is better than nothing, and says that it is old.
                self.is_old = self.card.here().is_some();
                if !self.is_old {
                    self.card = Fetched::Failed(failure);
                }
                return;
            }
        };
        self.is_old = false;
        if let Some(action) = &it.undoable
            && self.undo.as_ref().is_none_or(|undo| undo.gives_way_to(action))
        {
            self.undo = Some(Undoing::told(action.clone()));
        }
        let before = self.card.here().map_or(it.state, |before| before.state);
        if let Some(Dialog::Act(act)) = &mut self.dialog
            && let Some(instead) = act.meet(cx, before, &it)
        {
            self.dialog = None;
            self.said = Some(instead);
        }
        for (tab, selected) in Tab::ALL.into_iter().zip(&mut self.selected) {
            if tab != Tab::Timeline {
                *selected = (*selected).min(tab.len(&it, &self.history).saturating_sub(1));
            }
        }
        self.card = Fetched::Here(it);
    }

    /// What a dialog has to have done.
    pub(super) fn follow(&mut self, cx: &mut Cx<'_>, then: Then) -> Option<Exit> {
        match then {
            Then::Stay => {}
            Then::Close => self.dialog = None,
            Then::NeedsCode => return Some(Exit::NeedsCode),
            Then::Reload => self.refresh(cx),
            Then::Done(done, sent_at) => self.take_action(cx, *done, sent_at),
        }
        None
    }

    /// The action was carried out: the card shows it at once and asks for the rest.
    fn take_action(&mut self, cx: &mut Cx<'_>, done: ActionDone, sent_at: Moment) {
        self.dialog = None;
        if let Fetched::Here(it) = &mut self.card {
            it.state = done.state;
            it.epoch = done.epoch;
            if done.action.kind == ActionKind::Restore {
                it.cause = None;
                it.stopped = None;
            }
        }
        self.undo = Some(Undoing::of_own(done.action, sent_at));
        self.refresh(cx);
    }

    fn take_undone(
        &mut self,
        cx: &mut Cx<'_>,
        answer: Result<crate::api::staff::Undone, Failure>,
    ) -> Option<Exit> {
        use crate::app::screens::desk::undo::Became;
        match self.undo.as_mut()?.take(cx, answer) {
            Became::Nothing => None,
            Became::NeedsCode => Some(Exit::NeedsCode),
            Became::Undone => {
                self.refresh(cx);
                None
            }
        }
    }

    /// A time has passed: a call is repeated, or what counts down is looked at.
    pub(super) fn elapse(&mut self, cx: &mut Cx<'_>, id: EffectId) {
        if self.tick == Some(id) {
            self.tick = None;
            let now = cx.shared.now;
            if self.shown.as_ref().is_some_and(|shown| shown.is_over(now)) {
                self.shown = None;
            }
            if self.undo.as_ref().is_some_and(|undo| undo.is_over(now)) {
                self.undo = None;
                self.refresh(cx); // the citizen is told from here on
            }
            return;
        }
        if let Some(undo) = &mut self.undo
            && undo.awaits(id)
        {
            undo.again(cx);
            return;
        }
        self.again(cx);
    }

    /// The dialog's act once more, as the same attempt.
    pub(super) fn again(&mut self, cx: &mut Cx<'_>) {
        match &mut self.dialog {
            Some(Dialog::Act(act)) => act.again(cx),
            Some(Dialog::Note(note)) => note.again(cx),
            Some(Dialog::Reveal(revealing)) => revealing.again(cx),
            Some(Dialog::Clause(_)) | None => {}
        }
    }

    /// Keeps the timer going while something counts down.
    pub(super) fn keep_ticking(&mut self, cx: &mut Cx<'_>) {
        let now = cx.shared.now;
        let counts =
            self.shown.is_some() || self.undo.as_ref().is_some_and(|undo| undo.is_open(now));
        if counts && self.tick.is_none() {
            self.tick = Some(cx.after(Duration::from_secs(1)));
        }
    }
}
