//! The worked answers of `reference/sizing.md` section 4, to the last printed digit.

use super::models;
use crate::workload::memory::{
    Footprint, Generation, Precision, Recipe, Residency, Shape, Spill, comfortable,
    diffusion_generation, diffusion_lora, finetune,
};
use crate::workload::preset::ModelPreset;
use crate::workload::quant::{KvType, Quant};
use crate::workload::task::Finetune;

fn model(id: &str) -> ModelPreset {
    models().into_iter().find(|model| model.id == id).unwrap()
}

const STOCK: Recipe = Recipe {
    fused: false,
    lean_optimizer: false,
    spill: Spill::Nothing,
    shards: 1,
};
const FUSED: Recipe = Recipe {
    fused: true,
    ..STOCK
};

fn training(id: &str, method: Finetune, recipe: Recipe, seq: f64) -> Footprint {
    let model = model(id);
    let shape = Shape::new(&model, model.transformer.as_ref().unwrap());
    finetune(&shape, method, recipe, seq)
}

/// Floor, need and comfortable as the document prints them, to its last digit.
#[track_caller]
fn bands(footprint: &Footprint, batch: f64, stated: [f64; 3]) {
    let need = footprint.need(batch);
    let own = [footprint.floor(batch), need, comfortable(need)];
    for (own, stated) in own.into_iter().zip(stated) {
        assert!((own - stated).abs() < 0.1, "{own:.2} against {stated}");
    }
}

#[test]
fn adapters_on_four_bit_weights() {
    let at = |id, recipe, seq, stated| {
        bands(&training(id, Finetune::Qlora, recipe, seq), 1.0, stated);
    };
    at("llama-3.1-8b", STOCK, 4096.0, [16.4, 18.5, 20.9]);
    at("llama-3.1-8b", FUSED, 4096.0, [9.3, 9.9, 11.4]);
    at("qwen3-14b", FUSED, 4096.0, [14.6, 15.6, 17.6]);
    at("qwen3-32b", FUSED, 4096.0, [25.8, 27.5, 30.8]);
    at("llama-3.3-70b", FUSED, 2048.0, [45.9, 49.0, 54.4]);
    let two = Recipe { shards: 2, ..FUSED };
    at("llama-3.3-70b", two, 2048.0, [30.8, 34.1, 38.0]);
    let offloaded = Recipe {
        spill: Spill::Layers,
        ..two
    };
    at("llama-3.3-70b", offloaded, 2048.0, [11.6, 13.2, 15.0]);
}

#[test]
fn adapters_on_sixteen_bit_weights() {
    let lora = training("llama-3.1-8b", Finetune::Lora, STOCK, 2048.0);
    bands(&lora, 1.0, [20.9, 21.8, 24.5]);
}

#[test]
fn full_fine_tuning() {
    let amp = training("phi-1.5", Finetune::Full, STOCK, 2048.0);
    bands(&amp, 4.0, [29.7, 31.1, 34.7]);
    let lean = Recipe {
        lean_optimizer: true,
        ..STOCK
    };
    let pure = training("phi-1.5", Finetune::Full, lean, 2048.0);
    bands(&pure, 1.0, [10.6, 11.0, 12.6]);
    let lean = Recipe {
        fused: true,
        ..lean
    };
    let eight = training("llama-3.1-8b", Finetune::Full, lean, 2048.0);
    assert_eq!(format!("{:.0}", eight.need(1.0)), "49");
    let four = Recipe { shards: 4, ..FUSED };
    let sharded = training("llama-3.1-8b", Finetune::Full, four, 2048.0);
    assert_eq!(format!("{:.0}", sharded.need(1.0)), "46");
}

#[test]
fn generation() {
    let need = |id: &str, context: f64| {
        let model = model(id);
        let work = Generation::new(
            &model,
            model.transformer.as_ref().unwrap(),
            Quant::Q4KM,
            KvType::F16,
            context,
        );
        format!("{:.1}", work.need(1.0))
    };
    assert_eq!(need("llama-3.3-70b", 8192.0), "43.5");
    assert_eq!(need("llama-3.3-70b", 32_768.0), "51.0");
    assert_eq!(need("qwen3-32b", 16_384.0), "23.6");
    assert_eq!(need("qwen3-30b-a3b", 32_768.0), "21.2");
}

#[test]
fn keys_and_values_grow_as_measured() {
    // Qwen3-8B: 147.5 KB a token measured.
    let model = model("qwen3-8b");
    let kv = |context| {
        Generation::new(
            &model,
            model.transformer.as_ref().unwrap(),
            Quant::F16,
            KvType::F16,
            context,
        )
        .kv
    };
    let slope = (kv(9000.0) - kv(8000.0)) / 1000.0 / 1000.0;
    assert!((slope - 147.5).abs() < 0.1, "{slope}");
}

#[test]
fn weight_files_are_as_large_as_published() {
    // Llama-3.1-8B in llama.cpp's quantize README, GiB.
    let model = model("llama-3.1-8b");
    for (quant, published) in [
        (Quant::Q4KM, 4.58),
        (Quant::Q80, 7.95),
        (Quant::Q6K, 6.14),
        (Quant::Q2K, 2.96),
    ] {
        let work = Generation::new(
            &model,
            model.transformer.as_ref().unwrap(),
            quant,
            KvType::F16,
            512.0,
        );
        let gib = work.file / 1_073_741_824.0;
        assert!((gib / published - 1.0).abs() < 0.005, "{quant}: {gib}");
    }
}

#[test]
fn image_generators() {
    let flux = model("flux.1-dev");
    let parts = flux.diffusion.unwrap();
    let lora = |precision| {
        diffusion_lora(&flux, &parts, 1024.0, precision)
            .unwrap()
            .need(1.0)
    };
    assert_eq!(format!("{:.0}", lora(Precision::SixteenBit)), "30");
    assert_eq!(format!("{:.0}", lora(Precision::EightBit)), "19");
    let sdxl = model("sdxl");
    let parts = sdxl.diffusion.unwrap();
    let generated = diffusion_generation(
        &sdxl,
        &parts,
        1024.0,
        Precision::SixteenBit,
        Residency::Together,
    )
    .need(1.0);
    assert_eq!(format!("{generated:.1}"), "10.5");
    let trained = diffusion_lora(&sdxl, &parts, 1024.0, Precision::SixteenBit).unwrap();
    assert_eq!(
        [1.0, 4.0].map(|b| format!("{:.0}", trained.need(b))),
        ["10", "16"]
    );
}

#[test]
fn largest_batches_on_24_gib_are_near_those_measured() {
    // timm on an RTX 3090: the largest batch of a ladder that ran (512 is its top).
    for (id, measured) in [
        ("resnet101", 256.0),
        ("vit-l16", 64.0),
        ("swin-b", 128.0),
        ("vit-s16", 384.0),
    ] {
        let model = model(id);
        let vision = model.vision.unwrap();
        let footprint = crate::workload::memory::vision(&model, &vision, 224.0);
        let batch = (23.65 - footprint.need(0.0)) / footprint.activations;
        assert!(
            batch > measured / 1.51 && batch < measured * 1.51,
            "{id}: {batch} against {measured}"
        );
    }
}
