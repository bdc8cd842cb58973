//! A list that comes in pages and is asked for anew on news: the cursor stays on the same line.

use crate::{
    api::{
        Failure,
        staff::{AccountHit, AccountHits, RequestLine, RequestPage},
    },
    app::effect::EffectId,
    domain::SafeText,
};

/// Lines asked for at once.
const PAGE: usize = 50;
/// The most that one call may ask for.
const MOST: usize = 100;
/// So near to the end the next page is asked for.
const NEAR: usize = 10;

/// A line that can be told from others.
pub(super) trait Line {
    /// Its number, unique within the list.
    fn id(&self) -> u64;
}

impl Line for RequestLine {
    fn id(&self) -> u64 {
        self.id
    }
}

impl Line for AccountHit {
    fn id(&self) -> u64 {
        self.account
    }
}

/// A page, whatever its list.
pub(super) struct Page<T> {
    rows: Vec<T>,
    next: Option<SafeText>,
    total: Option<u64>,
}

impl From<RequestPage> for Page<RequestLine> {
    fn from(page: RequestPage) -> Self {
        Self { rows: page.lines, next: page.next, total: Some(page.total) }
    }
}

impl From<AccountHits> for Page<AccountHit> {
    fn from(page: AccountHits) -> Self {
        Self { rows: page.hits, next: page.next, total: page.total }
    }
}

/// Where a page begins, and how many lines it may have.
pub(super) type Wanted = (Option<String>, Option<u16>);

/// A list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Listing<T> {
    pub(super) rows: Vec<T>,
    pub(super) total: Option<u64>,
    next: Option<SafeText>,
    /// The call under way, and whether it asks for more rather than anew.
    asked: Option<(EffectId, bool)>,
    /// There was news while a call was under way.
    stale: bool,
    /// Why the last call brought nothing; what was there before stays.
    pub(super) failure: Option<Failure>,
    /// True once a page has come.
    pub(super) loaded: bool,
    pub(super) cursor: usize,
    pub(super) top: usize,
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            total: None,
            next: None,
            asked: None,
            stale: false,
            failure: None,
            loaded: false,
            cursor: 0,
            top: 0,
        }
    }
}

impl<T: Line> Listing<T> {
    /// Asked for anew, as much of it as is here; none while a call is under way: it is then asked
    /// again after that.
    pub(super) fn anew(&mut self, ask: impl FnOnce(Wanted) -> EffectId) {
        if self.asked.is_some() {
            self.stale = true;
            return;
        }
        self.stale = false;
        let rows = self.rows.len().clamp(PAGE, MOST);
        self.asked = Some((ask((None, u16::try_from(rows).ok())), false));
    }

    /// The next page, when the cursor comes near the end of what is here.
    pub(super) fn further(&mut self, ask: impl FnOnce(Wanted) -> EffectId) {
        let Some(next) = &self.next else { return };
        if self.asked.is_none() && self.cursor + NEAR >= self.rows.len() {
            self.asked = Some((ask((Some(next.to_string()), None)), true));
        }
    }

    /// True when this is the call under way.
    pub(super) fn awaits(&self, id: EffectId) -> bool {
        self.asked.is_some_and(|(asked, _)| asked == id)
    }

    /// True while a call is under way.
    pub(super) fn is_asked(&self) -> bool {
        self.asked.is_some()
    }

    /// The answer; true when there was news meanwhile, so that it has to be asked for anew.
    pub(super) fn came(&mut self, page: Result<impl Into<Page<T>>, Failure>) -> bool {
        let more = self.asked.take().is_some_and(|(_, more)| more);
        match page.map(Into::into) {
            Ok(page) => {
                let chosen = self.chosen().map(Line::id);
                if more {
                    let new = page.rows.into_iter();
                    let new: Vec<T> =
                        new.filter(|new| self.rows.iter().all(|it| it.id() != new.id())).collect();
                    self.rows.extend(new);
                } else {
                    self.rows = page.rows;
                }
                (self.next, self.failure, self.loaded) = (page.next, None, true);
                self.total = page.total.or(self.total);
                let same = self.rows.iter().position(|row| Some(row.id()) == chosen);
                self.cursor = same.unwrap_or(self.cursor).min(self.rows.len().saturating_sub(1));
            }
            Err(failure) => self.failure = Some(failure),
        }
        std::mem::take(&mut self.stale)
    }

    /// What was under way has ended with its visit.
    pub(super) fn forget_calls(&mut self) {
        (self.asked, self.stale) = (None, false);
    }

    /// The line under the cursor.
    pub(super) fn chosen(&self) -> Option<&T> {
        self.rows.get(self.cursor)
    }

    /// The cursor goes so many lines on.
    pub(super) fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(by).min(last);
    }

    /// True when no line follows the one under the cursor, here or at the portal.
    pub(super) fn is_at_end(&self) -> bool {
        self.cursor + 1 >= self.rows.len() && self.next.is_none()
    }

    /// The cursor goes there.
    pub(super) fn point(&mut self, place: usize) {
        self.cursor = place.min(self.rows.len().saturating_sub(1));
    }

    /// Keeps the cursor among so many visible rows.
    pub(super) fn scroll(&mut self, visible: usize) {
        let visible = visible.max(1);
        let last = self.rows.len().saturating_sub(visible);
        self.top = self.top.clamp((self.cursor + 1).saturating_sub(visible), self.cursor).min(last);
    }
}
