//! ML-06: no card that lives on a server's airflow.

use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::GpuCooling;

pub(super) const RULE: Rule = Rule {
    id: "ML-06",
    title: "passive server cards",
    severity: Severity::Standard,
    unknown: UnknownPolicy::Block,
    scope: &[Slot::Gpu],
    need: "every card wants",
    have: "the cards' cooling is",
    summary: "Every card brings its own fan or water loop; cards made for a server's airflow (P40, P100, V100, A100, MI50) are left out.",
    rationale: "Without a shroud and a strong fan such a card overheats within minutes. It also wants an EPS plug where a PCIe one looks alike (PSU-03), a BIOS with Above 4G Decoding, which consumer boards up to 2014 lack, and another card for the display (IGPU-01).",
    source: "https://ariezlabs.com/blog/p40",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let gpus = draft.gpus?;
    let need = Amount::Name("a fan or loop of its own");
    let mut own = None;
    let mut unknown = false;
    for pick in gpus {
        match pick.card.cooling {
            Some(GpuCooling::Passive) => {
                let why = "needs a duct and a fan, an EPS plug and Above 4G Decoding";
                let have = Amount::Name(GpuCooling::Passive.as_str());
                return Some(Verdict::fail(Severity::Standard, have, need, why));
            }
            Some(
                cooling @ (GpuCooling::OpenAir
                | GpuCooling::Blower
                | GpuCooling::Hybrid
                | GpuCooling::WaterBlock),
            ) => own = Some(cooling),
            None => unknown = true,
        }
    }
    Some(match own {
        _ if unknown => Verdict::unknown(UnknownPolicy::Block, "gpu cooling"),
        Some(cooling) => Verdict::pass(Amount::Name(cooling.as_str()), need),
        None => Verdict::NotApplicable,
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(card_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(card_fields), chip(""), 1),
            ..empty()
        }
    }

    #[test]
    fn a_3090_brings_its_fans() {
        assert_passes(&RULE, &draft("cooling: open-air"));
    }

    #[test]
    fn a_p40_does_not() {
        assert_fails(&RULE, &draft("cooling: passive"), Severity::Standard);
    }

    #[test]
    fn an_unstated_cooler_is_unknown() {
        assert_unknown(&RULE, &draft(""), "gpu cooling");
    }
}
