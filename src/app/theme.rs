//! Colours and emphasis by role, from the files in `assets/themes/`.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use serde::{Deserialize, Serialize};

/// What a piece of the screen is; a theme gives each a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Ordinary text; its background is the screen's.
    Text,
    /// Less important text.
    Muted,
    /// A question or heading.
    Title,
    /// The portal's own colour, for names and marks.
    Accent,
    /// Frames and rules.
    Border,
    /// An ordinary button.
    Button,
    /// The main button.
    ButtonMain,
    /// A button under a finger.
    ButtonPressed,
    /// The line or cell under the cursor.
    Selected,
    /// A field to type in.
    Field,
    /// In order.
    Good,
    /// Broken.
    Bad,
    /// Worth a look.
    Warning,
    /// The demonstration's line.
    Demo,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 14] = [
        Self::Text,
        Self::Muted,
        Self::Title,
        Self::Accent,
        Self::Border,
        Self::Button,
        Self::ButtonMain,
        Self::ButtonPressed,
        Self::Selected,
        Self::Field,
        Self::Good,
        Self::Bad,
        Self::Warning,
        Self::Demo,
    ];
}

/// The themes there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum ThemeName {
    /// Light on dark.
    #[default]
    Dark,
    /// Dark on light.
    Light,
    /// Black and white with strong marks.
    HighContrast,
}

impl ThemeName {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::Dark, Self::Light, Self::HighContrast];

    /// The stable name, as in settings and file names.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high_contrast",
        }
    }

    /// From the stable name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// The next one in turn.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::HighContrast,
            Self::HighContrast => Self::Dark,
        }
    }
}

/// A style for every role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme([Style; Role::ALL.len()]);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    fg: String,
    bg: Option<String>,
    #[serde(default)]
    bold: bool,
    #[serde(default)]
    underlined: bool,
    #[serde(default)]
    reversed: bool,
}

/// A theme's file is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ThemeError {
    /// Not TOML of the expected form.
    #[error("not a theme: {0}")]
    Form(String),
    /// A role without a style.
    #[error("no style for {0:?}")]
    Missing(Role),
    /// Not `#rrggbb`.
    #[error("not a colour: {0}")]
    Colour(String),
}

impl Theme {
    /// The built-in theme of that name. A built-in file that cannot be read (a test forbids it)
    /// leaves the terminal's own colours.
    #[must_use]
    pub fn named(name: ThemeName) -> Self {
        let file = match name {
            ThemeName::Dark => include_str!("../../assets/themes/dark.toml"),
            ThemeName::Light => include_str!("../../assets/themes/light.toml"),
            ThemeName::HighContrast => include_str!("../../assets/themes/high_contrast.toml"),
        };
        Self::parse(file).unwrap_or(Self([Style::new(); Role::ALL.len()]))
    }

    /// Reads a theme.
    ///
    /// # Errors
    /// When the file is not a theme, leaves a role out, or names a colour wrongly.
    pub fn parse(file: &str) -> Result<Self, ThemeError> {
        let entries: BTreeMap<Role, Entry> =
            toml::from_str(file).map_err(|error| ThemeError::Form(error.message().to_owned()))?;
        let text = entries.get(&Role::Text).ok_or(ThemeError::Missing(Role::Text))?;
        let ground = text.bg.as_deref().map(colour).transpose()?.unwrap_or(Color::Reset);
        let mut styles = [Style::new(); Role::ALL.len()];
        for (style, role) in styles.iter_mut().zip(Role::ALL) {
            let entry = entries.get(&role).ok_or(ThemeError::Missing(role))?;
            let mut modifier = Modifier::empty();
            modifier.set(Modifier::BOLD, entry.bold);
            modifier.set(Modifier::UNDERLINED, entry.underlined);
            modifier.set(Modifier::REVERSED, entry.reversed);
            *style = Style::new()
                .fg(colour(&entry.fg)?)
                .bg(entry.bg.as_deref().map(colour).transpose()?.unwrap_or(ground))
                .add_modifier(modifier);
        }
        Ok(Self(styles))
    }

    /// The style of a role.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.0.get(role as usize).copied().unwrap_or_default()
    }
}

fn colour(text: &str) -> Result<Color, ThemeError> {
    text.strip_prefix('#')
        .filter(|hex| hex.len() == 6)
        .and_then(|hex| u32::from_str_radix(hex, 16).ok())
        .map(Color::from_u32)
        .ok_or_else(|| ThemeError::Colour(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, WCAG 2.2.
    fn luminance(colour: Color) -> f64 {
        let Color::Rgb(r, g, b) = colour else { panic!("a colour is not #rrggbb") };
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
    }

    #[test]
    fn every_pair_of_colours_has_a_contrast_of_seven_to_one() {
        for name in ThemeName::ALL {
            let theme = Theme::named(name);
            for role in Role::ALL.into_iter().filter(|role| *role != Role::Border) {
                let style = theme.style(role);
                let (fg, bg) = (luminance(style.fg.unwrap()), luminance(style.bg.unwrap()));
                let contrast = (fg.max(bg) + 0.05) / (fg.min(bg) + 0.05);
                assert!(contrast >= 7.0, "{name:?} {role:?}: {contrast:.2}");
            }
        }
    }
}
