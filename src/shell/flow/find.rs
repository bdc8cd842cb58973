//! Where words stand on a screen, also when they are wrapped there.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

/// The cells on which `words` stand: a piece a row, from the first place that holds them all. Words
/// that do not fit a row go on in the rows below, from the same column.
pub(super) fn find(screen: &Buffer, words: &str) -> Option<Vec<Rect>> {
    all(screen, words).next()
}

/// Every such place, from the top.
pub(super) fn all(screen: &Buffer, words: &str) -> impl Iterator<Item = Vec<Rect>> {
    let anywhere = if words.trim().is_empty() { Rect::ZERO } else { screen.area };
    anywhere.positions().filter_map(move |at| {
        let mut pieces = Vec::new();
        follow(screen, at, words, &mut pieces).then_some(pieces)
    })
}

/// Lays `words` on the cells from `start`; true when they are all there.
fn follow(screen: &Buffer, start: Position, words: &str, pieces: &mut Vec<Rect>) -> bool {
    if let Some(end) = after(screen, start, words) {
        pieces.push(Rect::new(start.x, start.y, end.x - start.x, 1));
        return true;
    }
    let mut at = start;
    for (place, word) in words.split_whitespace().enumerate() {
        if place > 0 {
            let beside = Position { x: at.x + 1, y: at.y };
            match (symbol(screen, at) == " ").then(|| after(screen, beside, word)).flatten() {
                Some(end) => {
                    extend(pieces, end);
                    at = end;
                    continue;
                }
                // Another word goes on here: the row did not end.
                None if symbol(screen, beside).chars().any(char::is_alphanumeric) => return false,
                None => at = Position { x: start.x, y: at.y + 1 },
            }
        }
        let Some(end) = after(screen, at, word) else { return false };
        pieces.push(Rect::new(at.x, at.y, end.x - at.x, 1));
        at = end;
    }
    true
}

fn extend(pieces: &mut [Rect], end: Position) {
    if let Some(piece) = pieces.last_mut() {
        piece.width = end.x.saturating_sub(piece.x);
    }
}

/// Where `word` ends when it begins at `at`.
fn after(screen: &Buffer, at: Position, word: &str) -> Option<Position> {
    let mut rest = word;
    let mut x = at.x;
    while !rest.is_empty() {
        let symbol = symbol(screen, Position { x, y: at.y });
        rest = rest.strip_prefix(symbol).filter(|_| !symbol.is_empty())?;
        x += 1;
    }
    Some(Position { x, y: at.y })
}

fn symbol(screen: &Buffer, at: Position) -> &str {
    screen.cell(at).map_or("", |cell| cell.symbol())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_on_one_row_and_on_several() {
        let screen = Buffer::with_lines(["  one two", "  three x", "one"]);
        assert_eq!(find(&screen, "one two"), Some(vec![Rect::new(2, 0, 7, 1)]));
        let wrapped = Some(vec![Rect::new(2, 0, 7, 1), Rect::new(2, 1, 5, 1)]);
        assert_eq!(find(&screen, "one two three"), wrapped);
        assert_eq!(find(&screen, "one three"), None);
        assert_eq!(find(&screen, ""), None);
    }
}
