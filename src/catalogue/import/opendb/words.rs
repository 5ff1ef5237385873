//! The source's words for board sizes.

use crate::part::FormFactor;

/// A board size; the word itself where this catalogue has none for it.
pub(super) fn form_factor(word: Option<&str>) -> Result<Option<FormFactor>, &str> {
    let size = match word {
        None => return Ok(None),
        Some("ATX") => FormFactor::Atx,
        Some("Micro ATX") => FormFactor::MicroAtx,
        Some("Mini-ITX") => FormFactor::MiniItx,
        Some("Mini DTX") => FormFactor::MiniDtx,
        Some("EATX") => FormFactor::EAtx,
        Some("XL ATX") => FormFactor::XlAtx,
        Some("SSI CEB") => FormFactor::SsiCeb,
        Some("SSI EEB") => FormFactor::SsiEeb,
        Some(other) => return Err(other),
    };
    Ok(Some(size))
}
