//! The waiting lists of Housing or Grants: their names, how many wait, when that was counted (M7).

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{Failure, Queue, Queues},
    app::{
        effect::{EffectId, Reply, Request},
        fetched::Fetched,
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
        theme::Role,
        trouble::Trouble,
        widgets::{flush, label, paragraph, trouble},
    },
    text::{
        Arg,
        phrases::{common, home, queues},
    },
};

/// Which lists are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Subject {
    /// Housing.
    #[default]
    Housing,
    /// Grants.
    Grants,
}

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct QueueList {
    subject: Subject,
    queues: Fetched<Queues>,
    /// The first list on the screen.
    top: usize,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The lists came.
    Came(Result<Queues, Failure>),
    /// Towards the end, or towards the beginning.
    Moved(bool),
    /// Ask again.
    Retry,
    /// The way back.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// Back to the first screen.
    Left,
}

/// Rows of one list: name and length, when it was counted, a rule.
const ROWS: u16 = 3;

impl QueueList {
    /// Opens the screen.
    #[must_use]
    pub fn new(subject: Subject) -> Self {
        Self { subject, ..Self::default() }
    }

    fn lists(&self) -> &[Queue] {
        match (self.queues.here(), self.subject) {
            (Some(queues), Subject::Housing) => &queues.housing,
            (Some(queues), Subject::Grants) => &queues.grants,
            (None, _) => &[],
        }
    }
}

/// ```text
/// Housing
/// what these are
///
/// name                            1 204
/// counted 20.11.2026 14:00
/// ─────────────────────────────────────
/// ```
fn lay_out(area: Rect) -> (Rect, Rect, Rect) {
    let gap = u16::from(area.height >= 16);
    let piece = |y: u16, height: u16| {
        Rect { y: area.y.saturating_add(y), height, ..area }.intersection(area)
    };
    let lists = 3 + 2 * gap;
    (piece(gap, 1), piece(1 + gap, 2), piece(lists, area.height.saturating_sub(lists)))
}

impl Screen for QueueList {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if self.queues.is_lacking() {
            self.queues = Fetched::Asked;
            cx.ask(Request::Queues);
        }
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        let mut bindings = vec![
            Binding::new(common::back(), [Key::Esc], Msg::Back).left(),
            Binding::new(queues::further(), [Key::Down, Key::PageDown], Msg::Moved(true)),
            Binding::new(queues::nearer(), [Key::Up, Key::PageUp], Msg::Moved(false)),
        ];
        if self.queues.failure().is_some() {
            bindings.push(Binding::new(common::retry(), [Key::Enter], Msg::Retry).main());
        }
        bindings
    }

    fn wheeled(&self, _: &Shared, _: Rect, _: Position, down: bool) -> Option<Msg> {
        Some(Msg::Moved(down))
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Queues(answer) => Some(Msg::Came(answer)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Came(answer) => self.queues.take(cx, answer),
            Msg::Moved(true) => self.top = self.top.saturating_add(1),
            Msg::Moved(false) => self.top = self.top.saturating_sub(1),
            Msg::Retry => self.enter(cx),
            Msg::Back => return Some(Exit::Left),
        }
        None
    }

    fn settle(&mut self, _shared: &mut Shared, area: Rect) {
        let fit = usize::from(lay_out(area).2.height / ROWS);
        self.top = self.top.min(self.lists().len().saturating_sub(fit.max(1)));
    }

    fn view(
        &self,
        _shared: &Shared,
        look: &Look,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let (title, intro, lists) = lay_out(area);
        let (name, words) = match self.subject {
            Subject::Housing => (home::housing(), queues::housing_words()),
            Subject::Grants => (home::grants(), queues::grants_words()),
        };
        label(buf, title, &look.say(&name), look.style(Role::Title));
        paragraph(buf, intro, &look.say(&words), look.style(Role::Muted));
        match &self.queues {
            Fetched::Here(_) if self.lists().is_empty() => {
                label(buf, lists, &look.say(&queues::none()), look.style(Role::Text));
            }
            Fetched::Here(_) => {
                for (nth, queue) in (0..lists.height / ROWS).zip(self.lists().iter().skip(self.top))
                {
                    let at = Rect { y: lists.y + nth * ROWS, height: ROWS, ..lists };
                    draw_list(queue, look, at, buf);
                }
            }
            Fetched::Failed(why) => {
                trouble(buf, lists, &Trouble::from(why), look);
            }
            Fetched::Missing | Fetched::Asked => {
                label(buf, lists, &look.say(&common::loading()), look.style(Role::Muted));
            }
        }
        None
    }
}

fn draw_list(queue: &Queue, look: &Look, at: Rect, buf: &mut Buffer) {
    let row = |nth: u16| Rect { y: at.y + nth, height: 1, ..at };
    let room = at.width.saturating_sub(22);
    label(
        buf,
        Rect { width: room, ..row(0) },
        queue.name.get(look.language).as_str(),
        look.style(Role::Text),
    );
    let right = Rect { x: at.x + room, width: at.width - room, ..row(0) };
    flush(buf, right, &look.say(&queues::waiting(queue.length)), look.style(Role::Accent));
    let counted = queues::counted(Arg::DateTime(queue.computed_at));
    label(buf, row(1), &look.say(&counted), look.style(Role::Muted));
    label(buf, row(2), &"─".repeat(usize::from(at.width)), look.style(Role::Border));
}
