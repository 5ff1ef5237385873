//! MEM-08: two modules on a channel run at the speed they are sold for.

use super::memory_speed::two_per_channel;
use super::modules::modules;
use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "MEM-08",
    title: "memory speed with two modules per channel",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Cpu, Slot::Memory],
    need: "the kit's speed is",
    have: "two modules per channel are guaranteed",
    summary: "With more modules than channels, the kits' rated speed stays within what the CPU's maker guarantees for two modules per channel.",
    rationale: "Four fast DDR5 modules often do not start at all, and run at 3600 when they do. Some rows of the table are a judgement.",
    source: "https://www.hardwareluxx.de/index.php/news/hardware/arbeitsspeicher/64656",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (cpu, kits) = (draft.cpu?, draft.memory?);
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Note, field));
    let Some(channels) = cpu.memory_channels else {
        return unknown("cpu memory_channels");
    };
    if modules(kits) <= u32::from(channels) {
        return Some(Verdict::NotApplicable);
    }
    let Some(generation) = cpu.generation else {
        return unknown("cpu generation");
    };
    let mut tightest = None;
    for kit in kits {
        let Some(speed) = kit.part.speed else {
            return unknown("memory speed");
        };
        let Some(row) = two_per_channel(cpu.socket, generation, kit.part.memory_type) else {
            return unknown("guaranteed memory speed of this CPU");
        };
        let limit = match kit.part.ranks {
            Some(0 | 1) => row.single,
            Some(_) => row.dual,
            // Without the ranks, only a speed on one side of both limits can be judged.
            None if speed <= row.dual => row.dual,
            None if speed > row.single => row.single,
            None => return unknown("memory ranks"),
        };
        let (have, need) = (Amount::Speed(limit), Amount::Speed(speed));
        if speed > limit {
            let why = "four modules may not start at this speed: buy two larger ones";
            return Some(Verdict::fail(Severity::Warning, have, need, why));
        }
        tightest = Some(Verdict::pass(have, need));
    }
    tightest
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    const RYZEN_9800X3D: &str = "socket: am5, generation: zen5, memory_channels: 2";

    fn draft(cpu_fields: &str, memory: &str, kits: u32) -> Draft<'static> {
        Draft {
            cpu: Some(cpu(cpu_fields)),
            memory: picks(kit(memory), kits),
            ..empty()
        }
    }

    #[test]
    fn two_modules_at_6800_are_not_its_business() {
        let two = draft(RYZEN_9800X3D, "modules: 2, speed: 6800 MT/s", 1);
        assert_not_applicable(&RULE, &two);
    }

    #[test]
    fn four_modules_at_3600_are_guaranteed() {
        assert_passes(&RULE, &draft(RYZEN_9800X3D, "speed: 3600 MT/s", 2));
    }

    #[test]
    fn four_modules_at_8000_do_not_start() {
        let four = draft(RYZEN_9800X3D, "speed: 8000 MT/s", 2);
        assert_fails(&RULE, &four, Severity::Warning);
    }

    #[test]
    fn ranks_decide_between_the_two_limits() {
        let i9 = "socket: lga1700, generation: raptor-lake, memory_channels: 2";
        let at_4000 = |ranks: &str| draft(i9, &format!("speed: 4000 MT/s{ranks}"), 2);
        assert_passes(&RULE, &at_4000(", ranks: 1"));
        assert_fails(&RULE, &at_4000(", ranks: 2"), Severity::Warning);
        assert_unknown(&RULE, &at_4000(""), "memory ranks");
    }
}
