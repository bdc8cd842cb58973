//! A screen that stands by itself, without the root: keys go in, effects come out, a test answers
//! them. For the screens that live inside another one.

use std::{sync::Arc, time::Duration};

use kezekte::{
    app::{
        Model,
        effect::{DeskCall, DeskReply, Effect, EffectId, Reply, Request, Scope},
        input::Key,
        keymap,
        look::Look,
        screen::{Cx, Screen},
        shared::{Console, Profile, Shared},
        theme::Theme,
    },
    domain::{Language, Moment, Secret},
    text::Texts,
};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
};

use super::harness::{as_text, facts, named};

/// A screen by itself.
pub(crate) struct Alone<S: Screen> {
    pub screen: S,
    pub shared: Shared,
    /// Effects that nobody has answered yet, oldest first.
    pub asked: Vec<Effect>,
    /// How it wanted to end, oldest first.
    pub exits: Vec<S::Exit>,
    /// Every message, as a journal writes it.
    pub journal: Vec<String>,
    /// Keys that were pressed.
    pub keys: usize,
    pub area: Rect,
    texts: Arc<Texts>,
    next: EffectId,
}

impl<S: Screen> Alone<S> {
    /// The screen in a rectangle of this size, entered.
    pub fn new(screen: S, size: (u16, u16), language: Language) -> Self {
        let at = Moment::parse_rfc3339("2026-11-20T09:03:00Z").unwrap();
        let facts =
            kezekte::app::shared::Facts { console: Console::Desk, ..facts(Profile::Personal) };
        let area = Rect::new(0, 0, size.0, size.1);
        let (model, _) = Model::start(facts, Size::new(size.0, size.1), language, at);
        let mut alone = Self {
            screen,
            shared: model.shared,
            asked: Vec::new(),
            exits: Vec::new(),
            journal: Vec::new(),
            keys: 0,
            area,
            texts: Arc::new(Texts::new()),
            next: EffectId(0),
        };
        alone.shared.visit.staff = Some(super::desk_fixtures::staff());
        alone.within(|screen, cx| screen.enter(cx));
        alone
    }

    /// Runs something in a context.
    pub fn within<T>(&mut self, act: impl FnOnce(&mut S, &mut Cx<'_>) -> T) -> T {
        let mut outage = None;
        let mut cx =
            Cx::new(&mut self.shared, Scope(1), &mut self.next, &mut self.asked, &mut outage);
        let result = act(&mut self.screen, &mut cx);
        assert_eq!(outage, None, "the desk stays where it is when the portal is away");
        result
    }

    /// Tells the screen something.
    pub fn tell(&mut self, msg: S::Msg) -> &mut Self {
        self.journal.push(serde_json::to_string(&msg).unwrap());
        let exit = self.within(|screen, cx| screen.update(cx, msg));
        self.exits.extend(exit);
        self
    }

    /// Presses keys, as [`super::harness::Kiosk::press`] does.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for word in keys.split(' ').filter(|word| !word.is_empty()) {
            match named(word) {
                Some(key) => self.key(key),
                None => word.chars().for_each(|c| self.key(Key::Char(c))),
            }
        }
        self
    }

    fn key(&mut self, key: Key) {
        self.keys += 1;
        let bindings = self.screen.bindings(&self.shared);
        let msg = keymap::find(bindings, key).or_else(|| self.screen.typed(&self.shared, key));
        if let Some(msg) = msg {
            self.tell(msg);
        }
    }

    /// Pastes a text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        let text = Secret::new("paste", text);
        if let Some(msg) = self.screen.pasted(&self.shared, &text) {
            self.tell(msg);
        }
        self
    }

    /// The desk's calls that nobody has answered yet.
    pub fn calls(&self) -> Vec<DeskCall> {
        let calls = self.asked.iter().filter_map(|effect| match &effect.request {
            Request::Desk(call) => Some(call.clone()),
            _ => None,
        });
        calls.collect()
    }

    /// Answers the oldest open call for which `answer` gives a reply.
    pub fn answer(&mut self, answer: impl Fn(&DeskCall) -> Option<DeskReply>) -> &mut Self {
        let reply = |effect: &Effect| match &effect.request {
            Request::Desk(call) => answer(call),
            _ => None,
        };
        let found = self.asked.iter().position(|effect| reply(effect).is_some());
        let place = found.unwrap_or_else(|| panic!("nothing to answer among {:?}", self.asked));
        let effect = self.asked.remove(place);
        let reply = reply(&effect).unwrap();
        self.reply(effect.id, Reply::Desk(Box::new(reply)));
        self
    }

    /// A reply to this effect; false when the screen does not want it.
    pub fn reply(&mut self, id: EffectId, reply: Reply) -> bool {
        match self.screen.replied(id, reply) {
            Some(msg) => {
                self.tell(msg);
                true
            }
            None => false,
        }
    }

    /// Lets time pass: timers that fall due fire in order.
    pub fn wait(&mut self, seconds: u64) -> &mut Self {
        let until = self.shared.now.after(Duration::from_secs(seconds));
        loop {
            let timers = self.asked.iter().enumerate().filter_map(|(place, effect)| {
                let Request::After(wait) = effect.request else { return None };
                Some((wait, place))
            });
            let Some((wait, place)) = timers.min() else { break };
            if self.shared.now.after(wait) > until {
                break;
            }
            let effect = self.asked.remove(place);
            self.pass(wait);
            self.reply(effect.id, Reply::Elapsed);
        }
        self.pass(until.since(self.shared.now));
        self
    }

    fn pass(&mut self, time: Duration) {
        self.shared.now = self.shared.now.after(time);
        for effect in &mut self.asked {
            if let Request::After(left) = &mut effect.request {
                *left = left.saturating_sub(time);
            }
        }
    }

    /// The drawn screen.
    pub fn buffer(&self) -> Buffer {
        let look = Look {
            theme: Theme::named(self.shared.theme),
            language: self.shared.language,
            texts: Arc::clone(&self.texts),
            plain: false,
        };
        let mut buffer = Buffer::empty(self.area);
        buffer.set_style(self.area, look.style(kezekte::app::theme::Role::Text));
        let cursor = self.screen.view(&self.shared, &look, self.area, &mut buffer);
        assert!(cursor.is_none_or(|at: Position| self.area.contains(at)), "the cursor is outside");
        buffer
    }

    /// The screen as text, with a hash of its styles.
    pub fn text(&self) -> String {
        as_text(&self.buffer())
    }

    /// Fails unless `words` stand on the screen.
    #[track_caller]
    pub fn shows(&self, words: &str) {
        let text = self.text();
        assert!(text.contains(words), "no {words:?} on\n{text}");
    }

    /// Fails when `words` stand on the screen.
    #[track_caller]
    pub fn hides(&self, words: &str) {
        let text = self.text();
        assert!(!text.contains(words), "{words:?} on\n{text}");
    }
}
