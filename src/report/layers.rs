//! The layers of the catalogue, as text and for programs.

use super::{Column, Page, Table};
use crate::catalogue::LayerInfo;
use jiff::civil::Date;
use serde::Serialize;
use std::path::Path;

/// Writes the layers, lowest first, and where edits go.
pub fn layer_list(page: &mut Page, layers: &[LayerInfo], top: Option<&Path>) {
    let mut table = Table::new([
        Column::wrapping("LAYER"),
        Column::right("PARTS"),
        Column::right("REPLACES"),
        Column::right("PRICES"),
        Column::right("HIDES"),
        Column::left("NEWEST PRICE"),
    ]);
    for layer in layers {
        let newest = layer
            .newest_price
            .map_or("none".to_owned(), |day| day.to_string());
        table.row([
            layer.name.as_str().into(),
            layer.parts.to_string().into(),
            layer.replaces.to_string().into(),
            layer.priced.to_string().into(),
            layer.hides.to_string().into(),
            newest.into(),
        ]);
    }
    page.table(table);
    page.aside("a higher layer's part takes the place of a lower one's with the same id");
    if let Some(top) = top {
        let top = top.to_string_lossy();
        page.aside(&format!("catalog add, set and remove write to {top}"));
    }
}

/// `rigbuild.catalog-layers/1`: the layers, lowest first.
#[derive(Debug, Serialize)]
pub struct LayersJson {
    schema: &'static str,
    layers: Vec<LayerJson>,
    /// The directory that edits go to; null where no home is known.
    edits: Option<String>,
}

#[derive(Debug, Serialize)]
struct LayerJson {
    name: String,
    parts: usize,
    replaces: usize,
    priced: usize,
    hides: usize,
    newest_price: Option<Date>,
}

impl LayersJson {
    /// The document.
    pub fn new(layers: &[LayerInfo], top: Option<&Path>) -> Self {
        let layer = |layer: &LayerInfo| LayerJson {
            name: layer.name.clone(),
            parts: layer.parts,
            replaces: layer.replaces,
            priced: layer.priced,
            hides: layer.hides,
            newest_price: layer.newest_price,
        };
        Self {
            schema: "rigbuild.catalog-layers/1",
            layers: layers.iter().map(layer).collect(),
            edits: top.map(|dir| dir.to_string_lossy().into_owned()),
        }
    }
}
