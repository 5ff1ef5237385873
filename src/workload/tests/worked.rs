//! The worked answers of `reference/sizing.md` section 4, to the last printed digit.

use super::models;
use crate::workload::memory::{
    Adapters, Footprint, Generation, Precision, Residency, Shape, Summing, Trained, TrainingRun,
    comfortable, diffusion_generation, diffusion_lora, finetune, weight_file,
};
use crate::workload::preset::ModelPreset;
use crate::workload::quant::{KvType, Quant};
use crate::workload::recipe::{Loss, Offloaded, Optimizer, Precision as Format, Sharding, Targets};
use crate::workload::task::Finetune;

fn model(id: &str) -> ModelPreset {
    models().into_iter().find(|model| model.id == id).unwrap()
}

/// As people write it first.
fn stock(method: Finetune) -> TrainingRun {
    TrainingRun::usual(method)
}

/// With the stack that brings a fused linear loss.
fn fused(method: Finetune) -> TrainingRun {
    let stock = stock(method);
    let loss = Loss::FusedLinear;
    match stock.trained {
        Trained::All { .. } => TrainingRun { loss, ..stock },
        Trained::Adapters(adapters) => TrainingRun {
            loss,
            trained: Trained::Adapters(Adapters {
                fused_kernels: true,
                ..adapters
            }),
            optimizer: Optimizer::AdamW8Bit,
            wide_stream: false,
            ..stock
        },
    }
}

/// Sharded over so many GPUs.
fn over(gpus: u32, run: TrainingRun) -> TrainingRun {
    let sharding = Sharding::Fsdp;
    TrainingRun {
        sharding,
        gpus,
        ..run
    }
}

/// All weights in so many bits, with an optimizer.
fn full(precision: Format, optimizer: Optimizer) -> TrainingRun {
    TrainingRun {
        trained: Trained::All {
            precision,
            in_backward: false,
        },
        optimizer,
        wide_stream: precision != Format::Bf16,
        ..stock(Finetune::Full)
    }
}

fn training(id: &str, run: &TrainingRun, seq: f64) -> Footprint {
    let model = model(id);
    let shape = Shape::new(&model, model.transformer.as_ref().unwrap());
    finetune(&shape, run, seq)
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
    let at = |id, run: TrainingRun, seq, stated| bands(&training(id, &run, seq), 1.0, stated);
    let (stock, fused) = (stock(Finetune::Qlora), fused(Finetune::Qlora));
    at("llama-3.1-8b", stock, 4096.0, [16.4, 18.5, 20.9]);
    at("llama-3.1-8b", fused, 4096.0, [9.3, 9.9, 11.4]);
    at("qwen3-14b", fused, 4096.0, [14.6, 15.6, 17.6]);
    at("qwen3-32b", fused, 4096.0, [25.8, 27.5, 30.8]);
    at("llama-3.3-70b", fused, 2048.0, [45.9, 49.0, 54.4]);
    let two = over(2, fused);
    at("llama-3.3-70b", two, 2048.0, [30.8, 34.1, 38.0]);
    let offload = Offloaded::Layers;
    let offloaded = TrainingRun { offload, ..two };
    at("llama-3.3-70b", offloaded, 2048.0, [11.6, 13.2, 15.0]);
}

#[test]
fn adapters_on_sixteen_bit_weights() {
    let lora = training("llama-3.1-8b", &stock(Finetune::Lora), 2048.0);
    bands(&lora, 1.0, [20.9, 21.8, 24.5]);
}

#[test]
fn full_fine_tuning() {
    let amp = training("phi-1.5", &stock(Finetune::Full), 2048.0);
    bands(&amp, 4.0, [29.7, 31.1, 34.7]);
    let lean = full(Format::Bf16, Optimizer::AdamW8Bit);
    let pure = training("phi-1.5", &lean, 2048.0);
    bands(&pure, 1.0, [10.6, 11.0, 12.6]);
    let loss = Loss::FusedLinear;
    let eight = training("llama-3.1-8b", &TrainingRun { loss, ..lean }, 2048.0);
    assert_eq!(format!("{:.0}", eight.need(1.0)), "49");
    let four = over(4, fused(Finetune::Full));
    let sharded = training("llama-3.1-8b", &four, 2048.0);
    assert_eq!(format!("{:.0}", sharded.need(1.0)), "46");
}

/// GiB of weights, gradients and states of a billion parameters, and with the step.
#[track_caller]
fn bytes_a_parameter(run: &TrainingRun, held: f64, at_step: f64) {
    let model = model("llama-3.1-8b");
    let parameters = model.parameter_count() / 1_073_741_824.0;
    let made = training("llama-3.1-8b", run, 16.0);
    let own = (made.weights + made.optimizer) / parameters;
    assert!((own - held).abs() < 1e-9, "{own} against {held}: {run:?}");
    let own = own + made.step / parameters;
    assert!((own - at_step).abs() < 1e-9, "{own} against {at_step}");
}

#[test]
fn states_take_the_documented_bytes_a_parameter() {
    // reference/sizing.md section 2, and 12 of a momentum (its vision rule).
    bytes_a_parameter(&full(Format::Mixed, Optimizer::AdamW), 16.0, 20.0);
    bytes_a_parameter(&full(Format::Fp32, Optimizer::AdamW), 16.0, 20.0);
    bytes_a_parameter(&full(Format::Fp32, Optimizer::Sgd), 12.0, 12.0);
    bytes_a_parameter(&full(Format::Bf16, Optimizer::AdamW), 8.0, 10.0);
    bytes_a_parameter(&full(Format::Bf16, Optimizer::AdamW8Bit), 6.0, 6.0);
    let in_backward = TrainingRun {
        trained: Trained::All {
            precision: Format::Bf16,
            in_backward: true,
        },
        ..full(Format::Bf16, Optimizer::PagedAdamW8Bit)
    };
    bytes_a_parameter(&in_backward, 2.0, 2.0);
    // torchtune's 8B on a 4090: 18.9 GiB.
    let loss = Loss::FusedLinear;
    let whole = training(
        "llama-3.1-8b",
        &TrainingRun {
            loss,
            ..in_backward
        },
        2048.0,
    );
    let need = whole.need(1.0);
    assert!((need / 18.9 - 1.0).abs() < 0.10, "{need}");
    // `DeepSpeed`: 18 and 20 a parameter, beside its buckets.
    let sharding = Sharding::Zero2;
    let deepspeed = TrainingRun {
        sharding,
        ..stock(Finetune::Full)
    };
    let made = training("llama-3.1-8b", &deepspeed, 16.0);
    let parameters = model("llama-3.1-8b").parameter_count();
    let held = (made.weights + made.optimizer) * 1_073_741_824.0 - 2.5e9;
    assert!((held / parameters - 18.0).abs() < 1e-6);
    assert!((made.step * 1_073_741_824.0 / parameters - 2.0).abs() < 1e-6);
}

#[test]
fn adapters_are_as_large_as_peft_counts_them() {
    // PEFT prints 41,943,040 trainable parameters for rank 16 on all linear matrices of
    // Llama-3.1-8B, 6,815,744 for queries and values.
    let model = model("llama-3.1-8b");
    let shape = Shape::new(&model, model.transformer.as_ref().unwrap());
    let count = |targets| format!("{:.0}", shape.adapters(16, targets));
    assert_eq!(count(Targets::AllLinear), "41943040");
    assert_eq!(count(Targets::QueryValue), "6815744");
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
fn mixed_weight_files_are_as_large_as_llama_bench_prints() {
    // GiB of llama-bench: Q4_0 keeps the output matrix in Q6_K; gpt-oss has MXFP4 experts.
    for (id, quant, published) in [
        ("llama-2-7b", Quant::Q40, 3.56),
        ("llama-3.1-8b", Quant::Q40, 4.33),
        ("mistral-7b", Quant::Q40, 3.83),
        ("gpt-oss-20b", Quant::Mxfp4, 11.27),
        ("gpt-oss-120b", Quant::Mxfp4, 59.02),
    ] {
        let gib = weight_file(&model(id), quant) / 1_073_741_824.0;
        assert!((gib / published - 1.0).abs() < 0.005, "{id} {quant}: {gib}");
    }
    // A dense model has no experts, and MXFP4_MOE leaves the rest in Q8_0.
    let dense = model("llama-3.1-8b");
    let [four, eight] = [Quant::Mxfp4, Quant::Q80].map(|quant| weight_file(&dense, quant));
    assert!((four / eight - 1.0).abs() < 1e-12);
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

#[test]
fn gradients_summed_alone_are_those_of_the_whole_model() {
    // LitGPT's resource tables: adapters on Llama 2 under FSDP with gradients summed over
    // 128 samples, GB as `PyTorch` handed it out. One GPU alone took 21.30 and 38.12.
    for (id, gpus, measured) in [("llama-2-7b", 2, 22.18), ("llama-2-13b", 4, 35.57)] {
        let usual = stock(Finetune::Lora);
        let Trained::Adapters(adapters) = usual.trained else {
            unreachable!("adapters are trained");
        };
        let run = TrainingRun {
            trained: Trained::Adapters(Adapters {
                rank: 8,
                targets: Targets::QueryValue,
                ..adapters
            }),
            loss: Loss::Fused,
            ..over(gpus, usual)
        };
        let gigabytes = |summing| {
            let run = TrainingRun { summing, ..run };
            training(id, &run, 1304.0).peak(1.0) * 1.073_741_824
        };
        let own = gigabytes(Summing::Alone);
        assert!((own / measured - 1.0).abs() < 0.10, "{id}: {own}");
        // Without: what Answer.AI's script holds, far less.
        let exchanged = gigabytes(Summing::Exchanged);
        assert!(exchanged < 0.6 * measured, "{exchanged}");
    }
}
