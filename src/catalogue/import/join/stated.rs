//! Facts that a name states, where no column does or the column is known to be careless.

use super::item::{CaseFacts, Facts, Item, Modularity, PsuFacts};
use super::text::{split_unit, words};
use crate::part::Efficiency;
use crate::unit::Watts;

/// The facts of an item with those that its name states.
pub(super) fn facts(item: &Item) -> Facts {
    let mut facts = item.facts.clone();
    match &mut facts {
        Facts::Psu(psu) => supply(psu, &words(&item.name)),
        Facts::Case(case) => bundled(case, &words(&item.name)),
        Facts::Cpu(_)
        | Facts::Gpu(_)
        | Facts::Motherboard(_)
        | Facts::Memory(_)
        | Facts::Storage(_)
        | Facts::Cooler(_) => {}
    }
    facts
}

/// A name that says `Fully Modular` is right where the column says otherwise.
fn supply(psu: &mut PsuFacts, words: &[String]) {
    let pair = |first: &str| {
        let found = |pair: &[String]| pair[0] == first && pair[1] == "modular";
        words.windows(2).any(found)
    };
    let stated = match () {
        () if pair("fully") || pair("full") => Some(Modularity::Full),
        () if pair("semi") => Some(Modularity::Semi),
        () if pair("non") => Some(Modularity::Fixed),
        () => None,
    };
    psu.modularity = stated.or(psu.modularity);
    psu.wattage = psu.wattage.or_else(|| watts(words));
    psu.efficiency = psu.efficiency.or_else(|| {
        let levels = Efficiency::ALL.iter().rev();
        // `white` is a colour.
        let named = |level: &&Efficiency| {
            **level != Efficiency::White && words.iter().any(|word| word == level.as_str())
        };
        levels.copied().find(|level| named(&level))
    });
}

/// `w/450 W Power Supply`: another product than the case alone.
fn bundled(case: &mut CaseFacts, words: &[String]) {
    let named = words
        .windows(2)
        .any(|pair| pair[0] == "power" && pair[1] == "supply");
    if case.psu.is_none() && named {
        case.psu = watts(words);
    }
}

/// The first power in watts: `850W`, `850 W`.
fn watts(words: &[String]) -> Option<Watts> {
    let next = words.iter().skip(1).map(String::as_str).chain([""]);
    words.iter().zip(next).find_map(|(word, next)| {
        let (number, unit) = split_unit(word);
        let power = unit == "w" || (unit.is_empty() && next == "w");
        number.parse().ok().filter(|_| power).map(Watts::new)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_is_read_with_or_without_a_blank() {
        assert_eq!(watts(&words("RM850x 850W")), Some(Watts::new(850)));
        assert_eq!(watts(&words("B1 w/200 W Power")), Some(Watts::new(200)));
        assert_eq!(watts(&words("EVGA 600 B1")), None);
    }
}
