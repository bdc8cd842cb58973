//! Signing by NCALayer, and judging what it gave back before anybody else sees it.

use std::sync::Arc;

use super::World;
use crate::{
    app::effect::Examined,
    domain::{EdsPolicy, Fault, Language, NcaLayerFailure, Number, Verdict},
    eds::{self, Acceptance, Policy},
    signer::ncalayer::{self, Order, Place},
};

fn place(world: &World) -> Result<&Place, NcaLayerFailure> {
    world.ncalayer.as_ref().ok_or(NcaLayerFailure::NotSetUp)
}

/// Looks whether it runs.
pub(super) async fn find(world: &World) -> Result<(), NcaLayerFailure> {
    ncalayer::find(place(world)?).await
}

/// Has it sign the document. Whoever aborts this closes the connection.
pub(super) async fn sign(
    world: &World,
    document: &[u8],
    signer: &Number,
    language: Language,
) -> Result<Arc<[u8]>, NcaLayerFailure> {
    let order = Order { document, signer, language };
    ncalayer::sign(place(world)?, &order).await.map(Arc::from)
}

/// Judges a signature as the portal will: of this document, by this person or organisation, with a
/// key that may accept the agreement.
pub(super) async fn examine(
    world: &Arc<World>,
    document: Arc<[u8]>,
    cms: Arc<[u8]>,
    (signer, operator): (Number, EdsPolicy),
) -> Examined {
    let world = Arc::clone(world);
    let work = tokio::task::spawn_blocking(move || {
        let expected = Some(signer);
        let policy = Policy::Acceptance(Acceptance { expected, operator, ..Acceptance::default() });
        let at = world.clock.now();
        let report = eds::verify(&cms, Some(&document), &world.anchors, &policy, at);
        let (certificate, checks) = (report.certificate, report.lines);
        Examined { certificate, checks, verdict: report.verdict }
    });
    // A panic in it counts as a malformed signature: nothing is handed in.
    let verdict = Verdict::Invalid(Fault::Malformed);
    work.await.unwrap_or(Examined { certificate: None, checks: Vec::new(), verdict })
}
