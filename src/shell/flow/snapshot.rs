//! A screen as text with its styles, the file in which accepted ones are kept, and how two differ.
//!
//! One file a flow, language and size, beside the flow in `snapshots/`. A screen is its rows, the
//! same rows with a letter for the style of every cell (`.` is ordinary text), and the styles by
//! letter, so that a change of colour alone is a difference.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Size,
    style::Color,
};

use super::style::Drawn;
use crate::{
    app::theme::{Role, Theme},
    domain::Language,
};

/// Letters of the roles, in the order of [`Role::ALL`].
const ROLES: &str = ".mtafbBpsFgrwd";
/// Letters of other styles, in the order in which they appear.
const OTHERS: &str = "0123456789ACDEGHIJKLMNOPQRSTUVWXYZ";
/// What stands for a masked text.
const MASK: char = '░';
/// What stands for a piece of a QR code.
const QR: &str = "▒";
/// A masked text may be cut off on the screen; so much of it is needed to know it.
const KNOWN_BY: usize = 10;

/// True for a cell of a QR code: half blocks, in the only pure black and white that dark and light
/// themes have.
fn is_qr(cell: &Cell) -> bool {
    let (white, black) = (Color::Rgb(255, 255, 255), Color::Rgb(0, 0, 0));
    matches!(cell.symbol(), "█" | "▀" | "▄" | " ") && cell.fg == white && cell.bg == black
}

/// A screen as text with its styles.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shot {
    rows: Vec<String>,
    styles: Vec<String>,
    legend: Vec<String>,
}

impl Shot {
    /// Takes a screen; `masks` are texts that differ from run to run. Where there are any, a QR code is
    /// masked too: it may hold an address of this run.
    #[must_use]
    pub fn take(screen: &Buffer, theme: &Theme, masks: &[String]) -> Self {
        let mut letters: Vec<(Drawn, char)> = Vec::new();
        let mut shot = Self::default();
        for row in screen.area.rows() {
            let (mut text, mut styles) = (String::new(), String::new());
            for cell in row.positions().filter_map(|at| screen.cell(at)) {
                text.push_str(if !masks.is_empty() && is_qr(cell) { QR } else { cell.symbol() });
                styles.push(letter(Drawn::of(cell), theme, &mut letters));
            }
            shot.rows.push(mask(&text, masks).trim_end().to_owned());
            shot.styles.push(styles.trim_end_matches('.').to_owned());
        }
        letters.sort_by_key(|(_, letter)| *letter);
        shot.legend = letters
            .iter()
            .map(|(drawn, letter)| format!("{letter} {}", drawn.say(theme)))
            .collect();
        shot
    }

    /// The screen's rows.
    #[must_use]
    pub fn rows(&self) -> &[String] {
        &self.rows
    }

    /// The form of the file.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (part, lines) in [("│", &self.rows), ("┊", &self.styles), ("", &self.legend)] {
            for line in lines {
                text.push_str(part);
                text.push_str(line);
                text.push('\n');
            }
        }
        text
    }

    fn read(text: &str) -> Self {
        let mut shot = Self::default();
        for line in text.lines() {
            if let Some(row) = line.strip_prefix('│') {
                shot.rows.push(row.to_owned());
            } else if let Some(styles) = line.strip_prefix('┊') {
                shot.styles.push(styles.to_owned());
            } else {
                shot.legend.push(line.to_owned());
            }
        }
        shot
    }

    /// How this screen differs from the accepted one; nothing when it does not.
    #[must_use]
    pub fn differs_from(&self, accepted: &Self) -> Option<String> {
        let mut lines = Vec::new();
        for (row, (was, is)) in pairs(&accepted.rows, &self.rows).enumerate() {
            if was != is {
                lines.push(format!("row {}: the text was\n  - {was}\n  + {is}", row + 1));
            }
        }
        for (row, (was, is)) in pairs(&accepted.styles, &self.styles).enumerate() {
            lines.extend(self.restyled(accepted, row, was, is));
        }
        if lines.is_empty() && self.legend != accepted.legend {
            let changed = self.legend.iter().filter(|line| !accepted.legend.contains(line));
            for is in changed {
                let letter = is.chars().next();
                let was = accepted.legend.iter().find(|line| line.chars().next() == letter);
                let was = was.map_or("nothing", |line| line.get(2..).unwrap_or_default());
                let is = is.get(2..).unwrap_or_default();
                lines.push(format!("a style was {was}, is {is}"));
            }
        }
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// The runs of a row whose style is another one.
    fn restyled(&self, accepted: &Self, row: usize, was: &str, is: &str) -> Vec<String> {
        let length = was.chars().count().max(is.chars().count());
        let pad = |text: &str| -> Vec<char> {
            text.chars().chain(std::iter::repeat('.')).take(length).collect()
        };
        let letters: Vec<(char, char)> = pad(was).into_iter().zip(pad(is)).collect();
        let text: Vec<char> =
            self.rows.get(row).map(|row| row.chars().collect()).unwrap_or_default();
        let mut lines = Vec::new();
        let mut from = 0;
        for run in letters.chunk_by(|a, b| a == b) {
            let until = from + run.len();
            if let Some((was, is)) = run.first().filter(|(was, is)| was != is) {
                let words: String = text.iter().skip(from).take(run.len()).collect();
                lines.push(format!(
                    "row {}, columns {}–{until} «{}»: the style was {}, is {}",
                    row + 1,
                    from + 1,
                    words.trim(),
                    accepted.styled(*was),
                    self.styled(*is),
                ));
            }
            from = until;
        }
        lines
    }

    fn styled(&self, letter: char) -> &str {
        let line = self.legend.iter().find(|line| line.starts_with(letter));
        line.and_then(|line| line.get(2..)).unwrap_or("unknown")
    }
}

fn pairs<'a>(a: &'a [String], b: &'a [String]) -> impl Iterator<Item = (&'a str, &'a str)> {
    let text = |of: &'a [String], row: usize| of.get(row).map_or("", String::as_str);
    (0..a.len().max(b.len())).map(move |row| (text(a, row), text(b, row)))
}

fn letter(drawn: Drawn, theme: &Theme, letters: &mut Vec<(Drawn, char)>) -> char {
    if let Some((_, letter)) = letters.iter().find(|(known, _)| *known == drawn) {
        return *letter;
    }
    let mut roles = Role::ALL.into_iter().zip(ROLES.chars());
    let role = roles.find(|(role, _)| Drawn::role(theme.style(*role)) == drawn);
    let unused = |letter: &char| !letters.iter().any(|(_, used)| used == letter);
    let letter = role
        .map(|(_, letter)| letter)
        .filter(|letter| unused(letter))
        .or_else(|| OTHERS.chars().find(|letter| unused(letter)))
        .unwrap_or('?');
    letters.push((drawn, letter));
    letter
}

/// Puts as many signs in the place of every text to mask, also of one that the screen cut off.
fn mask(row: &str, masks: &[String]) -> String {
    let mut masked = String::with_capacity(row.len());
    let mut rest = row;
    while let Some(first) = rest.chars().next() {
        // Texts may begin alike (two folders of one run): the one that goes on longest is meant.
        let alike =
            |text: &String| rest.chars().zip(text.chars()).take_while(|(a, b)| a == b).count();
        let same = masks.iter().map(alike).max().unwrap_or(0);
        if same >= KNOWN_BY {
            masked.push_str(&MASK.to_string().repeat(same));
            let end = rest.char_indices().nth(same).map_or(rest.len(), |(at, _)| at);
            rest = rest.get(end..).unwrap_or_default();
        } else {
            masked.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    masked
}

/// The accepted screens of one flow in one language and size, by their names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snapshots(BTreeMap<String, Shot>);

const HEAD: &str = "== ";

impl Snapshots {
    /// Where they are kept.
    #[must_use]
    pub fn place(flow: &Path, language: Language, size: Size) -> PathBuf {
        let stem = flow.file_stem().map(|stem| stem.to_string_lossy()).unwrap_or_default();
        let name = format!("{stem}.{}-{}x{}.snap", language.tag(), size.width, size.height);
        flow.with_file_name("snapshots").join(name)
    }

    /// Reads them; none when there is no file.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn read(place: &Path) -> io::Result<Self> {
        match fs::read_to_string(place) {
            Ok(text) => Ok(Self::parse(&text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    fn parse(text: &str) -> Self {
        let parts = text.split("\n== ").filter_map(|part| {
            let part = part.strip_prefix(HEAD).unwrap_or(part);
            let (name, shot) = part.split_once('\n')?;
            Some((name.to_owned(), Shot::read(shot)))
        });
        Self(parts.collect())
    }

    /// Writes them.
    ///
    /// # Errors
    /// When they cannot be written.
    pub fn write(&self, place: &Path) -> io::Result<()> {
        if let Some(folder) = place.parent() {
            fs::create_dir_all(folder)?;
        }
        let shots: Vec<String> =
            self.0.iter().map(|(name, shot)| format!("{HEAD}{name}\n{}", shot.text())).collect();
        fs::write(place, shots.concat())
    }

    /// The accepted screen of this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Shot> {
        self.0.get(name)
    }

    /// Accepts a screen under this name.
    pub fn accept(&mut self, name: &str, shot: Shot) {
        self.0.insert(name.to_owned(), shot);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme::ThemeName;

    #[test]
    fn of_two_folders_that_begin_alike_the_one_that_is_meant_is_masked_whole() {
        let masks = ["/tmp/kezekte-1a".to_owned(), "/tmp/kezekte-2b".to_owned()];
        let masked = mask("✓ /tmp/kezekte-2b/receipt.pdf, /tmp/kezek", &masks);
        assert_eq!(masked, format!("✓ {}/receipt.pdf, {}", "░".repeat(15), "░".repeat(10)));
        assert_eq!(mask("/tmp/keze", &masks), "/tmp/keze");
    }

    #[test]
    fn a_screen_reads_back_and_a_colour_alone_is_a_difference() {
        let theme = Theme::named(ThemeName::Dark);
        let mut screen = Buffer::with_lines(["one two ", "/tmp/run-1234/key.p1"]);
        let ground = theme.style(Role::Text);
        screen.set_style(screen.area, ground);
        let masks = ["/tmp/run-1234/key.p12".to_owned()];
        let shot = Shot::take(&screen, &theme, &masks);
        assert_eq!(shot.rows(), ["one two", &"░".repeat(20)]);
        let mut kept = Snapshots::default();
        kept.accept("a", shot.clone());
        kept.accept("b", shot.clone());
        let text: Vec<String> =
            ["a", "b"].map(|name| format!("{HEAD}{name}\n{}", shot.text())).into();
        assert_eq!(Snapshots::parse(&text.concat()), kept);
        assert_eq!(shot.differs_from(&Shot::read(&shot.text())), None);
        screen.set_style(ratatui::layout::Rect::new(4, 0, 3, 1), theme.style(Role::Bad));
        let other = Shot::take(&screen, &theme, &masks);
        let said = other.differs_from(&shot).unwrap();
        assert!(said.contains("row 1, columns 5–7 «two»: the style was text"), "{said}");
        assert!(said.contains("is bad #ff9d94"), "{said}");
    }
}
