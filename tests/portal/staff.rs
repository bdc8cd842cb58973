//! What a desk does at the portal: a member of the demonstration signs in, and calls.

use std::time::Duration;

use kezekte::{
    api::staff::{PassCode, SecondFactor, SignInStaff, StaffPassed, StaffSession},
    domain::{Authenticator, Secret, StaffRole},
    portal::{DemoMember, DemoStaff},
};
use reqwest::{Method, RequestBuilder, Response};

use super::world::{World, fresh, ok};

/// An authenticator shows another code after so long.
pub(crate) const STEP: Duration = Duration::from_secs(30);

pub(crate) fn secret(value: &str) -> Secret {
    Secret::new("test", value)
}

impl World {
    /// The demonstration's member with this role.
    pub(crate) fn member(&self, role: StaffRole) -> DemoMember {
        let staff = DemoStaff::read(&self._folder.path().join("keys")).unwrap().staff;
        staff.into_iter().find(|member| member.role == role).unwrap()
    }

    /// A call of a desk on the kiosk's terminal: the device's credential and an unused key.
    pub(crate) fn desk(&self, method: Method, path: &str, token: &str) -> RequestBuilder {
        let call = self.http.request(method, self.url(path)).bearer_auth(token);
        call.header("Kezekte-Device", &self.credential).header("Idempotency-Key", fresh())
    }

    pub(crate) async fn post_password(&self, key: &str, login: &str, password: &str) -> Response {
        let call = self.http.post(self.url("staff/sessions")).header("Idempotency-Key", key);
        let asked = SignInStaff { login: login.into(), password: secret(password) };
        call.header("Kezekte-Device", &self.credential).json(&asked).send().await.unwrap()
    }

    pub(crate) async fn post_code(&self, claim: &Secret, key: &str, code: &str) -> Response {
        let call = self.http.post(self.url("staff/sessions/code")).bearer_auth(claim.reveal());
        let call = call.header("Kezekte-Device", &self.credential).header("Idempotency-Key", key);
        call.json(&PassCode { code: secret(code) }).send().await.unwrap()
    }

    /// The claim for the second factor of somebody who is enrolled.
    pub(crate) async fn claim(&self, member: &DemoMember) -> Secret {
        let response = self.post_password(&fresh(), member.login.as_str(), &member.password).await;
        let passed: StaffPassed = ok(response).await;
        assert_eq!(passed.second_factor, SecondFactor::Code);
        passed.claim
    }

    /// The code that the member's authenticator shows. No code is good twice, so time passes first.
    pub(crate) fn code(&self, member: &DemoMember) -> String {
        self.wait(STEP);
        let authenticator = Authenticator::parse(&member.authenticator).unwrap();
        authenticator.code_at(self.clock_now()).reveal().to_owned()
    }

    /// A session of this member on the kiosk's terminal.
    pub(crate) async fn sign_in_member(&self, member: &DemoMember) -> Secret {
        let claim = self.claim(member).await;
        let code = self.code(member);
        let session: StaffSession = ok(self.post_code(&claim, &fresh(), &code).await).await;
        session.session.unwrap()
    }

    /// A session of the member with this role on the kiosk's terminal; the second factor is fresh.
    pub(crate) async fn sign_in_staff(&self, role: StaffRole) -> Secret {
        self.sign_in_member(&self.member(role)).await
    }
}
