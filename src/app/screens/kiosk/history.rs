//! The history of acceptances (A9): version, date, valid until, languages shown, receipt, state.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{AcceptanceState, AcceptanceView, AccountView, Failure, Signed},
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
    domain::Moment,
    text::{
        Phrase,
        phrases::{common, history as words, withdrawal},
    },
};

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct History {
    account: Fetched<Box<AccountView>>,
    selected: usize,
    /// The first line that is shown.
    top: usize,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The account came.
    Came(Result<Box<AccountView>, Failure>),
    /// The line before or after the selected one.
    Moved(bool),
    /// This line.
    Selected(usize),
    /// The selected line's receipt.
    Open,
    /// To stopping to use the portal.
    OpenWithdrawal,
    /// What is missing is to be asked for again.
    Retry,
    /// The way back.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// To this acceptance's receipt.
    Receipt(Box<Signed>),
    /// To stopping to use the portal.
    Withdrawal,
    /// Back to the account.
    Left,
}

impl History {
    /// Acceptances that came to be, newest first.
    fn lines(&self) -> &[AcceptanceView] {
        self.account.here().map_or(&[], |account| account.acceptances.as_slice())
    }
}

impl Screen for History {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if self.account.is_lacking() {
            self.account = Fetched::Asked;
            cx.ask(Request::Account);
        }
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        let mut bindings = vec![
            Binding::new(common::back(), [Key::Esc], Msg::Back).left(),
            Binding::new(words::line_up(), [Key::Up], Msg::Moved(false)),
            Binding::new(words::line_down(), [Key::Down], Msg::Moved(true)),
        ];
        if self.account.failure().is_some() {
            bindings.push(Binding::new(common::retry(), [Key::Enter], Msg::Retry).main());
        } else if !self.lines().is_empty() {
            bindings.push(Binding::new(words::open(), [Key::Enter], Msg::Open).main());
        }
        if self.account.here().is_some_and(|account| account.state.in_use()) {
            let stop = Binding::new(withdrawal::open(), [Key::Char('1')], Msg::OpenWithdrawal);
            bindings.push(stop.middle());
        }
        bindings
    }

    fn targets(&self, _shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        let places = lay_out(area);
        let here = self.top..self.lines().len();
        rows(places.lines).zip(here).map(|(rect, place)| (rect, Msg::Selected(place))).collect()
    }

    fn wheeled(&self, _: &Shared, _: Rect, _: Position, down: bool) -> Option<Msg> {
        Some(Msg::Moved(down))
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Account(answer) => Some(Msg::Came(answer)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Came(answer) => self.account.take(cx, answer),
            Msg::Moved(down) => {
                let last = self.lines().len().saturating_sub(1);
                let next = if down { self.selected + 1 } else { self.selected.saturating_sub(1) };
                self.selected = next.min(last);
            }
            // A second touch opens what the first has chosen.
            Msg::Selected(place) if place == self.selected => return self.open(),
            Msg::Selected(place) => self.selected = place,
            Msg::Open => return self.open(),
            Msg::OpenWithdrawal => return Some(Exit::Withdrawal),
            Msg::Retry => self.enter(cx),
            Msg::Back => return Some(Exit::Left),
        }
        None
    }

    fn settle(&mut self, _shared: &mut Shared, area: Rect) {
        let seen = rows(lay_out(area).lines).count();
        let lowest = (self.selected + 1).saturating_sub(seen);
        self.top = self.top.clamp(lowest, self.selected.max(lowest));
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let places = lay_out(area);
        label(buf, places.title, &look.say(&words::title()), look.style(Role::Title));
        match &self.account {
            Fetched::Failed(why) => {
                trouble(buf, places.lines, &Trouble::from(why), look);
            }
            Fetched::Missing | Fetched::Asked => {
                label(buf, places.lines, &look.say(&common::loading()), look.style(Role::Muted));
            }
            Fetched::Here(_) if self.lines().is_empty() => {
                paragraph(buf, places.lines, &look.say(&words::none()), look.style(Role::Text));
            }
            Fetched::Here(_) => self.draw_lines(shared.now, look, &places, buf),
        }
        paragraph(buf, places.words, &look.say(&words::term()), look.style(Role::Muted));
        None
    }

    fn is_reading(&self) -> bool {
        true
    }
}

impl History {
    fn open(&self) -> Option<Exit> {
        let acceptance = self.lines().get(self.selected)?;
        acceptance.receipt.as_ref()?;
        let signed =
            Signed { acceptance: acceptance.clone(), already_accepted: false, session: None };
        Some(Exit::Receipt(Box::new(signed)))
    }

    fn draw_lines(&self, now: Moment, look: &Look, places: &Places, buf: &mut Buffer) {
        let muted = look.style(Role::Muted);
        let names = [
            words::version(),
            words::accepted(),
            words::until(),
            words::languages(),
            words::receipt(),
            words::state(),
        ];
        for (at, name) in columns(places.names).into_iter().zip(names) {
            label(buf, at, &look.say(&name), muted);
        }
        let visible = self.lines().iter().enumerate().skip(self.top);
        for (at, (place, view)) in rows(places.lines).zip(visible) {
            let (state, role) = state_of(view, now);
            let receipt = view.receipt.as_ref();
            let languages: Vec<_> = view.languages.iter().map(|language| language.tag()).collect();
            let values = [
                (short(&view.agreement.0).to_owned(), Role::Text),
                (receipt.map(|it| it.accepted_at.date()).unwrap_or_default(), Role::Text),
                (receipt.map(|it| it.valid_until.date()).unwrap_or_default(), Role::Text),
                (languages.join(" · "), Role::Muted),
                (receipt.map(|it| it.number.to_string()).unwrap_or_default(), Role::Text),
                (look.say(&state), role),
            ];
            let selected = place == self.selected;
            for (at, (value, role)) in columns(at).into_iter().zip(values) {
                label(buf, at, &value, look.style(role));
            }
            if selected {
                buf.set_style(at.intersection(buf.area), look.style(Role::Selected));
                label(buf, Rect { width: at.width.min(1), ..at }, "▸", look.style(Role::Selected));
            }
        }
    }
}

/// Characters of a version that are shown.
const VERSION: usize = 8;

fn short(version: &str) -> &str {
    version.get(..VERSION).unwrap_or(version)
}

/// In force, given up, over, or what it has not become yet.
fn state_of(view: &AcceptanceView, now: Moment) -> (Phrase, Role) {
    let given_up = |until| view.ended_at.is_some_and(|ended| ended < until);
    match (view.state, &view.receipt) {
        (AcceptanceState::Effective, Some(receipt)) if given_up(receipt.valid_until) => {
            (words::given_up(), Role::Muted)
        }
        (AcceptanceState::Effective, Some(receipt)) if now <= receipt.valid_until => {
            (words::in_force(), Role::Good)
        }
        (AcceptanceState::Effective, _) => (words::ended(), Role::Muted),
        (AcceptanceState::Signed | AcceptanceState::Pending, _) => {
            (words::being_checked(), Role::Warning)
        }
        (AcceptanceState::Requested, _) => (words::not_signed(), Role::Muted),
        (AcceptanceState::Refused | AcceptanceState::Expired, _) => {
            (words::came_to_nothing(), Role::Muted)
        }
    }
}

/// The screen's places.
struct Places {
    title: Rect,
    names: Rect,
    lines: Rect,
    words: Rect,
}

/// ```text
/// title
///
/// version  accepted  until  languages  receipt  state
/// ▸ …
///
/// how long an agreement is in force
/// ```
fn lay_out(area: Rect) -> Places {
    let gap = u16::from(area.height >= 14);
    let below: u16 = if area.height >= 12 { 2 } else { 0 };
    let piece = |y: u16, height: u16| {
        Rect { y: area.y.saturating_add(y), height, ..area }.intersection(area)
    };
    let lines = 2 + gap;
    let bottom = area.height.saturating_sub(below + gap);
    Places {
        title: piece(0, 1),
        names: piece(1 + gap, 1),
        lines: piece(lines, bottom.saturating_sub(lines)),
        words: piece(area.height.saturating_sub(below), below),
    }
}

/// The rows of the lines.
fn rows(part: Rect) -> impl Iterator<Item = Rect> {
    (part.top()..part.bottom()).map(move |y| Rect { y, height: 1, ..part })
}

/// Version, accepted, until, languages, receipt, state: after the mark of the selected one. What a
/// narrow terminal has no room for is left out from the version on.
fn columns(at: Rect) -> [Rect; 6] {
    let wide = at.width >= 76;
    let (version, languages) = if wide { (10, 11) } else { (0, 0) };
    let spread = at.width.saturating_sub(76).min(30) / 5;
    let widths = [version, 12, 14, languages, 14, 16].map(|width| match width {
        0 => 0,
        width => width + spread,
    });
    let mut x = at.x.saturating_add(2);
    widths.map(|width| {
        let column = Rect { x, width, ..at }.intersection(at);
        x = x.saturating_add(width);
        Rect { width: column.width.saturating_sub(1), ..column }
    })
}
