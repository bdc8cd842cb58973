//! The menu.

use super::phrases;

phrases! { "menu";
    /// The agreement.
    agreement();
    /// What it offers.
    agreement_words();
    /// Help.
    help();
    /// What it offers.
    help_words();
    /// Above the colours.
    colours();
    /// Light on dark.
    dark();
    /// Dark on light.
    light();
    /// Strong contrast.
    high_contrast();
}
