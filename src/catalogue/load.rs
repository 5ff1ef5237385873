//! Reads the layers, judges them and lays them on each other.

use super::check::Judge;
use super::content::Content;
use super::fault::{Fault, Faults, Severity, SourceText};
use super::layer::{LayerRules, LayerSource};
use super::{Catalogue, LayerInfo, embedded};
use jiff::civil::Date;

/// Name of the layer inside the binary.
pub const BUILT_IN: &str = "built in";

/// What to load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadOptions {
    /// Directories on top of the embedded parts, lowest first.
    pub layers: Vec<LayerSource>,
    /// Whether the embedded parts are the lowest layer.
    pub builtin: bool,
    /// The day on which the user's dates are judged.
    pub today: Date,
}

impl Catalogue {
    /// Loads the layers. Either all of them are sound, or every fault found is returned;
    /// warnings alone do not stop a load.
    pub fn load(options: &LoadOptions) -> Result<Self, Faults> {
        let mut loader = Loader::default();
        if options.builtin {
            // The clock does not judge what is shipped: a wrong one must not stop the tool.
            let text = |stem: &str| Ok(embedded_text(stem));
            loader.layer(BUILT_IN, LayerRules::Shipped, None, text);
        }
        for layer in &options.layers {
            match layer.files() {
                Ok(None) => {}
                Ok(Some(names)) => {
                    loader.faults.extend(layer.strays(&names));
                    let name = layer.dir.to_string_lossy();
                    let text = |stem: &str| layer.raw_text(stem);
                    loader.layer(&name, layer.rules, Some(options.today), text);
                }
                Err(fault) => loader.faults.push(fault),
            }
        }
        loader.finish()
    }
}

fn embedded_text(stem: &str) -> Option<SourceText> {
    embedded::text(stem).map(|text| SourceText::new(format!("{BUILT_IN}: {stem}.yaml"), text))
}

#[derive(Default)]
struct Loader {
    catalogue: Catalogue,
    faults: Vec<Fault>,
    parts: usize,
}

impl Loader {
    fn layer(
        &mut self,
        name: &str,
        rules: LayerRules,
        today: Option<Date>,
        text: impl Fn(&str) -> Result<Option<SourceText>, Fault> + Sync,
    ) {
        let mut faults = Vec::new();
        let content = Content::read(text, &mut faults);
        Judge::new(rules, today, &self.catalogue, &content).layer(&content, &mut faults);
        faults.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        faults.dedup();
        self.faults.extend(faults);
        self.parts += content.parts();
        let info = LayerInfo {
            name: name.to_owned(),
            parts: content.parts(),
            replaces: content.replaces(&self.catalogue),
            priced: content.offers.rows.len(),
            hides: content.retired.rows.len(),
            newest_price: content.newest_price(),
        };
        self.catalogue.layers.push(info);
        self.catalogue.lay(content);
    }

    fn finish(mut self) -> Result<Catalogue, Faults> {
        let fatal = self
            .faults
            .iter()
            .any(|fault| fault.severity == Severity::Error);
        if fatal {
            self.faults.sort_by_key(|fault| fault.severity);
            Err(Faults {
                faults: self.faults,
                parts: self.parts,
            })
        } else {
            self.catalogue.warnings = self.faults;
            Ok(self.catalogue)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::part::{AnyPart, Condition, Offer, Status};
    use jiff::civil::{Date, date};
    use std::collections::BTreeSet;

    fn embedded() -> Catalogue {
        let options = LoadOptions {
            layers: Vec::new(),
            builtin: true,
            today: date(2026, 11, 24),
        };
        Catalogue::load(&options).unwrap_or_else(|faults| panic!("{faults}"))
    }

    #[test]
    fn every_shipped_part_has_an_offer_or_says_that_none_is_known() {
        let catalogue = embedded();
        for part in catalogue.parts() {
            let own = !part.offers().is_empty();
            let known = match part {
                // A chip is not sold; its offers are the street price of its cards.
                AnyPart::GpuChip(_) => continue,
                AnyPart::Gpu(card) => {
                    let chip = catalogue.chip(&card.chip).unwrap();
                    own || !chip.offers.is_empty()
                }
                _ => own,
            };
            let said = part.status() == Status::Unavailable;
            assert!(
                known || said,
                "{} is {} without a price",
                part.id(),
                part.status()
            );
        }
    }

    /// An index that strays from the parts it brings forward makes old prices look cheap,
    /// and the solver picks just those.
    #[test]
    fn the_index_agrees_with_the_parts_that_have_an_old_and_a_new_price() {
        const BASE: Date = date(2025, 7, 23);
        let catalogue = embedded();
        let mut compared = 0;
        for index in &catalogue.market {
            let mut percents: Vec<i64> = Vec::new();
            for part in catalogue.parts() {
                if part.market_class() != Some(index.class) {
                    continue;
                }
                let new = |offer: &&Offer| offer.condition == Condition::New;
                let offers = || part.offers().iter().filter(new);
                let old = offers().find(|offer| offer.as_of == BASE);
                let newest = offers().max_by_key(|offer| offer.as_of);
                if let (Some(old), Some(newest)) = (old, newest)
                    && newest.as_of >= date(2026, 9, 1)
                {
                    let expected = old.price.scaled(index.factor(BASE, newest.as_of));
                    percents.push(newest.price.cents() * 100 / expected.cents());
                }
            }
            percents.sort_unstable();
            if percents.len() < 3 {
                continue;
            }
            compared += 1;
            let median = percents[percents.len() / 2];
            assert!(
                (85..118).contains(&median),
                "{}: the prices of {} parts are {median} % of what the index says",
                index.class,
                percents.len()
            );
        }
        assert!(compared >= 8, "{compared}");
    }

    #[test]
    fn every_shipped_source_is_cited() {
        let catalogue = embedded();
        let parts = catalogue.parts();
        let mut cited: BTreeSet<&str> = parts
            .flat_map(|part| {
                let offers = part.offers().iter().map(|offer| &offer.source);
                part.sources().iter().chain(offers)
            })
            .map(String::as_str)
            .collect();
        let points = catalogue.market.iter().flat_map(|index| &index.points);
        cited.extend(points.map(|point| point.source.as_str()));
        let rents = catalogue.cloud.iter().flat_map(|prices| &prices.offers);
        cited.extend(rents.map(|offer| offer.source.as_str()));
        cited.extend(
            catalogue
                .tariffs
                .iter()
                .map(|tariff| tariff.source.as_str()),
        );
        let models = catalogue.models.iter().flat_map(|model| &model.sources);
        cited.extend(models.map(String::as_str));
        let tests = catalogue
            .psus
            .iter()
            .filter_map(|psu| psu.tested_by.as_deref());
        cited.extend(tests);
        // Measurements are read by `validate` alone, and cite the same list.
        for measured in [
            include_str!("../../parts/measured/speed.yaml"),
            include_str!("../../parts/measured/memory.yaml"),
        ] {
            let lines = measured.lines();
            cited.extend(lines.filter_map(|line| line.split_once("source: ").map(|(_, id)| id)));
        }
        for source in &catalogue.sources {
            assert!(
                cited.contains(source.id.as_str()),
                "{} is cited by nothing",
                source.id
            );
        }
    }

    #[test]
    fn the_embedded_parts_load() {
        let catalogue = embedded();
        assert!(catalogue.warnings.is_empty(), "{:?}", catalogue.warnings);
        assert!(catalogue.parts().count() >= 10);
        for part in catalogue.parts() {
            assert_eq!(
                catalogue.part(part.id()).map(AnyPart::name),
                Some(part.name())
            );
        }
    }
}
