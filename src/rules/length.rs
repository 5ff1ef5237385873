//! How a part of some length fits into a room of some length.

use super::{Amount, Severity, Verdict};
use crate::unit::Millimetres;

/// Less room than this is worth a note: makers measure with and without brackets.
const TOLERANCE: Millimetres = Millimetres::new(5);

/// A fail of this severity when the part is longer, a note when it barely fits.
pub(super) fn fits(
    severity: Severity,
    room: Millimetres,
    part: Millimetres,
    why: &'static str,
) -> Verdict {
    let (have, need) = (Amount::Length(room), Amount::Length(part));
    if part > room {
        Verdict::fail(severity, have, need, why)
    } else if part + TOLERANCE > room {
        let why = "fits with less than 5 mm to spare";
        Verdict::fail(Severity::Note, have, need, why)
    } else {
        Verdict::pass(have, need)
    }
}
