//! Why a request has this answer or none, and what is against a part.

mod beside;
mod conflict;
mod explanation;
mod power_limit;
mod reasons;
mod why_not;

pub use conflict::{
    Infeasibility, LARGE_CIRCUIT, Relaxation, Requirement, Untried, explain_infeasible,
    explain_infeasible_watched, requirements, round_up,
};
pub use explanation::{Explanation, explain};
pub use reasons::{Effect, Neighbour, Reason, reasons};
pub use why_not::{Barred, Finding, WhyNot, why_not};
