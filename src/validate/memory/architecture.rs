//! Tables of layer sizes: a preset for each language model, and its parameters by closed
//! form against those published.

use super::figures::Judged;
use crate::unit::Parameters;
use crate::validate::file::Row;
use crate::validate::statistics::Pair;
use crate::validate::{CsvFile, FileError};
use crate::workload::{
    Attention, Experts, Latent, ModelKind, ModelPreset, Recurrence, Transformer,
};

/// Width of the part of a latent key that carries the position, in all models that have one.
const ROPE: u32 = 64;

/// Models by name: our presets, and those of tables.
pub(super) struct Architectures<'a> {
    presets: &'a [ModelPreset],
    tables: Vec<ModelPreset>,
    plain: Vec<Judged>,
}

impl<'a> Architectures<'a> {
    /// Our presets alone.
    pub(super) const fn new(presets: &'a [ModelPreset]) -> Self {
        Self {
            presets,
            tables: Vec::new(),
            plain: Vec::new(),
        }
    }

    /// Adds a table; rows that are no language models are passed over.
    pub(super) fn read(&mut self, file: &CsvFile) -> Result<(), FileError> {
        file.rows(&mut |row| {
            let kind = row.text("kind");
            if !kind.is_empty() && !kind.starts_with("llm") {
                return Ok(());
            }
            let model = preset(row)?;
            if is_plain(row, &model) && !self.plain.iter().any(|seen| seen.row == model.id) {
                let own = model.closed_form().map_or(0.0, Parameters::value);
                self.plain.push(Judged {
                    row: model.id.clone(),
                    pair: Pair {
                        predicted: own,
                        measured: model.parameter_count(),
                    },
                });
            }
            self.tables.push(model);
            Ok(())
        })
    }

    /// The model of this name: ours if there is one, as that is what a task would use.
    pub(super) fn find(&self, name: &str) -> Option<&ModelPreset> {
        let called = |model: &&ModelPreset| model.is_called(name) && model.transformer.is_some();
        let ours = self.presets.iter().find(called);
        ours.or_else(|| self.tables.iter().find(called))
    }

    /// Closed form against published parameters of plain dense models.
    pub(super) const fn plain(&self) -> &Vec<Judged> {
        &self.plain
    }
}

/// Whether a model is dense, attends everywhere and is nothing beside its decoder, so that
/// the closed form covers all of it.
fn is_plain(row: &Row<'_>, model: &ModelPreset) -> bool {
    // Configurations marked so were remembered, not read.
    let remembered = [row.text("source"), row.text("src")]
        .iter()
        .any(|source| source.contains("(known)"));
    let whole = model
        .transformer
        .is_some_and(|t| t.experts.is_none() && t.latent.is_none() && t.attention.is_full());
    !remembered && whole && row.text("extra").is_empty()
}

/// The preset that a row describes.
fn preset(row: &Row<'_>) -> Result<ModelPreset, FileError> {
    let stated = |column: &str| {
        row.number(column)?
            .ok_or_else(|| row.error(format!("{column} is missing")))
    };
    let (layers, kv_layers) = (size(row, "layers")?, count(row, "kv_layers")?);
    let (window, latent) = (count(row, "window")?, count(row, "mla_dim")?);
    let experts = count(row, "experts")?;
    let [heads, head_dim] = [size(row, "heads")?, size(row, "head_dim")?];
    let attention = match window {
        _ if latent > 0 || kv_layers >= layers || kv_layers == 0 => Attention::Full,
        0 => Attention::Hybrid {
            full_layers: kv_layers,
            recurrent_layers: layers - kv_layers,
            recurrence: Recurrence::Other,
        },
        window => Attention::Sliding {
            window,
            full_layers: kv_layers,
            full: None,
        },
    };
    Ok(ModelPreset {
        id: row.text("id").to_owned(),
        name: row.text("id").to_owned(),
        aliases: Vec::new(),
        kind: if experts > 0 {
            ModelKind::Moe
        } else {
            ModelKind::Llm
        },
        parameters: stated("params_b")?,
        active: row.number("active_b")?,
        beside: None,
        context: None,
        transformer: Some(Transformer {
            layers,
            hidden: size(row, "hidden")?,
            heads,
            kv_heads: size(row, "kv_heads")?,
            head_dim,
            value_dim: None,
            ffn: count(row, "ffn")?,
            vocab: size(row, "vocab")?,
            tied: count(row, "tied")? == 1,
            ungated: count(row, "gated")? == 0,
            output_gate: false,
            dense_layers: None,
            experts: (experts > 0).then_some(Experts {
                count: experts,
                active: count(row, "topk")?,
                ffn: count(row, "moe_ffn")?,
                shared: None,
                layers: None,
                hidden: None,
            }),
            latent: (latent > 0).then_some(Latent {
                query_rank: None,
                kv_rank: latent.saturating_sub(ROPE),
                rope_dim: ROPE,
                nope_dim: head_dim,
                value_dim: head_dim,
            }),
            low_rank: None,
            attention,
        }),
        vision: None,
        diffusion: None,
        caveats: Vec::new(),
        sources: Vec::new(),
    })
}

/// A whole number under a column; an empty cell is 0.
fn count(row: &Row<'_>, column: &str) -> Result<u32, FileError> {
    let text = row.text(column);
    if text.is_empty() {
        return Ok(0);
    }
    text.parse()
        .map_err(|_| row.error(format!("`{text}` under {column} is no whole number")))
}

/// A whole number above 0.
fn size(row: &Row<'_>, column: &str) -> Result<u32, FileError> {
    match count(row, column)? {
        0 => Err(row.error(format!("{column} is missing or 0"))),
        number => Ok(number),
    }
}
