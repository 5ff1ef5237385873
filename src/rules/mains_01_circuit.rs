//! MAINS-01: the wall circuit carries the build.

use super::power::sustained;
use super::share::Share;
use super::units::{self, assigned, single};
use super::{Amount, Circuit, Draft, Rule, Severity, Slot, Supply, UnknownPolicy, Verdict};
use crate::part::{Efficiency, Psu};
use crate::unit::Watts;

pub(super) const RULE: Rule = Rule {
    id: "MAINS-01",
    title: "wall circuit",
    severity: Severity::Error,
    unknown: UnknownPolicy::Note,
    scope: &[Slot::Gpu, Slot::Cpu, Slot::Psu],
    need: "the draw at the wall is",
    have: "the circuit carries",
    summary: "The sustained draw, divided by the supply's 80 PLUS efficiency at that load, stays within what the circuit carries for hours (80 % of the breaker at 100 to 127 V, 90 % elsewhere); an error above the breaker's rating. Several supplies may have a circuit each: unknown, unless a build file says which card hangs on which supply; those with a circuit of their own are judged by it, the others together on the build's.",
    rationale: "A breaker at its rating trips within hours. What counts is the draw, not the size of the supply, and everything else on the circuit adds to it; a power limit on the cards lowers it. The 80 % are the American rule for continuous loads, the 90 % a judgement; efficiencies are those the 80 PLUS programme certifies at 115 V.",
    source: "https://www.clearesult.com/80plus/",
    check,
};

/// Above this voltage a circuit is not a North American or Japanese wall outlet.
const LOW_VOLTAGE: u32 = 127;

/// The field that is missing when there are several supplies: they may have a circuit each.
const WHICH_CIRCUIT: &str = "which psu hangs on which circuit";

fn check(draft: &Draft<'_>) -> Option<Verdict> {
    let psus = draft.psus?;
    let main = draft.setting.circuit;
    if let Some(psu) = single(psus) {
        return judge(draft, main, Share::Whole, &[psu]);
    }
    let gpus = draft.gpus?;
    let Some(supplies) = assigned(draft, psus, gpus) else {
        return Some(Verdict::unknown(UnknownPolicy::Note, WHICH_CIRCUIT));
    };
    let on = |own: &dyn Fn(&Supply) -> bool| -> Vec<&Psu> {
        let those = supplies.iter().filter(|supply| own(supply));
        those
            .filter_map(|supply| units::part(psus, supply))
            .collect()
    };
    let shared = on(&|supply| supply.circuit.is_none());
    let mut judged = Vec::new();
    if !shared.is_empty() {
        judged.push(judge(
            draft,
            main,
            Share::on_main_circuit(supplies),
            &shared,
        ));
    }
    for (place, supply) in supplies.iter().enumerate() {
        if let (Some(circuit), Some(psu)) = (supply.circuit, units::part(psus, supply)) {
            let share = Share::one(supplies, place);
            let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
            let verdict = judge(draft, circuit, share, &[psu]);
            judged.push(verdict.map(|verdict| verdict.on_supply(number)));
        }
    }
    let undecided = judged.contains(&None);
    let worst = judged
        .into_iter()
        .flatten()
        .fold(Verdict::NotApplicable, Verdict::worse);
    (!undecided || worst.is_serious()).then_some(worst)
}

/// Judges one circuit with the supplies that hang on it.
fn judge(draft: &Draft<'_>, circuit: Circuit, share: Share<'_>, psus: &[&Psu]) -> Option<Verdict> {
    let draw = sustained(draft, share);
    let efficiency = efficiency(psus, draw.known);
    // A supply of unknown level wastes at least what the best one does.
    let best = Efficiency::Titanium;
    let promille = efficiency.unwrap_or(at_half_load(best));
    let at_wall = |power: Watts| Watts::new((power * 1000).steps().div_ceil(promille));
    let (wall, certain) = (at_wall(draw.known), at_wall(draw.certain()));
    let (capacity, continuous) = (circuit.capacity(), continuous(circuit));
    let fail = |severity, have, need, why| {
        let (have, need) = (Amount::Watts(have), Amount::Watts(need));
        Some(Verdict::fail(severity, have, need, why))
    };
    if certain > capacity {
        let why = "the breaker trips: limit the cards' power or use a larger circuit";
        return fail(Severity::Error, capacity, certain, why);
    }
    if wall > continuous {
        let why = "too much for hours on end: limit the cards' power or use a larger circuit";
        return fail(Severity::Warning, continuous, wall, why);
    }
    let (have, need) = (Amount::Watts(continuous), Amount::Watts(wall));
    let policy = UnknownPolicy::Note;
    match efficiency {
        None => draw
            .gap
            .otherwise(policy, Verdict::unknown(policy, "psu efficiency")),
        Some(_) => draw.gap.otherwise(policy, Verdict::pass(have, need)),
    }
}

/// What the circuit carries for hours.
fn continuous(circuit: Circuit) -> Watts {
    if circuit.volts <= LOW_VOLTAGE {
        circuit.continuous()
    } else {
        Watts::new((circuit.capacity() * 9).steps() / 10)
    }
}

/// Efficiency of the worst of these supplies when they share this load evenly, in promille;
/// `None` = level not known.
///
/// Certified at half and at full load, and taken to fall evenly between them.
pub fn efficiency(psus: &[&Psu], draw: Watts) -> Option<u32> {
    let rating: Watts = psus.iter().map(|psu| psu.wattage).sum();
    let level = psus.iter().try_fold(Efficiency::Titanium, |worst, psu| {
        Some(worst.min(psu.efficiency?))
    })?;
    let load = (draw * 1000).steps() / rating.steps().max(1);
    let above_half = load.clamp(500, 1000) - 500;
    let fall = at_half_load(level) - at_full_load(level);
    Some(at_half_load(level) - fall * above_half / 500)
}

/// 80 PLUS at 115 V and 50 % load, in promille.
const fn at_half_load(level: Efficiency) -> u32 {
    match level {
        Efficiency::White => 800,
        Efficiency::Bronze => 850,
        Efficiency::Silver => 880,
        Efficiency::Gold => 900,
        Efficiency::Platinum => 920,
        Efficiency::Titanium => 940,
    }
}

/// 80 PLUS at 115 V and full load, in promille.
const fn at_full_load(level: Efficiency) -> u32 {
    match level {
        Efficiency::White => 800,
        Efficiency::Bronze => 820,
        Efficiency::Silver => 850,
        Efficiency::Gold => 870,
        Efficiency::Platinum => 890,
        Efficiency::Titanium => 900,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Setting;
    use super::super::test_parts::*;
    use super::*;

    fn draft(watts: u32, count: u32, psu_fields: &str) -> Draft<'static> {
        Draft {
            gpus: cards(card(""), chip(&format!("board_power: {watts} W")), count),
            cpu: Some(cpu("max_power: 230 W")),
            psus: picks(psu(psu_fields), 1),
            ..empty()
        }
    }

    #[test]
    fn two_4090s_and_a_7900x_run_on_a_15_ampere_outlet() {
        // 1230 W at 82 % load: Gold gives 88.1 %, 1397 W of 1440 W.
        assert_passes(&RULE, &draft(450, 2, "wattage: 1500 W, efficiency: gold"));
    }

    #[test]
    fn four_stock_3090s_trip_it() {
        let four = draft(350, 4, "wattage: 1600 W, efficiency: platinum");
        assert_fails(&RULE, &four, Severity::Error);
        assert_passes(&RULE, &on("230V/16A", four));
    }

    #[test]
    fn above_eighty_percent_is_a_warning_in_america_only() {
        let three = draft(350, 3, "wattage: 1600 W, efficiency: gold");
        assert_fails(&RULE, &three, Severity::Warning);
        assert_passes(&RULE, &on("120V/20A", three));
        // 230 V × 7 A = 1610 W: 1542 W at the wall are above its 90 %, 1449 W.
        assert_fails(&RULE, &on("230V/7A", three), Severity::Warning);
    }

    #[test]
    fn an_unknown_level_is_unknown_unless_no_supply_would_do() {
        assert_unknown(&RULE, &draft(450, 1, "wattage: 1500 W"), "psu efficiency");
        let four = draft(350, 4, "wattage: 1600 W");
        assert_fails(&RULE, &four, Severity::Error);
        // Two supplies may hang on two circuits, so nothing is settled before they are chosen.
        assert_undecided(&RULE, &four.without(Slot::Psu));
        let two = Draft {
            psus: picks(psu("wattage: 1000 W, efficiency: gold"), 2),
            ..four
        };
        assert_unknown(&RULE, &two, WHICH_CIRCUIT);
    }

    #[test]
    fn of_several_supplies_each_circuit_is_judged_by_what_hangs_on_it() {
        let four = draft(350, 4, "wattage: 1000 W, efficiency: platinum");
        let two = assigned_pair(four, [2, 2]);
        assert_fails(&RULE, &two, Severity::Error);
        let mut supplies = two.setting.supplies.clone();
        supplies[1].circuit = Some(Circuit::DEFAULT);
        let apart = Draft {
            setting: setting(Setting {
                supplies: supplies.clone(),
                ..two.setting.clone()
            }),
            ..two
        };
        assert_passes(&RULE, &apart);
        // The second draws 550 W for certain: its cards may take 150 W from their slots.
        supplies[1].circuit = Some("100V/5A".parse().unwrap());
        let small = Draft {
            setting: setting(Setting {
                supplies,
                ..two.setting.clone()
            }),
            ..two
        };
        assert_fails(&RULE, &small, Severity::Error);
    }
}
