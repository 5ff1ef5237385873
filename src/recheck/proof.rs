//! A claim's certificate.

use super::{Check, Claim, Finding, Outcome, Recheck, Stated};
use crate::catalogue::Catalogue;
use crate::certificate::{Certificate, check};
use crate::request::Request;
use crate::solve::Scorer;

impl Recheck<'_> {
    /// Checks the certificate of the claim too.
    pub fn prove(
        &mut self,
        catalogue: &Catalogue,
        request: &Request,
        scorer: &dyn Scorer,
        claim: &Claim,
        certificate: &Certificate,
    ) {
        let build = claim.build.as_ref();
        let build = build.map(|stated: &Stated| stated.build(catalogue, request));
        let outcome = match build {
            // A part is gone.
            Some(None) => Outcome::NotJudged,
            None => self.judge(catalogue, request, scorer, None, claim, certificate),
            Some(Some(build)) => {
                self.judge(catalogue, request, scorer, Some(&build), claim, certificate)
            }
        };
        self.checks.push((Check::Proof, outcome));
    }

    fn judge(
        &mut self,
        catalogue: &Catalogue,
        request: &Request,
        scorer: &dyn Scorer,
        pick: Option<&crate::build::Build<'_>>,
        claim: &Claim,
        certificate: &Certificate,
    ) -> Outcome {
        if let (Some(stated), Some(best)) = (claim.bound, certificate.best)
            && !stated.says(best)
        {
            return Outcome::Fails(vec![Finding::OtherBest { stated, best }]);
        }
        match check(catalogue, request, scorer, pick, certificate) {
            Ok(shown) => {
                self.shown = Some(shown);
                Outcome::Holds
            }
            Err(flaw) => Outcome::Fails(vec![Finding::Flaw(flaw)]),
        }
    }
}
