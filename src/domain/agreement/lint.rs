//! Looking an agreement over (A12): what the form allows and an editor would still mend. Numbering
//! and parity of the languages are the form's own and need no lint: [`Agreement::parse`] refuses.

use super::{Agreement, BlockId, BlockKind};
use crate::domain::Language;

/// Something an editor would mend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// In which block.
    pub block: BlockId,
    /// In which language.
    pub language: Language,
    /// What it is.
    pub flaw: Flaw,
}

/// What an editor would mend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// A clause, a sub-item or a paragraph that ends without `.`, `;` or `:`.
    #[error("no full stop, semicolon or colon at the end")]
    NoFinalMark,
    /// A reference to a clause that does not exist.
    #[error("a reference to {0}, which does not exist")]
    DanglingReference(String),
}

impl Agreement {
    /// Everything an editor would mend, in reading order.
    #[must_use]
    pub fn lint(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for block in self.blocks.iter() {
            for language in [Language::Kk, Language::Ru] {
                let text = block.text(language);
                let mut add = |flaw| {
                    findings.push(Finding { block: block.id.clone(), language, flaw });
                };
                let titled = matches!(block.kind, BlockKind::Title | BlockKind::Section);
                if !titled && !text.ends_with(['.', ';', ':']) {
                    add(Flaw::NoFinalMark);
                }
                let body = text.strip_prefix(&block.number).unwrap_or(text);
                for number in references(body).filter(|number| self.find(number).is_none()) {
                    add(Flaw::DanglingReference(number.to_owned()));
                }
            }
        }
        findings
    }

    /// The references to clauses in the text of one language, in reading order: where from, where
    /// to (`3.1.3` → `4.6`).
    pub fn references(&self, language: Language) -> impl Iterator<Item = (&BlockId, &str)> {
        self.blocks.iter().flat_map(move |block| {
            let text = block.text(language);
            let body = text.strip_prefix(&block.number).unwrap_or(text);
            references(body).map(|number| (&block.id, number))
        })
    }
}

/// The clause numbers (`4.6`, `3.1.2`) in a text.
fn references(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit() && c != '.')
        .map(|number| number.trim_matches('.'))
        .filter(|number| number.contains('.') && !number.contains(".."))
}
