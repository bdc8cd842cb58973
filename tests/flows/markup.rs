//! Whether a text is well-formed XML: tags are closed in order, no sign stands bare. Enough to
//! catch a forgotten escape; it reads no DTD and checks no names.

/// What is not well-formed, with the text around it.
pub(crate) fn check(text: &str) -> Result<usize, String> {
    let mut open: Vec<String> = Vec::new();
    let (mut rest, mut elements) = (text, 0);
    while let Some(at) = rest.find(['<', '&', '>']) {
        let around = || rest[at..].chars().take(60).collect::<String>();
        match &rest[at..=at] {
            "&" => {
                let end = rest[at..].find(';').ok_or_else(around)? + at;
                let name = &rest[at + 1..end];
                if !["amp", "lt", "gt", "quot", "#39"].contains(&name) {
                    return Err(around());
                }
                rest = &rest[end + 1..];
            }
            ">" => return Err(around()),
            _ => {
                let end = rest[at..].find('>').ok_or_else(around)? + at;
                let tag = &rest[at + 1..end];
                if let Some(name) = tag.strip_prefix('/') {
                    if open.pop().as_deref() != Some(name) {
                        return Err(around());
                    }
                } else if !tag.starts_with(['?', '!']) {
                    if tag.contains('<') || tag.matches('"').count() % 2 != 0 {
                        return Err(around());
                    }
                    elements += 1;
                    if !tag.ends_with('/') {
                        open.push(tag.split_whitespace().next().unwrap_or_default().to_owned());
                    }
                }
                rest = &rest[end + 1..];
            }
        }
    }
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err("a control character".to_owned());
    }
    if open.is_empty() { Ok(elements) } else { Err(format!("not closed: {open:?}")) }
}

#[test]
fn the_check_sees_what_is_not_well_formed() {
    assert_eq!(check("<?xml?><a b=\"c\"><d/>&lt;</a>"), Ok(2));
    for bad in ["<a>", "<a></b>", "<a>&</a>", "<a>a > b</a>", "<a b=\"></a>", "<a>\u{1b}</a>"] {
        assert!(check(bad).is_err(), "{bad}");
    }
}
