//! Breaking a line of text into lines of a width.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The octet ranges of the lines, at most `columns` wide, into which `text` (one line, no line
/// feeds) breaks. They join without a gap to the whole text. Lines break after a space where there
/// is one, else between grapheme clusters. One space may hang over the right edge: it ends its line
/// and need not be drawn. A cluster wider than `columns` has a line of its own. An empty text is
/// one empty line.
#[must_use]
pub fn wrap(text: &str, columns: u16) -> Vec<Range<usize>> {
    wrap_pieces(text.graphemes(true), columns)
}

/// [`wrap`] of a text that comes in pieces, none of which is ever broken.
pub fn wrap_pieces<'a>(pieces: impl Iterator<Item = &'a str>, columns: u16) -> Vec<Range<usize>> {
    let columns = usize::from(columns);
    let mut lines = Vec::new();
    let mut at = 0;
    // Of the present line: where it starts, its width; where it could break, its width up to there.
    let (mut start, mut width) = (0, 0);
    let mut gap = None;
    for piece in pieces {
        let own = piece.width();
        let hangs = piece == " " && width == columns;
        while at > start && width + own > columns && !hangs {
            let (end, before) = gap.take().unwrap_or((at, width));
            lines.push(start..end);
            (start, width) = (end, width - before);
        }
        width += own;
        at += piece.len();
        if piece == " " {
            gap = Some((at, width));
        }
    }
    lines.push(start..at);
    lines
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &str, columns: u16) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn words_stay_whole_and_a_space_may_hang() {
        assert_eq!(lines("бір екі үш", 7), ["бір екі ", "үш"]);
        assert_eq!(lines("бір екі үш", 6), ["бір ", "екі үш"]);
        assert_eq!(lines("тіркелу", 3), ["тір", "кел", "у"]);
        assert_eq!(lines("", 3), [""]);
    }

    proptest! {
        #[test]
        fn lines_join_to_the_text_and_fit(text in "[а-яәіңғүұқөһ 漢e\u{301}]{0,80}", columns in 2_u16..30) {
            let lines = lines(&text, columns);
            prop_assert_eq!(lines.concat(), text.clone());
            for line in lines {
                prop_assert!(line.strip_suffix(' ').unwrap_or(line).width() <= usize::from(columns));
            }
        }
    }
}
