//! Finding a block: by name, by number as people write it, by words.

use super::{Agreement, Block, BlockId};

impl Agreement {
    /// The block of this name.
    #[must_use]
    pub fn block(&self, id: &BlockId) -> Option<&Block> {
        self.blocks.iter().find(|block| block.id == *id)
    }

    /// The block of this number or name, as people write it: `3.1.2`, `3.1.2.`, `3.4.1 1)`,
    /// `3.4.1.1`, `3` (the section), `statement`.
    #[must_use]
    pub fn find(&self, number: &str) -> Option<&Block> {
        let number = number.trim().trim_end_matches(['.', ')']).replace(' ', "-");
        let sub_item = number.rsplit_once('.').map(|(clause, item)| format!("{clause}-{item}"));
        [Some(number.clone()), Some(format!("section-{number}")), sub_item]
            .into_iter()
            .flatten()
            .find_map(|id| self.blocks.iter().find(|block| block.id.0 == id))
    }

    /// Up to five blocks whose names begin like `number` does, for whoever mistyped one.
    #[must_use]
    pub fn nearest(&self, number: &str) -> Vec<&BlockId> {
        let alike =
            |id: &str| number.trim().chars().zip(id.chars()).take_while(|(a, b)| a == b).count();
        let ids = || self.blocks.iter().map(|block| &block.id);
        let most = ids().map(|id| alike(&id.0)).max().unwrap_or(0);
        ids().filter(|id| alike(&id.0) == most && most > 0).take(5).collect()
    }

    /// The blocks in whose Kazakh or Russian text `words` stand, in reading order, whatever the
    /// case (Kazakh letters included); `ё` is `е`, and any run of white space is one space. Nothing
    /// is found for nothing.
    #[must_use]
    pub fn search(&self, words: &str) -> Vec<&BlockId> {
        let words = folded(words);
        if words.is_empty() {
            return Vec::new();
        }
        self.blocks
            .iter()
            .filter(|block| {
                folded(&block.kk).contains(&words) || folded(&block.ru).contains(&words)
            })
            .map(|block| &block.id)
            .collect()
    }
}

fn folded(text: &str) -> String {
    let words: Vec<_> = text.split_whitespace().collect();
    words.join(" ").to_lowercase().replace('ё', "е")
}
