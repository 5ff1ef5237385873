//! Why a request has no answer, and what would give it one.

mod conflict;

pub use conflict::{Infeasibility, Relaxation, Requirement, explain_infeasible, round_up};
