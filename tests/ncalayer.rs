//! The client of NCALayer against its double: real TLS, a real WebSocket, real signatures. Nothing
//! here waits for time: a dialog stays open until the test acts at it.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, LazyLock},
    time::Duration,
};

use kezekte::{
    counterpart::ncalayer::{
        Act, Config, Dialog, Dialogs, Form, Identity, Manner, Module, Server, Wallet,
    },
    domain::{
        Bin, Clock, Fault, FixedClock, Iin, Language, Moment, NcaLayerFailure, Number, OsRandom,
        Role, Secret, Verdict,
    },
    eds::{
        self, Acceptance, Anchors, Certificate, KeyFile, Policy,
        algorithm::PrivateKey,
        issue::{Authority, Subject, Usage},
        pkcs12,
    },
    signer::ncalayer::{self, Order, Place},
};
use tokio::{net::TcpListener, task::JoinHandle};

/// 20.11.2026 14:03 in Almaty.
const AT: Moment = Moment::from_seconds(1_795_165_380);
const IIN: &str = "000101190001";
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Made once: RSA keys take a while.
static IDENTITY: LazyLock<Identity> = LazyLock::new(|| Identity::make(AT, &OsRandom).unwrap());

fn clock() -> Arc<dyn Clock> {
    Arc::new(FixedClock::new(AT))
}

fn number() -> Number {
    Number::parse(IIN).unwrap()
}

/// A person's key and the authority it was issued by.
fn key(usage: Usage) -> (Arc<KeyFile>, Anchors) {
    let (key, certificate, anchors) = issue(usage, None);
    (Arc::new(KeyFile::new(key, certificate).unwrap()), anchors)
}

/// The same in pieces; with an organisation it is its head's.
fn issue(usage: Usage, organisation: Option<&str>) -> (PrivateKey, Certificate, Anchors) {
    let validity = (Moment::from_seconds(AT.seconds() - 86_400), AT.after(DAY));
    let root = Authority::root_gost("ROOT", validity, &OsRandom).unwrap();
    let authority = root.issuing("CA", validity, &OsRandom).unwrap();
    let key = PrivateKey::generate_gost512(&OsRandom).unwrap();
    let subject = Subject {
        role: if organisation.is_some() { Role::Head } else { Role::Person },
        surname: "ҮЛГІЛІ".to_owned(),
        given: "АЙДАНА".to_owned(),
        patronymic: None,
        iin: Iin::certified(IIN),
        organisation: organisation.map(|bin| ("ТОО".to_owned(), Bin::certified(bin).unwrap())),
        usage,
        validity,
    };
    let spki = key.public().unwrap().to_spki();
    let certificate = authority.certify(&subject, &spki, &OsRandom).unwrap();
    let certificate = Certificate::from_der(&certificate).unwrap();
    let trusted = [root, authority].map(|it| it.certificate().der().to_vec());
    let anchors = Anchors::from_certificates(trusted).unwrap();
    (key, certificate, anchors)
}

struct Desk {
    server: Server,
    dialogs: Dialogs,
    place: Place,
}

impl Desk {
    async fn with(manner: Manner) -> Self {
        let identity = IDENTITY.clone();
        let root = identity.root.clone();
        let config = Config { identity, manner, clock: clock(), random: Arc::new(OsRandom) };
        let (server, dialogs) = Server::start(config).await.unwrap();
        let place = Place::new(server.address(), &root, clock()).unwrap();
        Self { server, dialogs, place }
    }

    async fn new() -> Self {
        Self::with(Manner::default()).await
    }

    /// Asks for a signature in the background.
    fn ask(&self) -> JoinHandle<Result<Vec<u8>, NcaLayerFailure>> {
        let place = self.place.clone();
        tokio::spawn(async move {
            let signer = number();
            let order = Order { document: b"document", signer: &signer, language: Language::Ru };
            ncalayer::sign(&place, &order).await
        })
    }

    async fn dialog(&mut self) -> Dialog {
        self.dialogs.recv().await.unwrap()
    }

    /// What comes of an act at the window.
    async fn after(&mut self, act: Act) -> Result<Vec<u8>, NcaLayerFailure> {
        let asking = self.ask();
        assert!(self.dialog().await.answer(act));
        asking.await.unwrap()
    }
}

fn judge(cms: &[u8], anchors: &Anchors) -> Verdict {
    let acceptance = Acceptance { expected: Some(number()), ..Acceptance::default() };
    let policy = Policy::Acceptance(acceptance);
    eds::verify(cms, Some(b"document"), anchors, &policy, AT).verdict
}

#[tokio::test]
async fn it_signs_in_every_form_and_the_signature_is_good() {
    let (key, anchors) = key(Usage::Signing);
    for form in [Form::List, Form::Text, Form::Armoured, Form::WithCertificate] {
        let mut desk = Desk::with(Manner { form, ..Manner::default() }).await;
        ncalayer::find(&desk.place).await.unwrap();
        let cms = desk.after(Act::Sign(Arc::clone(&key))).await.unwrap();
        assert_eq!(judge(&cms, &anchors), Verdict::Valid, "{form:?}");
    }
}

#[tokio::test]
async fn it_is_asked_for_this_persons_signing_keys_and_nothing_personal_is_printed() {
    let mut desk = Desk::new().await;
    let asking = desk.ask();
    let dialog = desk.dialog().await;
    let asked = &dialog.asked;
    assert_eq!((asked.module, &*asked.document), (Module::Basics, &b"document"[..]));
    assert_eq!(asked.iin.as_ref().map(|iin| iin.reveal()), Some(IIN));
    assert!(asked.bin.is_none());
    assert_eq!(asked.usages, ["1.3.6.1.5.5.7.3.4"]);
    assert_eq!(asked.locale.as_deref(), Some("ru"));
    assert!(!format!("{dialog:?}").contains(IIN));
    dialog.answer(Act::Cancel);
    assert_eq!(asking.await.unwrap(), Err(NcaLayerFailure::Cancelled));
}

#[tokio::test]
async fn an_older_one_is_asked_by_its_former_words_and_one_without_modules_says_so() {
    let (key, anchors) = key(Usage::Signing);
    let mut desk = Desk::with(Manner { basics: false, ..Manner::default() }).await;
    let asking = desk.ask();
    let dialog = desk.dialog().await;
    assert_eq!(dialog.asked.module, Module::CommonUtils);
    dialog.answer(Act::Sign(key));
    assert_eq!(judge(&asking.await.unwrap().unwrap(), &anchors), Verdict::Valid);
    assert_eq!(desk.after(Act::Cancel).await, Err(NcaLayerFailure::Cancelled));
    let desk = Desk::with(Manner { basics: false, common_utils: false, ..Manner::default() }).await;
    assert_eq!(desk.ask().await.unwrap(), Err(NcaLayerFailure::NoModule));
}

#[tokio::test]
async fn every_end_without_a_signature_has_its_name() {
    use NcaLayerFailure as F;
    let mut desk = Desk::new().await;
    for (act, failure) in [
        (Act::Cancel, F::Cancelled),
        (Act::CancelByCode, F::Cancelled),
        (Act::WrongPassword, F::WrongPassword),
        (Act::NoKey, F::NoKey),
        (Act::Refuse("GENERAL_ERROR"), F::Refused("GENERAL_ERROR".to_owned())),
        (Act::Close, F::Closed),
        (Act::BreakOff, F::BadAnswer),
        (Act::Nonsense, F::BadAnswer),
        // More than is read of anybody.
        (Act::Refuse(String::leak("A".repeat(5 << 20))), F::BadAnswer),
    ] {
        assert_eq!(desk.after(act.clone()).await, Err(failure), "{act:?}");
    }
}

#[tokio::test]
async fn what_is_not_good_about_a_signature_is_named() {
    let (key, anchors) = key(Usage::Signing);
    let mut desk = Desk::new().await;
    let other = Act::SignInstead(Arc::clone(&key), Arc::from(&b"another document"[..]));
    let cms = desk.after(other).await.unwrap();
    assert_eq!(judge(&cms, &anchors), Verdict::Invalid(Fault::DigestMismatch));
    let stranger = Acceptance {
        expected: Some(Number::parse("000101190205").unwrap()),
        ..Acceptance::default()
    };
    let cms = desk.after(Act::Sign(key)).await.unwrap();
    let policy = Policy::Acceptance(stranger);
    let report = eds::verify(&cms, Some(b"document"), &anchors, &policy, AT);
    assert_eq!(report.verdict, Verdict::Invalid(Fault::WrongPerson));
    let (key, anchors) = self::key(Usage::Authentication);
    let cms = desk.after(Act::Sign(key)).await.unwrap();
    assert_eq!(judge(&cms, &anchors), Verdict::Invalid(Fault::AuthenticationOnly));
}

#[tokio::test]
async fn a_long_dialog_is_kept_alive_and_who_gives_it_up_closes_it_at_once() {
    let (key, anchors) = key(Usage::Signing);
    let mut desk = Desk::new().await;
    desk.place = desk.place.clone().beating(Duration::from_millis(2));
    let asking = desk.ask();
    let dialog = desk.dialog().await;
    // Echoes and greetings in between are no answers.
    desk.server.heard(5).await;
    assert!(!asking.is_finished() && !dialog.is_over());
    dialog.answer(Act::Sign(key));
    assert_eq!(judge(&asking.await.unwrap().unwrap(), &anchors), Verdict::Valid);

    let asking = desk.ask();
    let mut dialog = desk.dialog().await;
    asking.abort();
    dialog.gone().await;
    assert!(!dialog.answer(Act::Cancel));
    assert_eq!(desk.after(Act::Cancel).await, Err(NcaLayerFailure::Cancelled), "asked anew");
}

#[tokio::test]
async fn it_ends_and_is_found_again() {
    let mut desk = Desk::new().await;
    let asking = desk.ask();
    let _dialog = desk.dialog().await;
    desk.server.end().await.unwrap();
    assert_eq!(asking.await.unwrap(), Err(NcaLayerFailure::Closed));
    assert_eq!(ncalayer::find(&desk.place).await, Err(NcaLayerFailure::NotRunning));
    desk.server.start_again().unwrap();
    assert_eq!(ncalayer::find(&desk.place).await, Ok(()));
}

#[tokio::test]
async fn another_root_an_expired_certificate_and_another_address_are_refused() {
    let desk = Desk::new().await;
    let other = Identity::make(AT, &OsRandom).unwrap();
    let place = Place::new(desk.server.address(), &other.root, clock()).unwrap();
    assert_eq!(ncalayer::find(&place).await, Err(NcaLayerFailure::NotTrusted));
    let late: Arc<dyn Clock> = Arc::new(FixedClock::new(AT.after(DAY * 500)));
    let place = Place::new(desk.server.address(), &IDENTITY.root, late).unwrap();
    assert_eq!(ncalayer::find(&place).await, Err(NcaLayerFailure::NotTrusted));
    // The certificate is 127.0.0.1's alone.
    let elsewhere = TcpListener::bind("127.0.0.2:0").await.unwrap();
    let address = elsewhere.local_addr().unwrap();
    let here = desk.server.address();
    let relay = tokio::spawn(async move {
        let (mut from, _) = elsewhere.accept().await.unwrap();
        let mut to = tokio::net::TcpStream::connect(here).await.unwrap();
        let _ = tokio::io::copy_bidirectional(&mut from, &mut to).await;
    });
    let place = Place::new(address, &IDENTITY.root, clock()).unwrap();
    assert_eq!(ncalayer::find(&place).await, Err(NcaLayerFailure::NotTrusted));
    relay.await.unwrap();
}

#[tokio::test]
async fn another_program_in_its_place_is_not_taken_for_it() {
    let desk = Desk::with(Manner { greeting: r#"{"hello":1}"#, ..Manner::default() }).await;
    assert_eq!(ncalayer::find(&desk.place).await, Err(NcaLayerFailure::NotNcaLayer));
    // One that speaks no TLS.
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let address: SocketAddr = listener.local_addr().unwrap();
    let plain = tokio::spawn(async move { drop(listener.accept().await.unwrap()) });
    let place = Place::new(address, &IDENTITY.root, clock()).unwrap();
    assert_eq!(ncalayer::find(&place).await, Err(NcaLayerFailure::NotNcaLayer));
    plain.await.unwrap();
}

/// The demonstration's people at the window.
#[tokio::test]
async fn a_wallet_signs_with_the_key_that_was_asked_for_or_says_that_there_is_none() {
    const BIN: &str = "990140900004";
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (name, usage, organisation) in [
        ("head.p12", Usage::Signing, Some(BIN)),
        ("entering.p12", Usage::Authentication, None),
        ("own.p12", Usage::Signing, None),
    ] {
        let (key, certificate, _) = issue(usage, organisation);
        let file = pkcs12::build(&key, certificate.der(), "secret", &OsRandom).unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, file).unwrap();
        files.push((path, Secret::new("password", "secret")));
    }
    let Desk { server: _server, dialogs, place } = Desk::new().await;
    tokio::spawn(Wallet::new(files).serve(dialogs, Duration::ZERO));
    let sign = async |signer: &str| {
        let signer = Number::parse(signer).unwrap();
        let order = Order { document: b"document", signer: &signer, language: Language::Kk };
        let cms = ncalayer::sign(&place, &order).await?;
        let policy = Policy::Signature;
        let none = Anchors::default();
        let of = eds::verify(&cms, Some(b"document"), &none, &policy, AT).certificate.unwrap();
        Ok((of.role, of.for_signing))
    };
    assert_eq!(sign(IIN).await, Ok((Role::Person, true)));
    assert_eq!(sign(BIN).await, Ok((Role::Head, true)));
    assert_eq!(sign("000101190205").await, Err(NcaLayerFailure::NoKey));
}
