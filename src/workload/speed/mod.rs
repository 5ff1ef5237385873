//! Speed of one GPU: the rooflines of `reference/performance.md` section 4.

mod absolute;
mod chip;
mod decode;
mod prefill;
mod qlora;
mod roofline;
mod run;
mod software;

pub use absolute::{Speed, SpeedUnit, figure, known_digits};
pub(super) use chip::{Lacking, has_hbm};
pub(super) use decode::Decode;
pub(super) use prefill::{PREFILL_YEAR, Prefill};
pub use roofline::Bound;
pub(super) use roofline::{Roofline, Speeds};
pub use run::Run;
pub(super) use software::{software, software_in};
