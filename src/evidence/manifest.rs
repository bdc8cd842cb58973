//! The manifest: every other file by name, size and SHA-256, a line each, closed by the SHA-256 of
//! its own lines. JSON in exactly one layout, so that a script of plain tools reads it too.
//!
//! It finds accidents and names the file; a forger would write it anew (see [`super`]).

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{Flaw, container::File};

/// The schema of a package. Whoever changes what a package is, counts up.
const SCHEMA: &str = "kezekte-evidence 1";
/// Its place in the package.
pub(super) const NAME: &str = "manifest.json";

/// A manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    schema: String,
    /// The receipt's number.
    pub(super) receipt: String,
    files: Vec<Entry>,
    /// SHA-256 of everything above its own line, lower-case hex.
    sha256: String,
}

/// A file as it was packed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    size: usize,
    sha256: String,
}

impl Manifest {
    /// Of these files.
    pub(super) fn of(receipt: &str, files: &[File]) -> Self {
        let entry = |(name, octets): &File| Entry {
            name: name.clone(),
            size: octets.len(),
            sha256: hash(octets),
        };
        let mut manifest = Self {
            schema: SCHEMA.to_owned(),
            receipt: receipt.to_owned(),
            files: files.iter().map(entry).collect(),
            sha256: String::new(),
        };
        manifest.sha256 = hash(manifest.lines().as_bytes());
        manifest
    }

    /// Everything above the line of its own digest. Names and numbers of packages hold no character
    /// that JSON would escape.
    fn lines(&self) -> String {
        let line = |Entry { name, size, sha256 }: &Entry| {
            format!("    {{\"name\": \"{name}\", \"size\": {size}, \"sha256\": \"{sha256}\"}}")
        };
        let files: Vec<String> = self.files.iter().map(line).collect();
        format!(
            "{{\n  \"schema\": \"{}\",\n  \"receipt\": \"{}\",\n  \"files\": [\n{}\n  ],\n",
            self.schema,
            self.receipt,
            files.join(",\n")
        )
    }

    /// Its octets.
    pub(super) fn render(&self) -> Vec<u8> {
        format!("{}  \"sha256\": \"{}\"\n}}\n", self.lines(), self.sha256).into_bytes()
    }

    /// Reads one, strictly.
    ///
    /// # Errors
    /// [`Flaw::Manifest`].
    pub(super) fn read(octets: &[u8]) -> Result<Self, Flaw> {
        let manifest: Self = serde_json::from_slice(octets).map_err(|_| Flaw::Manifest)?;
        let sound = manifest.schema == SCHEMA
            && manifest.render() == octets
            && hash(manifest.lines().as_bytes()) == manifest.sha256;
        if sound { Ok(manifest) } else { Err(Flaw::Manifest) }
    }

    /// Compares the package's files with what was packed: every file that is wrong, and how.
    pub(super) fn compare(&self, files: &[File]) -> Vec<(String, Flaw)> {
        let mut wrong = Vec::new();
        for (name, octets) in files {
            match self.files.iter().find(|entry| entry.name == *name) {
                None => wrong.push((name.clone(), Flaw::Unexpected)),
                Some(entry) if entry.size != octets.len() || entry.sha256 != hash(octets) => {
                    wrong.push((name.clone(), Flaw::Changed));
                }
                Some(_) => {}
            }
        }
        let there = |entry: &&Entry| !files.iter().any(|(name, _)| *name == entry.name);
        wrong.extend(self.files.iter().filter(there).map(|e| (e.name.clone(), Flaw::Missing)));
        wrong
    }
}

fn hash(octets: &[u8]) -> String {
    hex::encode(Sha256::digest(octets))
}
