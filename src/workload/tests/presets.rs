//! The shipped presets: parameters follow from the layers, the layers from each other,
//! and what is kept of a context is what was measured or published.

use super::models;
use crate::unit::Parameters;
use crate::workload::memory::Generation;
use crate::workload::{Attention, KvType, ModelKind, ModelPreset, Quant, Transformer};

fn model(id: &str) -> ModelPreset {
    models()
        .into_iter()
        .find(|model| model.is_called(id))
        .unwrap()
}

fn sizes(id: &str) -> Transformer {
    model(id).transformer.unwrap()
}

/// Whether nothing but grouped attention and dense layers is counted.
fn is_plain(model: &ModelPreset) -> bool {
    model.kind == ModelKind::Llm
        && model.beside.is_none()
        && model
            .transformer
            .is_some_and(|t| !matches!(t.attention, Attention::Hybrid { .. }) && t.latent.is_none())
}

#[test]
fn parameters_follow_from_the_layers() {
    let (mut plain, mut worst) = (0, 0.0_f64);
    for model in models() {
        let Some(counted) = model.closed_form() else {
            continue;
        };
        let gap = counted.value() / model.parameter_count() - 1.0;
        // Biases of experts are not counted.
        let allowed = if model.kind == ModelKind::Llm {
            0.002
        } else {
            0.005
        };
        assert!(gap.abs() < allowed, "{}: {:.3} %", model.id, gap * 100.0);
        if is_plain(&model) {
            plain += 1;
            worst = worst.max(gap.abs());
        }
    }
    println!("{plain} plain dense presets, worst {:.3} %", worst * 100.0);
    assert!(plain >= 40, "{plain}");
}

#[test]
fn totals_and_active_parameters_are_those_makers_state() {
    // In the models' names and cards: 671 B with 37 B active, and so on.
    for (id, total, active) in [
        ("deepseek-v3", 671.0, 37.0),
        ("kimi-k2", 1000.0, 32.0),
        ("qwen3-235b-a22b", 235.0, 22.0),
        ("glm-4.5-air", 106.0, 12.0),
        ("deepseek-v4-flash", 284.3, 13.0),
        ("nemotron-3-super-120b-a12b", 120.0, 12.0),
        ("nemotron-3-nano-30b-a3b", 31.6, 3.5),
        ("llama-4-scout", 109.0, 17.0),
        ("qwen3.5-122b-a10b", 122.0, 10.0),
        ("gemma-4-26b-a4b", 26.0, 4.0),
        ("mixtral-8x22b", 141.0, 39.0),
    ] {
        let count = sizes(id).count();
        let off = |ours: Parameters, theirs: f64| (ours.in_billions() / theirs - 1.0).abs();
        assert!(off(count.total(), total) < 0.03, "{id}: {}", count.total());
        assert!(
            off(count.active(), active) < 0.13,
            "{id}: {}",
            count.active()
        );
        assert!(count.active().value() < count.total().value());
        assert!(count.always().value() < count.active().value());
    }
}

#[test]
fn a_context_takes_what_was_published() {
    let slope = |id: &str| sizes(id).cache().slope(2.0).value() / 1000.0;
    // Measured on Qwen3-8B: 147.5 KB a token; DeepSeek-V3's paper: 70 KB.
    assert!((slope("qwen3-8b") - 147.5).abs() < 0.1);
    assert!((slope("deepseek-v3") - 70.3).abs() < 0.1);
    // 16 of 64 layers, 4 heads of 256, keys and values.
    assert!((slope("qwen3.5-27b") - 65.536).abs() < 1e-9);
    // 21 layers with an entry of 512 for 4 tokens, 20 with one for 128.
    assert!((slope("deepseek-v4-flash") - 2.0 * 0.512 * (21.0 / 4.0 + 20.0 / 128.0)).abs() < 1e-9);
    // 10 of 60 layers with 4 heads of 512.
    assert!((slope("gemma-4-31b") - 81.92).abs() < 1e-9);
}

#[test]
fn windows_and_states_do_not_grow() {
    // gpt-oss: half of the layers keep 128 tokens, and a batch of 512.
    let gpt_oss = sizes("gpt-oss-20b").cache();
    let at = |tokens: f64| gpt_oss.at(tokens, 2.0).value();
    assert!(
        (at(640.0) - 640.0 * 49_152.0).abs() < 1.0,
        "all layers grow"
    );
    assert!((at(10_640.0) - at(640.0) - 10_000.0 * 24_576.0).abs() < 1.0);
    // A hybrid has its states from the first token on.
    let qwen = sizes("qwen3.5-27b").cache();
    let states = qwen.states.value();
    assert!((1.5e8..1.7e8).contains(&states), "{states}");
    assert!((qwen.at(0.0, 2.0).value() - states).abs() < 1e-6);
}

#[test]
fn layers_of_every_preset_add_up() {
    let mut known = std::collections::BTreeSet::new();
    for model in models() {
        for name in model.aliases.iter().chain([&model.id]) {
            assert!(known.insert(name.clone()), "{name} is two models");
        }
        assert!(!model.sources.is_empty(), "{} is not cited", model.id);
        let Some(t) = model.transformer else { continue };
        let id = &model.id;
        assert_eq!(t.heads % t.kv_heads, 0, "{id}: heads");
        assert!(
            t.dense_layers() + t.expert_layers() > 0,
            "{id}: no feed-forward"
        );
        assert!(t.dense_layers().max(t.expert_layers()) <= t.layers, "{id}");
        match t.attention {
            Attention::Full => {}
            Attention::Compressed { fine, coarse, .. } => {
                assert!(fine.layers + coarse.layers <= t.layers, "{id}");
            }
            Attention::Sliding { full_layers, .. } => assert!(full_layers < t.layers, "{id}"),
            Attention::Hybrid {
                full_layers,
                recurrent_layers,
                ..
            } => {
                assert!(full_layers > 0 && recurrent_layers > 0, "{id}");
                assert!(full_layers + recurrent_layers <= t.layers, "{id}");
            }
        }
        let mixture = model.kind == ModelKind::Moe;
        assert_eq!(mixture, t.experts.is_some(), "{id}");
        assert_eq!(mixture, model.active.is_some(), "{id}");
        if let (Some(stated), Some(experts)) = (model.active, t.experts) {
            assert!(experts.active < experts.count, "{id}");
            // Some makers leave the input embedding out.
            let ours = t.count().active().in_billions();
            let off = ours - stated;
            let embedding = t.count().embedding.in_billions();
            assert!(
                off > -0.02 * stated && off < embedding + 0.1,
                "{id}: {ours}"
            );
        }
    }
}

#[test]
fn there_are_presets_enough_of_every_kind() {
    let models = models();
    assert!(models.len() >= 70, "{}", models.len());
    for kind in ModelKind::ALL {
        assert!(models.iter().filter(|model| model.kind == *kind).count() >= 2);
    }
}

#[test]
fn weights_are_parameters_times_bits() {
    let llama = model("llama-3.1-8b");
    assert_eq!(llama.weights(16.0).to_string(), "15.0 GiB");
    let count = sizes("gpt-oss-120b").count();
    // What may live in system memory is nearly all of it.
    assert!(count.experts.value() > 0.97 * count.total().value());
}

#[test]
fn a_text_model_file_holds_no_image_tower() {
    let gemma = model("gemma-4-31b");
    let tower = gemma.beside.unwrap() * 1e9;
    let work = Generation::new(
        &gemma,
        &gemma.transformer.unwrap(),
        Quant::F16,
        KvType::F16,
        1.0,
    );
    assert!((work.file - 2.0 * (gemma.parameter_count() - tower)).abs() < 1.0);
    // A dense model reads all of its file for a token, a mixture a part.
    assert!((work.read - work.file).abs() < 1.0);
    let qwen = model("qwen3.5-35b-a3b");
    let work = Generation::new(
        &qwen,
        &qwen.transformer.unwrap(),
        Quant::F16,
        KvType::F16,
        1.0,
    );
    assert!(
        work.read < 0.11 * work.file,
        "{} of {}",
        work.read,
        work.file
    );
}

#[test]
fn worked_answers_of_hybrids_and_mixtures() {
    // `reference/sizing.md` section 4, within the digits of its parameter counts.
    let need = |id: &str, context: f64| {
        let model = model(id);
        Generation::new(
            &model,
            &model.transformer.unwrap(),
            Quant::Q4KM,
            KvType::F16,
            context,
        )
        .need(1.0)
    };
    let near = |own: f64, stated: f64| assert!((own / stated - 1.0).abs() < 0.02, "{own}");
    near(need("qwen3.6-27b", 65_536.0), 20.9);
    near(need("qwen3-30b-a3b", 32_768.0), 21.2);
}
