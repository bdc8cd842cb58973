//! The member's latest actions after signing in: whoever was cut off does not repeat one.

use std::{sync::Arc, time::Duration};

use kezekte::{
    api::staff::{ActionKind, ActionView},
    app::{
        effect::{DeskCall, DeskReply, Effect, EffectId, Reply, Request, Scope},
        look::Look,
        screen::Cx,
        screens::desk::latest::{Latest, Msg, Needs},
        shared::{Profile, Shared},
        theme::Theme,
    },
    domain::{Language, Moment},
    text::Texts,
};
use ratatui::{
    buffer::Buffer,
    layout::{Rect, Size},
};

use super::{
    desk_fixtures::{action, at, refused, staff},
    harness::{as_text, facts},
};

struct Desk {
    latest: Latest,
    shared: Shared,
    next: EffectId,
    asked: Vec<Effect>,
}

impl Desk {
    fn new() -> Self {
        let now = at("2026-11-20T09:03:00Z");
        let size = Size::new(100, 30);
        let (model, _) =
            kezekte::app::Model::start(facts(Profile::Personal), size, Language::Ru, now);
        let mut desk = Self {
            latest: Latest::default(),
            shared: model.shared,
            next: EffectId(0),
            asked: Vec::new(),
        };
        desk.shared.visit.staff = Some(staff());
        desk.within(|latest, cx| latest.ask(cx));
        desk
    }

    fn within<T>(&mut self, act: impl FnOnce(&mut Latest, &mut Cx<'_>) -> T) -> T {
        let mut outage = None;
        let (shared, next, asked) = (&mut self.shared, &mut self.next, &mut self.asked);
        act(&mut self.latest, &mut Cx::new(shared, Scope(1), next, asked, &mut outage))
    }

    /// Answers the newest effect; what the banner needs comes back.
    fn answer(&mut self, reply: Reply) -> Option<Needs> {
        let timer = |effect: &Effect| matches!(effect.request, Request::After(_));
        let wanted = |effect: &Effect| timer(effect) == (reply == Reply::Elapsed);
        let place = self.asked.iter().rposition(wanted).unwrap();
        let id = self.asked.remove(place).id;
        let msg = self.latest.replied(id, &reply).unwrap();
        self.within(|latest, cx| latest.update(cx, msg))
    }

    fn told(actions: Vec<ActionView>) -> Self {
        let mut desk = Self::new();
        desk.answer(Reply::Desk(Box::new(DeskReply::Actions(Ok(actions)))));
        desk
    }

    fn pass(&mut self, seconds: u64) {
        self.shared.now = self.shared.now.after(Duration::from_secs(seconds));
        self.answer(Reply::Elapsed);
    }

    fn text(&self) -> String {
        let look = Look {
            theme: Theme::named(self.shared.theme),
            language: self.shared.language,
            texts: Arc::new(Texts::new()),
            plain: false,
        };
        let area = Rect::new(0, 0, 100, self.latest.height());
        let mut buffer = Buffer::empty(area);
        self.latest.draw(&self.shared, &look, area, &mut buffer);
        as_text(&buffer)
    }
}

fn ago(seconds: i64) -> Moment {
    Moment::from_seconds(at("2026-11-20T09:03:00Z").seconds() - seconds)
}

#[test]
fn the_newest_action_is_told_of_and_can_be_taken_back() {
    let older = ActionView { account: 9, ..action(ActionKind::Block, ago(90)) };
    let mut desk = Desk::told(vec![older, action(ActionKind::Restore, ago(18))]);
    let text = desk.text();
    assert!(
        text.contains("14:02 лицевой счет 4417: доступ восстановлен · z отменить, осталось 12 с"),
        "{text}"
    );
    assert_eq!(desk.latest.account(), Some(4417));
    let bindings = desk.latest.bindings(&desk.shared);
    assert_eq!(bindings.len(), 1);
    let msg = bindings.into_iter().next().unwrap().msg;
    desk.within(|latest, cx| latest.update(cx, msg));
    let undo = desk.asked.last().unwrap().request.clone();
    let Request::Desk(DeskCall::Undo(call, _)) = &undo else { panic!("{undo:?}") };
    assert_eq!(call.id, "a-17");
    let code = refused(kezekte::api::ProblemCode::SecondFactorRequired);
    let needs = desk.answer(Reply::Desk(Box::new(DeskReply::Undone(Err(code)))));
    assert_eq!(needs, Some(Needs::Code));
    desk.within(|latest, cx| latest.update(cx, Msg::CodePassed));
    assert_eq!(desk.asked.last().unwrap().request, undo, "the very same attempt");
}

#[test]
fn after_the_half_minute_it_only_tells_and_after_five_minutes_it_is_silent() {
    let mut desk = Desk::told(vec![action(ActionKind::Restore, ago(18))]);
    desk.pass(12);
    let text = desk.text();
    assert!(text.contains("доступ восстановлен") && !text.contains("отменить"), "{text}");
    assert!(desk.latest.bindings(&desk.shared).is_empty());
    desk.pass(300);
    assert_eq!(desk.latest.height(), 0);
    assert!(desk.asked.is_empty(), "no timer goes on for nothing");
    assert_eq!(Desk::told(vec![action(ActionKind::Restore, ago(301))]).latest.height(), 0);
    assert_eq!(Desk::told(Vec::new()).latest.height(), 0);
}

#[test]
fn what_was_undone_is_told_as_undone() {
    let undone = ActionView { undone_at: Some(ago(5)), ..action(ActionKind::Restore, ago(18)) };
    let desk = Desk::told(vec![undone]);
    let text = desk.text();
    assert!(text.contains("доступ восстановлен · отменено"), "{text}");
    assert!(desk.latest.bindings(&desk.shared).is_empty());
}
