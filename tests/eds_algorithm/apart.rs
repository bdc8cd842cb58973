//! The fast arithmetic and the constant-time one stay apart: what verifies names nothing secret, and
//! what signs multiplies by nothing fast. The types hold it (a `SecretScalar` cannot become a
//! `PublicScalar` but as a finished signature); this holds that the types are not gone round.

use std::{fs, path::Path};

/// A file's code, without comments and without its tests.
fn code(file: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/eds/algorithm/gost3410");
    let text = fs::read_to_string(folder.join(file)).unwrap();
    let code = text.split("#[cfg(test)]\nmod ").next().unwrap();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_fast_arithmetic_names_nothing_secret() {
    for file in ["field.rs", "point.rs", "multiply.rs", "verify.rs"] {
        for name in ["SecretScalar", "SecretField", "secret_multiply", "nonce", "PrivateKey"] {
            assert!(!code(file).contains(name), "{file} names {name}");
        }
    }
}

#[test]
fn the_signer_multiplies_by_nothing_fast() {
    for file in ["secret_multiply.rs", "nonce.rs"] {
        for name in ["Field::", "Jacobian", "Affine", "Multiples", "multiply::", "vartime"] {
            let code = code(file).replace("SecretField::", "");
            assert!(!code.contains(name), "{file} names {name}");
        }
    }
    // Signing takes one thing from the fast side: the verification of what it made.
    let sign = code("sign.rs");
    assert!(sign.contains("verify::{PublicKey, digest}"));
    assert!(!sign.contains("multiply::{") && !sign.contains("vartime"));
}

/// The one way from a secret to a public scalar is the finished signature.
#[test]
fn one_secret_becomes_public() {
    let code = code("scalar.rs");
    let (_, secret) = code.split_once("impl SecretScalar").unwrap();
    assert_eq!(secret.matches("-> PublicScalar").count(), 1);
    assert_eq!(secret.matches("PublicScalar(").count(), 1);
    assert!(!code.contains("for PublicScalar") && !code.contains("pub(super) Scalar"));
}
