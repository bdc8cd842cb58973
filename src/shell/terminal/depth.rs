//! How many colours the terminal has, and a theme's colours reduced to them.

use ratatui::style::Color;

/// Colours a terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// None: `NO_COLOR` is set, or the terminal is dumb.
    None,
    /// The sixteen named ones.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// 24 bits.
    True,
}

impl Depth {
    /// From the environment: `NO_COLOR` (no-color.org), `COLORTERM`, `TERM`.
    #[must_use]
    pub fn detect(variable: impl Fn(&str) -> Option<String>) -> Self {
        let term = variable("TERM").unwrap_or_default();
        if variable("NO_COLOR").is_some_and(|value| !value.is_empty()) || term == "dumb" {
            Self::None
        } else if variable("COLORTERM").is_some_and(|v| v == "truecolor" || v == "24bit") {
            Self::True
        } else if term.contains("256color") {
            Self::Indexed
        } else {
            Self::Sixteen
        }
    }

    /// The nearest colour there is.
    #[must_use]
    pub fn reduce(self, colour: Color) -> Color {
        match (self, colour) {
            (Self::True, _) | (_, Color::Reset) => colour,
            (Self::None, _) => Color::Reset,
            (Self::Indexed, Color::Rgb(r, g, b)) => Color::Indexed(indexed(r, g, b)),
            (Self::Sixteen, Color::Rgb(r, g, b)) => Color::Indexed(sixteen(r, g, b)),
            _ => colour,
        }
    }
}

/// The 6×6×6 cube (16–231) or the grey ramp (232–255), whichever is nearer.
fn indexed(r: u8, g: u8, b: u8) -> u8 {
    const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];
    let nearest = |value: u8| -> (u8, u8) {
        STEPS
            .iter()
            .zip(0u8..)
            .min_by_key(|(step, _)| step.abs_diff(value))
            .map_or((0, 0), |(step, index)| (index, *step))
    };
    let ((ri, rv), (gi, gv), (bi, bv)) = (nearest(r), nearest(g), nearest(b));
    let average = (u16::from(r) + u16::from(g) + u16::from(b)) / 3;
    let grey = (average.saturating_sub(3) / 10).min(23);
    let grey_value = u8::try_from(8 + 10 * grey).unwrap_or(u8::MAX);
    let far = |a: (u8, u8, u8)| -> u32 {
        let square = |x: u8, y: u8| u32::from(x.abs_diff(y)).pow(2);
        square(a.0, r) + square(a.1, g) + square(a.2, b)
    };
    if far((grey_value, grey_value, grey_value)) < far((rv, gv, bv)) {
        232 + u8::try_from(grey).unwrap_or(0)
    } else {
        16 + 36 * ri + 6 * gi + bi
    }
}

/// The sixteen colours as xterm draws them.
const NAMED: [(u8, u8, u8); 16] = [
    (0, 0, 0),
    (205, 0, 0),
    (0, 205, 0),
    (205, 205, 0),
    (0, 0, 238),
    (205, 0, 205),
    (0, 205, 205),
    (229, 229, 229),
    (127, 127, 127),
    (255, 0, 0),
    (0, 255, 0),
    (255, 255, 0),
    (92, 92, 255),
    (255, 0, 255),
    (0, 255, 255),
    (255, 255, 255),
];

fn sixteen(r: u8, g: u8, b: u8) -> u8 {
    let square = |x: u8, y: u8| u32::from(x.abs_diff(y)).pow(2);
    NAMED
        .iter()
        .zip(0u8..)
        .min_by_key(|((nr, ng, nb), _)| square(*nr, r) + square(*ng, g) + square(*nb, b))
        .map_or(7, |(_, index)| index)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_color_wins_over_everything() {
        let variable = |name: &str| match name {
            "NO_COLOR" => Some("1".to_owned()),
            "COLORTERM" => Some("truecolor".to_owned()),
            _ => None,
        };
        assert_eq!(Depth::detect(variable), Depth::None);
    }

    #[test]
    fn colours_are_reduced_to_the_nearest() {
        assert_eq!(Depth::Indexed.reduce(Color::Rgb(255, 255, 255)), Color::Indexed(231));
        assert_eq!(Depth::Indexed.reduce(Color::Rgb(16, 22, 31)), Color::Indexed(234));
        assert_eq!(Depth::Sixteen.reduce(Color::Rgb(0, 250, 250)), Color::Indexed(14));
        assert_eq!(Depth::None.reduce(Color::Rgb(1, 2, 3)), Color::Reset);
    }
}
