//! MEM-10: the memory stands under the air cooler.

use super::length::fits;
use super::{CoolerPick, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::CoolerKind;

pub(super) const RULE: Rule = Rule {
    id: "MEM-10",
    title: "memory height",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Memory, Slot::Cooler],
    need: "the tallest module is",
    have: "the cooler leaves room for",
    summary: "The tallest memory module stands in the room that an air cooler's maker leaves for it. Liquid and boxed coolers do not reach over the memory.",
    rationale: "A tall heat spreader meets the cooler's fan, which must then sit higher or go: often it can, hence a warning. That boxed coolers clear every module is a judgement.",
    source: "https://www.bequiet.com/de/insidebequiet/26",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (cooler, kits) = (draft.cooler?, draft.memory?);
    let cooler = match cooler {
        CoolerPick::Boxed => return Some(Verdict::NotApplicable),
        CoolerPick::Part(cooler) => match cooler.kind {
            CoolerKind::Liquid => return Some(Verdict::NotApplicable),
            CoolerKind::Air => cooler,
        },
    };
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Note, field));
    let Some(room) = cooler.memory_clearance else {
        return unknown("cooler memory_clearance");
    };
    let tallest = kits.iter().filter_map(|kit| kit.part.height).max();
    let all_known = kits.iter().all(|kit| kit.part.height.is_some());
    match tallest.filter(|tallest| all_known || *tallest > room) {
        Some(tallest) => {
            let why = "the memory reaches into the cooler: its fan must sit higher, if it can";
            Some(fits(Severity::Warning, room, tallest, why))
        }
        None => unknown("memory height"),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Pick;
    use super::super::test_parts::*;
    use super::*;

    fn draft(cooler_fields: &str, memory: &str) -> Draft<'static> {
        Draft {
            cooler: Some(CoolerPick::Part(cooler(cooler_fields))),
            memory: picks(kit(memory), 1),
            ..empty()
        }
    }

    const DARK_ROCK_PRO_4: &str = "kind: air, memory_clearance: 40 mm";

    #[test]
    fn a_low_module_stands_under_a_dark_rock_pro_4() {
        assert_passes(&RULE, &draft(DARK_ROCK_PRO_4, "height: 31 mm"));
    }

    #[test]
    fn a_trident_z5_does_not() {
        let trident = draft(DARK_ROCK_PRO_4, "height: 44 mm");
        assert_fails(&RULE, &trident, Severity::Warning);
        assert_undecided(&RULE, &trident.without(Slot::Cooler));
    }

    #[test]
    fn a_liquid_or_boxed_cooler_leaves_all_the_room() {
        let liquid = draft("kind: liquid, memory_clearance: 40 mm", "height: 44 mm");
        assert_not_applicable(&RULE, &liquid);
        let boxed = Draft {
            cooler: Some(CoolerPick::Boxed),
            ..liquid
        };
        assert_not_applicable(&RULE, &boxed);
    }

    #[test]
    fn missing_figures_are_unknown_unless_a_known_kit_is_too_tall() {
        assert_unknown(
            &RULE,
            &draft("kind: air", "height: 31 mm"),
            "cooler memory_clearance",
        );
        assert_unknown(&RULE, &draft(DARK_ROCK_PRO_4, ""), "memory height");
        let kits = ["", "height: 44 mm"].map(|fields| Pick {
            part: kit(fields),
            count: 1,
        });
        let one_too_tall = Draft {
            memory: Some(&kits),
            ..draft(DARK_ROCK_PRO_4, "")
        };
        assert_fails(&RULE, &one_too_tall, Severity::Warning);
    }
}
