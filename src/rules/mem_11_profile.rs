//! MEM-11: the kit's speed is what the CPU is specified for, not an overclock.

use super::memory_speed::specified;
use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::MemoryRegistration;

pub(super) const RULE: Rule = Rule {
    id: "MEM-11",
    title: "memory speed beyond the CPU's",
    severity: Severity::Note,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Cpu, Slot::Memory],
    need: "the kit is sold for",
    have: "CPUs of this generation are specified for",
    summary: "A kit faster than any CPU of the generation is specified for is worth a note: its speed needs an XMP or EXPO profile. Never a fault: AMD boards read XMP kits too. Registered modules have no profile.",
    rationale: "Without the profile set in the BIOS the kit runs at a slower standard speed, and with it the CPU's maker promises nothing. Most such kits run as sold. The table of specified speeds is a judgement from general knowledge.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (cpu, kits) = (draft.cpu?, draft.memory?);
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Note, field));
    let mut tightest = Verdict::NotApplicable;
    for kit in kits {
        match kit.part.registration {
            Some(MemoryRegistration::Registered) => continue,
            Some(MemoryRegistration::Unbuffered) | None => {}
        }
        let Some(generation) = cpu.generation else {
            return unknown("cpu generation");
        };
        let Some(limit) = specified(cpu.socket, generation, kit.part.memory_type) else {
            return unknown("memory speed that this CPU is specified for");
        };
        let Some(speed) = kit.part.speed else {
            return unknown("memory speed");
        };
        let (have, need) = (Amount::Speed(limit), Amount::Speed(speed));
        if speed > limit {
            let why =
                "set its XMP or EXPO profile in the BIOS; the CPU's maker does not promise it";
            return Some(Verdict::fail(Severity::Note, have, need, why));
        }
        tightest = Verdict::pass(have, need);
    }
    Some(tightest)
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    const RYZEN_9800X3D: &str = "socket: am5, generation: zen5";

    fn draft(cpu_fields: &str, memory: &str) -> Draft<'static> {
        Draft {
            cpu: Some(cpu(cpu_fields)),
            memory: picks(kit(memory), 1),
            ..empty()
        }
    }

    #[test]
    fn a_5600_kit_is_what_a_9800x3d_is_specified_for() {
        assert_passes(&RULE, &draft(RYZEN_9800X3D, "speed: 5600 MT/s"));
    }

    #[test]
    fn an_8000_kit_is_worth_a_note_and_no_more() {
        let fast = draft(RYZEN_9800X3D, "speed: 8000 MT/s");
        assert_fails(&RULE, &fast, Severity::Note);
    }

    #[test]
    fn registered_modules_have_no_profile() {
        let server = draft(
            "socket: sp5, generation: zen4",
            "registration: registered, speed: 6400 MT/s",
        );
        assert_not_applicable(&RULE, &server);
    }

    #[test]
    fn missing_figures_are_unknown() {
        assert_unknown(&RULE, &draft(RYZEN_9800X3D, ""), "memory speed");
        assert_unknown(&RULE, &draft("", "speed: 5600 MT/s"), "cpu generation");
        let other = draft(
            "socket: lga2066, generation: skylake-x",
            "type: ddr4, speed: 3600 MT/s",
        );
        assert_unknown(&RULE, &other, "memory speed that this CPU is specified for");
    }
}
