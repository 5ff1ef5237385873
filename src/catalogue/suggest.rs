//! "Did you mean": the nearest of the known names.

/// Least similarity (Jaro-Winkler, 0 to 1) at which a name is proposed.
const NEAR: f64 = 0.85;

/// The known name nearest to a mistyped one, if any is near enough.
pub(crate) fn nearest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let mut best: Option<(f64, &str)> = None;
    for name in known {
        let score = strsim::jaro_winkler(typed, name);
        if score >= NEAR && best.is_none_or(|(least, _)| score > least) {
            best = Some((score, name));
        }
    }
    best.map(|(_, name)| name)
}
