//! Figures and builds in a few words.

use crate::build::{Acquisition, Build, Line};
use crate::catalogue::{Catalogue, LayerInfo};
use crate::part::{Condition, GpuChip};
use crate::rules::Slot;
use crate::solve::OfferKey;
use crate::unit::Usd;
use crate::workload::Score;

/// `2 x GeForce RTX 3090 24 GB (used)`: the cards by their chip.
pub(super) fn cards(build: &Build<'_>) -> String {
    let lines = build.slot(Slot::Gpu).zip(&build.chips);
    let words: Vec<String> = lines
        .map(|(line, chip)| {
            let times = times(line.count);
            format!("{times}{}{}", chip_name(chip), condition(line))
        })
        .collect();
    words.join(" + ")
}

/// A chip with its memory, which some names state already.
pub(super) fn chip_name(chip: &GpuChip) -> String {
    let stated = format!("{} GB", chip.memory.value());
    if chip.name.contains(&stated) {
        chip.name.clone()
    } else {
        format!("{} {stated}", chip.name)
    }
}

/// `2 x `, or nothing for one.
pub(super) fn times(count: u32) -> String {
    if count == 1 {
        String::new()
    } else {
        format!("{count} x ")
    }
}

/// The slot's name as tables have room for it.
pub(super) const fn slot_word(slot: Slot) -> &'static str {
    match slot {
        Slot::Gpu => "gpu",
        Slot::Cpu => "cpu",
        Slot::Motherboard => "board",
        Slot::Memory => "memory",
        Slot::Psu => "psu",
        Slot::Storage => "disk",
        Slot::Cooler => "cooler",
        Slot::Case => "case",
    }
}

/// ` (used)`, or nothing for a new part.
pub(super) fn condition(line: &Line<'_>) -> &'static str {
    match line.acquisition {
        Acquisition::Owned => " (yours)",
        Acquisition::Bought(Condition::New, _) => "",
        Acquisition::Bought(Condition::Used, _) => " (used)",
        Acquisition::Bought(Condition::Refurbished, _) => " (refurbished)",
    }
}

/// Whether two slots are filled alike: part, count and condition.
pub(super) fn alike(one: Option<&Line<'_>>, other: Option<&Line<'_>>) -> bool {
    let key = |line: Option<&Line<'_>>| {
        line.map(|line| {
            let condition = OfferKey::of(line).map(|offer| offer.condition);
            (line.part.id().to_owned(), line.count, line.owned, condition)
        })
    };
    key(one) == key(other)
}

/// How much faster or slower: `18 %` of `+18 %`, by the scores' ratio.
pub(super) fn change(from: Score, to: Score) -> String {
    let percent = libm::round(100.0 * (to.points() / from.points() - 1.0));
    if percent == 0.0 {
        "+0 %".to_owned()
    } else {
        format!("{percent:+} %")
    }
}

/// `+$240.00` or `-$19.42`.
pub(super) fn difference(from: Usd, to: Usd) -> String {
    let cents = to.difference(from);
    let amount = Usd::from_cents(cents.abs());
    let sign = if cents < 0 { "-" } else { "+" };
    format!("{sign}{amount}")
}

/// A share from 0 to 1 as whole per cent; something is never shown as nothing.
pub(super) fn share(share: f64) -> String {
    if share > 0.0 && share < 0.005 {
        "under 1 %".to_owned()
    } else {
        format!("{} %", libm::round(100.0 * share))
    }
}

/// A score in whole points.
pub(super) fn points(score: Score) -> String {
    format!("{}", libm::round(score.points()))
}

/// `41,603,712`; from 10^15 on as a power of ten.
pub(super) fn count(n: u128) -> String {
    let digits = n.to_string();
    if digits.len() > 15 {
        return format!(
            "{}.{} x 10^{}",
            &digits[..1],
            &digits[1..2],
            digits.len() - 1
        );
    }
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A count with its noun: `1 part`, `26,088 parts`.
pub(super) fn counted(n: usize, noun: &str) -> String {
    let plural = if n == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", count(n as u128))
}

/// Whole dollars without cents, anything else with them.
pub(super) fn dollars(amount: Usd) -> String {
    let text = amount.to_string();
    text.strip_suffix(".00").map_or(text.clone(), str::to_owned)
}

/// `built in (412 parts, prices to 2026-11-20), my/parts (3 parts)`.
pub(super) fn layers(catalogue: &Catalogue) -> String {
    let one = |layer: &LayerInfo| {
        let newest = layer
            .newest_price
            .map_or(String::new(), |day| format!(", prices to {day}"));
        format!("{} ({} parts{newest})", layer.name, layer.parts)
    };
    let list: Vec<String> = catalogue.layers.iter().map(one).collect();
    list.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_have_a_sign_and_no_negative_zero() {
        let at = |points: f64| {
            #[expect(clippy::cast_possible_truncation, reason = "a test")]
            Score((libm::log(points / 100.0) * 1e6) as i64)
        };
        assert_eq!(change(at(100.0), at(118.2)), "+18 %");
        assert_eq!(change(at(100.0), at(93.0)), "-7 %");
        assert_eq!(change(at(100.0), at(99.8)), "+0 %");
    }

    #[test]
    fn money_and_counts_read_like_prose() {
        assert_eq!(
            difference(Usd::dollars(2000), Usd::dollars(1790)),
            "-$210.00"
        );
        assert_eq!(dollars(Usd::dollars(2000)), "$2,000");
        assert_eq!(dollars(Usd::from_cents(199_999)), "$1,999.99");
        assert_eq!(count(41_603_712), "41,603,712");
        assert_eq!(count(1_234_567_890_123_456_789), "1.2 x 10^18");
        assert_eq!(share(0.001), "under 1 %");
        assert_eq!(share(0.0), "0 %");
    }
}
