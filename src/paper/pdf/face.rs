//! A font: how wide text is in it, where lines break, which glyphs draw them.
//!
//! One glyph a character, without kerning: Kazakh, Russian and Latin need no shaping once text is in
//! NFC, and all text here is ([`SafeText`](crate::domain::SafeText), the agreement).

use krilla::{
    Data,
    text::{Font, GlyphId, KrillaGlyph},
};
use skrifa::{
    FontRef, MetadataProvider, charmap::Charmap, instance::LocationRef, instance::Size,
    metrics::GlyphMetrics,
};

/// Roboto 2.138 (Apache License 2.0, `assets/fonts`), reduced to what receipts need: Latin,
/// Cyrillic with every Kazakh letter, punctuation, ₸ and №.
const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/Roboto-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../assets/fonts/Roboto-Bold.ttf");

/// One face of the font.
pub(super) struct Face {
    font: Font,
    characters: Charmap<'static>,
    metrics: GlyphMetrics<'static>,
    units: f32,
}

impl Face {
    /// The face for text.
    pub(super) fn regular() -> Option<Self> {
        Self::read(REGULAR)
    }

    /// The face for headings.
    pub(super) fn bold() -> Option<Self> {
        Self::read(BOLD)
    }

    fn read(octets: &'static [u8]) -> Option<Self> {
        let font = Font::new(Data::from(octets), 0)?;
        let reader = FontRef::new(octets).ok()?;
        Some(Self {
            units: font.units_per_em(),
            font,
            characters: reader.charmap(),
            metrics: reader.glyph_metrics(Size::unscaled(), LocationRef::default()),
        })
    }

    /// The font, for drawing.
    pub(super) fn font(&self) -> Font {
        self.font.clone()
    }

    /// Glyph and advance in ems.
    fn glyph(&self, c: char) -> Option<(GlyphId, f32)> {
        let glyph = self.characters.map(c)?;
        let advance = self.metrics.advance_width(glyph)? / self.units;
        Some((GlyphId::new(glyph.to_u32()), advance))
    }

    /// The text with every character the font lacks as its number, `⟨U+4E2D⟩`: a certificate may
    /// hold any. Line feeds stay, for [`Self::wrap`].
    pub(super) fn drawable(&self, text: &str) -> String {
        let mut drawable = String::with_capacity(text.len());
        for c in text.chars() {
            match self.glyph(c) {
                _ if c == '\n' => drawable.push(c),
                Some(_) => drawable.push(c),
                None => drawable.push_str(&format!("⟨U+{:04X}⟩", u32::from(c))),
            }
        }
        drawable
    }

    /// The glyphs of a line.
    pub(super) fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(at, c): (usize, char)| {
            let (glyph, advance) = self.glyph(c)?;
            Some(KrillaGlyph::new(glyph, advance, 0.0, 0.0, 0.0, at..at + c.len_utf8(), None))
        };
        text.char_indices().filter_map(glyph).collect()
    }

    /// Its width, in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().filter_map(|c| self.glyph(c)).map(|(_, advance)| advance * size).sum()
    }

    /// The text in lines of at most `width` points: broken at spaces, a longer word where it must.
    pub(super) fn wrap(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let mut lines = Vec::new();
        for row in text.split('\n') {
            let mut line = String::new();
            for word in row.split(' ') {
                let longer =
                    if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
                if self.width(&longer, size) <= width {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                for c in word.chars() {
                    line.push(c);
                    if self.width(&line, size) > width && line.chars().count() > 1 {
                        line.pop();
                        lines.push(std::mem::replace(&mut line, c.to_string()));
                    }
                }
            }
            lines.push(line);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Agreement;

    #[test]
    fn both_faces_have_every_letter_that_is_printed() {
        let agreement = Agreement::embedded();
        let letters = "ӘҒҚҢӨҰҮІҺәғқңөұүіһЁё₸№«»–—…·•⟨⟩";
        for face in [Face::regular().unwrap(), Face::bold().unwrap()] {
            for text in [letters, agreement.kk(), agreement.ru()] {
                let missing: String =
                    text.chars().filter(|c| *c != '\n' && face.glyph(*c).is_none()).collect();
                assert_eq!(missing, "");
            }
            let drawable = face.drawable("中Ә\u{202e}");
            assert_eq!(drawable, "⟨U+4E2D⟩Ә⟨U+202E⟩");
            assert_eq!(face.glyphs(&drawable).len(), drawable.chars().count());
        }
    }

    #[test]
    fn lines_are_no_wider_than_they_may_be_and_lose_nothing() {
        let face = Face::regular().unwrap();
        let text = "Пайдаланушы «Kezekte.kz» веб-порталын aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa пайдаланады";
        for width in [1.0, 40.0, 90.0, 300.0] {
            let lines = face.wrap(text, 9.0, width);
            for line in &lines {
                assert!(face.width(line, 9.0) <= width || line.chars().count() == 1, "{line}");
            }
            let plain = |text: &str| text.replace(' ', "");
            assert_eq!(plain(&lines.concat()), plain(text));
        }
        assert_eq!(face.wrap("a\nb", 9.0, 100.0), ["a", "b"]);
    }
}
