//! Breaking text into lines by columns.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

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
        }
    }
}
