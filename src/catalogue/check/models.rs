//! Checks of models: sizes that the memory and speed formulas can divide by, and layers
//! that add up.

use super::{Judge, once, report};
use crate::catalogue::fault::Fault;
use crate::catalogue::read::Listed;
use crate::part::{FieldPath, Problems};
use crate::workload::{Attention, Experts, ModelPreset, Transformer};

/// Parameters of a model, in billions: from a toy to ten times the largest known.
const PARAMETERS: std::ops::RangeInclusive<f64> = 1e-6..=1e5;
/// The largest of any size, which no model comes near.
const MOST: u64 = 100_000_000;

impl Judge<'_> {
    pub(super) fn models(&self, listed: &Listed<ModelPreset>, faults: &mut Vec<Fault>) {
        once(listed, |model| &model.id, faults);
        for (row, model) in &listed.rows {
            let mut problems = Problems::default();
            problems.text("id", &model.id);
            problems.text("name", &model.name);
            let counts = [
                ("parameters", Some(model.parameters)),
                ("active", model.active),
                ("beside", model.beside),
            ];
            for (field, count) in counts {
                let fits = count.is_none_or(|count| PARAMETERS.contains(&count));
                problems.expect(fits, field, || {
                    "out of range: expected a number of billions, 0.000001 to 100000".to_owned()
                });
            }
            problems.expect(model.active <= Some(model.parameters), "active", || {
                format!("more than all {} billion parameters", model.parameters)
            });
            for (index, caveat) in model.caveats.iter().enumerate() {
                problems.text(path!["caveats", index], caveat);
            }
            for (index, source) in model.sources.iter().enumerate() {
                self.cited(&mut problems, path!["sources", index], source);
            }
            if let Some(sizes) = &model.transformer {
                transformer(&mut problems, &"transformer".into(), sizes);
            }
            report(listed, *row, problems, faults);
        }
    }
}

fn transformer(problems: &mut Problems, at: &FieldPath, sizes: &Transformer) {
    for (field, size) in [
        ("layers", sizes.layers),
        ("hidden", sizes.hidden),
        ("heads", sizes.heads),
        ("kv_heads", sizes.kv_heads),
        ("head_dim", sizes.head_dim),
        ("vocab", sizes.vocab),
    ] {
        problems.range(at.then(field), Some(size), 1, MOST);
    }
    problems.range(at.then("ffn"), Some(sizes.ffn), 0, MOST);
    let divides = sizes.kv_heads > 0 && sizes.heads.is_multiple_of(sizes.kv_heads);
    problems.expect(divides, at.then("kv_heads"), || {
        format!("expected a divisor of the {} heads", sizes.heads)
    });
    let layers = u64::from(sizes.layers);
    problems.range(at.then("dense_layers"), sizes.dense_layers, 0, layers);
    if let Some(experts) = sizes.experts {
        mixture(problems, &at.then("experts"), experts, layers);
    }
    let at = at.then("attention");
    match sizes.attention {
        Attention::Full => {}
        Attention::Sliding {
            window,
            full_layers,
            ..
        } => {
            problems.range(at.then("window"), Some(window), 1, MOST);
            problems.range(at.then("full_layers"), Some(full_layers), 0, layers);
        }
        Attention::Compressed {
            window,
            fine,
            coarse,
        } => {
            problems.range(at.then("window"), Some(window), 1, MOST);
            for (field, tier) in [("fine", fine), ("coarse", coarse)] {
                let at = at.then(field);
                problems.range(at.then("layers"), Some(tier.layers), 0, layers);
                problems.range(at.then("tokens"), Some(tier.tokens), 1, MOST);
            }
        }
        Attention::Hybrid {
            full_layers,
            recurrent_layers,
            ..
        } => {
            let fields = [
                ("full_layers", full_layers),
                ("recurrent_layers", recurrent_layers),
            ];
            for (field, count) in fields {
                problems.range(at.then(field), Some(count), 0, layers);
            }
        }
    }
}

fn mixture(problems: &mut Problems, at: &FieldPath, experts: Experts, layers: u64) {
    let count = u64::from(experts.count);
    problems.range(at.then("count"), Some(experts.count), 1, MOST);
    problems.range(at.then("active"), Some(experts.active), 1, count);
    problems.range(at.then("ffn"), Some(experts.ffn), 1, MOST);
    problems.range(at.then("shared"), experts.shared, 1, MOST);
    problems.range(at.then("hidden"), experts.hidden, 1, MOST);
    problems.range(at.then("layers"), experts.layers, 1, layers);
}
