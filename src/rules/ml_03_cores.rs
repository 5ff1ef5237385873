//! ML-03: enough CPU cores for every card.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "ML-03",
    title: "cores per card",
    severity: Severity::Standard,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Gpu, Slot::Cpu],
    need: "the standard asks for",
    have: "the CPU has",
    summary: "The CPU has the profile's standard of physical cores (four by default) for every card, and what a task without a speed model (rl-sim, tabular) asks for.",
    rationale: "Each card is fed by a process of its own with workers that decode and augment. The number is a judgement without an authority.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (count, cpu) = (draft.gpu_count()?, draft.cpu?);
    let Some(cores) = cpu.cores.map(u32::from) else {
        return Some(Verdict::unknown(UnknownPolicy::Block, "cpu cores"));
    };
    let standards = &draft.setting.standards;
    let least = standards.cores_per_gpu.saturating_mul(count);
    let least = least.max(standards.cores);
    let (have, need) = (Amount::Count(cores, "cores"), Amount::Count(least, "cores"));
    Some(if cores < least {
        let why = if least == standards.cores {
            "too few cores for the tasks"
        } else {
            "too few cores to feed the cards"
        };
        Verdict::fail(Severity::Standard, have, need, why)
    } else {
        Verdict::pass(have, need)
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::super::{Setting, Standards};
    use super::*;

    fn draft(count: u32, cpu_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(""), count),
            cpu: Some(cpu(cpu_fields)),
            ..empty()
        }
    }

    #[test]
    fn a_7900x_feeds_two_cards() {
        assert_passes(&RULE, &draft(2, "cores: 12"));
    }

    #[test]
    fn an_i7_3770k_does_not_feed_four() {
        assert_fails(&RULE, &draft(4, "cores: 4"), Severity::Standard);
    }

    #[test]
    fn a_task_may_ask_for_more() {
        let asked = |cores| Draft {
            setting: setting(Setting {
                standards: Standards {
                    cores: 8,
                    ..Standards::default()
                },
                ..Setting::default()
            }),
            ..draft(1, cores)
        };
        assert_fails(&RULE, &asked("cores: 6"), Severity::Standard);
        assert_passes(&RULE, &asked("cores: 8"));
    }

    #[test]
    fn unstated_cores_are_unknown() {
        assert_unknown(&RULE, &draft(1, ""), "cpu cores");
    }
}
