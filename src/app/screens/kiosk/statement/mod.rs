//! The statement: every operation, newest first, with the balance after it; by kind, by page (M1).

mod layout;
mod view;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use super::ledger;
use crate::{
    api::{Balance, Failure, GetStatement, StatementLine, StatementPage},
    app::{
        effect::{EffectId, Reply, Request},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
    },
    domain::EntryKind,
    text::phrases::{common, statement},
};

/// Lines asked for at once.
const PAGE: u16 = 50;

/// What the tabs choose: everything, or one kind.
const TABS: [Option<EntryKind>; 5] = [
    None,
    Some(EntryKind::TopUp),
    Some(EntryKind::Service),
    Some(EntryKind::Refund),
    Some(EntryKind::Correction),
];

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Statement {
    kind: Option<EntryKind>,
    lines: Vec<StatementLine>,
    balance: Option<Balance>,
    next: Option<String>,
    /// The page under way.
    asked: Option<EffectId>,
    failure: Option<Failure>,
    /// True once a page of this kind has come.
    begun: bool,
    selected: usize,
    /// The first line on the screen and how many fit, as last seen.
    top: usize,
    rows: usize,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// A page came.
    PageCame(EffectId, Result<StatementPage, Failure>),
    /// Only this kind, or everything.
    Filtered(Option<EntryKind>),
    /// The tab so many places further.
    Turned(i8),
    /// The selection moves by lines.
    Moved(i64),
    /// The selection moves by screens.
    Paged(i64),
    /// To the first or the last line that is here.
    Jumped(bool),
    /// This line is selected.
    Selected(usize),
    /// Ask again.
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

impl Statement {
    fn ask(&mut self, cx: &mut Cx<'_>) {
        self.failure = None;
        self.asked = Some(cx.ask(Request::Statement(GetStatement {
            cursor: self.next.clone(),
            limit: Some(PAGE),
            kind: self.kind,
        })));
    }

    fn filter(&mut self, cx: &mut Cx<'_>, kind: Option<EntryKind>) {
        if kind != self.kind {
            *self = Self { kind, rows: self.rows, ..Self::default() };
            self.ask(cx);
        }
    }

    fn select(&mut self, cx: &mut Cx<'_>, place: usize) {
        self.selected = place.min(self.lines.len().saturating_sub(1));
        self.fill(cx);
    }

    /// Asks for the next page when the selection comes near the end of what is here, or what is
    /// here does not fill the screen.
    fn fill(&mut self, cx: &mut Cx<'_>) {
        let near = self.selected.max(self.top).saturating_add(self.rows) >= self.lines.len();
        if near && self.next.is_some() && self.asked.is_none() && self.failure.is_none() {
            self.ask(cx);
        }
    }

    fn take(&mut self, cx: &mut Cx<'_>, answer: Result<StatementPage, Failure>) {
        self.asked = None;
        match answer {
            Ok(page) => {
                if !self.begun {
                    self.balance = Some(page.balance);
                }
                self.begun = true;
                self.lines.extend(page.lines);
                self.next = page.next.map(|cursor| cursor.as_str().to_owned());
                self.fill(cx);
            }
            Err(failure) => {
                if failure.is_outage() {
                    cx.report_outage(failure.clone());
                }
                self.failure = Some(failure);
            }
        }
    }

    /// True when the lines of all kinds do not sum to the balance (M1). Lines of one kind alone
    /// have gaps and cannot be judged.
    fn is_broken(&self) -> bool {
        let sum = self.balance.map(|balance| balance.amount).unwrap_or_default();
        self.begun && self.kind.is_none() && !ledger::adds_up(&self.lines, sum, self.next.is_none())
    }
}

impl Screen for Statement {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        let is_lacking = !self.begun || self.failure.is_some();
        if is_lacking && self.asked.is_none() {
            self.ask(cx);
        }
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        let mut bindings = vec![
            Binding::new(common::back(), [Key::Esc], Msg::Back).left(),
            Binding::new(statement::newer(), [Key::PageUp], Msg::Paged(-1)).middle(),
            Binding::new(statement::older(), [Key::PageDown, Key::Char(' ')], Msg::Paged(1))
                .middle(),
            Binding::new(statement::line_up(), [Key::Up], Msg::Moved(-1)),
            Binding::new(statement::line_down(), [Key::Down], Msg::Moved(1)),
            Binding::new(statement::newest(), [Key::Home], Msg::Jumped(false)),
            Binding::new(statement::oldest(), [Key::End], Msg::Jumped(true)),
            Binding::new(statement::next_kind(), [Key::Right, Key::Tab], Msg::Turned(1)),
            Binding::new(statement::kind_before(), [Key::Left, Key::BackTab], Msg::Turned(-1)),
        ];
        for (digit, kind) in ('1'..).zip(TABS) {
            bindings.push(Binding::new(
                view::name_of(kind),
                [Key::Char(digit)],
                Msg::Filtered(kind),
            ));
        }
        if self.failure.is_some() {
            bindings.push(Binding::new(common::retry(), [Key::Enter], Msg::Retry).main());
        }
        bindings
    }

    fn targets(&self, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        let places = layout::lay_out(area, shared.is_roomy(), self.is_broken());
        let tabs =
            places.tabs.into_iter().zip(TABS).map(|(rect, kind)| (rect, Msg::Filtered(kind)));
        let here = self.top..self.lines.len();
        let lines =
            layout::rows(places.lines).zip(here).map(|(rect, place)| (rect, Msg::Selected(place)));
        tabs.chain(lines).collect()
    }

    fn wheeled(&self, _: &Shared, _: Rect, _: Position, down: bool) -> Option<Msg> {
        Some(Msg::Moved(if down { 3 } else { -3 }))
    }

    fn replied(&self, id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Statement(answer) => Some(Msg::PageCame(id, answer)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            // A page of the kind that was shown before is of no use.
            Msg::PageCame(id, answer) if self.asked == Some(id) => self.take(cx, answer),
            Msg::PageCame(..) => {}
            Msg::Filtered(kind) => self.filter(cx, kind),
            Msg::Turned(by) => {
                let place = TABS.iter().position(|tab| *tab == self.kind).unwrap_or(0);
                let place = place.saturating_add_signed(isize::from(by));
                self.filter(cx, TABS.get(place).copied().unwrap_or(self.kind));
            }
            Msg::Moved(by) => self.select(cx, moved(self.selected, by)),
            Msg::Paged(by) => {
                let page = i64::try_from(self.rows.max(1)).unwrap_or(1);
                self.select(cx, moved(self.selected, by.saturating_mul(page)));
            }
            Msg::Jumped(to_end) => self.select(cx, if to_end { usize::MAX } else { 0 }),
            Msg::Selected(place) => self.select(cx, place),
            Msg::Retry => self.ask(cx),
            Msg::Back => return Some(Exit::Left),
        }
        None
    }

    fn settle(&mut self, shared: &mut Shared, area: Rect) {
        let places = layout::lay_out(area, shared.is_roomy(), self.is_broken());
        self.rows = usize::from(places.lines.height);
        let lowest = (self.selected + 1).saturating_sub(self.rows);
        let last = self.lines.len().saturating_sub(self.rows);
        self.top = self.top.clamp(lowest, self.selected.max(lowest)).min(last.max(lowest));
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, shared, look, area, buf);
        None
    }
}

fn moved(from: usize, by: i64) -> usize {
    from.saturating_add_signed(isize::try_from(by).unwrap_or_default())
}
