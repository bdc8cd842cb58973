//! Breaking text into lines by columns.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Breaks `text` into lines of at most `columns` columns: at spaces where possible, inside a word
/// that is wider than a line, and at every line feed. The ranges are in order; what lies between
/// two of them is only the space or the line feed at which the text was broken.
#[must_use]
pub fn wrap(text: &str, columns: u16) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut at = 0;
    for paragraph in text.split('\n') {
        for line in wrap_pieces(paragraph.graphemes(true), columns) {
            let drawn = paragraph.get(line.clone()).unwrap_or_default();
            let broken = line.end < paragraph.len() || drawn.width() > usize::from(columns);
            let end = line.end - usize::from(broken && drawn.ends_with(' '));
            lines.push(at + line.start..at + end);
        }
        at += paragraph.len() + 1;
    }
    lines
}

/// Breaks one line of text that comes in pieces (grapheme clusters, or larger ones), none of which
/// is ever broken. The ranges join without a gap to the whole text. A line breaks after a space
/// where there is one; that space may hang over the right edge and need not be drawn. A piece wider
/// than `columns` has a line of its own. No pieces make one empty line.
pub fn wrap_pieces<'a>(pieces: impl Iterator<Item = &'a str>, columns: u16) -> Vec<Range<usize>> {
    let columns = usize::from(columns.max(1));
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
    use super::*;

    fn lines(text: &str, columns: u16) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn words_stay_whole_where_they_fit() {
        assert_eq!(lines("Тіркелу тегін және ерікті", 13), ["Тіркелу тегін", "және ерікті"]);
        assert_eq!(lines("Тіркелу тегін және ерікті", 12), ["Тіркелу", "тегін және", "ерікті"]);
        assert_eq!(lines("абвгдежз", 3), ["абв", "где", "жз"]);
        assert_eq!(lines("а\n\nб", 9), ["а", "", "б"]);
    }

    proptest::proptest! {
        #[test]
        fn nothing_but_break_characters_is_lost(
            text in "[a-zәқ漢e\u{301} \\n]{0,60}", columns in 2u16..20,
        ) {
            let mut rebuilt = String::new();
            let mut at = 0;
            for line in wrap(&text, columns) {
                proptest::prop_assert!(text[line.clone()].width() <= usize::from(columns));
                let between = &text[at..line.start];
                proptest::prop_assert!(between.len() <= 2);
                proptest::prop_assert!(between.chars().all(|c| c == ' ' || c == '\n'));
                rebuilt.push_str(between);
                rebuilt.push_str(&text[line.clone()]);
                at = line.end;
            }
            rebuilt.push_str(&text[at..]);
            proptest::prop_assert_eq!(rebuilt, text);
        }
    }
}
