//! How well a few typed letters fit a name.

/// The score of `query` on `name`, the higher the better; none when it does not fit. The beginning
/// of the name is best, then the beginning of a word, then a piece of a word, then letters in their
/// order. Case does not matter; `ё` is `е`.
#[must_use]
pub fn score(query: &str, name: &str) -> Option<u32> {
    let (query, name) = (plain(query), plain(name));
    let query = query.trim();
    if query.is_empty() {
        return Some(0);
    }
    // Of two that fit alike, the shorter name is nearer to what was typed.
    let near = 99 - u32::try_from(name.chars().count()).unwrap_or(99).min(99);
    if name.starts_with(query) {
        return Some(400 + near);
    }
    if name.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(query)) {
        return Some(300 + near);
    }
    if name.contains(query) {
        return Some(200 + near);
    }
    let mut letters = name.chars();
    let in_order =
        query.chars().filter(|c| !c.is_whitespace()).all(|c| letters.any(|letter| letter == c));
    // Two letters in their order stand in almost any name.
    (in_order && query.chars().count() > 2).then_some(100 + near)
}

fn plain(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginning_is_best_and_letters_in_order_still_fit() {
        let name = "восстановить доступ";
        let scores = ["восст", "дост", "станов", "внвт"].map(|query| score(query, name));
        assert!(scores.iter().all(Option::is_some), "{scores:?}");
        assert!(scores.is_sorted_by(|a, b| a > b), "{scores:?}");
        assert_eq!(score("блок", name), None);
        assert_eq!(score("", name), Some(0));
        assert!(score("ЕЩЁ", "еще раз").is_some());
    }
}
