//! "Did you mean …?": the known word that is the fewest letters away from what was typed.

/// The nearest of `known`, unless even that one is so far away that it would be no help.
#[must_use]
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = found.chars().count();
    let far = |word: &str| word.chars().count().max(3) / 2;
    known
        .into_iter()
        // It takes at least the difference of lengths; a very long word is then not looked at.
        .filter(|word| word.chars().count().abs_diff(length) <= far(word))
        .map(|word| (distance(found, word), word))
        .min()
        .filter(|(distance, word)| *distance <= far(word))
        .map(|(_, word)| word)
}

/// Letters to change, add or leave out to come from `a` to `b` (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut before = i;
        let mut left = i + 1;
        let mut next = vec![left];
        for (y, above) in b.iter().zip(row.iter().skip(1)) {
            let changed = before + usize::from(x != *y);
            left = changed.min(above + 1).min(left + 1);
            before = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_offered_and_a_far_one_is_not() {
        assert_eq!(distance("pres", "press"), 1);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(nearest("clik", ["press", "click"]), Some("click"));
        assert_eq!(nearest("zzzzzzzz", ["press", "click"]), None);
        assert_eq!(nearest(&"press".repeat(20_000), ["press", "click"]), None);
    }
}
