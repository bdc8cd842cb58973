//! `kezekte agreement`: the agreement on paper, as it were: the program's own copy, no portal asked.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use unicode_width::UnicodeWidthStr;

use crate::{
    domain::{Agreement, Block, Language},
    text::{Texts, phrases::agreement, wrap},
};

/// Columns when neither the terminal nor `COLUMNS` says otherwise.
const COLUMNS: u16 = 100;
/// The narrowest page on which two columns can be read.
const NARROWEST: u16 = 43;
/// Between the two columns.
const RULE: &str = " │ ";

/// What to do with the agreement.
#[derive(Debug, Clone, clap::Subcommand)]
pub enum AgreementCommand {
    /// Print the agreement with its editorial notes.
    ///
    /// COLUMNS in the environment gives the width; 100 otherwise.
    Show {
        /// Which language, or both side by side.
        #[arg(long, value_enum, default_value_t = Shown::Both)]
        lang: Shown,
        /// Only this section, clause or sub-item, with what belongs to it: 3, 3.1.2, "3.4.1 1)".
        #[arg(long, value_name = "NUMBER")]
        clause: Option<String>,
    },
    /// Look the two texts over: numbering, references, punctuation, version.
    ///
    /// Exit code 1 when there is something an editor would mend.
    Lint,
}

/// Which language is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Shown {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
    /// Kazakh at the left, Russian at the right, clause by clause.
    Both,
}

impl Shown {
    const fn languages(self) -> &'static [Language] {
        match self {
            Self::Kk => &[Language::Kk],
            Self::Ru => &[Language::Ru],
            Self::Both => &[Language::Kk, Language::Ru],
        }
    }
}

/// Why nothing was printed.
#[derive(Debug, thiserror::Error)]
pub enum AgreementCommandError {
    /// No such clause.
    #[error("the agreement has no clause {number:?}{hint}")]
    NoClause {
        /// As it was typed.
        number: String,
        /// What is near it, as a sentence.
        hint: String,
    },
    /// The texts have flaws, which were printed.
    #[error("{0} to mend")]
    Flaws(usize),
    /// The output broke.
    #[error("the output cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// Carries out `command`, writing to `out`. Exit code 2: no such clause; 1: flaws were found, or the
/// output broke (a reader that has had enough, as in `| head`, is no error).
pub fn run(command: &AgreementCommand, out: &mut dyn Write) -> ExitCode {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    match print(command, columns.unwrap_or(COLUMNS), out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(AgreementCommandError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => {
            ExitCode::SUCCESS
        }
        Err(error @ AgreementCommandError::NoClause { .. }) => {
            eprintln!("kezekte: {error}");
            ExitCode::from(2)
        }
        Err(error) => {
            eprintln!("kezekte: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints what `command` asks for in `columns`.
///
/// # Errors
/// When there is no such clause, flaws were found, or the output breaks.
pub fn print(
    command: &AgreementCommand,
    columns: u16,
    out: &mut dyn Write,
) -> Result<(), AgreementCommandError> {
    let agreement = Agreement::embedded();
    match command {
        AgreementCommand::Show { lang, clause } => {
            show(agreement, *lang, clause.as_deref(), columns, out)
        }
        AgreementCommand::Lint => lint(agreement, out),
    }
}

fn lint(agreement: &Agreement, out: &mut dyn Write) -> Result<(), AgreementCommandError> {
    let numbered = agreement.blocks().iter().filter(|block| !block.number.is_empty()).count();
    writeln!(out, "version    {}", agreement.version().0)?;
    writeln!(out, "numbering  {numbered} numbered lines in kk, {numbered} in ru, in pairs")?;
    for language in [Language::Kk, Language::Ru] {
        for (from, to) in agreement.references(language) {
            writeln!(out, "reference  {} {}: {to}", language.tag(), from.0)?;
        }
    }
    let findings = agreement.lint();
    for finding in &findings {
        let (language, block) = (finding.language.tag(), &finding.block.0);
        writeln!(out, "mend       {language} {block}: {}", finding.flaw)?;
    }
    if findings.is_empty() { Ok(()) } else { Err(AgreementCommandError::Flaws(findings.len())) }
}

fn show(
    agreement: &Agreement,
    lang: Shown,
    clause: Option<&str>,
    columns: u16,
    out: &mut dyn Write,
) -> Result<(), AgreementCommandError> {
    let blocks = match clause {
        None => agreement.blocks().iter().collect(),
        Some(number) => family(agreement, number)?,
    };
    let page = Page { texts: Texts::new(), languages: lang.languages(), columns };
    for block in blocks {
        page.row(out, |language| block.text(language).to_owned(), "")?;
        if let Some(note) = agreement.note(&block.id) {
            let mark = agreement::note_mark();
            let words = |language| {
                format!("{} {}", note.text.get(language), page.texts.say(language, &mark))
            };
            page.row(out, words, "> ")?;
        }
    }
    let version = agreement::version(agreement.version().0.as_str().into());
    page.row(out, |language| page.texts.say(language, &version), "")?;
    Ok(())
}

/// The block of this number with everything under it.
fn family<'a>(
    agreement: &'a Agreement,
    number: &str,
) -> Result<Vec<&'a Block>, AgreementCommandError> {
    let Some(head) = agreement.find(number) else {
        let near: Vec<_> = agreement.nearest(number).iter().map(|id| id.0.as_str()).collect();
        let hint = match near[..] {
            [] => "; it has sections 1 to 5, and clauses like 3.1.2".to_owned(),
            _ => format!("; near it: {}", near.join(", ")),
        };
        return Err(AgreementCommandError::NoClause { number: number.to_owned(), hint });
    };
    let path = head.id.0.strip_prefix("section-").unwrap_or(&head.id.0);
    let under = |block: &&Block| {
        let rest = block.id.0.strip_prefix(path);
        block.id == head.id || rest.is_some_and(|rest| rest.starts_with(['.', '-']))
    };
    Ok(agreement.blocks().iter().filter(under).collect())
}

struct Page {
    texts: Texts,
    languages: &'static [Language],
    columns: u16,
}

impl Page {
    /// One row of the page and an empty line under it; every line of it begins with `prefix`.
    fn row(
        &self,
        out: &mut dyn Write,
        words: impl Fn(Language) -> String,
        prefix: &str,
    ) -> io::Result<()> {
        let width = match self.languages {
            [_] => self.columns.max(NARROWEST),
            _ => (self.columns.max(NARROWEST) - 3) / 2,
        };
        let cells: Vec<Vec<String>> = self
            .languages
            .iter()
            .map(|language| {
                let text = words(*language);
                let room = width - u16::try_from(prefix.width()).unwrap_or(0);
                let lines = wrap(&text, room).into_iter();
                lines
                    .map(|line| format!("{prefix}{}", text.get(line).unwrap_or_default()))
                    .collect()
            })
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        let line = |cell: &Vec<String>, at: usize| cell.get(at).cloned().unwrap_or_default();
        for at in 0..height {
            match &cells[..] {
                [left, right] => {
                    let left = line(left, at);
                    let room = " ".repeat(usize::from(width).saturating_sub(left.width()));
                    writeln!(
                        out,
                        "{}",
                        format!("{left}{room}{RULE}{}", line(right, at)).trim_end()
                    )?;
                }
                cells => writeln!(
                    out,
                    "{}",
                    cells.first().map(|cell| line(cell, at)).unwrap_or_default()
                )?,
            }
        }
        writeln!(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(
        lang: Shown,
        clause: Option<&str>,
        columns: u16,
    ) -> Result<String, AgreementCommandError> {
        let mut out = Vec::new();
        let clause = clause.map(str::to_owned);
        print(&AgreementCommand::Show { lang, clause }, columns, &mut out)?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn both_languages_start_on_one_line_and_fit() {
        for columns in [43, 80, 100, 121] {
            let text = printed(Shown::Both, None, columns).unwrap();
            assert!(text.lines().all(|line| line.width() <= usize::from(columns)));
            for block in Agreement::embedded().blocks() {
                let opening = |text: &str| text.chars().take(5).collect::<String>();
                let [kk, ru] = [opening(&block.kk), opening(&block.ru)];
                let side_by_side = |line: &str| {
                    line.split_once(RULE)
                        .is_some_and(|(l, r)| l.starts_with(&kk) && r.starts_with(&ru))
                };
                assert!(text.lines().any(side_by_side), "{:?} at {columns}", block.id);
            }
        }
    }

    #[test]
    fn a_clause_comes_with_what_is_under_it_and_its_note() {
        let text = printed(Shown::Ru, Some("3.4.1"), 100).unwrap();
        assert!(
            text.contains("3.4.1. для")
                && text.contains("3) пройти")
                && text.contains("> В русском")
        );
        assert!(!text.contains("3.4.2."));
        let section = printed(Shown::Kk, Some("5"), 100).unwrap();
        assert!(section.starts_with("5. Басқа") && section.contains("5.2."));
    }

    #[test]
    fn lint_finds_the_missing_full_stop_and_follows_the_references() {
        let mut out = Vec::new();
        let flaws = print(&AgreementCommand::Lint, 100, &mut out).unwrap_err();
        assert_eq!(flaws.to_string(), "1 to mend");
        let text = String::from_utf8(out).unwrap();
        assert!(text.contains("45 numbered lines in kk, 45 in ru"));
        for language in ["kk", "ru"] {
            for to in ["4.6", "4.7", "4.8"] {
                assert!(text.contains(&format!("reference  {language} 3.1.3: {to}\n")));
            }
        }
        assert!(text.contains("mend       kk 4.7: no full stop"));
    }

    #[test]
    fn an_unknown_clause_is_refused_with_what_is_near() {
        let refused = |number| printed(Shown::Both, Some(number), 100).unwrap_err().to_string();
        assert_eq!(
            refused("3.3.9"),
            "the agreement has no clause \"3.3.9\"; near it: 3.3.1, 3.3.2"
        );
        assert!(refused("x").ends_with("clauses like 3.1.2"));
    }
}
