//! PCI-05: the card's own link is not a bottleneck.

use super::{
    Amount, Draft, GpuPick, Rule, Seat, Seated, Severity, Slot, UnknownPolicy, Verdict, seat,
};
use crate::unit::GigabytesPerSecond;

pub(super) const RULE: Rule = Rule {
    id: "PCI-05",
    title: "link bandwidth",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu, Slot::Cpu, Slot::Motherboard],
    need: "a card wants",
    have: "the slowest link carries",
    summary: "The slower of card and slot, in lanes and in generation, carries as much as eight lanes of PCIe 3.0; a note where a card with few lanes of its own sits in an older slot.",
    rationale: "Cards with eight lanes lose half their link in a slot one generation older. An RTX 3090 on PCIe 2.0 x4 still runs, slowly. The bound is a judgement.",
    source: "https://hothardware.com/news/rx-9000-gpu-not-full-speed-ryzen-ai-400",
    check,
};

/// Eight lanes of PCIe 3.0, in MB/s.
const ENOUGH: u32 = 8 * per_lane(3);

/// MB/s of one lane.
const fn per_lane(generation: u8) -> u32 {
    match generation {
        0 | 1 => 250,
        2 => 500,
        3 => 985,
        4 => 1_970,
        5.. => 3_940,
    }
}

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (gpus, cpu, board) = (draft.gpus?, draft.cpu?, draft.board?);
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Note, field));
    let seats = match seat(board, gpus, Some(cpu), draft.setting) {
        Seated::Yes(seating) => seating.seats,
        Seated::NoRoom { .. } => return Some(Verdict::NotApplicable),
        Seated::Unknown(field) => return unknown(field),
    };
    let mut slowest: Option<Link> = None;
    for seat in &seats {
        let Some(pick) = gpus.get(seat.pick) else {
            continue;
        };
        let link = match link(seat, pick) {
            Ok(link) => link,
            Err(field) => return unknown(field),
        };
        if slowest.is_none_or(|other| link.carried < other.carried) {
            slowest = Some(link);
        }
    }
    let Some(link) = slowest else {
        return Some(Verdict::NotApplicable);
    };
    let (have, need) = (rate(link.carried), rate(ENOUGH));
    Some(if link.carried < ENOUGH {
        let why = "loading models and exchanging gradients is slow";
        Verdict::fail(Severity::Warning, have, need, why)
    } else if link.halved {
        let why = "a card with few lanes loses speed in an older slot";
        Verdict::fail(Severity::Note, have, rate(link.own), why)
    } else {
        Verdict::pass(have, need)
    })
}

/// What a card's link carries, in MB/s.
#[derive(Debug, Clone, Copy)]
struct Link {
    carried: u32,
    /// What the card could carry.
    own: u32,
    /// Whether a card with fewer than 16 lanes sits in a slot of an older generation.
    halved: bool,
}

fn link(seat: &Seat<'_>, pick: &GpuPick<'_>) -> Result<Link, &'static str> {
    let lanes = seat.lanes.ok_or("motherboard modes")?;
    let generation = seat.generation.ok_or("motherboard slots.generation")?;
    let own_lanes = pick.chip.pcie_lanes.ok_or("gpu-chip pcie_lanes")?;
    let own_generation = pick
        .chip
        .pcie_generation
        .ok_or("gpu-chip pcie_generation")?;
    let carries = |lanes: u8, generation| u32::from(lanes) * per_lane(generation);
    Ok(Link {
        carried: carries(lanes.min(own_lanes), generation.min(own_generation)),
        own: carries(own_lanes, own_generation),
        halved: own_lanes < 16 && generation < own_generation,
    })
}

/// MB/s as a rate, rounded to a tenth of a GB/s.
fn rate(megabytes: u32) -> Amount {
    Amount::Rate(GigabytesPerSecond::from_steps((megabytes + 5) / 10))
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(chip_fields: &str, lanes: u8, generation: u8) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(chip_fields), 1),
            cpu: Some(cpu("pcie_generation: 5")),
            board: Some(board(&format!(
                "slots: [{{name: A, size: x16, root: cpu, generation: {generation}}}], modes: [{{lanes: {{A: {lanes}}}}}]"
            ))),
            ..empty()
        }
    }

    const RTX_3090: &str = "pcie_lanes: 16, pcie_generation: 4";

    #[test]
    fn a_3090_on_x570_is_not_slowed() {
        assert_passes(&RULE, &draft(RTX_3090, 16, 4));
        // Four lanes of PCIe 4.0 carry what eight of PCIe 3.0 do.
        assert_passes(&RULE, &draft(RTX_3090, 4, 4));
    }

    #[test]
    fn a_3090_on_pcie_2_x4_is() {
        assert_fails(&RULE, &draft(RTX_3090, 4, 2), Severity::Warning);
    }

    #[test]
    fn an_x8_card_in_an_older_slot_is_worth_a_note() {
        let x8 = "pcie_lanes: 8, pcie_generation: 5";
        assert_fails(&RULE, &draft(x8, 16, 4), Severity::Note);
        assert_passes(&RULE, &draft(x8, 16, 5));
    }

    #[test]
    fn an_unstated_link_is_unknown() {
        assert_unknown(&RULE, &draft("", 16, 4), "gpu-chip pcie_lanes");
    }
}
