//! The receipt: number, time, EDS data, valid until, check code.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{Receipt, Signed},
    app::{
        effect::{EffectId, Reply, Request},
        input::Key,
        keymap::Binding,
        look::Look,
        screen::{Cx, Screen, Step},
        shared::{Profile, Shared},
        theme::Role,
        trouble::Trouble,
        widgets::{label, pairs, pairs_height, paragraph, trouble},
    },
    domain::SafeText,
    paper::{
        self, Form, Unsaved,
        facts::{self, Fact},
    },
    text::phrases::{common, receipt},
};

/// The screen's state.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ReceiptView {
    saving: Saving,
    /// One of the history; none for the visit's own.
    past: Option<Box<Signed>>,
}

/// What became of saving it.
#[derive(Debug, Clone, PartialEq, Default)]
enum Saving {
    /// It was not asked for.
    #[default]
    None,
    /// In which form, is asked.
    Choosing,
    /// It is being written.
    Under,
    /// Where it is, or why it is nowhere.
    Saved(Result<SafeText, Unsaved>),
}

/// What it can be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// It is to be saved.
    Save,
    /// In this form.
    SaveAs(Form),
    /// With everything that proves it, for a third party.
    SaveEvidence,
    /// Not after all.
    Keep,
    /// It was saved, or not.
    Saved(Result<SafeText, Unsaved>),
    /// To the account.
    Account,
    /// The visit is over.
    Finish,
}

/// How it can end.
#[derive(Debug)]
pub enum Exit {
    /// To the account.
    Account,
    /// The visit is over.
    Finished,
    /// Back to the history.
    History,
}

impl ReceiptView {
    /// The receipt of an acceptance of the history.
    #[must_use]
    pub fn of(signed: Box<Signed>) -> Self {
        Self { saving: Saving::None, past: Some(signed) }
    }

    /// The receipt, where there is one.
    fn receipt<'a>(&'a self, shared: &'a Shared) -> Option<(&'a Signed, &'a Receipt)> {
        let signed = self.past.as_deref().or(shared.visit.signed.as_ref())?;
        Some((signed, signed.acceptance.receipt.as_ref()?))
    }
}

/// The acceptance on top and the EDS below it, or beside each other where the width allows.
///
/// ```text
/// ✓ title
///   number
/// acceptance      │ EDS
/// ...             │ ...
/// words
/// ```
struct Places {
    title: Rect,
    number: Rect,
    acceptance: Rect,
    eds: Rect,
    words: Rect,
}

fn lay_out(area: Rect) -> Places {
    let gap = u16::from(area.height >= 16);
    let wide = area.width >= 110;
    let row =
        |y: u16, height: u16| Rect { y: y.min(area.bottom()), height, ..area }.intersection(area);
    let (title, number) = (row(area.y, 1), row(area.y + 1, 1));
    let first = area.y + 2 + gap + u16::from(wide);
    if wide {
        let left = area.width / 2;
        let both = row(first, 15);
        let words = row(first + 16, area.bottom().saturating_sub(first + 16));
        let acceptance = Rect { width: left - 3, ..both };
        let eds = Rect { x: area.x + left, width: area.width - left, ..both };
        return Places { title, number, acceptance, eds, words };
    }
    let acceptance = row(first, 5);
    let eds_from = first + 5 + gap;
    let eds = row(eds_from, area.bottom().saturating_sub(eds_from + 2));
    let words = row(area.bottom().saturating_sub(2), 2);
    Places { title, number, acceptance, eds, words }
}

impl Screen for ReceiptView {
    type Msg = Msg;
    type Exit = Exit;

    fn bindings(&self, shared: &Shared) -> Vec<Binding<Msg>> {
        if self.saving == Saving::Choosing {
            let form = |label, key, form| Binding::new(label, [Key::Char(key)], Msg::SaveAs(form));
            let pdf = [Key::Enter, Key::Char('p')];
            return vec![
                Binding::new(common::back(), [Key::Esc], Msg::Keep).left(),
                form(receipt::as_text(), 't', Form::Text).middle(),
                form(receipt::as_json(), 'j', Form::Json).middle(),
                Binding::new(receipt::as_evidence(), [Key::Char('e')], Msg::SaveEvidence).middle(),
                Binding::new(receipt::as_pdf(), pdf, Msg::SaveAs(Form::Pdf)).main(),
            ];
        }
        let away = match self.past {
            Some(_) => common::back(),
            None => receipt::finish(),
        };
        let mut bindings = vec![Binding::new(away, [Key::Esc], Msg::Finish).left()];
        if self.receipt(shared).is_some() {
            // A shared device keeps nothing of a citizen's on its disk.
            if shared.facts.profile == Profile::Personal {
                bindings.push(Binding::new(receipt::save(), [Key::Char('s')], Msg::Save).middle());
            }
            let account = Binding::new(receipt::to_account(), [Key::Enter], Msg::Account);
            bindings.push(account.main());
        }
        bindings
    }

    fn replied(&self, _id: EffectId, reply: Reply) -> Option<Msg> {
        match reply {
            Reply::Saved(answer) => Some(Msg::Saved(answer)),
            _ => None,
        }
    }

    fn update(&mut self, cx: &mut Cx<'_>, msg: Msg) -> Option<Exit> {
        match msg {
            Msg::Save if self.saving == Saving::Under => {}
            Msg::Save => self.saving = Saving::Choosing,
            Msg::SaveAs(form) => {
                let (signed, found) = self.receipt(cx.shared)?;
                let name = paper::file_name(found, form);
                let paper = paper::Paper::new(signed.clone(), &cx.shared.facts.agreement)
                    .marked(cx.shared.is_demonstration());
                self.saving = Saving::Under;
                cx.ask(Request::Save { name, form, paper: Box::new(paper) });
            }
            Msg::SaveEvidence => {
                let (signed, found) = self.receipt(cx.shared)?;
                let (id, receipt) = (signed.acceptance.id.clone(), found.number.clone());
                self.saving = Saving::Under;
                cx.ask(Request::SaveEvidence { id, receipt });
            }
            Msg::Keep => self.saving = Saving::None,
            Msg::Saved(answer) => self.saving = Saving::Saved(answer),
            Msg::Account => return Some(Exit::Account),
            Msg::Finish if self.past.is_some() => return Some(Exit::History),
            Msg::Finish => return Some(Exit::Finished),
        }
        None
    }

    fn view(&self, shared: &Shared, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let places = lay_out(area);
        let Some((signed, found)) = self.receipt(shared) else {
            label(buf, places.title, &look.say(&receipt::missing()), look.style(Role::Title));
            return None;
        };
        let title = match signed.already_accepted {
            true => receipt::title_already(),
            false => receipt::title(),
        };
        let title = format!("✓ {}", look.say(&title));
        label(buf, places.title, &title, look.style(Role::Good));
        let number = look.say(&receipt::number(found.number.clone()));
        let beside = Rect {
            x: places.number.x.saturating_add(2),
            width: places.number.width.saturating_sub(2),
            ..places.number
        };
        label(buf, beside, &number, look.style(Role::Title));
        let acceptance = facts::acceptance(&signed.acceptance, found);
        draw_facts(acceptance, receipt::acceptance(), look, places.acceptance, buf);
        draw_facts(facts::eds(found), receipt::eds(), look, places.eds, buf);
        self.draw_words(signed, look, places.words, buf);
        None
    }

    fn step(&self) -> Option<Step> {
        self.past.is_none().then_some(Step::Done)
    }

    fn is_reading(&self) -> bool {
        true
    }
}

/// A list of facts, under a heading where there is room for one.
fn draw_facts(
    facts: Vec<Fact>,
    heading: crate::text::Phrase,
    look: &Look,
    area: Rect,
    buf: &mut Buffer,
) {
    let words: Vec<_> = facts
        .into_iter()
        .map(|(name, value)| (look.say(&name), look.say(&receipt::value(value))))
        .collect();
    let area = if area.height >= pairs_height(area.width, &words) + 2 {
        label(buf, area, &look.say(&heading), look.style(Role::Accent));
        Rect { y: area.y + 2, height: area.height - 2, ..area }
    } else {
        area
    };
    pairs(buf, area, &words, look);
}

impl ReceiptView {
    /// What became of saving, or what an acceptance that stood already means.
    fn draw_words(&self, signed: &Signed, look: &Look, area: Rect, buf: &mut Buffer) {
        let (words, role) = match &self.saving {
            Saving::Saved(Err(cause)) => {
                // Three lines: the gap above the words is given up for the code.
                let above = u16::from(area.height < 3);
                let area = Rect { y: area.y - above, height: area.height + above, ..area };
                trouble(buf, area, &not_saved(*cause), look);
                return;
            }
            Saving::Saved(Ok(place)) => (receipt::saved(place.clone()), Role::Good),
            Saving::Choosing => (receipt::forms(), Role::Accent),
            Saving::Under => (receipt::saving(), Role::Muted),
            Saving::None if signed.already_accepted => (receipt::already_words(), Role::Text),
            Saving::None => (receipt::almaty(), Role::Muted),
        };
        paragraph(buf, area, &look.say(&words), look.style(role));
    }
}

/// Why it is in no file, and what to do.
fn not_saved(cause: Unsaved) -> Trouble {
    let (sentence, next) = match cause {
        Unsaved::NoSpace => (receipt::no_space(), receipt::no_space_next()),
        Unsaved::FolderRefused => (receipt::folder_refused(), receipt::folder_refused_next()),
        Unsaved::NotGiven => (receipt::not_given(), receipt::not_given_next()),
        Unsaved::Other => (receipt::not_saved(), receipt::not_saved_next()),
    };
    Trouble { sentence, code: format!("kiosk {cause}"), next }
}
