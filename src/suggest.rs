//! "Did you mean": the nearest of the known names. The one place that says what near is.

/// Least similarity (Jaro-Winkler, 0 to 1) at which a name is proposed.
const NEAR: f64 = 0.85;
/// One slip of a short word changes much of it, so a single slip counts as this near.
const SLIP: f64 = 0.95;

/// The known name nearest to a mistyped one, if any is near enough; case does not count.
pub(crate) fn nearest<'a>(
    typed: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    near(typed, known).into_iter().next()
}

/// The known names near enough to a mistyped one, the nearest first.
pub(crate) fn near<'a>(typed: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let typed = typed.to_lowercase();
    let mut found: Vec<(f64, &str)> = known
        .into_iter()
        .map(|name| (similarity(&typed, &name.to_lowercase()), name))
        .filter(|(score, _)| *score >= NEAR)
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, name)| name).collect()
}

fn similarity(typed: &str, name: &str) -> f64 {
    let whole = strsim::jaro_winkler(typed, name);
    // One slip changes the length by one at the most: that saves nearly all of the work.
    let long = |text: &str| text.chars().count();
    let slip =
        || long(typed).abs_diff(long(name)) <= 1 && strsim::damerau_levenshtein(typed, name) == 1;
    if whole < SLIP && slip() { SLIP } else { whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_of_a_short_word_is_near() {
        assert_eq!(nearest("seg", ["seq", "batch"]), Some("seq"));
        assert_eq!(
            nearest("RTX-3O90", ["rtx-3090", "rtx-4090"]),
            Some("rtx-3090")
        );
    }

    #[test]
    fn the_nearest_comes_first_and_the_far_not_at_all() {
        assert_eq!(
            near("corsair-rm85x", ["corsair-rm850e", "corsair-rm850x"])[0],
            "corsair-rm850x"
        );
        assert_eq!(nearest("zzz", ["seq", "batch"]), None);
    }
}
