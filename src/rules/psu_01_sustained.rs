//! PSU-01: the supply carries the sustained draw with a margin.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::unit::Watts;

pub(super) const RULE: Rule = Rule {
    id: "PSU-01",
    title: "sustained power",
    severity: Severity::Error,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Gpu, Slot::Cpu, Slot::Psu],
    need: "sustained draw",
    have: "PSU rating",
    summary: "GPUs at their (limited) board power, the CPU's sustained maximum and 100 W for the rest stay below the PSU's rating; a warning when less than 10 % is left.",
    rationale: "Training loads GPU and CPU for days; a supply at its rating runs hot and trips. The 100 W for board, memory, drives and fans is a judgement.",
    source: "https://timdettmers.com/2018/12/16/deep-learning-hardware-guide/",
    check,
};

/// Board, memory, drives and fans: a judgement.
pub(super) const REST: Watts = Watts::new(100);

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (gpus, cpu, psus) = (draft.gpu_power()?, draft.cpu?, draft.psus?);
    let Some(gpus) = gpus else {
        return Some(Verdict::Unknown {
            field: "gpu board_power",
            policy: UnknownPolicy::Block,
        });
    };
    let Some(cpu) = cpu.max_power else {
        return Some(Verdict::Unknown {
            field: "cpu max_power",
            policy: UnknownPolicy::Block,
        });
    };
    let [supply] = psus else {
        return Some(Verdict::Unknown {
            field: "which card hangs on which psu",
            policy: UnknownPolicy::Block,
        });
    };
    if supply.count != 1 {
        return Some(Verdict::Unknown {
            field: "which card hangs on which psu",
            policy: UnknownPolicy::Block,
        });
    }
    let sustained = gpus + cpu + REST;
    let (have, need) = (Amount::Watts(supply.part.wattage), Amount::Watts(sustained));
    let fail = |severity, why| {
        Some(Verdict::Fail {
            severity,
            have,
            need,
            why,
        })
    };
    if sustained > supply.part.wattage {
        fail(Severity::Error, "the supply would be overloaded")
    } else if sustained * 11 > supply.part.wattage * 10 {
        fail(Severity::Warning, "less than 10 % is left")
    } else {
        Some(Verdict::Pass { have, need })
    }
}
