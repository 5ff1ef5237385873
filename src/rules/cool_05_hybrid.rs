//! COOL-05: every radiator, of hybrid cards and of the CPU's cooler, has a place of its own.

use super::{Amount, CoolerPick, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::{Cooler, CoolerKind, GpuCooling, RadiatorMount};
use crate::unit::Millimetres;

pub(super) const RULE: Rule = Rule {
    id: "COOL-05",
    title: "places for the cards' radiators",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Gpu, Slot::Cooler, Slot::Case],
    need: "radiators to hang are",
    have: "the case has",
    summary: "Each hybrid card's radiator, and that of a liquid CPU cooler, hangs at a place of the case that lists its size, one radiator a place.",
    rationale: "A hybrid card without a place for its radiator cannot be mounted. One radiator a place is a judgement: some large cases take two in front, and --allow COOL-05 says so; an unknown size or list bars, because the street price of a chip makes hybrids look as cheap as air-cooled cards.",
    source: "judgement",
    check,
};

const PLACES: &str = "places";
const RADIATORS: &str = "radiators";

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let gpus = draft.gpus?;
    let mut sizes = Vec::new();
    for pick in gpus
        .iter()
        .filter(|pick| pick.card.cooling == Some(GpuCooling::Hybrid))
    {
        let Some(size) = pick.card.radiator else {
            return Some(Verdict::unknown(UnknownPolicy::Block, "gpu radiator"));
        };
        sizes.extend((0..pick.count).map(|_| size));
    }
    if sizes.is_empty() || draft.setting.open_frame {
        return Some(Verdict::NotApplicable);
    }
    let case = draft.case?;
    if case.open_frame {
        return Some(Verdict::NotApplicable);
    }
    let Some(mounts) = &case.radiators else {
        return Some(Verdict::unknown(UnknownPolicy::Block, "case radiators"));
    };
    // Without the CPU's cooler the cards alone may already be too many: that is final.
    if !hang(&sizes, mounts) {
        return Some(verdict(&sizes, mounts, false));
    }
    match draft.cooler? {
        CoolerPick::Part(Cooler {
            kind: CoolerKind::Liquid,
            radiator,
            ..
        }) => match radiator {
            Some(size) => sizes.push(*size),
            None => return Some(Verdict::unknown(UnknownPolicy::Block, "cooler radiator")),
        },
        CoolerPick::Part(_) | CoolerPick::Boxed => {}
    }
    let fits = hang(&sizes, mounts);
    Some(verdict(&sizes, mounts, fits))
}

fn verdict(sizes: &[Millimetres], mounts: &[RadiatorMount], fits: bool) -> Verdict {
    let count = |list: usize| u32::try_from(list).unwrap_or(u32::MAX);
    let have = Amount::Count(count(mounts.len()), PLACES);
    let need = Amount::Count(count(sizes.len()), RADIATORS);
    if fits {
        Verdict::pass(have, need)
    } else {
        let why = "no way to hang each radiator at a place of its size";
        Verdict::fail(Severity::Warning, have, need, why)
    }
}

/// Whether every radiator finds a place of its own: tries each place for the first one.
fn hang(sizes: &[Millimetres], mounts: &[RadiatorMount]) -> bool {
    let Some((first, rest)) = sizes.split_first() else {
        return true;
    };
    sizes.len() <= mounts.len()
        && mounts.iter().enumerate().any(|(place, mount)| {
            let left = || [&mounts[..place], &mounts[place + 1..]].concat();
            mount.sizes.contains(first) && hang(rest, &left())
        })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    const TOP_AND_FRONT: &str =
        "radiators: [{position: top, sizes: [240 mm]}, {position: front, sizes: [240 mm, 360 mm]}]";

    fn draft(count: u32, cooler_fields: &str, case_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card("cooling: hybrid, radiator: 240 mm"), chip(""), count),
            cooler: Some(CoolerPick::Part(cooler(cooler_fields))),
            case: Some(case(case_fields)),
            ..empty()
        }
    }

    #[test]
    fn two_hybrid_cards_and_an_air_cooler_share_two_places() {
        assert_passes(&RULE, &draft(2, "kind: air", TOP_AND_FRONT));
    }

    #[test]
    fn a_360_beside_two_cards_finds_no_place() {
        let third = draft(2, "kind: liquid, radiator: 360 mm", TOP_AND_FRONT);
        assert_fails(&RULE, &third, Severity::Warning);
        assert_passes(
            &RULE,
            &draft(1, "kind: liquid, radiator: 360 mm", TOP_AND_FRONT),
        );
    }

    #[test]
    fn three_cards_are_too_many_before_the_cooler_is_chosen() {
        let early = draft(3, "kind: air", TOP_AND_FRONT).without(Slot::Cooler);
        assert_fails(&RULE, &early, Severity::Warning);
        assert_undecided(
            &RULE,
            &draft(2, "kind: air", TOP_AND_FRONT).without(Slot::Cooler),
        );
    }

    #[test]
    fn missing_facts_bar() {
        assert_unknown(&RULE, &draft(1, "kind: air", ""), "case radiators");
        let mut unsized_card = draft(1, "kind: air", TOP_AND_FRONT);
        unsized_card.gpus = cards(card("cooling: hybrid"), chip(""), 1);
        assert_unknown(&RULE, &unsized_card, "gpu radiator");
    }

    #[test]
    fn air_cooled_cards_have_none() {
        let mut air = draft(1, "kind: air", "");
        air.gpus = cards(card("cooling: open-air"), chip(""), 1);
        assert_not_applicable(&RULE, &air);
    }
}
