//! Stopping to use the portal (2.5): what follows from it, one tick, and the act.
//!
//! Invariant: nothing is sent before the tick, which is never preset and goes when the screen is
//! left.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{Balance, Failure, Withdraw},
    app::{
        effect::{AskedHelp, EffectId, Reply, Request},
        fetched::Fetched,
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
        theme::Role,
        trouble::Trouble,
        widgets::{frame, label, paragraph, stages, trouble},
    },
    domain::BlockId,
    text::{
        Arg,
        phrases::{account, common, withdrawal as words},
    },
};

/// The clause that lets the user go.
const CLAUSE: &str = "2.5";

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Withdrawal {
    balance: Fetched<Balance>,
    ticked: bool,
    sending: bool,
    trouble: Option<Trouble>,
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The balance came, or not: the screen does without.
    BalanceCame(Result<Balance, Failure>),
    /// The tick is set or taken away.
    Ticked,
    /// It is to be done.
    Send,
    /// The portal has done it, or not.
    Sent(Result<Box<AskedHelp>, Failure>),
    /// The way back.
    Back,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// Done; the request about what remains is in the visit.
    Withdrawn,
    /// Back to the history.
    Left,
}

impl Screen for Withdrawal {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if self.balance.is_lacking() {
            self.balance = Fetched::Asked;
            cx.ask(Request::Balance);
        }
    }

    fn bindings(&self, _shared: &Shared) -> Vec<Binding<Msg>> {
        if self.sending {
            return Vec::new(); // it cannot be called back
        }
        let tick = Binding::new(words::tick_it(), [Key::Char(' ')], Msg::Ticked);
        let back = Binding::new(common::back(), [Key::Esc], Msg::Back).left();
        match self.ticked {
            false => vec![back, tick.main()],
            true => vec![back, tick, Binding::new(words::stop(), [Key::Enter], Msg::Send).main()],
        }
    }

    fn targets(&self, _shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        match self.sending {
            true => Vec::new(),
            false => vec![(tick_area(area), Msg::Ticked)],
        }
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Balance(answer) => Some(Msg::BalanceCame(answer)),
            Reply::HelpAsked(answer) => Some(Msg::Sent(answer)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::BalanceCame(answer) => self.balance.take(cx, answer),
            Msg::Ticked => (self.ticked, self.trouble) = (!self.ticked, None),
            Msg::Send => {
                (self.sending, self.trouble) = (true, None);
                cx.ask(Request::Withdraw(Withdraw { language: cx.shared.language }));
            }
            Msg::Sent(Ok(asked)) => {
                cx.shared.visit.help = Some(*asked);
                return Some(Exit::Withdrawn);
            }
            Msg::Sent(Err(failure)) => {
                self.sending = false;
                if failure.is_outage() {
                    cx.report_outage(failure);
                } else {
                    self.trouble = Some(Trouble::from(&failure));
                }
            }
            Msg::Back => return Some(Exit::Left),
        }
        None
    }

    /// ```text
    /// title
    ///
    /// •  what follows, three times
    ///
    /// 2.5. the clause's own text
    ///
    /// ┌───────────────────┐
    /// │ [ ]  the tick     │
    /// └───────────────────┘
    /// ```
    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = Rect { height: 1, ..area }.intersection(area);
        label(buf, title, &look.say(&words::title()), look.style(Role::Title));
        let gap = u16::from(area.height >= 14);
        let tick = tick_area(area);
        let mut at = Rect {
            y: area.y.saturating_add(1),
            height: tick.y.saturating_sub(area.y.saturating_add(1)),
            width: area.width.min(84),
            ..area
        }
        .intersection(area);
        if self.sending {
            stages(buf, at, &[look.say(&words::sending())], 0, look);
            return None;
        }
        let mut below = |used: u16| {
            let used = used.saturating_add(gap);
            at =
                Rect { y: at.y.saturating_add(used), height: at.height.saturating_sub(used), ..at };
            at
        };
        let mut room = below(0);
        let remains = match self.balance.here() {
            Some(balance) => words::balance(balance.amount),
            None => words::any_balance(),
        };
        let today = words::at_once(Arg::Date(shared.now));
        for line in [today, remains, words::come_back()] {
            let mark = Rect { width: room.width.min(1), height: room.height.min(1), ..room };
            label(buf, mark, "•", look.style(Role::Accent));
            let right = Rect { x: room.x + 3, width: room.width.saturating_sub(3), ..room };
            room = below(paragraph(buf, right, &look.say(&line), look.style(Role::Text)));
        }
        if let Some(why) = &self.trouble {
            trouble(buf, room, why, look);
        } else {
            let clause = BlockId(CLAUSE.to_owned());
            let said = look.say(&account::clause_says(clause.label()));
            let used = paragraph(buf, room, &said, look.style(Role::Muted));
            room = Rect {
                y: room.y.saturating_add(used),
                height: room.height.saturating_sub(used),
                ..room
            };
            let agreement = &shared.facts.agreement;
            if let Some(block) = agreement.blocks().iter().find(|block| block.id == clause) {
                paragraph(buf, room, block.text(look.language), look.style(Role::Muted));
            }
        }
        let role = if self.ticked { Role::Selected } else { Role::Button };
        frame(buf, tick, look.style(role), self.ticked);
        let inside = Rect {
            x: tick.x + 2,
            y: tick.y + tick.height / 2,
            width: tick.width.saturating_sub(4),
            height: tick.height.min(1),
        };
        let mark = if self.ticked { "[✓]" } else { "[ ]" };
        let line = format!("{mark}  {}", look.say(&words::tick()));
        label(buf, inside, &line, look.style(role));
        None
    }

    fn is_reading(&self) -> bool {
        true
    }
}

/// Where the tick is: at the bottom, as wide as the words.
fn tick_area(area: Rect) -> Rect {
    let height: u16 = if area.height >= 10 { 3 } else { 1 };
    let y = area.bottom().saturating_sub(height).max(area.y);
    Rect { y, height, width: area.width.min(84), ..area }.intersection(area)
}
