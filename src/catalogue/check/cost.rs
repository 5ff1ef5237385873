//! Checks of what renting a GPU and electricity cost.

use super::{Judge, kebab, once, report, unknown};
use crate::catalogue::fault::Fault;
use crate::catalogue::read::Listed;
use crate::cost::{CloudPrices, Tariff};
use crate::part::Problems;

/// Rent of one GPU in tenths of a cent an hour: from a cent to $100.
const RENT: (u64, u64) = (10, 100_000);

impl Judge<'_> {
    pub(super) fn cloud(&self, listed: &Listed<CloudPrices>, faults: &mut Vec<Fault>) {
        for (place, (row, prices)) in listed.rows.iter().enumerate() {
            let mut problems = Problems::default();
            let mut earlier = listed.rows[..place].iter();
            let twice = earlier.any(|(_, other)| other.chip == prices.chip);
            problems.expect(!twice, "chip", || {
                format!("chip `{}` stands twice", prices.chip)
            });
            if let Some(chips) = &self.chips
                && !chips.contains(prices.chip.as_str())
            {
                problems.add(
                    "chip",
                    unknown(&prices.chip, "chip", "gpu-chips.yaml", chips),
                );
            }
            problems.expect(!prices.offers.is_empty(), "offers", || {
                "no offer: expected at least one".to_owned()
            });
            for (index, offer) in prices.offers.iter().enumerate() {
                let at = |field: &str| path!["offers", index, field];
                problems.text(at("provider"), &offer.provider);
                problems.expect(
                    (RENT.0..=RENT.1).contains(&offer.price.steps().into()),
                    at("price"),
                    || {
                        format!(
                            "{} is out of range: expected 0.01 to 100 USD/h",
                            offer.price
                        )
                    },
                );
                self.date(&mut problems, at("as_of"), offer.as_of);
                self.cited(&mut problems, at("source"), &offer.source);
            }
            report(listed, *row, problems, faults);
        }
    }

    pub(super) fn tariffs(&self, listed: &Listed<Tariff>, faults: &mut Vec<Fault>) {
        once(listed, |tariff| &tariff.id, faults);
        for (row, tariff) in &listed.rows {
            let mut problems = Problems::default();
            kebab(&mut problems, &tariff.id);
            problems.text("name", &tariff.name);
            self.date(&mut problems, "as_of", tariff.as_of);
            self.cited(&mut problems, "source".into(), &tariff.source);
            report(listed, *row, problems, faults);
        }
    }
}
