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
        text: impl FnMut(&str) -> Result<Option<SourceText>, Fault>,
    ) {
        let mut faults = Vec::new();
        let content = Content::read(text, &mut faults);
        Judge::new(rules, today, &self.catalogue, &content).layer(&content, &mut faults);
        faults.sort_by(|a, b| (&a.file, a.line, a.column).cmp(&(&b.file, b.line, b.column)));
        faults.dedup();
        self.faults.extend(faults);
        self.parts += content.parts();
        self.catalogue.layers.push(LayerInfo {
            name: name.to_owned(),
            parts: content.parts(),
            newest_price: content.newest_price(),
        });
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
    use crate::part::AnyPart;
    use jiff::civil::date;

    #[test]
    fn the_embedded_parts_load() {
        let options = LoadOptions {
            layers: Vec::new(),
            builtin: true,
            today: date(2026, 11, 24),
        };
        let catalogue = Catalogue::load(&options).unwrap_or_else(|faults| panic!("{faults}"));
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
