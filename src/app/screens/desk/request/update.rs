//! What a message does to a help request.

use super::{Exit, HelpRequest, Msg, Over};
use crate::{
    api::{
        Failure, ProblemCode,
        staff::{AnswerRequest, CloseRequest, GetRequest, HelpState, RequestView, TakeRequest},
    },
    app::{
        effect::{DeskCall, DeskReply, EffectId, Request},
        fetched::Fetched,
        screen::Cx,
        screens::desk::{
            deed::{Deed, Setback},
            draft::{Became, Draft},
            may,
        },
    },
    domain::Permission,
    text::phrases::request as say,
};

/// Characters of an answer.
const ANSWER: usize = 2000;

pub(super) fn update(it: &mut HelpRequest, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
    match msg {
        Msg::Came(id, reply) if it.awaits(id) => {
            if let DeskReply::Request(answer) = *reply {
                return it.take(cx, id, answer);
            }
        }
        Msg::Came(..) | Msg::CodeAbandoned => {}
        Msg::Elapsed(id) if it.awaits(id) => it.again(cx),
        Msg::Elapsed(_) => {}
        Msg::Refreshed => it.refresh(cx),
        Msg::CodePassed => {
            if it.deed().is_some_and(Deed::is_held) {
                it.again(cx);
            }
        }
        Msg::Moved(by) => {
            it.above = it.above.saturating_add_signed(isize::try_from(by).unwrap_or_default());
            it.above = it.above.min(it.longest());
        }
        Msg::Opened => {
            let account = it.view.here().and_then(|view| view.line.account)?;
            return Some(Exit::OpenAccount { account, request: it.id });
        }
        Msg::Take => {
            it.begin(cx, HelpState::New, |id, attempt| DeskCall::Take(TakeRequest { id }, attempt))
        }
        Msg::Answer if it.over.is_none() && may(cx.shared, Permission::AnswerRequests) => {
            it.refused = None;
            it.over = Some(Over::Answer(Draft::new(ANSWER, say::answer_needed())));
        }
        Msg::Close if it.over.is_none() && may(cx.shared, Permission::AnswerRequests) => {
            it.refused = None;
            it.over = Some(Over::Sure);
        }
        Msg::Answer | Msg::Close => {}
        Msg::Letters(text) => it.draft(|draft| draft.put(&text)),
        Msg::Erased => it.draft(Draft::erase),
        Msg::Cleared => it.draft(Draft::clear),
        Msg::Confirmed => return it.confirm(cx),
        Msg::Escaped => return it.escape(),
    }
    None
}

impl HelpRequest {
    /// Asks for it anew: there is news about it, or the line was broken. While it is under way
    /// already it is asked for once more when it has come.
    pub fn refresh(&mut self, cx: &mut Cx<'_>) {
        self.once_more = self.asked.is_some();
        if self.once_more {
            return;
        }
        if self.view.is_lacking() {
            self.view = Fetched::Asked;
        }
        self.asked = Some(cx.ask(Request::Desk(DeskCall::Request(GetRequest { id: self.id }))));
    }

    /// True when this is an answer, or a time, it waits for.
    pub(super) fn awaits(&self, id: EffectId) -> bool {
        self.asked == Some(id) || self.deed().is_some_and(|deed| deed.awaits(id))
    }

    fn draft(&mut self, change: impl FnOnce(&mut Draft)) {
        if let Some(Over::Answer(draft)) = &mut self.over {
            change(draft);
        }
    }

    /// A bound for moving, on the safe side: words break rows of forty columns no earlier than halfway.
    fn longest(&self) -> usize {
        let text = self.view.here().map_or(0, |it| {
            it.text.as_str().chars().count()
                + it.answer.as_ref().map_or(0, |answer| answer.as_str().chars().count())
        });
        text / 20 + 3
    }

    /// Does something to a request that is in this state.
    fn begin(
        &mut self,
        cx: &mut Cx<'_>,
        state: HelpState,
        call: impl FnOnce(u64, u64) -> DeskCall,
    ) {
        let fits = self.view.here().is_some_and(|it| it.line.state == state);
        if self.over.is_none() && fits && may(cx.shared, Permission::AnswerRequests) {
            self.refused = None;
            let attempt = cx.attempt();
            self.over = Some(Over::Deed(Deed::begin(cx, call(self.id, attempt))));
        }
    }

    fn confirm(&mut self, cx: &mut Cx<'_>) -> Option<Exit> {
        let id = self.id;
        match &mut self.over {
            Some(Over::Answer(draft)) => {
                let call = |text, attempt| DeskCall::Answer(AnswerRequest { id, text }, attempt);
                (draft.confirm(cx, call) == Became::NeedsCode).then_some(Exit::NeedsCode)
            }
            Some(Over::Sure) => {
                let attempt = cx.attempt();
                let call = DeskCall::Close(CloseRequest { id }, attempt);
                self.over = Some(Over::Deed(Deed::begin(cx, call)));
                None
            }
            Some(Over::Deed(deed)) if deed.is_held() => Some(Exit::NeedsCode),
            Some(Over::Deed(deed)) if deed.is_unknown() => {
                deed.again(cx);
                None
            }
            Some(Over::Deed(_)) | None => None,
        }
    }

    fn escape(&mut self) -> Option<Exit> {
        match &mut self.over {
            Some(Over::Answer(draft)) if !draft.hidden => {
                if draft.escape() {
                    self.over = None;
                }
                None
            }
            Some(Over::Sure) => {
                self.over = None;
                None
            }
            _ => Some(Exit::Left),
        }
    }

    /// The same attempt once more.
    fn again(&mut self, cx: &mut Cx<'_>) {
        match &mut self.over {
            Some(Over::Answer(draft)) => draft.again(cx),
            Some(Over::Deed(deed)) => deed.again(cx),
            Some(Over::Sure) | None => {}
        }
    }

    fn take(
        &mut self,
        cx: &mut Cx<'_>,
        id: EffectId,
        answer: Result<RequestView, Failure>,
    ) -> Option<Exit> {
        if self.asked == Some(id) {
            self.asked = None;
            if std::mem::take(&mut self.once_more) {
                self.refresh(cx);
            }
            match answer {
                Ok(view) => (self.view, self.is_old) = (Fetched::Here(view), false),
                Err(_) if self.view.here().is_some() => self.is_old = true,
                Err(failure) => self.view = Fetched::Failed(failure),
            }
            return None;
        }
        match &mut self.over {
            Some(Over::Answer(draft)) => {
                let became = draft.take(cx, answer.as_ref().map(drop).map_err(Clone::clone));
                match (became, answer) {
                    (Became::NeedsCode, _) => return Some(Exit::NeedsCode),
                    (Became::Sent, Ok(view)) => self.show(view),
                    _ => {}
                }
            }
            Some(Over::Deed(deed)) => match answer {
                Ok(view) => self.show(view),
                Err(failure) => match deed.fail(cx, failure) {
                    Setback::Undecided => {}
                    Setback::NeedsCode => return Some(Exit::NeedsCode),
                    Setback::Refused(failure) => {
                        self.over = None;
                        // Somebody else was faster: what it is now is shown with it.
                        if failure.code() == Some(ProblemCode::Conflict) {
                            self.refresh(cx);
                        }
                        self.refused = Some(failure);
                    }
                },
            },
            Some(Over::Sure) | None => {}
        }
        None
    }

    fn show(&mut self, view: RequestView) {
        self.view = Fetched::Here(view);
        self.over = None;
        self.is_old = false;
    }
}
