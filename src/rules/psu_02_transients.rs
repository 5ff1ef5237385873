//! PSU-02: the supply bears the millisecond peaks of the cards.

use super::power::{Gap, WHICH_PSU, single, sustained};
use super::{Amount, Draft, GpuPick, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::{Architecture, Psu};
use crate::unit::{Version, Watts};

pub(super) const RULE: Rule = Rule {
    id: "PSU-02",
    title: "power peaks",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu, Slot::Cpu, Slot::Psu],
    need: "the draw to bear is",
    have: "the PSU bears",
    summary: "A warning when both hold: the peaks (twice the power of Ampere and RDNA 2 cards, 1.6 times that of others) exceed what the supply bears (1.8 times its rating with ATX 3.x and a 16-pin plug, 1.45 with ATX 3.x, else 1.0), and the sustained draw exceeds 80 % (ATX 3.x) or 65 % (older) of its rating.",
    rationale: "Cards of one training step peak together for milliseconds and trip supplies that carry their average easily. The factors are set by hand on nine shut-downs and nine working builds, a judgement; one measured RTX 5090 reaches 1.57 times its power.",
    source: "https://www.slashgear.com/1902896/",
    check,
};

/// The ATX version from which supplies are tested with peaks.
const ATX_3: Version = Version::new(3, 0);

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let (gpus, psus) = (draft.gpus?, draft.psus?);
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Note, field));
    let draw = sustained(draft);
    let Some(supply) = single(psus) else {
        return unknown(WHICH_PSU);
    };
    let sustained = draw.known;
    let peak = sustained + extra(draft, gpus);
    let Some(atx) = supply.atx_version else {
        return unknown("psu atx_version");
    };
    let comfortable = percent(supply.wattage, if atx >= ATX_3 { 80 } else { 65 });
    let [least, most] = peak_limits(supply, atx);
    // What is still missing from the sum can only make it worse: fail on what is known.
    if sustained > comfortable && peak > most {
        let why = "the cards' peaks may trip the supply";
        let (have, need) = (Amount::Watts(most), Amount::Watts(peak));
        return Some(Verdict::fail(Severity::Warning, have, need, why));
    }
    match draw.gap {
        Gap::Undecided => return None,
        Gap::Unknown(field) => return unknown(field),
        Gap::None => {}
    }
    let pass = |limit, load| Some(Verdict::pass(Amount::Watts(limit), Amount::Watts(load)));
    if sustained <= comfortable {
        pass(comfortable, sustained)
    } else if peak <= least {
        pass(least, peak)
    } else {
        unknown("psu pin16")
    }
}

/// What the cards' peaks add to their sustained power.
fn extra(draft: &Draft<'_>, gpus: &[GpuPick<'_>]) -> Watts {
    gpus.iter()
        .map(|pick| {
            let stock = pick.stock_power().unwrap_or_default();
            let limited = draft.setting.card_power(stock) * pick.count;
            percent(limited, peak_percent(pick.chip.architecture) - 100)
        })
        .sum()
}

/// A card's peak in percent of its power.
fn peak_percent(architecture: Architecture) -> u32 {
    match architecture {
        Architecture::Ampere | Architecture::AmpereDatacenter | Architecture::Rdna2 => 200,
        Architecture::Pascal
        | Architecture::Volta
        | Architecture::Turing
        | Architecture::Ada
        | Architecture::Hopper
        | Architecture::Blackwell
        | Architecture::BlackwellDatacenter
        | Architecture::Gcn5
        | Architecture::Cdna1
        | Architecture::Cdna2
        | Architecture::Cdna3
        | Architecture::Rdna3
        | Architecture::Rdna4
        | Architecture::Alchemist
        | Architecture::Battlemage => 160,
    }
}

/// The peak the supply bears: the least and the most it can be, as far as is known.
fn peak_limits(supply: &Psu, atx: Version) -> [Watts; 2] {
    let range = match (atx >= ATX_3, supply.pin16) {
        (true, Some(0)) => [145, 145],
        (true, Some(_)) => [180, 180],
        (true, None) => [145, 180],
        (false, _) => [100, 100],
    };
    range.map(|share| percent(supply.wattage, share))
}

/// So many percent of a power, rounded down to a watt.
fn percent(power: Watts, percent: u32) -> Watts {
    Watts::new((power * percent).steps() / 100)
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(architecture: &str, watts: u32, count: u32, supply: &str) -> Draft<'static> {
        let fields = format!("architecture: {architecture}, board_power: {watts} W");
        Draft {
            gpus: cards(card(""), chip(&fields), count),
            cpu: Some(cpu("max_power: 200 W")),
            psus: picks(psu(supply), 1),
            ..empty()
        }
    }

    #[test]
    fn two_5090s_run_on_a_tc_1650t() {
        let supply = "wattage: 1650 W, atx_version: \"3.1\", pin16: 2";
        assert_passes(&RULE, &draft("blackwell", 575, 2, supply));
    }

    #[test]
    fn a_3090_trips_an_older_650_watt_unit() {
        let supply = "wattage: 650 W, atx_version: \"2.4\"";
        assert_fails(&RULE, &draft("ampere", 350, 1, supply), Severity::Warning);
    }

    #[test]
    fn an_older_unit_at_sixty_percent_is_left_alone() {
        // Sustained 650 W of 1000 W; the peak of 1000 W alone does not warn.
        let supply = "wattage: 1000 W, atx_version: \"2.4\"";
        assert_passes(&RULE, &draft("ampere", 350, 1, supply));
    }

    #[test]
    fn an_unstated_atx_version_is_unknown_not_old() {
        let supply = draft("ampere", 350, 1, "wattage: 650 W");
        assert_unknown(&RULE, &supply, "psu atx_version");
    }

    #[test]
    fn the_16_pin_plug_matters_only_between_the_two_limits() {
        // Peak 900 × 1.6 + 300 = 1740 W on 1100 W: above 1.45 times, below 1.8 times.
        let on = |pin16: &str| {
            let supply = format!("wattage: 1100 W, atx_version: \"3.0\"{pin16}");
            draft("ada", 450, 2, &supply)
        };
        assert_unknown(&RULE, &on(""), "psu pin16");
        assert_passes(&RULE, &on(", pin16: 1"));
        assert_fails(&RULE, &on(", pin16: 0"), Severity::Warning);
    }
}
