//! The table of keys: the only place that knows what can be set, how it is called everywhere, and
//! what it is when nobody says. The comments of the keys are the words of the sample.

use super::kind::Kind;

/// A part of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// `kezekte kiosk`, and how the demonstration looks.
    Kiosk,
    /// `kezekte desk`.
    Desk,
    /// How the kiosk reaches what signs for the citizen.
    Signer,
    /// `kezekte portal …`.
    Portal,
    /// Whom the portal asks about signatures.
    Eds,
    /// The operator's policy on signatures, by which the portal judges.
    EdsPolicy,
}

impl Section {
    /// Every part, in the order of the sample.
    pub const ALL: [Self; 6] =
        [Self::Kiosk, Self::Desk, Self::Signer, Self::Portal, Self::Eds, Self::EdsPolicy];

    /// As it stands in the file.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Kiosk => "kiosk",
            Self::Desk => "desk",
            Self::Signer => "signer",
            Self::Portal => "portal",
            Self::Eds => "eds",
            Self::EdsPolicy => "eds.policy",
        }
    }

    /// Its keys, in the order of the table.
    pub fn keys(self) -> impl Iterator<Item = &'static Key> {
        ALL.iter().copied().filter(move |key| key.section == self)
    }
}

/// Something that can be set.
#[derive(Debug)]
pub struct Key {
    /// Where it stands in the file.
    pub section: Section,
    /// Its name there.
    pub name: &'static str,
    /// What it is, in words.
    pub about: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// The flag that is stronger than everything, when there is one.
    pub flag: Option<&'static str>,
    /// The variable that is stronger than the file, when there is one.
    pub variable: Option<&'static str>,
    /// What it is when nobody says.
    pub default: Option<&'static str>,
    /// What it might be, for the sample, where there is no default.
    pub example: &'static str,
}

/// Names are unique within a section.
impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.section == other.section && self.name == other.name
    }
}
impl Eq for Key {}

impl Key {
    const fn new(name: &'static str, kind: Kind) -> Self {
        let (flag, variable, default) = (None, None, None);
        let section = Section::Kiosk;
        Self { section, name, about: "", kind, flag, variable, default, example: "" }
    }

    const fn flag(self, flag: &'static str) -> Self {
        Self { flag: Some(flag), ..self }
    }

    const fn variable(self, variable: &'static str) -> Self {
        Self { variable: Some(variable), ..self }
    }

    const fn default(self, default: &'static str) -> Self {
        Self { default: Some(default), ..self }
    }

    const fn example(self, example: &'static str) -> Self {
        Self { example, ..self }
    }
}

/// What must never be written into the file, and the key that names it instead.
pub(super) const SECRETS: [(&str, &str); 5] = [
    ("device", "device_file"),
    ("credential", "device_file"),
    ("device_secret", "device_file"),
    ("password", "database_file"),
    ("database_password", "database_file"),
];

macro_rules! table {
    ($($(#[doc = $what:literal])+ $module:ident: $section:ident {
        $($(#[doc = $about:literal])+ $name:ident = $key:expr;)*
    })*) => {
        $(
            $(#[doc = $what])+
            pub mod $module {
                use super::{Key, Kind, Section};
                $(
                    $(#[doc = $about])+
                    pub static $name: Key = Key {
                        section: Section::$section,
                        about: concat!($($about, "\n"),+),
                        ..$key
                    };
                )*
            }
        )*
        /// Every key.
        pub static ALL: &[&Key] = &[$($(&$module::$name,)*)*];
    };
}

table! {
    /// Keys of the kiosk.
    kiosk: Kiosk {
        /// The portal's address. Plain http only on this machine.
        PORTAL = Key::new("portal", Kind::Address)
            .flag("--portal")
            .variable("KEZEKTE_PORTAL")
            .example("https://portal.example.kz");
        /// An own computer (key files allowed, Ctrl+Q quits) or a terminal of a service centre.
        PROFILE = Key::new("profile", Kind::Choice(&["personal", "terminal"]))
            .flag("--profile")
            .variable("KEZEKTE_PROFILE")
            .default("personal");
        /// This device's name, as the portal knows it and as it stands in what citizens sign. Only
        /// with a credential; without one this is an own computer.
        TERMINAL = Key::new("terminal", Kind::Text)
            .flag("--terminal")
            .variable("KEZEKTE_TERMINAL")
            .example("KIOSK-12");
        /// Where it stands, in Kazakh.
        PLACE_KK = Key::new("place_kk", Kind::Text)
            .flag("--place-kk")
            .variable("KEZEKTE_PLACE_KK")
            .example("Алматы, Абай даңғылы, 1");
        /// Where it stands, in Russian.
        PLACE_RU = Key::new("place_ru", Kind::Text)
            .flag("--place-ru")
            .variable("KEZEKTE_PLACE_RU")
            .example("Алматы, пр. Абая, 1");
        /// The variable that holds the device's credential. The credential itself never stands here.
        DEVICE_ENV = Key::new("device_env", Kind::Variable)
            .flag("--device-env")
            .default("KEZEKTE_DEVICE");
        /// The file that holds the device's credential; stronger than the variable. Nobody else may
        /// read it (chmod 600).
        DEVICE_FILE = Key::new("device_file", Kind::Path)
            .flag("--device-file")
            .variable("KEZEKTE_DEVICE_FILE")
            .example("/etc/kezekte/device");
        /// The folder of trusted certificates (.cer, .crt, .der, .pem), to judge a key before it
        /// signs. Without it the portal alone judges who issued a key.
        TRUST = Key::new("trust", Kind::Path)
            .flag("--trust")
            .variable("KEZEKTE_TRUST")
            .example("/etc/kezekte/trust");
        /// The language to begin with.
        LANGUAGE = Key::new("language", Kind::LANGUAGE)
            .flag("--lang")
            .variable("KEZEKTE_LANG")
            .default("kk");
        /// The colours to begin with.
        THEME = Key::new("theme", Kind::THEME)
            .variable("KEZEKTE_THEME")
            .default("dark");
        /// The clock on the screen; without it an idle screen wakes nothing up.
        CLOCK = Key::new("clock", Kind::Switch)
            .flag("--no-clock")
            .variable("KEZEKTE_CLOCK")
            .default("true");
        /// Mouse and touch. Without it the terminal's own selection works.
        MOUSE = Key::new("mouse", Kind::Switch)
            .flag("--no-mouse")
            .variable("KEZEKTE_MOUSE")
            .default("true");
    }
    /// Keys of the support desk.
    desk: Desk {
        /// The portal's address. Plain http only on this machine.
        PORTAL = Key::new("portal", Kind::Address)
            .flag("--portal")
            .variable("KEZEKTE_PORTAL")
            .example("https://portal.example.kz");
        /// The language to begin with.
        LANGUAGE = Key::new("language", Kind::LANGUAGE)
            .flag("--lang")
            .variable("KEZEKTE_LANG")
            .default("ru");
        /// The colours to begin with.
        THEME = Key::new("theme", Kind::THEME)
            .variable("KEZEKTE_THEME")
            .default("dark");
        /// The clock on the screen.
        CLOCK = Key::new("clock", Kind::Switch)
            .flag("--no-clock")
            .variable("KEZEKTE_CLOCK")
            .default("true");
        /// The mouse. Without it the terminal's own selection works.
        MOUSE = Key::new("mouse", Kind::Switch)
            .flag("--no-mouse")
            .variable("KEZEKTE_MOUSE")
            .default("true");
    }
    /// Keys of what signs for the citizen.
    signer: Signer {
        /// The certificate (DER or PEM) of the authority under which NCALayer's own TLS certificate
        /// was issued: НУЦ РК's RSA root or its issuing authority. Without it nobody can sign by
        /// NCALayer here.
        NCALAYER_ROOT = Key::new("ncalayer_root", Kind::Path)
            .flag("--ncalayer-root")
            .variable("KEZEKTE_NCALAYER_ROOT")
            .example("/etc/kezekte/ncalayer.cer");
        /// The port NCALayer listens on, always at 127.0.0.1.
        NCALAYER_PORT = Key::new("ncalayer_port", Kind::Whole(1, 65_535))
            .variable("KEZEKTE_NCALAYER_PORT")
            .default("13579");
    }
    /// Keys of the portal.
    portal: Portal {
        /// Where the data is: sqlite:PATH or postgres://… without a password.
        DATABASE = Key::new("database", Kind::Database)
            .flag("--database")
            .variable("KEZEKTE_DATABASE")
            .default("sqlite:kezekte.db");
        /// A file with the database's address, for one that holds a password; stronger than
        /// database in this file. Nobody else may read it (chmod 600).
        DATABASE_FILE = Key::new("database_file", Kind::Path)
            .variable("KEZEKTE_DATABASE_FILE")
            .example("/etc/kezekte/database");
        /// Where the portal listens; port 0 takes a free one.
        LISTEN = Key::new("listen", Kind::Listen)
            .flag("--listen")
            .variable("KEZEKTE_LISTEN")
            .default("127.0.0.1:8080");
        /// The folder of trusted certificates (.cer, .crt, .der, .pem).
        TRUST = Key::new("trust", Kind::Path)
            .flag("--trust")
            .variable("KEZEKTE_PORTAL_TRUST")
            .example("/etc/kezekte/trust");
        /// The folder of the portal's keys; a demonstration keeps its people's keys there.
        KEYS = Key::new("keys", Kind::Path)
            .flag("--keys")
            .variable("KEZEKTE_KEYS")
            .example("/var/lib/kezekte/keys");
        /// The portal's address as phones with eGov Mobile reach it. Without it and a BIN nobody signs
        /// by phone. The app opens only addresses that are on eGov's own list: have it registered.
        PUBLIC_URL = Key::new("public_url", Kind::Address)
            .variable("KEZEKTE_PUBLIC_URL")
            .example("https://portal.example.kz");
        /// An outside service by which phones with eGov Mobile sign (SIGEX's interface), for a portal
        /// that is not on eGov's list; stronger than public_url. What is signed, with the citizen's
        /// IIN, passes through it: have a contract.
        SIGNING_SERVICE = Key::new("signing_service", Kind::Address)
            .variable("KEZEKTE_SIGNING_SERVICE")
            .example("https://sigex.kz");
        /// The BIN of whose portal it is, as eGov Mobile shows it.
        ORGANISATION_BIN = Key::new("organisation_bin", Kind::Bin)
            .variable("KEZEKTE_ORGANISATION_BIN")
            .example("990140900004");
        /// Whose portal it is, in Kazakh.
        ORGANISATION_KK = Key::new("organisation_kk", Kind::Text)
            .variable("KEZEKTE_ORGANISATION_KK")
            .default("Kezekte.kz");
        /// The same in Russian.
        ORGANISATION_RU = Key::new("organisation_ru", Kind::Text)
            .variable("KEZEKTE_ORGANISATION_RU")
            .default("Kezekte.kz");
        /// The same in English.
        ORGANISATION_EN = Key::new("organisation_en", Kind::Text)
            .variable("KEZEKTE_ORGANISATION_EN")
            .default("Kezekte.kz");
        /// Calls a minute that change or prove something, by one device with a credential.
        LIMIT_DEVICE = Key::new("limit_device", Kind::Whole(1, 1_000_000))
            .variable("KEZEKTE_LIMIT_DEVICE")
            .default("600");
        /// The same by one address without a credential.
        LIMIT_ADDRESS = Key::new("limit_address", Kind::Whole(1, 1_000_000))
            .variable("KEZEKTE_LIMIT_ADDRESS")
            .default("60");
    }
    /// Keys of what the portal asks about signatures. Nobody else is ever asked: the addresses that
    /// stand in certificates are not followed.
    eds: Eds {
        /// Whether a certificate must be known not to be revoked. Without ocsp and crl a portal of
        /// real people does not start, unless this says off.
        REVOCATION = Key::new("revocation", Kind::Choice(&["on", "off"]))
            .flag("--revocation")
            .variable("KEZEKTE_REVOCATION")
            .default("on");
        /// The OCSP responder.
        OCSP = Key::new("ocsp", Kind::Authority)
            .flag("--ocsp")
            .variable("KEZEKTE_OCSP")
            .example("http://ocsp.pki.gov.kz");
        /// The time-stamping authority. With one, every acceptance gets its stamp before it takes
        /// effect.
        TSP = Key::new("tsp", Kind::Authority)
            .flag("--tsp")
            .variable("KEZEKTE_TSP")
            .example("http://tsp.pki.gov.kz");
        /// The lists of revoked certificates, read where OCSP does not tell.
        CRL = Key::new("crl", Kind::Authorities)
            .flag("--crl")
            .variable("KEZEKTE_CRL")
            .example("http://crl.pki.gov.kz/nca_gost_2022.crl http://crl.pki.gov.kz/nca_rsa_2022.crl");
        /// What has changed since those lists.
        DELTA_CRL = Key::new("delta_crl", Kind::Authorities)
            .flag("--delta-crl")
            .variable("KEZEKTE_DELTA_CRL")
            .example("http://crl.pki.gov.kz/nca_d_gost_2022.crl");
        /// How many hours a signature may wait for their word; then it is refused.
        PENDING_HOURS = Key::new("pending_hours", Kind::Whole(1, 720))
            .variable("KEZEKTE_PENDING_HOURS")
            .default("24");
    }
    /// Keys of the operator's policy on signatures.
    eds_policy: EdsPolicy {
        /// Who may accept the agreement for an organisation. The first head always may; a person
        /// always signs for themselves.
        ROLES = Key::new("roles", Kind::ROLES)
            .variable("KEZEKTE_EDS_ROLES")
            .default("head, sign-right");
        /// Kinds of key that are accepted.
        ALGORITHMS = Key::new("algorithms", Kind::ALGORITHMS)
            .variable("KEZEKTE_EDS_ALGORITHMS")
            .default("gost-512, rsa");
        /// How far the signer's clock may be from the portal's, in seconds.
        CLOCK_SKEW = Key::new("clock_skew", Kind::CLOCK_SKEW)
            .variable("KEZEKTE_EDS_CLOCK_SKEW")
            .default("300");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_sound() {
        for key in ALL {
            let name = format!("{}.{}", key.section.name(), key.name);
            assert_eq!(ALL.iter().filter(|other| *other == key).count(), 1, "{name} twice");
            assert!(!key.about.trim().is_empty(), "{name} says nothing");
            // An example where nothing is set by itself, a default elsewhere, and it is valid.
            assert_eq!(key.default.is_none(), !key.example.is_empty(), "{name}");
            let value = key.default.unwrap_or(key.example);
            assert!(key.kind.read(value).is_ok(), "{name}: {value}");
            // What a file cannot say some other layer must not be alone in saying, and the reverse.
            assert!(key.flag.is_some() || key.variable.is_some(), "{name} only in the file");
        }
        for (secret, instead) in SECRETS {
            assert!(ALL.iter().all(|key| key.name != secret), "{secret} is a key");
            assert!(ALL.iter().any(|key| key.name == instead), "{instead} is no key");
        }
    }
}
