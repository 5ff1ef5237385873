//! PCI-08: the board can split the slots that risers divide.

use super::{Amount, Draft, Names, Rule, Severity, Slot, UnknownPolicy, Verdict};
use crate::part::Bifurcation;

pub(super) const RULE: Rule = Rule {
    id: "PCI-08",
    title: "slots split by risers",
    severity: Severity::Warning,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Motherboard],
    need: "the riser splits its slot into",
    have: "the BIOS can split slots into",
    summary: "Every riser that divides a slot (`risers` of a build file) divides it in a way that the board's BIOS offers. Two slots that share the CPU's lanes by themselves need none; the solver never proposes one.",
    rationale: "A plain riser only spreads the wires: unless the BIOS splits the slot, the cards behind the first stay dark. Risers with a switch chip of their own work all the same, hence a warning.",
    source: "https://techtactician.com/best-amd-motherboards-for-dual-gpu-llm-builds-guide/",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let risers = &draft.setting.risers;
    let board = draft.board?;
    let Some(first) = risers.first() else {
        return Some(Verdict::NotApplicable);
    };
    let Some(offered) = &board.bifurcation else {
        let field = "motherboard bifurcation";
        return Some(Verdict::unknown(UnknownPolicy::Warn, field));
    };
    let ways = offered.iter().map(|way| *way as usize);
    let have = Amount::Names(Names::of(Bifurcation::NAMES, ways));
    let beyond = risers.iter().find(|riser| !offered.contains(&riser.split));
    let need = Amount::Name(beyond.unwrap_or(first).split.as_str());
    Some(match beyond {
        Some(_) => {
            let why = "without a switch chip on the riser, only its first card works";
            Verdict::fail(Severity::Warning, have, need, why)
        }
        None => Verdict::pass(have, need),
    })
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::super::{Riser, Setting};
    use super::*;

    fn draft(board_fields: &str, splits: &[Bifurcation]) -> Draft<'static> {
        let risers = splits.iter().enumerate().map(|(slot, split)| Riser {
            slot: format!("PCIEX16_{slot}"),
            split: *split,
        });
        Draft {
            board: Some(board(board_fields)),
            setting: setting(Setting {
                risers: risers.collect(),
                ..Setting::default()
            }),
            ..empty()
        }
    }

    #[test]
    fn a_way_the_bios_offers_is_fine() {
        let two_ways = draft("bifurcation: [x8/x8, x4/x4/x4/x4]", &[Bifurcation::X8X8]);
        assert_passes(&RULE, &two_ways);
    }

    #[test]
    fn every_riser_needs_its_way() {
        let quarters = [Bifurcation::X8X8, Bifurcation::X4X4X4X4];
        let halves_only = draft("bifurcation: [x8/x8]", &quarters);
        assert_fails(&RULE, &halves_only, Severity::Warning);
        let b650 = draft("bifurcation: []", &[Bifurcation::X8X8]);
        assert_fails(&RULE, &b650, Severity::Warning);
    }

    #[test]
    fn an_unread_bios_is_unknown_and_no_riser_no_question() {
        let unread = draft("", &[Bifurcation::X8X8]);
        assert_unknown(&RULE, &unread, "motherboard bifurcation");
        assert_not_applicable(&RULE, &draft("", &[]));
    }
}
