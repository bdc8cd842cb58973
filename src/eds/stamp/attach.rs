//! The stamp's place in a signature.

use der::Encode;

use crate::{
    domain::Fault,
    eds::{
        ber::{CONTEXT_0, CONTEXT_1, Element, SEQUENCE, SET, encode},
        cms::{Profile, SignedData, TIME_STAMP_TOKEN},
        malformed,
    },
};

/// Elements in one structure of an envelope, at most.
const MAX_ELEMENTS: usize = 16;

/// The octets of the signature's value: what a stamp is over.
///
/// # Errors
/// What is wrong with the envelope.
pub fn signature_value(signature: &[u8]) -> Result<Vec<u8>, Fault> {
    let data = SignedData::read(signature, Profile::Signature)?;
    data.signer.map(|signer| signer.signature.into_owned())
}

/// The time stamp token in a signature, in DER, unjudged.
///
/// # Errors
/// What is wrong with the envelope.
pub fn token(signature: &[u8]) -> Result<Option<Vec<u8>>, Fault> {
    let data = SignedData::read(signature, Profile::Signature)?;
    data.signer.map(|signer| signer.stamp.map(<[u8]>::to_vec))
}

/// The signature with `token` as its time stamp. Everything that is signed stays as it was, octet
/// for octet; only the lengths around it are written anew. The token is not judged.
///
/// # Errors
/// [`Fault::TwoStamps`] when there is one already; what is wrong with the envelope or the token's.
pub fn attach(signature: &[u8], token: &[u8]) -> Result<Vec<u8>, Fault> {
    if self::token(signature)?.is_some() {
        return Err(Fault::TwoStamps);
    }
    let stamped = rebuild(signature, Some(token))?;
    // A token that could not be read back would make the signature unreadable for everybody.
    self::token(&stamped)?.ok_or(Fault::Malformed)?;
    Ok(stamped)
}

/// The signature without its time stamp, if it had one: for whoever received one with a stamp that
/// proves nothing, and puts a better one in its place. What is signed stays as it was.
///
/// # Errors
/// What is wrong with the envelope.
pub fn detach(signature: &[u8]) -> Result<Vec<u8>, Fault> {
    match self::token(signature)? {
        Some(_) => rebuild(signature, None),
        None => Ok(signature.to_vec()),
    }
}

/// The envelope with this token in the place of whatever was unsigned.
fn rebuild(signature: &[u8], token: Option<&[u8]>) -> Result<Vec<u8>, Fault> {
    let info = Element::only(signature)?.expect(SEQUENCE)?.children(MAX_ELEMENTS)?;
    let [content_type, content] = info[..] else { return Err(Fault::Malformed) };
    let data = Element::only(content.expect(CONTEXT_0)?.body)?.expect(SEQUENCE)?;
    let data = data.children(MAX_ELEMENTS)?;
    let [before @ .., signers] = &data[..] else { return Err(Fault::Malformed) };
    let signer = Element::only(signers.expect(SET)?.body)?.expect(SEQUENCE)?;
    let signer = signer.children(MAX_ELEMENTS)?;

    let mut parts: Vec<&[u8]> = signer.iter().map(|part| part.whole).collect();
    if signer.last().is_some_and(|last| last.tag == CONTEXT_1) {
        parts.pop();
    }
    let kind = TIME_STAMP_TOKEN.to_der().map_err(malformed)?;
    let unsigned = token.map(|token| {
        let attribute = encode(SEQUENCE, &[&kind, &encode(SET, &[token])]);
        encode(CONTEXT_1, &[&attribute])
    });
    parts.extend(unsigned.as_deref());
    let signers = encode(SET, &[&encode(SEQUENCE, &parts)]);
    let mut parts: Vec<&[u8]> = before.iter().map(|part| part.whole).collect();
    parts.push(&signers);
    let data = encode(CONTEXT_0, &[&encode(SEQUENCE, &parts)]);
    Ok(encode(SEQUENCE, &[content_type.whole, &data]))
}
