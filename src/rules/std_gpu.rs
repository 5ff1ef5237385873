//! STD-GPU: a card on which the tasks without a speed model run at all.

use super::{Amount, Draft, GpuPick, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::unit::Gibibytes;

pub(super) const RULE: Rule = Rule {
    id: "STD-GPU",
    title: "a card for every task",
    severity: Severity::Standard,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Gpu],
    need: "the tasks ask for",
    have: "the largest card has",
    summary: "Where a task without a speed model (speech, rl-sim, tabular) asks for a card of some memory, or for ray tracing, one card has both.",
    rationale: "Such a task counts for no score, so nothing else keeps a card out on which it does not run. Isaac Sim draws with ray-tracing cores, which A100, A30, H100 and V100 lack.",
    source: "https://docs.nvidia.com/isaaclab/isaac-lab/installation",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let gpus = draft.gpus?;
    let standards = &draft.setting.standards;
    if standards.card == Gibibytes::default() && !standards.ray_tracing {
        return Some(Verdict::NotApplicable);
    }
    let largest = |picks: &mut dyn Iterator<Item = &GpuPick<'_>>| {
        let present = picks.filter(|pick| pick.count > 0);
        present.map(|pick| pick.chip.memory).max()
    };
    let Some(all) = largest(&mut gpus.iter()) else {
        return Some(Verdict::NotApplicable);
    };
    let traces = |pick: &&GpuPick<'_>| !standards.ray_tracing || pick.chip.has_rt_cores();
    let Some(best) = largest(&mut gpus.iter().filter(traces)) else {
        return Some(Verdict::fail(
            Severity::Standard,
            Amount::Name("no ray-tracing cores that Isaac Sim uses"),
            Amount::Name("ray-tracing cores"),
            "the simulator does not start",
        ));
    };
    let need = Amount::Memory(standards.card);
    Some(if best < standards.card {
        let have = Amount::Memory(if all < standards.card { all } else { best });
        Verdict::fail(Severity::Standard, have, need, "a task does not fit")
    } else {
        Verdict::pass(Amount::Memory(best), need)
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::super::{Setting, Standards};
    use super::*;

    fn draft(chip_fields: &str, card_memory: u32, ray_tracing: bool) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(chip_fields), 1),
            setting: setting(Setting {
                standards: Standards {
                    card: Gibibytes::new(card_memory),
                    ray_tracing,
                    ..Standards::default()
                },
                ..Setting::default()
            }),
            ..empty()
        }
    }

    const A4000: &str = "memory: 16 GiB";
    const A100: &str = "memory: 40 GiB, architecture: ampere-datacenter";

    #[test]
    fn isaac_sim_runs_on_an_a4000_and_not_on_an_a100() {
        assert_passes(&RULE, &draft(A4000, 16, true));
        assert_fails(&RULE, &draft(A100, 16, true), Severity::Standard);
        assert_passes(&RULE, &draft(A100, 16, false));
    }

    #[test]
    fn a_card_may_be_too_small() {
        assert_fails(
            &RULE,
            &draft("memory: 12 GiB", 16, true),
            Severity::Standard,
        );
    }

    #[test]
    fn without_such_a_task_it_says_nothing() {
        assert_not_applicable(&RULE, &draft(A100, 0, false));
    }
}
