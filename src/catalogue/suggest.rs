//! "Did you mean": the nearest of the known names.

/// Least similarity (Jaro-Winkler, 0 to 1) at which a name is proposed.
const NEAR: f64 = 0.85;

/// The known name nearest to a mistyped one, if any is near enough.
pub(crate) fn nearest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    near(typed, known).into_iter().next()
}

/// The known names near enough to a mistyped one, the nearest first.
pub(super) fn near<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut found: Vec<(f64, &str)> = known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(typed, name), name))
        .filter(|(score, _)| *score >= NEAR)
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, name)| name).collect()
}
