//! DER taken apart, changed and put together again: the forger's workshop.

use kezekte::{domain::OsRandom, eds::algorithm::PrivateKey};

use super::people::Person;

/// An element: a primitive one has a value, a constructed one has children; one with tag 0 is put
/// down as its value stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) tag: u8,
    pub(crate) value: Vec<u8>,
    pub(crate) children: Vec<Node>,
}

/// Places in a signature made by us, attached.
pub(crate) const DATA: &[usize] = &[1, 0];
pub(crate) const DIGESTS: &[usize] = &[1, 0, 1];
pub(crate) const CONTENT: &[usize] = &[1, 0, 2];
pub(crate) const CERTIFICATES: &[usize] = &[1, 0, 3];
pub(crate) const SIGNERS: &[usize] = &[1, 0, 4];
pub(crate) const SIGNER: &[usize] = &[1, 0, 4, 0];
pub(crate) const IDENTIFIER: &[usize] = &[1, 0, 4, 0, 1];
pub(crate) const DIGEST: &[usize] = &[1, 0, 4, 0, 2];
pub(crate) const ATTRIBUTES: &[usize] = &[1, 0, 4, 0, 3];
pub(crate) const ALGORITHM: &[usize] = &[1, 0, 4, 0, 4];
pub(crate) const SIGNATURE: &[usize] = &[1, 0, 4, 0, 5];
/// Within the attributes, in the order in which GOST signatures have them.
pub(crate) const SIGNING_TIME: usize = 1;
pub(crate) const BINDING: usize = 2;
pub(crate) const MESSAGE_DIGEST: usize = 3;

impl Node {
    pub(crate) fn parse(octets: &[u8]) -> Self {
        let (node, rest) = Self::first(octets);
        assert!(rest.is_empty());
        node
    }

    fn first(octets: &[u8]) -> (Self, &[u8]) {
        let (tag, length) = (octets[0], octets[1]);
        let more = if length < 0x80 { 0 } else { usize::from(length & 0x7f) };
        let length = match more {
            0 => usize::from(length),
            _ => octets[2..2 + more].iter().fold(0, |sum, octet| sum << 8 | usize::from(*octet)),
        };
        let (body, rest) = octets[2 + more..].split_at(length);
        let mut node = Self { tag, value: Vec::new(), children: Vec::new() };
        if tag & 0x20 == 0 {
            node.value = body.to_vec();
        } else {
            let mut left = body;
            while !left.is_empty() {
                let (child, after) = Self::first(left);
                node.children.push(child);
                left = after;
            }
        }
        (node, rest)
    }

    pub(crate) fn primitive(tag: u8, value: &[u8]) -> Self {
        Self { tag, value: value.to_vec(), children: Vec::new() }
    }

    pub(crate) fn constructed(tag: u8, children: impl Into<Vec<Self>>) -> Self {
        Self { tag, value: Vec::new(), children: children.into() }
    }

    pub(crate) fn at(&mut self, place: &[usize]) -> &mut Self {
        place.iter().fold(self, |node, child| &mut node.children[*child])
    }

    /// Octets that are put down as they are.
    pub(crate) fn raw(octets: &[u8]) -> Self {
        Self::primitive(0, octets)
    }

    pub(crate) fn der(&self) -> Vec<u8> {
        self.ber(0)
    }

    /// With indefinite lengths in so many levels from the outside.
    pub(crate) fn ber(&self, levels: usize) -> Vec<u8> {
        let below = levels.saturating_sub(1);
        let inside: Vec<u8> = self.children.iter().flat_map(|child| child.ber(below)).collect();
        let body = if self.tag & 0x20 == 0 { &self.value } else { &inside };
        if self.tag == 0 {
            return body.clone();
        }
        if levels > 0 && self.tag & 0x20 != 0 {
            return [&[self.tag, 0x80], &body[..], &[0, 0]].concat();
        }
        let length = body.len().to_be_bytes();
        let short = length.iter().position(|octet| *octet != 0).unwrap_or(length.len() - 1);
        let length = match body.len() {
            0..=0x7f => length[short..].to_vec(),
            _ => [&[0x80 | (length.len() - short) as u8], &length[short..]].concat(),
        };
        [&[self.tag], &length[..], &body[..]].concat()
    }

    /// Signs the attributes again, as somebody can who has the key.
    pub(crate) fn sign_again(&mut self, key: &PrivateKey) {
        let mut attributes = self.at(ATTRIBUTES).clone();
        attributes.tag = 0x31;
        self.at(SIGNATURE).value = key.sign(&attributes.der(), &OsRandom).unwrap();
    }

    /// Puts another certificate in the signer's place: the certificate itself, issuer and serial
    /// number, and the signing-certificate attribute.
    pub(crate) fn bind_to(&mut self, certificate: &[u8]) {
        use sha2::Digest;
        self.name_signer(certificate);
        let hash = self.at(ATTRIBUTES).at(&[BINDING, 1, 0, 0, 0, 0]);
        hash.value = sha2::Sha256::digest(certificate).to_vec();
    }

    /// The same without the attribute.
    pub(crate) fn name_signer(&mut self, certificate: &[u8]) {
        let mut certificate = Self::parse(certificate);
        let serial = certificate.at(&[0, 1]).clone();
        let issuer = certificate.at(&[0, 3]).clone();
        self.at(IDENTIFIER).children = vec![issuer, serial];
        self.at(CERTIFICATES).children = vec![certificate];
    }
}

/// A certificate changed by `change` and signed again by `key`.
pub(crate) fn recertify(der: &[u8], key: &PrivateKey, change: impl FnOnce(&mut Node)) -> Vec<u8> {
    let mut certificate = Node::parse(der);
    change(certificate.at(&[0]));
    let signed = certificate.at(&[0]).der();
    let signature = key.sign(&signed, &OsRandom).unwrap();
    certificate.at(&[2]).value = [&[0], &signature[..]].concat();
    certificate.der()
}

/// An extension's value within a certificate's signed part, by its OID's octets.
pub(crate) fn extension<'a>(signed: &'a mut Node, oid: &[u8]) -> &'a mut Node {
    let list = &mut signed.children.last_mut().unwrap().children[0].children;
    let found = list.iter_mut().find(|extension| extension.children[0].value == oid).unwrap();
    found.children.last_mut().unwrap()
}

/// A signature of `content` taken apart.
pub(crate) fn signature_of(person: &Person, content: &[u8]) -> Node {
    Node::parse(&person.sign(content, true))
}
