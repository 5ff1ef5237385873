//! Why a request has no answer, and what would give it one.

mod conflict;
mod power_limit;

pub use conflict::{
    Infeasibility, LARGE_CIRCUIT, Relaxation, Requirement, explain_infeasible, requirements,
    round_up,
};
