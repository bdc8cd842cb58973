//! The journal: what happened, when; folded again it gives an equal model.
//!
//! Kept by headless runs. A console in a terminal keeps none: the journal would remember a typed
//! password after the screen has wiped it. On paper (JSON) a secret is the name of its slot,
//! numbered in order (`$iin.1`), which a replay fills from its own fixtures.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    app::{Act, Model, apply},
    domain::Moment,
};

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// When.
    pub at: Moment,
    /// What.
    pub act: Act,
}

/// What happened, oldest first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Journal(Vec<Entry>);

impl Journal {
    /// Adds a line.
    pub fn record(&mut self, at: Moment, act: &Act) {
        self.0.push(Entry { at, act: act.clone() });
    }

    /// The lines.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.0
    }

    /// Applies every line to a model that starts where the journal's did.
    #[must_use]
    pub fn fold(&self, mut model: Model) -> Model {
        for entry in &self.0 {
            let _ = apply(&mut model, entry.at, entry.act.clone());
        }
        model
    }

    /// The journal as JSON lines, secrets as numbered slots.
    #[must_use]
    pub fn to_json_lines(&self) -> String {
        let mut slots = std::collections::HashMap::new();
        let mut lines = String::new();
        for entry in &self.0 {
            if let Ok(mut value) = serde_json::to_value(entry) {
                number_slots(&mut value, &mut slots);
                lines.push_str(&value.to_string());
                lines.push('\n');
            }
        }
        lines
    }
}

/// The slots of [`crate::domain::Secret`]: only these are numbered, so that a text which happens to
/// begin with a dollar sign stays itself.
const SLOTS: [&str; 14] = [
    "$iin",
    "$password",
    "$claim",
    "$session",
    "$paste",
    "$revealed",
    "$typed",
    "$phone",
    "$email",
    "$code",
    "$message",
    "$help",
    "$uri",
    "$recovery",
];

fn number_slots(value: &mut Value, slots: &mut std::collections::HashMap<String, u32>) {
    match value {
        Value::String(text) if SLOTS.contains(&text.as_str()) => {
            let count = slots.entry(text.clone()).or_insert(0);
            *count += 1;
            text.push_str(&format!(".{count}"));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| number_slots(item, slots)),
        Value::Object(fields) => fields.values_mut().for_each(|field| number_slots(field, slots)),
        _ => {}
    }
}
