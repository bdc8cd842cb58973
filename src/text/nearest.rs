//! "Did you mean …?": the known word that is the fewest letters away from what was typed.

/// The nearest of `known`, unless even that one is so far away that it would be no help.
#[must_use]
pub fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let found: Vec<char> = found.chars().collect();
    let mut best: Option<(usize, &str)> = None;
    for word in known {
        let letters = word.chars().count();
        let far = letters.max(3) / 2;
        // Whatever is farther than the best so far need not be measured to its end.
        let most = best.map_or(far, |(distance, _)| distance.min(far));
        // It takes at least the difference of lengths; a very long word is then not looked at.
        if letters.abs_diff(found.len()) > most {
            continue;
        }
        let near = distance(word, &found, most).map(|distance| (distance, word));
        best = best.into_iter().chain(near).min();
    }
    best.map(|(_, word)| word)
}

/// Letters to change, add or leave out to come from `a` to `b` (Levenshtein); nothing when there
/// are more than `most`.
fn distance(a: &str, b: &[char], most: usize) -> Option<usize> {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut before = i;
        let mut left = i + 1;
        let mut least = left;
        for (y, cell) in b.iter().zip(row.iter_mut().skip(1)) {
            let changed = before + usize::from(x != *y);
            before = *cell;
            left = changed.min(before + 1).min(left + 1);
            *cell = left;
            least = least.min(left);
        }
        if least > most {
            return None;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_offered_and_a_far_one_is_not() {
        let distance = |a, b: &str, most| distance(a, &b.chars().collect::<Vec<_>>(), most);
        assert_eq!(distance("pres", "press", 9), Some(1));
        assert_eq!(distance("", "abc", 9), Some(3));
        assert_eq!(distance("kitten", "sitting", 3), Some(3));
        assert_eq!(distance("kitten", "sitting", 2), None);
        assert_eq!(nearest("clik", ["press", "click"]), Some("click"));
        assert_eq!(nearest("zzzzzzzz", ["press", "click"]), None);
        assert_eq!(nearest(&"press".repeat(20_000), ["press", "click"]), None);
    }
}
