//! PSU-03: the supply has a plug for every power socket of the cards.

use super::plugs::{Wanted, offered, wanted};
use super::share::Share;
use super::units;
use super::{Amount, Draft, Rule, Severity, Slot, UnknownPolicy, Verdict};

pub(super) const RULE: Rule = Rule {
    id: "PSU-03",
    title: "power plugs of the cards",
    severity: Severity::Error,
    unknown: UnknownPolicy::Warn,
    scope: &[Slot::Gpu, Slot::Motherboard, Slot::Psu],
    need: "the cards take",
    have: "the PSU has",
    summary: "Every 8-pin and 6-pin socket of all cards has its own 6+2 plug, every 16-pin socket a native plug, every EPS socket one that the board does not need; a warning where an adapter from 8-pin leads must stand in (three for a 16-pin card up to 450 W, four above, two for EPS). Of several supplies each is judged by the cards on its cables.",
    rationale: "A card without all its plugs does not start, and adapters are one more joint to overheat. How many plugs share a cable is not in the catalogue: above 225 W use one cable a plug. The adapters' leads are a judgement.",
    source: "https://www.tomshardware.com/pc-components/gpus/melting-power-connectors",
    check,
};

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let gpus = draft.gpus?;
    units::each(
        draft,
        UnknownPolicy::Warn,
        |unit| {
            let plugs = |count: Option<u8>| count.map(u32::from);
            let supply = Supply {
                pcie: plugs(unit.psu.pcie_8pin),
                pin16: plugs(unit.psu.pin16),
                eps: plugs(unit.psu.eps),
            };
            judge(draft, &wanted(gpus, unit.share), &supply, unit.share)
        },
        |psus| {
            let supply = Supply {
                pcie: offered(psus, |psu| psu.pcie_8pin),
                pin16: offered(psus, |psu| psu.pin16),
                eps: offered(psus, |psu| psu.eps),
            };
            let all = Share::Whole;
            let verdict = judge(draft, &wanted(gpus, all), &supply, all);
            // Enough on all together says nothing of each.
            verdict.filter(Verdict::is_serious)
        },
    )
}

/// Judges the cards on these plugs.
fn judge(draft: &Draft<'_>, want: &Wanted, supply: &Supply, share: Share<'_>) -> Option<Verdict> {
    // The board can only take EPS plugs away, so this fail is final without one.
    let board_eps = if share.feeds_board() {
        draft.board.map(|board| board.eps.map(u32::from))
    } else {
        draft.board.map(|_| Some(0))
    };
    let spare_eps = supply
        .eps
        .map(|plugs| plugs.saturating_sub(board_eps.flatten().unwrap_or(0)));
    let eps_leads = want
        .eps
        .saturating_sub(spare_eps.unwrap_or(u32::MAX))
        .saturating_mul(2);
    let adapters = want
        .adapter_leads(supply.pin16.unwrap_or(u32::MAX))
        .map(|leads| leads.saturating_add(eps_leads));
    let [least, most] = adapters.map(|leads| leads.saturating_add(want.pcie));
    let count = |leads| Amount::Count(leads, "8-pin plugs");
    if let Some(plugs) = supply.pcie.filter(|plugs| least > *plugs) {
        let why = "some cards get no power";
        return Some(Verdict::fail(
            Severity::Error,
            count(plugs),
            count(least),
            why,
        ));
    }
    let board_eps = board_eps?;
    let unknown = |field| Some(Verdict::unknown(UnknownPolicy::Warn, field));
    if let Some(field) = missing(want, supply, board_eps, most) {
        return unknown(field);
    }
    let plugs = supply.pcie.unwrap_or(0);
    if most > plugs {
        // Only a card of unknown power makes the two bounds differ.
        return unknown("gpu board_power");
    }
    if adapters != [0, 0] {
        let why = "the rest needs adapters from 8-pin leads";
        return Some(Verdict::fail(
            Severity::Warning,
            native(want, supply, spare_eps),
            asked(want),
            why,
        ));
    }
    Some(if want.pcie + want.pin16() + want.eps == 0 {
        Verdict::NotApplicable
    } else {
        Verdict::pass(native(want, supply, spare_eps), asked(want))
    })
}

/// Plugs on a supply; `None` = not stated.
struct Supply {
    pcie: Option<u32>,
    pin16: Option<u32>,
    eps: Option<u32>,
}

/// The first fact without which the plugs cannot be counted.
fn missing(
    want: &Wanted,
    supply: &Supply,
    board_eps: Option<u32>,
    leads: u32,
) -> Option<&'static str> {
    let needed = [
        (want.unknown, "gpu power"),
        (want.pin16() > 0 && supply.pin16.is_none(), "psu pin16"),
        (want.eps > 0 && supply.eps.is_none(), "psu eps"),
        (want.eps > 0 && board_eps.is_none(), "motherboard eps"),
        (leads > 0 && supply.pcie.is_none(), "psu pcie_8pin"),
    ];
    needed
        .iter()
        .find(|(missing, _)| *missing)
        .map(|(_, field)| *field)
}

/// The plugs of the kind that is scarcest for these cards.
fn native(want: &Wanted, supply: &Supply, spare_eps: Option<u32>) -> Amount {
    let (plugs, kind) = match scarcest(want) {
        Kind::Eps => (spare_eps, "spare EPS plugs"),
        Kind::Pin16 => (supply.pin16, "16-pin plugs"),
        Kind::Pcie => (supply.pcie, "8-pin plugs"),
    };
    Amount::Count(plugs.unwrap_or(0), kind)
}

fn asked(want: &Wanted) -> Amount {
    match scarcest(want) {
        Kind::Eps => Amount::Count(want.eps, "EPS plugs"),
        Kind::Pin16 => Amount::Count(want.pin16(), "16-pin plugs"),
        Kind::Pcie => Amount::Count(want.pcie, "8-pin plugs"),
    }
}

/// Plug kinds, those that supplies have fewest of first.
enum Kind {
    Eps,
    Pin16,
    Pcie,
}

fn scarcest(want: &Wanted) -> Kind {
    if want.eps > 0 {
        Kind::Eps
    } else if want.pin16() > 0 {
        Kind::Pin16
    } else {
        Kind::Pcie
    }
}

#[cfg(test)]
mod tests {
    use super::super::test_parts::*;
    use super::*;

    fn draft(card_fields: &str, count: u32, psu_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(card_fields), chip(""), count),
            board: Some(board("eps: 1")),
            psus: picks(psu(psu_fields), 1),
            ..empty()
        }
    }

    #[test]
    fn a_pny_xlr8_3090_runs_on_an_rm850e() {
        assert_passes(&RULE, &draft("power: [8-pin, 8-pin]", 1, "pcie_8pin: 3"));
    }

    #[test]
    fn two_gaming_trios_want_six_plugs_of_a_g750m() {
        let trios = draft("power: [8-pin, 8-pin, 8-pin]", 2, "pcie_8pin: 4");
        assert_fails(&RULE, &trios, Severity::Error);
        assert_fails(&RULE, &trios.without(Slot::Motherboard), Severity::Error);
    }

    #[test]
    fn a_second_4090_hangs_on_an_adapter_of_three_leads() {
        let on = |leads| {
            let psu = format!("pin16: 1, pcie_8pin: {leads}");
            draft("power: [12v-2x6], board_power: 450 W", 2, &psu)
        };
        assert_fails(&RULE, &on(3), Severity::Warning);
        assert_fails(&RULE, &on(2), Severity::Error);
    }

    #[test]
    fn a_600_watt_card_needs_four_leads_and_one_of_unknown_power_three_or_four() {
        let on_three = |power: &str| {
            let card = format!("power: [12v-2x6]{power}");
            draft(&card, 1, "pin16: 0, pcie_8pin: 3")
        };
        assert_fails(&RULE, &on_three(", board_power: 575 W"), Severity::Error);
        assert_unknown(&RULE, &on_three(""), "gpu board_power");
    }

    #[test]
    fn eps_cards_take_what_the_board_leaves() {
        let on = |psu: &str| draft("power: [eps-8]", 1, psu);
        assert_passes(&RULE, &on("eps: 2"));
        assert_fails(&RULE, &on("eps: 1, pcie_8pin: 2"), Severity::Warning);
        assert_fails(&RULE, &on("eps: 1, pcie_8pin: 1"), Severity::Error);
    }

    #[test]
    fn missing_plugs_are_unknown_only_where_they_matter() {
        assert_unknown(&RULE, &draft("", 1, "pcie_8pin: 3"), "gpu power");
        assert_unknown(
            &RULE,
            &draft("power: [8-pin]", 1, "pin16: 1"),
            "psu pcie_8pin",
        );
        assert_unknown(
            &RULE,
            &draft("power: [12v-2x6]", 1, "pcie_8pin: 1"),
            "psu pin16",
        );
        assert_passes(&RULE, &draft("power: [12v-2x6]", 1, "pin16: 1"));
        assert_not_applicable(&RULE, &draft("power: []", 1, "pin16: 1"));
    }

    #[test]
    fn of_several_supplies_each_has_the_plugs_of_its_own_cards() {
        let with = |cards| {
            let two = draft("power: [8-pin, 8-pin]", 2, "eps: 1, pcie_8pin: 2");
            assigned_pair(two, cards)
        };
        assert_passes(&RULE, &with([1, 1]));
        // Four plugs are four, but not on one supply.
        assert_fails(&RULE, &with([2, 0]), Severity::Error);
        assert_unknown(&RULE, &with([1, 0]), units::WHICH_PSU);
        let three = draft("power: [8-pin, 8-pin]", 3, "eps: 1, pcie_8pin: 2");
        let pooled = Draft {
            psus: picks(psu("eps: 1, pcie_8pin: 2"), 2),
            ..three
        };
        assert_fails(&RULE, &pooled, Severity::Error);
    }
}
