//! Cases. What they take beside boards and cards is null in most rows, or of another model.

use super::convert::{FromRow, Made, World};
use super::lenient::{number, text, texts};
use super::log::{Log, steps};
use super::row::Identity;
use super::words::form_factor;
use crate::catalogue::import::LeftOut;
use crate::catalogue::import::join::{CaseFacts, Facts, Word};
use crate::catalogue::import::lifecycle_by_year;
use crate::part::{Case, FormFactor};
use serde::Deserialize;

/// The fields read.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Raw {
    #[serde(deserialize_with = "text")]
    form_factor: Option<String>,
    #[serde(deserialize_with = "text")]
    side_panel: Option<String>,
    #[serde(deserialize_with = "number")]
    max_video_card_length: Option<f64>,
    #[serde(deserialize_with = "number")]
    max_cpu_cooler_height: Option<f64>,
    #[serde(deserialize_with = "number")]
    max_psu_length: Option<f64>,
    #[serde(deserialize_with = "texts")]
    supported_power_supply_form_factors: Vec<String>,
    #[serde(deserialize_with = "number")]
    expansion_slots: Option<f64>,
    /// In litres.
    #[serde(deserialize_with = "number")]
    volume: Option<f64>,
    #[serde(deserialize_with = "texts")]
    supported_motherboard_form_factors: Vec<String>,
}

impl FromRow for Case {
    type Raw = Raw;
    const FOLDER: &'static str = "PCCase";

    fn from_row(
        raw: Raw,
        identity: &Identity,
        world: &World<'_>,
        log: &mut Log,
    ) -> Result<Made<Self>, LeftOut> {
        let form = raw.form_factor.as_deref().unwrap_or_default();
        log.withheld(
            "max_cooler_height",
            raw.max_cpu_cooler_height.filter(|height| *height > 0.0),
        );
        log.withheld(
            "max_psu_length",
            raw.max_psu_length.filter(|length| *length > 0.0),
        );
        let supplies = raw.supported_power_supply_form_factors.join(", ");
        log.withheld(
            "psu_form_factors",
            (!supplies.is_empty()).then_some(supplies),
        );
        let part = part!(Self, identity, world, {
            form_factors: form_factors(form, &raw.supported_motherboard_form_factors, log),
            max_gpu_length: log.length("max_gpu_length", raw.max_video_card_length, 100..=800),
            max_gpu_height: None,
            gpu_side_clearance: None,
            expansion_slots: log.count("expansion_slots", raw.expansion_slots, 1..=14),
            max_cooler_height: None,
            radiators: None,
            psu_form_factors: None,
            max_psu_length: None,
            fans: None,
            open_frame: form.ends_with("Test Bench"),
        });
        let decilitres = raw.volume.filter(|litres| *litres > 0.0);
        let facts = CaseFacts {
            form: Word::of(form),
            decilitres: decilitres.and_then(|litres| steps(litres, 10.0)),
            side_panel: raw.side_panel.as_deref().and_then(Word::of),
            // The field is free text ("No", "RM750e (750W)"); names say `w/450 W Power Supply`.
            psu: None,
        };
        Ok(Made {
            part,
            lifecycle: lifecycle_by_year(identity.year, world.today),
            facts: Facts::Case(facts),
        })
    }
}

/// The boards it takes, unless its own type says more than the list.
fn form_factors(form: &str, stated: &[String], log: &mut Log) -> Option<Vec<FormFactor>> {
    let known = |word: &String| form_factor(Some(word)).ok().flatten();
    let mut sizes: Vec<FormFactor> = stated.iter().filter_map(known).collect();
    sizes.sort_unstable();
    sizes.dedup();
    if sizes.is_empty() {
        return None;
    }
    let types = [
        ("ATX ", FormFactor::Atx),
        ("EATX ", FormFactor::EAtx),
        ("Micro ATX ", FormFactor::MicroAtx),
    ];
    let own = types.iter().find(|(prefix, _)| form.starts_with(prefix));
    if let Some((_, own)) = own
        && !sizes.contains(own)
    {
        log.unknown("form_factors", format!("a {form} whose list lacks {own}"));
        return None;
    }
    Some(sizes)
}
