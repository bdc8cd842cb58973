<<<<<<< HEAD
//! Breaking text into lines by columns.
=======
//! Breaking a line of text into lines of a width.
>>>>>>> text

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

<<<<<<< HEAD
/// Breaks `text` into lines of at most `columns` columns: at spaces where possible, inside a word
/// that is wider than a line, and at every line feed. The ranges are in order; what lies between
/// two of them is only the space or the line feed at which the text was broken.
#[must_use]
pub fn wrap(text: &str, columns: u16) -> Vec<Range<usize>> {
    let columns = usize::from(columns.max(1));
    let mut lines = Vec::new();
    let mut at = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, at, columns, &mut lines);
        at += paragraph.len() + 1;
    }
    lines
}

fn wrap_paragraph(text: &str, offset: usize, columns: usize, lines: &mut Vec<Range<usize>>) {
    let mut start = 0;
    let mut width = 0;
    // The last place where a line may end: its end and where the next line begins.
    let mut brk: Option<(usize, usize)> = None;
    for (index, grapheme) in text.grapheme_indices(true) {
        let wide = grapheme.width();
        if grapheme == " " {
            brk = Some((index, index + 1));
        }
        if width + wide > columns && index > start {
            let (end, next) = match brk {
                Some((end, next)) if end > start => (end, next),
                _ => (index, index),
            };
            lines.push(offset + start..offset + end);
            start = next;
            brk = None;
            width = text.get(start..index).map_or(0, UnicodeWidthStr::width);
            if index < start {
                continue;
            }
        }
        width += wide;
    }
    lines.push(offset + start.min(text.len())..offset + text.len());
=======
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
>>>>>>> text
}

#[cfg(test)]
mod tests {
<<<<<<< HEAD
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
        fn nothing_but_break_characters_is_lost(text in "[a-zәқ \\n]{0,60}", columns in 1u16..20) {
            let mut rebuilt = String::new();
            let mut at = 0;
            for line in wrap(&text, columns) {
                proptest::prop_assert!(text[line.clone()].width() <= usize::from(columns));
                let between = &text[at..line.start];
                proptest::prop_assert!(between.len() <= 1);
                rebuilt.push_str(between);
                rebuilt.push_str(&text[line.clone()]);
                at = line.end;
            }
            rebuilt.push_str(&text[at..]);
            proptest::prop_assert_eq!(rebuilt, text);
=======
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
>>>>>>> text
        }
    }
}
