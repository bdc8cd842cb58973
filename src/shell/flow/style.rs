//! How a cell is drawn, in words: as a role of the theme when it is one, in colours always.

use ratatui::{
    buffer::Cell,
    style::{Color, Modifier, Style},
};

use crate::app::theme::{Role, Theme};

/// A role as a flow names it.
pub(super) fn name(role: Role) -> String {
    let debug = format!("{role:?}");
    let mut name = String::new();
    for (place, letter) in debug.chars().enumerate() {
        if letter.is_uppercase() && place > 0 {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

/// A cell's colours and emphasis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Drawn {
    pub(super) fg: Color,
    pub(super) bg: Color,
    pub(super) emphasis: Modifier,
}

impl Drawn {
    pub(super) fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, bg: cell.bg, emphasis: cell.modifier }
    }

    pub(super) fn role(style: Style) -> Self {
        Self {
            fg: style.fg.unwrap_or_default(),
            bg: style.bg.unwrap_or_default(),
            emphasis: style.add_modifier,
        }
    }

    /// `button_main #06212b on #5cd6e0 bold`; without a role when the theme has none like it.
    pub(super) fn say(self, theme: &Theme) -> String {
        let role = Role::ALL.into_iter().find(|role| Self::role(theme.style(*role)) == self);
        let name = role.map(|role| format!("{} ", name(role))).unwrap_or_default();
        let mut said = format!("{name}{} on {}", colour(self.fg), colour(self.bg));
        for (bit, word) in [
            (Modifier::BOLD, " bold"),
            (Modifier::DIM, " dim"),
            (Modifier::ITALIC, " italic"),
            (Modifier::UNDERLINED, " underlined"),
            (Modifier::REVERSED, " reversed"),
            (Modifier::CROSSED_OUT, " crossed"),
        ] {
            if self.emphasis.contains(bit) {
                said.push_str(word);
            }
        }
        said
    }
}

/// `#rrggbb`, or the colour's own name.
pub(super) fn colour(colour: Color) -> String {
    match colour {
        Color::Rgb(r, g, b) => format!("#{r:02x}{g:02x}{b:02x}"),
        Color::Reset => "default".to_owned(),
        other => format!("{other:?}").to_lowercase(),
    }
}
