//! What the citizen was told about the account (3.1.4): the day, and the words below it.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{Failure, Notice, Notices},
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
        widgets::{label, paragraph, trouble},
    },
    domain::Language,
    text::{
        phrases::{common, notices as words},
        wrap,
    },
};

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NoticeList {
    notices: Fetched<Notices>,
    /// The notice that stands first.
    top: usize,
    /// The last one that needs to stand first for everything below it to be seen.
    lowest: usize,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The notices came.
    Came(Result<Notices, Failure>),
    /// One notice on or back.
    Moved(bool),
    /// What is missing is to be asked for again.
    Retry,
    /// The way back.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// Back to the account.
    Left,
}

impl NoticeList {
    /// Newest first.
    fn lines(&self) -> &[Notice] {
        self.notices.here().map_or(&[], |it| it.notices.as_slice())
    }
}

impl Screen for NoticeList {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if self.notices.is_lacking() {
            self.notices = Fetched::Asked;
            cx.ask(Request::Notices);
        }
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        let back = Binding::new(common::back(), [Key::Esc], Msg::Back).left();
        if self.notices.failure().is_some() {
            return vec![back, Binding::new(common::retry(), [Key::Enter], Msg::Retry).main()];
        }
        let newer = Binding::new(words::newer(), [Key::Up], Msg::Moved(false));
        let older = Binding::new(words::older(), [Key::Down], Msg::Moved(true));
        match self.lowest {
            0 => vec![back, newer, older],
            _ => vec![back, newer.middle(), older.main()],
        }
    }

    fn wheeled(&self, _: &Shared, _: Rect, _: Position, down: bool) -> Option<Msg> {
        Some(Msg::Moved(down))
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Notices(answer) => Some(Msg::Came(answer)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Came(answer) => self.notices.take(cx, answer),
            Msg::Moved(true) => self.top = (self.top + 1).min(self.lowest),
            Msg::Moved(false) => self.top = self.top.saturating_sub(1),
            Msg::Retry => self.enter(cx),
            Msg::Back => return Some(Exit::Left),
        }
        None
    }

    fn settle(&mut self, shared: &mut Shared, area: Rect) {
        let place = lay_out(area).1;
        let mut left = u32::from(place.height);
        self.lowest = 0;
        for (nth, notice) in self.lines().iter().enumerate().rev() {
            let rows = rows(notice, shared.language, place.width);
            if rows > left {
                self.lowest = (nth + 1).min(self.lines().len().saturating_sub(1));
                break;
            }
            left = left.saturating_sub(rows + GAP);
        }
        self.top = self.top.min(self.lowest);
    }

    fn view(&self, _: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let (title, place) = lay_out(area);
        label(buf, title, &look.say(&words::title()), look.style(Role::Title));
        match &self.notices {
            Fetched::Failed(why) => {
                trouble(buf, place, &Trouble::from(why), look);
            }
            Fetched::Missing | Fetched::Asked => {
                label(buf, place, &look.say(&common::loading()), look.style(Role::Muted));
            }
            Fetched::Here(_) if self.lines().is_empty() => {
                paragraph(buf, place, &look.say(&words::none()), look.style(Role::Text));
            }
            Fetched::Here(_) => self.draw_lines(look, place, buf),
        }
        None
    }

    fn is_reading(&self) -> bool {
        true
    }
}

/// Free rows below a notice.
const GAP: u32 = 1;

impl NoticeList {
    fn draw_lines(&self, look: &Look, place: Rect, buf: &mut Buffer) {
        let mut rest = place;
        for notice in self.lines().iter().skip(self.top) {
            if rest.height == 0 {
                break;
            }
            let day = Rect { height: 1, ..rest };
            label(buf, day, &notice.at.date_time(), look.style(Role::Muted));
            let below = under(rest, 1);
            let text = notice.text.get(look.language).as_str();
            let rows = paragraph(buf, below, text, look.style(Role::Text));
            rest = under(below, rows.saturating_add(1));
        }
    }
}

/// Rows of a notice: its day and its words.
fn rows(notice: &Notice, language: Language, width: u16) -> u32 {
    let lines = wrap(notice.text.get(language).as_str(), width).len();
    u32::try_from(lines).unwrap_or(u32::MAX).saturating_add(1)
}

/// What is left of a part below its first rows.
fn under(part: Rect, rows: u16) -> Rect {
    Rect { y: part.y.saturating_add(rows), height: part.height.saturating_sub(rows), ..part }
}

/// The heading, and the notices below it.
fn lay_out(area: Rect) -> (Rect, Rect) {
    let title = Rect { height: area.height.min(1), ..area };
    (title, under(area, 1 + u16::from(area.height >= 14)))
}
