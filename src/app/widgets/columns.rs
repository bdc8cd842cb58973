//! Equal columns side by side.

use ratatui::layout::Rect;

/// `count` columns with `gap` between them, as equal as whole cells allow; the last one ends where
/// the area ends.
#[must_use]
pub fn columns(area: Rect, count: u16, gap: u16) -> Vec<Rect> {
    let whole = u32::from(area.width) + u32::from(gap);
    let edge = |nth: u16| {
        u16::try_from(whole * u32::from(nth) / u32::from(count.max(1))).unwrap_or(u16::MAX)
    };
    (0..count)
        .map(|nth| {
            let width = (edge(nth + 1) - edge(nth)).saturating_sub(gap);
            Rect { x: area.x.saturating_add(edge(nth)), width, ..area }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_column_ends_where_the_area_ends() {
        for width in 6..300 {
            let area = Rect::new(1, 2, width, 3);
            let places = columns(area, 3, 2);
            assert_eq!(places.len(), 3);
            assert_eq!(places.last().map(|it| it.right()), Some(area.right()), "{width}");
            for pair in places.windows(2) {
                assert_eq!(pair[1].x, pair[0].right() + 2);
                assert!(pair[0].width.abs_diff(pair[1].width) <= 1);
            }
        }
    }

    #[test]
    fn no_room_makes_no_columns_of_a_width() {
        assert!(columns(Rect::default(), 3, 2).iter().all(|it| it.width == 0));
        assert!(columns(Rect::new(0, 0, 9, 1), 0, 2).is_empty());
    }
}
