//! Speed of one GPU: the rooflines of `reference/performance.md` section 4.

mod chip;
mod decode;
mod qlora;
mod roofline;
mod software;

pub(super) use chip::{Lacking, has_hbm};
pub(super) use decode::Decode;
pub use roofline::Bound;
pub(super) use roofline::{Roofline, Speeds};
pub(super) use software::software;
