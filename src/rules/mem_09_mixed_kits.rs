//! MEM-09: all modules come from one kit.

use super::{Amount, Draft, Pick, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::{Memory, MemoryRegistration};

pub(super) const RULE: Rule = Rule {
    id: "MEM-09",
    title: "one memory kit",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Memory],
    need: "tested together is",
    have: "the build has",
    summary: "One kit holds all modules; registered modules of one model count as one, because they are sold singly.",
    rationale: "Kits are tested as sets; even two of the same model may not start together at their rated speed. Registered modules run at standard timings: a judgement.",
    source: "https://www.intel.com/content/www/us/en/support/articles/000088926.html",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let kits = draft.memory?;
    let count = kits
        .iter()
        .fold(0, |sum: u32, kit| sum.saturating_add(kit.count));
    let (have, need) = (Amount::Count(count, "kits"), Amount::Count(1, "kits"));
    let fail = |why| Some(Verdict::fail(Severity::Warning, have, need, why));
    match kits {
        _ if count <= 1 => Some(Verdict::pass(have, need)),
        [kit] if is_registered(kit) => Some(Verdict::pass(have, need)),
        [_] => fail("two kits of one model are not tested together"),
        _ => fail("different kits run at the slowest one's speed, or not at all"),
    }
}

fn is_registered(kit: &Pick<'_, Memory>) -> bool {
    kit.part.registration == Some(MemoryRegistration::Registered)
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(memory: &str, count: u32) -> Draft<'static> {
        Draft {
            memory: picks(kit(memory), count),
            ..empty()
        }
    }

    #[test]
    fn one_kit_of_two_48_gib_modules_is_fine() {
        assert_passes(&RULE, &draft("modules: 2, module_size: 48 GiB", 1));
    }

    #[test]
    fn two_kits_of_one_model_are_a_risk() {
        assert_fails(&RULE, &draft("modules: 2", 2), Severity::Warning);
    }

    #[test]
    fn two_different_kits_on_an_x570_tomahawk_ran_at_2666() {
        let kits = ["speed: 3200 MT/s", "speed: 3000 MT/s"].map(|speed| Pick {
            part: kit(speed),
            count: 1,
        });
        let draft = Draft {
            memory: Some(&kits),
            ..empty()
        };
        assert_fails(&RULE, &draft, Severity::Warning);
    }

    #[test]
    fn eight_single_server_modules_are_one_set() {
        assert_passes(&RULE, &draft("modules: 1, registration: registered", 8));
    }
}
