//! MEM-05: the memory stays within what the CPU addresses.

use super::modules::capacity;
use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "MEM-05",
    title: "CPU memory maximum",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Cpu, Slot::Memory],
    need: "the kits have",
    have: "the CPU's listed maximum is",
    summary: "All kits together stay within the CPU's listed memory maximum.",
    rationale: "A CPU that cannot address a module ignores it or does not boot; only a warning, because listed maxima were raised when larger modules came out. A judgement.",
    source: "judgement",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (cpu, kits) = (draft.cpu?, draft.memory?);
    let Some(most) = cpu.max_memory else {
        return Some(Verdict::unknown(UnknownPolicy::Note, "cpu max_memory"));
    };
    let total = capacity(kits);
    let (have, need) = (Amount::Memory(most), Amount::Memory(total));
    Some(if total > most {
        Verdict::fail(
            Severity::Warning,
            have,
            need,
            "the CPU may not address all of it",
        )
    } else {
        Verdict::pass(have, need)
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(size: u32, kits: u32, most: &str) -> Draft<'static> {
        Draft {
            memory: picks(kit(&format!("modules: 2, module_size: {size} GiB")), kits),
            cpu: Some(cpu(most)),
            ..empty()
        }
    }

    #[test]
    fn a_9900x_addresses_96_gib() {
        assert_passes(&RULE, &draft(48, 1, "max_memory: 256 GiB"));
    }

    #[test]
    fn a_14900k_may_not_address_256_gib() {
        assert_fails(
            &RULE,
            &draft(64, 2, "max_memory: 192 GiB"),
            Severity::Warning,
        );
    }

    #[test]
    fn an_unlisted_maximum_is_unknown() {
        assert_unknown(&RULE, &draft(48, 1, ""), "cpu max_memory");
    }
}
