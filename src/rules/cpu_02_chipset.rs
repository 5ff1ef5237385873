//! CPU-02: the board's chipset knows the CPU's generation.

use super::chipset_support::supported;
use super::{Amount, Draft, Names, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::{Chipset, Generation};

pub(super) const RULE: Rule = Rule {
    id: "CPU-02",
    title: "chipset and CPU generation",
    severity: Severity::Error,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Cpu, Slot::Motherboard],
    need: "the CPU's generation is",
    have: "the board's chipset takes",
    summary: "The chipset runs the CPU's generation, with the right BIOS (BIOS-01 speaks of that); WRX90 takes Threadripper PRO only.",
    rationale: "An equal socket is not support: a Ryzen 5 2600X fits a B550 board and never boots. Rows without a reported case are a judgement.",
    source: "https://forums.tomshardware.com/threads/3843593/",
    check,
};

/// Memory channels by which Threadripper PRO differs from Threadripper.
const PRO_CHANNELS: u8 = 8;

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (cpu, board) = (draft.cpu?, draft.board?);
    if cpu.socket != board.socket {
        return Some(Verdict::NotApplicable);
    }
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Warn, field));
    let Some(chipset) = board.chipset else {
        return unknown("motherboard chipset");
    };
    let Some(generation) = cpu.generation else {
        return unknown("cpu generation");
    };
    let Some(list) = supported(chipset) else {
        return unknown("motherboard CPU support list");
    };
    let need = Amount::Name(generation.as_str());
    let have = Amount::Names(Names::of(
        Generation::NAMES,
        list.iter().map(|known| *known as usize),
    ));
    let no = |why| Some(Verdict::fail(Severity::Error, have, need, why));
    if !list.contains(&generation) {
        return no("the board never boots with this CPU");
    }
    if chipset == Chipset::Wrx90 {
        match cpu.memory_channels {
            None => return unknown("cpu memory_channels"),
            Some(channels) if channels < PRO_CHANNELS => {
                return no("WRX90 boards take Threadripper PRO only");
            }
            Some(_) => {}
        }
    }
    Some(Verdict::pass(have, need))
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn am4(generation: &str, chipset: &str) -> Draft<'static> {
        Draft {
            cpu: Some(cpu(&format!("socket: am4{generation}"))),
            board: Some(board(&format!("socket: am4{chipset}"))),
            ..empty()
        }
    }

    #[test]
    fn a_5600x_runs_on_an_x570_tomahawk() {
        assert_passes(&RULE, &am4(", generation: zen3", ", chipset: x570"));
    }

    #[test]
    fn a_2600x_never_boots_on_a_b550_gaming_edge() {
        assert_fails(
            &RULE,
            &am4(", generation: zen-plus", ", chipset: b550"),
            Severity::Error,
        );
    }

    #[test]
    fn an_unknown_generation_or_chipset_is_unknown() {
        assert_unknown(&RULE, &am4("", ", chipset: b550"), "cpu generation");
        assert_unknown(&RULE, &am4(", generation: zen3", ""), "motherboard chipset");
    }

    #[test]
    fn wrx90_needs_a_pro() {
        let on_wrx90 = |channels: &str| Draft {
            cpu: Some(cpu(&format!("socket: str5, generation: zen4{channels}"))),
            board: Some(board("socket: str5, chipset: wrx90")),
            ..empty()
        };
        assert_fails(&RULE, &on_wrx90(", memory_channels: 4"), Severity::Error);
        assert_passes(&RULE, &on_wrx90(", memory_channels: 8"));
        assert_unknown(&RULE, &on_wrx90(""), "cpu memory_channels");
    }
}
