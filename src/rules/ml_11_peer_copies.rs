//! ML-11: several cards copy to each other directly.

use super::{Amount, Draft, GpuPick, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::{Architecture, Socket};

pub(super) const RULE: Rule = Rule {
    id: "ML-11",
    title: "direct copies between the cards",
    severity: Severity::Note,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu, Slot::Motherboard],
    need: "several cards want",
    have: "this machine has",
    summary: "With several cards: a note on a board for AMD processors (start the kernel with iommu=pt), and on GeForce RTX 40 and 50, whose driver has no direct copies between cards.",
    rationale: "On AMD boards the IOMMU in its default mode breaks copies between cards (Xid 154). Without direct copies data goes through system memory: 2 to 22 % slower, measured with a patched driver on two and four cards.",
    source: "https://github.com/noonghunna/club-3090",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let gpus = draft.gpus?;
    let board = draft.board?;
    if draft.gpu_count()? < 2 {
        return Some(Verdict::NotApplicable);
    }
    let mut cards = gpus.iter().filter(|pick| pick.count > 0);
    let through_memory = cards.any(has_no_peer_copies);
    let (have, why) = match (for_amd(board.socket), through_memory) {
        (false, false) => {
            let have = Amount::Name("nothing known in the way");
            return Some(Verdict::pass(have, WANTED));
        }
        (true, false) => ("an IOMMU in the way", "start the kernel with iommu=pt"),
        (false, true) => (
            "a driver without them",
            "copies go through system memory: 2 to 22 % slower",
        ),
        (true, true) => (
            "a driver without them, and an IOMMU",
            "copies go through system memory; start the kernel with iommu=pt",
        ),
    };
    Some(Verdict::fail(
        Severity::Note,
        Amount::Name(have),
        WANTED,
        why,
    ))
}

/// What several cards want.
const WANTED: Amount = Amount::Name("direct copies");

/// GeForce RTX 40 and 50; the workstation cards with the same chips have them.
fn has_no_peer_copies(pick: &GpuPick<'_>) -> bool {
    matches!(
        pick.chip.architecture,
        Architecture::Ada | Architecture::Blackwell
    ) && pick.chip.name.starts_with("GeForce")
}

/// Whether the board is for AMD processors.
const fn for_amd(socket: Socket) -> bool {
    match socket {
        Socket::Am4
        | Socket::Am5
        | Socket::Tr4
        | Socket::Strx4
        | Socket::Swrx8
        | Socket::Str5
        | Socket::Sp3
        | Socket::Sp5
        | Socket::Sp6 => true,
        Socket::Lga1151
        | Socket::Lga1151V2
        | Socket::Lga1200
        | Socket::Lga1700
        | Socket::Lga1851
        | Socket::Lga2011V3
        | Socket::Lga2066
        | Socket::Lga3647
        | Socket::Lga4189
        | Socket::Lga4677 => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(socket: &str, chip_fields: &str, count: u32) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(chip_fields), count),
            board: Some(board(&format!("socket: {socket}"))),
            ..empty()
        }
    }

    #[test]
    fn two_3090s_on_an_intel_board_have_nothing_in_the_way() {
        assert_passes(&RULE, &draft("lga1700", "name: GeForce RTX 3090", 2));
        assert_not_applicable(&RULE, &draft("am4", "name: GeForce RTX 4090", 1));
    }

    #[test]
    fn two_3090s_on_x399_want_a_kernel_parameter() {
        assert_fails(
            &RULE,
            &draft("tr4", "name: GeForce RTX 3090", 2),
            Severity::Note,
        );
    }

    #[test]
    fn two_4090s_copy_through_memory_and_two_rtx_6000_ada_do_not() {
        let two = |name: &str| {
            let fields = format!("architecture: ada, name: {name}");
            draft("lga1700", &fields, 2)
        };
        assert_fails(&RULE, &two("GeForce RTX 4090"), Severity::Note);
        assert_passes(&RULE, &two("RTX 6000 Ada Generation"));
    }
}
