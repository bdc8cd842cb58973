//! A package's parts, and the container they travel in.

use super::{
    EventProof, Flaw, Stated,
    container::{self, File},
    manifest::{self, Manifest},
    texts,
};

/// The parts of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// What was signed, byte for byte.
    pub document: Vec<u8>,
    /// The signature as the portal keeps it (CMS).
    pub signature: Vec<u8>,
    /// The time stamp token within the signature, if there is one.
    pub stamp: Option<Vec<u8>>,
    /// The signer's certificate, its issuer, … the root; DER.
    pub chain: Vec<Vec<u8>>,
    /// OCSP responses, DER.
    pub ocsp: Vec<Vec<u8>>,
    /// Revocation lists, DER.
    pub crls: Vec<Vec<u8>>,
    /// The acceptance in the log.
    pub event: EventProof,
    /// The portal's statement.
    pub report: Stated,
}

const DOCUMENT: &str = "document.txt";
const SIGNATURE: &str = "signature.cms";
const STAMP: &str = "timestamp.der";
const EVENT: &str = "event.json";
const REPORT: &str = "report.json";

/// The name of the folder within a package, and of the package itself without its ending.
fn folder(receipt: &str) -> String {
    format!("kezekte-{receipt}")
}

/// The name of a package's file: `kezekte-2026-000123.tar`. Nothing in it means something to a file
/// system.
#[must_use]
pub fn file_name(receipt: &str) -> String {
    let kept = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let receipt: String = receipt.chars().filter(kept).take(40).collect();
    format!("{}.tar", folder(&receipt))
}

impl Package {
    /// Its octets; the same parts always make the same octets.
    ///
    /// # Errors
    /// [`Flaw::Container`] when a name does not fit, [`Flaw::TooLarge`]: whatever comes out is read
    /// once before it is given away.
    pub fn write(&self) -> Result<Vec<u8>, Flaw> {
        let files = self.files()?;
        let receipt = self.report.receipt.as_str();
        let manifest = Manifest::of(receipt, &files);
        let files = [vec![(manifest::NAME.to_owned(), manifest.render())], files].concat();
        let octets = container::write(&folder(receipt), &files);
        match Read::new(&octets)?.wrong.first() {
            None => Ok(octets),
            Some((_, flaw)) => Err(*flaw),
        }
    }

    /// Every file but the manifest, in the order of a package.
    fn files(&self) -> Result<Vec<File>, Flaw> {
        let text = |(name, text): &(&str, &str)| ((*name).to_owned(), text.as_bytes().to_vec());
        let mut files: Vec<File> = texts::PACKED.iter().map(text).collect();
        let mut add = |name: &str, octets: &[u8]| files.push((name.to_owned(), octets.to_vec()));
        add(DOCUMENT, &self.document);
        add(SIGNATURE, &self.signature);
        if let Some(stamp) = &self.stamp {
            add(STAMP, stamp);
        }
        for (n, certificate) in self.chain.iter().enumerate() {
            add(&format!("chain/{n}.cer"), certificate);
        }
        for (ending, all) in [("ocsp", &self.ocsp), ("crl", &self.crls)] {
            for (n, octets) in all.iter().enumerate() {
                add(&format!("revocation/{}.{ending}", n + 1), octets);
            }
        }
        add(EVENT, &json(&self.event)?);
        add(REPORT, &json(&self.report)?);
        Ok(files)
    }
}

/// What could be read of a package, with everything that is wrong in it. Nothing is judged but the
/// form.
#[derive(Debug, Clone)]
pub struct Read {
    /// The receipt's number, as the folder's name says it.
    pub receipt: String,
    /// Whether the manifest is one, and of this receipt.
    pub manifest: Result<(), Flaw>,
    /// Every file that is not as the manifest says, or not as a package has it, and how.
    pub wrong: Vec<(String, Flaw)>,
    files: Vec<File>,
}

impl Read {
    /// Reads a package.
    ///
    /// # Errors
    /// [`Flaw::TooLarge`], [`Flaw::Container`]: then nothing of it can be read.
    pub fn new(octets: &[u8]) -> Result<Self, Flaw> {
        let (name, mut files) = container::read(octets)?;
        let receipt = name.strip_prefix("kezekte-").unwrap_or_default().to_owned();
        let first = files.first().is_some_and(|(name, _)| name == manifest::NAME);
        let found = first.then(|| files.remove(0).1).ok_or(Flaw::Manifest);
        let manifest = found.and_then(|octets| Manifest::read(&octets));
        let wrong = manifest.as_ref().map(|found| found.compare(&files)).unwrap_or_default();
        let named = file_name(&receipt) == format!("{name}.tar");
        let manifest = manifest.and_then(|found| {
            if named && found.receipt == receipt { Ok(()) } else { Err(Flaw::Manifest) }
        });
        let mut read = Self { receipt, manifest, wrong, files };
        read.find_strangers();
        Ok(read)
    }

    /// Notes files that no package has, and those out of their places.
    fn find_strangers(&mut self) {
        let chain = self.chain().len();
        let [ocsp, crls] = ["ocsp", "crl"].map(|ending| self.revocation(ending).len());
        let expected: Vec<String> = texts::PACKED
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .chain([DOCUMENT.to_owned(), SIGNATURE.to_owned()])
            .chain(self.stamp().map(|_| STAMP.to_owned()))
            .chain((0..chain).map(|n| format!("chain/{n}.cer")))
            .chain((1..=ocsp).map(|n| format!("revocation/{n}.ocsp")))
            .chain((1..=crls).map(|n| format!("revocation/{n}.crl")))
            .chain([EVENT.to_owned(), REPORT.to_owned()])
            .collect();
        let names: Vec<&String> = self.files.iter().map(|(name, _)| name).collect();
        if names.iter().copied().eq(&expected) {
            return;
        }
        let mut wrong: Vec<(String, Flaw)> = Vec::new();
        wrong.extend(
            expected
                .iter()
                .filter(|name| !names.contains(name))
                .map(|name| (name.clone(), Flaw::Missing)),
        );
        wrong.extend(
            names
                .iter()
                .filter(|name| !expected.contains(name))
                .map(|name| ((*name).clone(), Flaw::Unexpected)),
        );
        if wrong.is_empty() {
            // The right files in another order.
            wrong.push((manifest::NAME.to_owned(), Flaw::Container));
        }
        for one in wrong {
            if !self.wrong.contains(&one) {
                self.wrong.push(one);
            }
        }
    }

    /// A file's octets.
    #[must_use]
    pub fn file(&self, name: &str) -> Option<&[u8]> {
        self.files.iter().find(|(known, _)| known == name).map(|(_, octets)| octets.as_slice())
    }

    /// How many files there are besides the manifest.
    #[must_use]
    pub fn count(&self) -> usize {
        self.files.len()
    }

    /// The signed document.
    #[must_use]
    pub fn document(&self) -> Option<&[u8]> {
        self.file(DOCUMENT)
    }

    /// The signature.
    #[must_use]
    pub fn signature(&self) -> Option<&[u8]> {
        self.file(SIGNATURE)
    }

    /// The time stamp token beside the signature.
    #[must_use]
    pub fn stamp(&self) -> Option<&[u8]> {
        self.file(STAMP)
    }

    /// The certificates, the signer's first.
    #[must_use]
    pub fn chain(&self) -> Vec<&[u8]> {
        (0..).map_while(|n| self.file(&format!("chain/{n}.cer"))).collect()
    }

    /// OCSP responses (`ocsp`) or lists (`crl`).
    #[must_use]
    pub fn revocation(&self, ending: &str) -> Vec<&[u8]> {
        (1..).map_while(|n| self.file(&format!("revocation/{n}.{ending}"))).collect()
    }

    /// The event; not judged.
    ///
    /// # Errors
    /// [`Flaw::Missing`], or [`Flaw::EventHash`] when it is not of its form.
    pub fn event(&self) -> Result<EventProof, Flaw> {
        strictly(self.file(EVENT).ok_or(Flaw::Missing)?).ok_or(Flaw::EventHash)
    }

    /// The portal's statement; not judged.
    ///
    /// # Errors
    /// [`Flaw::Missing`], or [`Flaw::ReportDiffers`] when it is not of its form.
    pub fn report(&self) -> Result<Stated, Flaw> {
        strictly(self.file(REPORT).ok_or(Flaw::Missing)?).ok_or(Flaw::ReportDiffers)
    }
}

fn json(value: &impl serde::Serialize) -> Result<Vec<u8>, Flaw> {
    let mut octets = serde_json::to_vec_pretty(value).map_err(|_| Flaw::Container)?;
    octets.push(b'\n');
    Ok(octets)
}

/// JSON that is written in the only way in which a package has it.
fn strictly<T: serde::Serialize + serde::de::DeserializeOwned>(octets: &[u8]) -> Option<T> {
    let value: T = serde_json::from_slice(octets).ok()?;
    (json(&value).ok()? == octets).then_some(value)
}
