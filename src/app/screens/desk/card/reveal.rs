//! One masked field in clear: chosen, for a reason, for half a minute (row D7).
//!
//! The value is a secret: it is drawn, and nothing else. It goes when its time is over, when the
//! card is left, and at once when somebody wants it gone.

use std::time::Duration;

use super::super::{
    deed::{Deed, Setback},
    sheet::{self, Part},
};
use crate::{
    api::{
        Failure,
        staff::{AccountCard, Reveal, RevealField, RevealReason},
    },
    app::{
        effect::{DeskCall, EffectId, RevealedField},
        look::Look,
        screen::Cx,
        theme::Role,
        trouble::Trouble,
    },
    domain::{Moment, SafeText, Secret},
    text::{Phrase, phrases::reveal},
};

/// How long a value stays in clear.
const SHOWN: Duration = Duration::from_secs(30);

/// The dialog.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Revealing {
    account: u64,
    fields: Vec<RevealField>,
    selected: usize,
    field: Option<RevealField>,
    deed: Option<Deed>,
    refused: Option<Failure>,
}

/// A value in clear.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    field: RevealField,
    value: Secret,
    until: Moment,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Became {
    /// Nothing is decided yet, or it was refused and that is shown.
    Nothing,
    /// The second factor has to be given first.
    NeedsCode,
    /// The value is here.
    Shown(Shown),
}

/// The name of a field.
fn field_words(field: RevealField) -> Phrase {
    match field {
        RevealField::Number => reveal::field_number(),
        RevealField::Name => reveal::field_name(),
        RevealField::Phone => reveal::field_phone(),
        RevealField::Email => reveal::field_email(),
    }
}

fn reason_words(reason: RevealReason) -> Phrase {
    match reason {
        RevealReason::CallerIdentity => reveal::reason_caller_identity(),
        RevealReason::CallBack => reveal::reason_call_back(),
        RevealReason::DataCorrection => reveal::reason_data_correction(),
    }
}

impl Revealing {
    /// The dialog for this card: only fields that have a value are offered, under their own digits.
    pub(super) fn open(it: &AccountCard) -> Self {
        let has = |field: &RevealField| match field {
            RevealField::Number | RevealField::Name => true,
            RevealField::Phone => it.phone_masked.is_some(),
            RevealField::Email => it.email_masked.is_some(),
        };
        Self {
            account: it.account,
            fields: RevealField::ALL.into_iter().filter(has).collect(),
            selected: 0,
            field: None,
            deed: None,
            refused: None,
        }
    }

    /// How many there are to choose from now.
    pub(super) fn choices(&self) -> usize {
        match (&self.deed, self.field) {
            (Some(_), _) => 0,
            (None, None) => self.fields.len(),
            (None, Some(_)) => RevealReason::ALL.len(),
        }
    }

    /// The entry after the selected one, or before it.
    pub(super) fn select(&mut self, onwards: bool) {
        let last = self.choices().saturating_sub(1);
        self.selected = match onwards {
            true => (self.selected + 1).min(last),
            false => self.selected.saturating_sub(1),
        };
    }

    /// The selected entry is taken, or the same is asked for again.
    pub(super) fn confirm(&mut self, cx: &mut Cx<'_>) -> Became {
        match &mut self.deed {
            Some(deed) if deed.is_unknown() => {
                deed.again(cx);
                Became::Nothing
            }
            Some(deed) if deed.is_held() => Became::NeedsCode,
            _ => {
                self.choose(cx, self.selected);
                Became::Nothing
            }
        }
    }

    /// The entry of this digit is taken.
    pub(super) fn choose(&mut self, cx: &mut Cx<'_>, place: usize) {
        if self.deed.is_some() {
            return;
        }
        match self.field {
            None => {
                self.field = self.fields.get(place).copied();
                self.selected = 0;
            }
            Some(field) => {
                let Some(reason) = RevealReason::ALL.get(place).copied() else { return };
                self.refused = None;
                let call = Reveal { account: self.account, field, reason };
                let attempt = cx.attempt();
                self.deed = Some(Deed::begin(cx, DeskCall::Reveal(call, attempt)));
            }
        }
    }

    /// One step back.
    pub(super) fn back(&mut self) {
        if self.deed.is_none() {
            self.field = None;
            self.selected = 0;
        }
    }

    /// True when this is the answer, or the time, it waits for.
    pub(super) fn awaits(&self, id: EffectId) -> bool {
        self.deed.as_ref().is_some_and(|deed| deed.awaits(id))
    }

    /// How far it has come, once it was asked for.
    pub(super) fn deed(&self) -> Option<&Deed> {
        self.deed.as_ref()
    }

    /// The same attempt once more.
    pub(super) fn again(&mut self, cx: &mut Cx<'_>) {
        if let Some(deed) = &mut self.deed {
            deed.again(cx);
        }
    }

    /// Takes the answer.
    pub(super) fn take(
        &mut self,
        cx: &mut Cx<'_>,
        answer: Result<RevealedField, Failure>,
    ) -> Became {
        let Some(deed) = &mut self.deed else { return Became::Nothing };
        match answer {
            // Half a minute by this console's own clock: the portal's may differ from it.
            Ok(it) => Became::Shown(Shown {
                field: it.field,
                value: it.value,
                until: cx.shared.now.after(SHOWN),
            }),
            Err(failure) => match deed.fail(cx, failure) {
                Setback::Undecided => Became::Nothing,
                Setback::NeedsCode => Became::NeedsCode,
                Setback::Refused(failure) => {
                    self.refused = Some(failure);
                    self.deed = None;
                    Became::Nothing
                }
            },
        }
    }

    /// As parts of a dialog.
    pub(super) fn parts(&self, look: &Look) -> Vec<Part> {
        let list = |words: Vec<Phrase>| -> Vec<Part> {
            let part = |(place, words): (usize, Phrase)| Part::Choice {
                digit: place + 1,
                words: look.say(&words),
                chosen: place == self.selected,
            };
            words.into_iter().enumerate().map(part).collect()
        };
        let mut parts = Vec::new();
        match (&self.deed, self.field) {
            (Some(deed), _) if deed.is_doubtful() || deed.is_held() => {
                let (words, role) = super::act::progress(deed, look);
                parts.push(Part::Words(words, role));
            }
            (Some(_), _) => parts.push(Part::Words(look.say(&reveal::asking()), Role::Accent)),
            (None, None) => {
                parts.push(Part::Words(look.say(&reveal::which()), Role::Title));
                parts.extend(list(self.fields.iter().map(|field| field_words(*field)).collect()));
            }
            (None, Some(field)) => {
                parts.push(Part::Words(look.say(&field_words(field)), Role::Muted));
                parts.push(Part::Words(look.say(&reveal::why()), Role::Title));
                parts.extend(list(RevealReason::ALL.into_iter().map(reason_words).collect()));
            }
        }
        if let Some(failure) = &self.refused {
            parts.push(Part::Gap);
            parts.extend(sheet::trouble(&Trouble::from(failure), look));
        }
        parts
    }
}

impl Shown {
    /// True once its time is over.
    pub(super) fn is_over(&self, now: Moment) -> bool {
        now >= self.until
    }

    /// The badge and the value.
    pub(super) fn words(&self, now: Moment, look: &Look) -> (String, SafeText) {
        let left = self.until.since(now).as_secs();
        let badge = reveal::shown(left, field_words(self.field));
        (look.say(&badge), SafeText::new(self.value.reveal()))
    }
}
