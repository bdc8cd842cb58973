//! The member's own latest actions, asked for after signing in: whoever was cut off in the middle of
//! one sees here what became of it, and does not repeat it (row D4).

use std::time::Duration;

use ratatui::{buffer::Buffer, layout::Rect};
use serde::{Deserialize, Serialize};

use super::undo::{self, Became, Undoing};
use crate::{
    api::{Failure, staff::ActionView},
    app::{
        effect::{DeskCall, DeskReply, EffectId, Reply, Request},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::Cx,
        shared::Shared,
        theme::Role,
        widgets::banner,
    },
    domain::Moment,
    text::{Arg, phrases::act},
};

/// How old an action is that is still told of.
const LATELY: Duration = Duration::from_secs(5 * 60);

/// The newest of them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Latest {
    asked: Option<EffectId>,
    newest: Option<Box<Undoing>>,
    tick: Option<EffectId>,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Msg {
    /// Something it asked for was answered.
    Came(Box<DeskReply>),
    /// A time it waited for has passed.
    Elapsed(EffectId),
    /// The action is to be taken back.
    Undo,
    /// The second factor was given again; see [`Needs::Code`].
    CodePassed,
    /// The second factor was not given.
    CodeAbandoned,
}

/// What it needs from whoever shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// The second factor; then it is told [`Msg::CodePassed`] or [`Msg::CodeAbandoned`].
    Code,
}

impl Latest {
    /// Asks for them: after signing in, and whenever the line was broken.
    pub fn ask(&mut self, cx: &mut Cx<'_>) {
        self.asked = Some(cx.ask(Request::Desk(DeskCall::Actions)));
        self.tick = None; // it ended with the session before; the answer starts another
    }

    /// What an answer means, when it is one that is awaited here.
    #[must_use]
    pub fn replied(&self, id: EffectId, reply: &Reply) -> Option<Msg> {
        let undoing = self.newest.as_ref().is_some_and(|it| it.awaits(id));
        if !(undoing || self.asked == Some(id) || self.tick == Some(id)) {
            return None;
        }
        match reply {
            Reply::Desk(reply) => Some(Msg::Came(reply.clone())),
            Reply::Elapsed => Some(Msg::Elapsed(id)),
            _ => None,
        }
    }

    /// Told something.
    pub fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Needs> {
        let needs = match msg {
            Msg::Came(reply) => self.take(cx, *reply),
            Msg::Elapsed(id) => {
                self.elapse(cx, id);
                None
            }
            Msg::Undo => {
                if let Some(newest) = &mut self.newest {
                    newest.ask(cx);
                }
                None
            }
            Msg::CodePassed => {
                if let Some(newest) = &mut self.newest
                    && newest.is_held()
                {
                    newest.again(cx);
                }
                None
            }
            Msg::CodeAbandoned => {
                if let Some(newest) = &mut self.newest {
                    newest.give_up();
                }
                None
            }
        };
        if self.newest.is_some() && self.tick.is_none() {
            self.tick = Some(cx.after(Duration::from_secs(1)));
        }
        needs
    }

    fn take(&mut self, cx: &mut Cx<'_>, reply: DeskReply) -> Option<Needs> {
        match reply {
            DeskReply::Actions(answer) => self.take_actions(cx.shared.now, answer),
            DeskReply::Undone(answer) => {
                let became = self.newest.as_mut()?.take(cx, answer);
                return (became == Became::NeedsCode).then_some(Needs::Code);
            }
            _ => {}
        }
        None
    }

    fn take_actions(&mut self, now: Moment, answer: Result<Vec<ActionView>, Failure>) {
        self.asked = None;
        if let Ok(actions) = answer {
            let newest = actions.into_iter().max_by_key(|action| action.at);
            let lately = newest.filter(|action| now.since(action.at) < LATELY);
            self.newest = lately.map(|action| Box::new(Undoing::told(action)));
        }
    }

    fn elapse(&mut self, cx: &mut Cx<'_>, id: EffectId) {
        if self.tick == Some(id) {
            self.tick = None;
            let now = cx.shared.now;
            let is_old = |it: &Undoing| now.since(it.action().at) >= LATELY;
            if self.newest.as_deref().is_some_and(is_old) {
                self.newest = None;
            }
        } else if let Some(newest) = &mut self.newest
            && newest.awaits(id)
        {
            newest.again(cx);
        }
    }

    /// The account of the action that is told of.
    #[must_use]
    pub fn account(&self) -> Option<u64> {
        self.newest.as_ref().map(|it| it.action().account)
    }

    /// The keys that work while it is told of: taking the action back, where that can be done.
    #[must_use]
    pub fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        match &self.newest {
            Some(newest) if newest.is_offered(shared) => {
                vec![Binding::new(act::undo(), [Key::Char('z')], Msg::Undo)]
            }
            _ => Vec::new(),
        }
    }

    /// Rows that the banner takes: one or none.
    #[must_use]
    pub fn height(&self) -> u16 {
        u16::from(self.newest.is_some())
    }

    /// Draws the banner.
    ///
    /// ```text
    /// 14:02 account 4417: access restored · undo with z, 12 s left
    /// ```
    pub fn draw(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) {
        let Some(newest) = &self.newest else { return };
        let action = newest.action();
        let account = action.account.to_string();
        let done = act::done_on(Arg::Time(action.at), account, undo::done(action.kind));
        let role = if newest.is_open(shared.now) { newest.role() } else { Role::Muted };
        banner(buf, area, &newest.say(&done, shared, look), role, look);
    }
}
