//! The names НУЦ РК and X.509 give to what stands in a certificate (eds.md §1; RFC 5280).

use const_oid::ObjectIdentifier;

macro_rules! oids {
    ($($(#[$doc:meta])* $name:ident = $oid:literal;)*) => {
        $($(#[$doc])* pub(crate) const $name: ObjectIdentifier =
            ObjectIdentifier::new_unwrap($oid);)*
    };
}

oids! {
    /// CN, `SURNAME NAME`.
    COMMON_NAME = "2.5.4.3";
    /// Surname.
    SURNAME = "2.5.4.4";
    /// `IIN` and twelve digits.
    SERIAL_NUMBER = "2.5.4.5";
    /// `KZ`.
    COUNTRY = "2.5.4.6";
    /// The organisation's name.
    ORGANISATION = "2.5.4.10";
    /// `BIN` and twelve digits.
    ORGANISATIONAL_UNIT = "2.5.4.11";
    /// The patronymic: НУЦ РК's use of the given-name attribute.
    GIVEN_NAME = "2.5.4.42";
    /// The OID of an information system.
    USER_ID = "0.9.2342.19200300.100.1.1";

    /// Extended key usage: a signing key.
    EMAIL_PROTECTION = "1.3.6.1.5.5.7.3.4";
    /// Extended key usage: an authentication key.
    CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    /// A natural person.
    PERSON = "1.2.398.3.3.4.1.1";
    /// A natural person's information system.
    PERSON_SYSTEM = "1.2.398.3.3.4.1.1.1";
    /// A legal entity.
    LEGAL_ENTITY = "1.2.398.3.3.4.1.2";
    /// First head.
    HEAD = "1.2.398.3.3.4.1.2.1";
    /// Right to sign.
    SIGN_RIGHT = "1.2.398.3.3.4.1.2.2";
    /// Right to sign financial documents.
    FINANCIAL_SIGN_RIGHT = "1.2.398.3.3.4.1.2.3";
    /// Personnel officer.
    PERSONNEL_OFFICER = "1.2.398.3.3.4.1.2.4";
    /// Employee.
    EMPLOYEE = "1.2.398.3.3.4.1.2.5";
    /// A legal entity's information system, and everything below it.
    ENTITY_SYSTEM = "1.2.398.3.3.4.1.2.6";
    /// A client of the treasury.
    TREASURY_CLIENT = "1.2.398.5.19.1.2.2.1";

    /// Extended key usage: a responder that answers for its issuer (RFC 6960 §4.2.2.2).
    OCSP_SIGNING = "1.3.6.1.5.5.7.3.9";
    /// Extended key usage: a time-stamping authority (RFC 3161 §2.3).
    TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    /// Extension: a responder's certificate need not be asked about (RFC 6960 §4.2.2.2.1).
    OCSP_NO_CHECK = "1.3.6.1.5.5.7.48.1.5";
    /// Extension and type of a basic OCSP response (RFC 6960 §4.2.1).
    OCSP_BASIC = "1.3.6.1.5.5.7.48.1.1";
    /// Extension: the nonce of a question (RFC 6960 §4.4.1).
    OCSP_NONCE = "1.3.6.1.5.5.7.48.1.2";
    /// Policy of time-stamping authorities' certificates.
    POLICY_STAMPS = "1.2.398.3.3.2.6";

    /// Certificate policy of today's certificates.
    POLICY = "1.2.398.3.3.2";
    /// Older policy: a legal entity's signing key.
    POLICY_ENTITY_SIGNING = "1.2.398.3.3.2.1";
    /// Older policy: a legal entity's authentication key.
    POLICY_ENTITY_AUTHENTICATION = "1.2.398.3.3.2.2";
    /// Older policy: a person's signing key.
    POLICY_PERSON_SIGNING = "1.2.398.3.3.2.3";
    /// Older policy: a person's authentication key.
    POLICY_PERSON_AUTHENTICATION = "1.2.398.3.3.2.4";

    /// Extension: how the key is kept.
    KEY_STORAGE = "1.2.398.3.3.5";
    /// Key storage: a PKCS#12 file.
    STORED_IN_FILE = "1.2.398.3.3.5.1.1";
}
