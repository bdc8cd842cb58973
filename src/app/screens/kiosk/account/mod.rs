//! The citizen's account: balance, agreement, the months as a chart, the last lines (M1, A8); or,
//! when it is stopped, why and what to do (D5).
//!
//! Three calls fill it, each on its own: what failed is said in its own place and asked for again
//! without the others.

mod cause;
mod layout;
mod term;
mod view;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use self::term::Term;
use super::{ledger, payment};
use crate::{
    api::{
        AcceptanceState, AccountView, Balance, Failure, GetStatement, Signed, StatementLine,
        StatementPage, TopUpState, TopUpView,
    },
    app::{
        effect::{EffectId, Reply, Request},
        fetched::Fetched,
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen},
        shared::Shared,
        theme::Role,
        widgets::columns,
    },
    domain::{AccountState, Moment},
    text::{
        Arg, Phrase,
        phrases::{account, common, topup},
    },
};

/// Lines on a page of the year.
const PAGE: u16 = 100;

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Account {
    account: Fetched<Box<AccountView>>,
    balance: Fetched<Balance>,
    year: Fetched<Year>,
    /// The pages of the year that have come so far.
    pages: Year,
    cursor: Option<String>,
    /// True once the year was asked for again because the balance had moved on meanwhile.
    asked_anew: bool,
}

/// The lines of the year, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Year {
    lines: Vec<StatementLine>,
    /// The balance the lines belong to.
    balance: Option<Balance>,
    /// True when there are no lines before these.
    is_whole: bool,
}

impl Year {
    fn adds_up(&self) -> bool {
        let balance = self.balance.map(|balance| balance.amount).unwrap_or_default();
        ledger::adds_up(&self.lines, balance, self.is_whole)
    }
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// The account came.
    AccountCame(Result<Box<AccountView>, Failure>),
    /// The balance came.
    BalanceCame(Result<Balance, Failure>),
    /// A page of the year came.
    PageCame(Result<StatementPage, Failure>),
    /// What is missing is to be asked for again.
    Retry,
    /// To the statement.
    OpenStatement,
    /// To the receipt.
    OpenReceipt,
    /// To the registration data.
    OpenDetails,
    /// To the history of acceptances.
    OpenHistory,
    /// To the notices.
    OpenNotices,
    /// To topping up.
    OpenTopUp,
    /// It is time to look what became of the top-up.
    Look,
    /// What became of the top-up.
    TopUpCame(Result<Box<TopUpView>, Failure>),
    /// To help.
    OpenHelp,
    /// The visit is over.
    SignOut,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// To the statement.
    Statement,
    /// To the receipt.
    Receipt,
    /// To the registration data.
    Details,
    /// To the history of acceptances.
    History,
    /// To the notices.
    Notices,
    /// To topping up.
    TopUp,
    /// To help.
    Help,
    /// The visit is over.
    SignedOut,
}

impl Account {
    /// Why access is stopped, when it is: such an account's session may do little more than read
    /// its cause.
    fn stopped(&self) -> Option<&AccountView> {
        self.account.here().map(AsRef::as_ref).filter(|account| {
            !matches!(account.state, AccountState::Active | AccountState::Registered)
        })
    }

    /// The later of the balance asked for and the one the lines belong to.
    fn present_balance(&self) -> Option<Balance> {
        let of_lines = self.year.here().and_then(|year| year.balance);
        [self.balance.here().copied(), of_lines].into_iter().flatten().max_by_key(|it| it.at)
    }

    /// True when the lines do not sum to their balance (M1).
    fn is_broken(&self) -> bool {
        self.year.here().is_some_and(|year| {
            let shown = self.present_balance().map(|balance| balance.amount);
            !year.adds_up() || shown != year.balance.map(|balance| balance.amount)
        })
    }

    /// What has to be said above everything else: a sum that is wrong, a term that ends.
    fn banner(&self, now: Moment) -> Option<(Phrase, Role)> {
        if self.is_broken() {
            return Some((account::does_not_sum(), Role::Bad));
        }
        match term::of(self.account.here()?, now) {
            Term::Ended(until) => Some((account::has_ended(Arg::Date(until)), Role::Bad)),
            Term::Ending { until, days } => {
                Some((account::expires_soon(days, Arg::Date(until)), Role::Warning))
            }
            Term::None | Term::Long(_) => None,
        }
    }

    /// True when something failed and may be asked for again. A stopped account's session gets
    /// neither balance nor lines, and asking again would not help.
    fn has_failed(&self) -> bool {
        self.account.failure().is_some()
            || (self.stopped().is_none()
                && (self.balance.failure().is_some() || self.year.failure().is_some()))
    }

    /// What the account leads to besides the bar: a row of targets at the bottom of the screen.
    fn strip(&self) -> Vec<Binding<Msg>> {
        if self.stopped().is_some() {
            return vec![history(), notices()]; // nothing else is a stopped owner's
        }
        let history = history();
        let details = Binding::new(account::details(), [Key::Char('3')], Msg::OpenDetails);
        let top_up = Binding::new(topup::open(), [Key::Char('5')], Msg::OpenTopUp);
        vec![details, history, top_up, notices()]
    }

    fn ask_page(&mut self, cx: &mut Cx<'_>) {
        self.year = Fetched::Asked;
        cx.ask(self.page());
    }

    /// The next page of the year.
    fn page(&self) -> Request {
        let cursor = self.cursor.clone();
        Request::Statement(GetStatement { cursor, limit: Some(PAGE), kind: None })
    }

    /// Takes a page and asks for the next while the year is not full.
    fn take_page(&mut self, cx: &mut Cx<'_>, page: StatementPage) {
        self.pages.balance.get_or_insert(page.balance);
        self.pages.lines.extend(page.lines);
        self.cursor = page.next.map(|cursor| cursor.as_str().to_owned());
        self.pages.is_whole = self.cursor.is_none();
        let reaches = |line: &StatementLine| ledger::is_before_the_year(line, cx.shared.now);
        if self.cursor.is_some() && !self.pages.lines.last().is_some_and(reaches) {
            self.ask_page(cx);
            return;
        }
        self.year = Fetched::Here(std::mem::take(&mut self.pages));
        self.cursor = None;
        self.catch_up(cx);
    }

    /// A top-up that was paid while the account is shown: balance and lines are asked for anew, and
    /// what stands there stays until they come.
    fn take_top_up(&mut self, cx: &mut Cx<'_>, answer: Result<Box<TopUpView>, Failure>) {
        match answer.map(|top_up| top_up.state) {
            Ok(TopUpState::Waiting) => wait_for_payment(cx),
            Ok(TopUpState::Paid) => {
                cx.shared.visit.top_up = None;
                if matches!(self.year, Fetched::Here(_)) {
                    self.pages = Year::default();
                    self.cursor = None;
                    cx.ask(self.page());
                }
            }
            // Nothing to look after any more; the screen itself tells of a portal that is away.
            Ok(TopUpState::Expired) | Err(_) => cx.shared.visit.top_up = None,
        }
    }

    /// A line written between the two calls makes the balance newer than the lines: they are asked
    /// for once more. If they still differ then, something is wrong and is said.
    fn catch_up(&mut self, cx: &mut Cx<'_>) {
        let (Some(balance), Some(year)) = (self.balance.here(), self.year.here()) else { return };
        let is_ahead =
            year.balance.is_some_and(|of| of.amount != balance.amount && of.at < balance.at);
        if is_ahead && !self.asked_anew {
            self.asked_anew = true;
            self.ask_page(cx);
        }
    }
}

impl Screen for Account {
    type Msg = Msg;
    type Exit = Exit;

    fn enter(&mut self, cx: &mut Cx<'_>) {
        if self.account.is_lacking() {
            self.account = Fetched::Asked;
            cx.ask(Request::Account);
        }
        if self.balance.is_lacking() {
            self.balance = Fetched::Asked;
            cx.ask(Request::Balance);
        }
        if self.year.is_lacking() {
            self.ask_page(cx);
        }
        wait_for_payment(cx);
    }

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        let help = Binding::new(common::help(), [Key::Char('2'), Key::F(1)], Msg::OpenHelp);
        let statement = Binding::new(account::statement(), [Key::Enter], Msg::OpenStatement);
        let retry = Binding::new(common::retry(), [Key::Enter], Msg::Retry);
        let mut bindings = vec![Binding::new(account::sign_out(), [Key::Esc], Msg::SignOut).left()];
        if shared.visit.signed.as_ref().is_some_and(|signed| signed.acceptance.receipt.is_some()) {
            let receipt = Binding::new(account::receipt(), [Key::Char('1')], Msg::OpenReceipt);
            bindings.push(receipt.middle());
        }
        if self.has_failed() {
            bindings.extend([help.middle(), retry.main()]);
        } else if self.stopped().is_some() {
            bindings
                .push(Binding { keys: vec![Key::Enter, Key::Char('2'), Key::F(1)], ..help }.main());
        } else {
            bindings.extend([help.middle(), statement.main()]);
        }
        bindings.extend(self.strip());
        bindings
    }

    fn targets(&self, shared: &Shared, area: Rect) -> Vec<(Rect, Msg)> {
        let strip = self.strip();
        let banner = self.banner(shared.now).is_some();
        let places = layout::lay_out(area, banner, !strip.is_empty());
        let count = u16::try_from(strip.len()).unwrap_or(u16::MAX);
        let columns = columns(places.strip, count, 1).into_iter();
        let mut targets: Vec<_> =
            columns.zip(strip).map(|(rect, binding)| (rect, binding.msg)).collect();
        if self.year.here().is_some() && self.stopped().is_none() {
            targets.push((places.lines, Msg::OpenStatement));
        }
        targets
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Account(answer) => Some(Msg::AccountCame(answer)),
            Reply::Balance(answer) => Some(Msg::BalanceCame(answer)),
            Reply::Statement(answer) => Some(Msg::PageCame(answer)),
            Reply::TopUp(answer) => Some(Msg::TopUpCame(answer)),
            Reply::Elapsed => Some(Msg::Look),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::AccountCame(answer) => {
                if let Ok(account) = &answer {
                    show_receipt(cx.shared, account);
                }
                self.account.take(cx, answer);
            }
            Msg::BalanceCame(answer) => {
                self.balance.take(cx, answer);
                self.catch_up(cx);
            }
            Msg::PageCame(Ok(page)) => self.take_page(cx, page),
            Msg::PageCame(Err(failure)) => self.year.take(cx, Err(failure)),
            Msg::Retry => self.enter(cx),
            Msg::OpenStatement => return Some(Exit::Statement),
            Msg::OpenReceipt => return Some(Exit::Receipt),
            Msg::OpenDetails => return Some(Exit::Details),
            Msg::OpenHistory => return Some(Exit::History),
            Msg::OpenNotices => return Some(Exit::Notices),
            Msg::OpenTopUp => return Some(Exit::TopUp),
            Msg::Look => look_after(cx),
            Msg::TopUpCame(answer) => self.take_top_up(cx, answer),
            Msg::OpenHelp => return Some(Exit::Help),
            Msg::SignOut => return Some(Exit::SignedOut),
        }
        None
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, shared, look, area, buf);
        None
    }
}

fn history() -> Binding<Msg> {
    Binding::new(account::history(), [Key::Char('4')], Msg::OpenHistory)
}

fn notices() -> Binding<Msg> {
    Binding::new(account::notices(), [Key::Char('6')], Msg::OpenNotices)
}

/// While a top-up waits for its payment, it is looked after every few seconds.
fn wait_for_payment(cx: &mut Cx<'_>) {
    if cx.shared.visit.top_up.is_some() {
        cx.after(payment::PAUSE);
    }
}

fn look_after(cx: &mut Cx<'_>) {
    if let Some(id) = cx.shared.visit.top_up.as_ref().map(|top_up| top_up.id.clone()) {
        cx.ask(Request::TopUp(id));
    }
}

/// Whoever signed in has signed no agreement in this visit: the receipt is that of the acceptance
/// in force.
fn show_receipt(shared: &mut Shared, account: &AccountView) {
    if shared.visit.signed.is_some() {
        return;
    }
    let in_force = account.acceptances.iter().find(|it| it.state == AcceptanceState::Effective);
    shared.visit.signed = in_force.map(|acceptance| Signed {
        acceptance: acceptance.clone(),
        already_accepted: true,
        session: None,
    });
}
