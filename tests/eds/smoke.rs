//! t
use kezekte::{domain::*, eds::*};
#[test]
fn smoke() {
    let read = |name: &str| std::fs::read(format!("../shared/pki/{name}")).unwrap();
    let dir: Vec<_> = std::fs::read_dir("../shared/pki/ca_test")
        .unwrap()
        .map(|e| std::fs::read(e.unwrap().path()).unwrap())
        .collect();
    let prod: Vec<_> = std::fs::read_dir("../shared/pki/ca_prod")
        .unwrap()
        .map(|e| std::fs::read(e.unwrap().path()).unwrap())
        .collect();
    let anchors = Anchors::from_certificates(dir.into_iter().chain(prod)).unwrap();
    let at = Moment::parse_rfc3339("2026-11-22T00:00:00Z").unwrap();
    let r = verify(
        &read("cms/individual_attached.der"),
        None,
        &anchors,
        &Policy::Acceptance(Acceptance::default()),
        at,
    );
    println!("{r:#?}");
    let r = verify(
        &read("cms/individual_detached.der"),
        Some(&read("cms/individual_document.txt")),
        &anchors,
        &Policy::Signature,
        at,
    );
    println!("{r:?}");
    let at = Moment::parse_rfc3339("2026-11-22T00:00:00Z").unwrap();
    let v = (at, at.after(std::time::Duration::from_secs(86400 * 365)));
    let root = issue::Authority::root_gost("ROOT TEST", v, &OsRandom).unwrap();
    let nca = root.issuing("NCA TEST", v, &OsRandom).unwrap();
    let key = algorithm::PrivateKey::generate_gost512(&OsRandom).unwrap();
    let cert = nca
        .certify(
            &issue::Subject {
                role: Role::Head,
                surname: "ТЕСТОВ".into(),
                given: "ТЕСТ".into(),
                patronymic: None,
                iin: Iin::certified("123456789011"),
                organisation: Some(("АО".into(), Bin::certified("123456789021").unwrap())),
                usage: issue::Usage::Signing,
                validity: v,
            },
            &key.public().unwrap().to_spki(),
            &OsRandom,
        )
        .unwrap();
    std::fs::write("/tmp/c.der", &cert).unwrap();
    let kf = KeyFile::new(key, Certificate::from_der(&cert).unwrap()).unwrap();
    let s = sign(b"hello", &kf, true, at, &OsRandom).unwrap();
    std::fs::write("/tmp/s.der", &s).unwrap();
    let anchors = Anchors::from_certificates([
        root.certificate().der().to_vec(),
        nca.certificate().der().to_vec(),
    ])
    .unwrap();
    let t = std::time::Instant::now();
    let r = verify(&s, None, &anchors, &Policy::Acceptance(Acceptance::default()), at);
    println!("{:?} {r:#?}", t.elapsed());
    panic!();
}
