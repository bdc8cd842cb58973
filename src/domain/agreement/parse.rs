//! From a text to its pieces and back. The form is described at [`super::Agreement::parse`].

use super::{AgreementError, Block, BlockId, BlockKind};
use crate::domain::{Language, SafeText};

/// A block in one language.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    id: BlockId,
    kind: BlockKind,
    number: &'a str,
    text: &'a str,
}

/// Takes one text apart.
pub(super) fn pieces(language: Language, text: &str) -> Result<Vec<Piece<'_>>, AgreementError> {
    let printable = |line: &str| SafeText::new(line).as_str() == line;
    if let Some(at) = text.split('\n').position(|line| !printable(line)) {
        return Err(AgreementError::Unprintable { language, line: at + 1 });
    }
    let mut reader = Reader::default();
    let mut line = 1;
    for chunk in text.strip_suffix('\n').unwrap_or(text).split("\n\n") {
        reader.read(chunk).ok_or(AgreementError::Misplaced { language, line })?;
        line += chunk.matches('\n').count() + 2;
    }
    if !matches!(reader.place, Place::End) {
        return Err(AgreementError::Unfinished(language));
    }
    if join(reader.pieces.iter().map(|piece| (piece.kind, piece.text))) != text {
        return Err(AgreementError::Spacing(language));
    }
    Ok(reader.pieces)
}

/// Joins pieces to the text they came from.
pub(super) fn join<'a>(pieces: impl Iterator<Item = (BlockKind, &'a str)>) -> String {
    let mut text = String::new();
    let mut before = None;
    for (kind, piece) in pieces {
        text.push_str(match before {
            None => "",
            Some(BlockKind::Paragraph) if kind == BlockKind::Paragraph => "\n",
            Some(_) => "\n\n",
        });
        text.push_str(piece);
        before = Some(kind);
    }
    text.push('\n');
    text
}

/// Puts the two languages side by side.
pub(super) fn pair(kk: Vec<Piece<'_>>, ru: Vec<Piece<'_>>) -> Result<Vec<Block>, AgreementError> {
    let longer = if kk.len() > ru.len() { &kk } else { &ru };
    if let Some(lone) = longer.get(kk.len().min(ru.len())) {
        // The first difference says more than the first block left over.
        let parted = kk.iter().zip(&ru).find(|(kk, ru)| kk.id != ru.id).map(|(kk, _)| &kk.id);
        return Err(AgreementError::Unpaired(parted.unwrap_or(&lone.id).clone()));
    }
    kk.into_iter()
        .zip(ru)
        .map(|(kk, ru)| {
            if kk.id != ru.id {
                return Err(AgreementError::Unpaired(kk.id));
            }
            Ok(Block {
                id: kk.id,
                kind: kk.kind,
                number: kk.number.to_owned(),
                kk: kk.text.to_owned(),
                ru: ru.text.to_owned(),
                gated: kk.kind.gated(),
            })
        })
        .collect()
}

/// What has been read so far, which says what may come next.
#[derive(Debug, Default)]
enum Place {
    #[default]
    Start,
    /// After the title.
    Title,
    /// After the heading of this section.
    Section(u16),
    /// After this section's paragraphs.
    Paragraphs(u16),
    /// After the clause of this number.
    Clause(Vec<u16>),
    /// After this sub-item of this clause.
    SubItem(Vec<u16>, u16),
    Statement,
    SignatureData,
    End,
}

#[derive(Debug, Default)]
struct Reader<'a> {
    pieces: Vec<Piece<'a>>,
    place: Place,
}

impl<'a> Reader<'a> {
    /// Reads the chunk between two blank lines; nothing when it does not belong here.
    fn read(&mut self, chunk: &'a str) -> Option<()> {
        if chunk.is_empty() {
            return None;
        }
        let place = std::mem::take(&mut self.place);
        if chunk.contains('\n') && !matches!(place, Place::Start | Place::Section(_)) {
            return None;
        }
        self.place = match (place, Number::of(chunk)) {
            (Place::Start, None) => {
                self.add("title".to_owned(), BlockKind::Title, "", chunk);
                Place::Title
            }
            (Place::Title, Some(Number::Clause(path, printed))) if path == [1] => {
                self.section(1, printed, chunk)
            }
            (Place::Section(section), None) => {
                for (letter, paragraph) in ('a'..='z').zip(chunk.split('\n')) {
                    self.add(format!("{section}.{letter}"), BlockKind::Paragraph, "", paragraph);
                }
                Place::Paragraphs(section)
            }
            (before, Some(Number::SubItem(item, printed))) => {
                let clause = before.clause_of(item)?;
                self.add(format!("{}-{item}", dotted(&clause)), BlockKind::SubItem, printed, chunk);
                Place::SubItem(clause, item)
            }
            (before, Some(Number::Clause(path, printed))) if before.allows(&path) => {
                if let [section] = path[..] {
                    self.section(section, printed, chunk)
                } else {
                    self.add(dotted(&path), BlockKind::Clause, printed, chunk);
                    Place::Clause(path)
                }
            }
            (Place::Paragraphs(_) | Place::Clause(_) | Place::SubItem(..), None) => {
                self.add("statement".to_owned(), BlockKind::Statement, "", chunk);
                Place::Statement
            }
            (Place::Statement, None) => {
                self.add("signature.data".to_owned(), BlockKind::SignatureLine, "", chunk);
                Place::SignatureData
            }
            (Place::SignatureData, None) => {
                self.add("signature.time".to_owned(), BlockKind::SignatureLine, "", chunk);
                Place::End
            }
            _ => return None,
        };
        Some(())
    }

    fn section(&mut self, section: u16, printed: &'a str, chunk: &'a str) -> Place {
        self.add(format!("section-{section}"), BlockKind::Section, printed, chunk);
        Place::Section(section)
    }

    fn add(&mut self, id: String, kind: BlockKind, number: &'a str, text: &'a str) {
        self.pieces.push(Piece { id: BlockId(id), kind, number, text });
    }
}

impl Place {
    /// May the section or clause of this number follow?
    fn allows(&self, next: &[u16]) -> bool {
        let (at, open): (&[u16], bool) = match self {
            Self::Section(section) => (std::slice::from_ref(section), true),
            Self::Paragraphs(section) => (std::slice::from_ref(section), false),
            Self::Clause(path) => (path, true),
            Self::SubItem(path, _) => (path, false),
            _ => return false,
        };
        let Some((last, parents)) = next.split_last() else { return false };
        let child = open && parents == at && *last == 1;
        let sibling = at.get(..parents.len()) == Some(parents)
            && at.get(parents.len()).and_then(|number| number.checked_add(1)) == Some(*last);
        // A section needs something in it before the next one begins.
        child || (sibling && !matches!(self, Self::Section(_)))
    }

    /// The clause to which sub-item `item` may belong here.
    fn clause_of(self, item: u16) -> Option<Vec<u16>> {
        match self {
            Self::Clause(path) if item == 1 => Some(path),
            Self::SubItem(path, before) if before.checked_add(1) == Some(item) => Some(path),
            _ => None,
        }
    }
}

/// The number a chunk begins with, and how it is printed.
#[derive(Debug)]
enum Number<'a> {
    /// `3.` or `3.1.2.`
    Clause(Vec<u16>, &'a str),
    /// `1)`
    SubItem(u16, &'a str),
}

impl<'a> Number<'a> {
    fn of(chunk: &'a str) -> Option<Self> {
        let (printed, _) = chunk.split_once(' ')?;
        if let Some(item) = printed.strip_suffix(')') {
            return Some(Self::SubItem(decimal(item)?, printed));
        }
        let path: Option<Vec<u16>> = printed.strip_suffix('.')?.split('.').map(decimal).collect();
        Some(Self::Clause(path?, printed))
    }
}

/// A decimal number without sign or leading zero.
fn decimal(digits: &str) -> Option<u16> {
    let plain = digits.bytes().all(|octet| octet.is_ascii_digit()) && !digits.starts_with('0');
    plain.then(|| digits.parse().ok()).flatten()
}

fn dotted(path: &[u16]) -> String {
    path.iter().map(u16::to_string).collect::<Vec<_>>().join(".")
}
