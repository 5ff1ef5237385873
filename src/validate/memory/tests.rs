//! The bars of `reference/sizing.md` section 5.

use super::{Basis, Format, Measured, Verdict, judge, judge_own};
use crate::part::GpuChip;
use crate::validate::CsvFile;
use crate::workload::{LadderConstants, ModelPreset};
use std::path::Path;

fn presets() -> Vec<ModelPreset> {
    serde_yaml::from_str(include_str!("../../../parts/models.yaml")).unwrap()
}

fn file(name: &str, text: &str) -> CsvFile {
    CsvFile {
        name: name.to_owned(),
        text: text.to_owned(),
    }
}

fn judged(files: &[CsvFile]) -> Verdict {
    let tables: Vec<_> = files
        .iter()
        .filter_map(|file| Some((Format::of(&file.columns())?, file)))
        .collect();
    judge(&tables, &presets()).unwrap()
}

/// The measured tables, where they lie beside the checkout.
fn shared() -> Option<Vec<CsvFile>> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/sizing");
    let names = ["measured_dev", "timm_batch_3090", "arch_calib", "models"];
    let read = |name: &str| {
        let name = format!("{name}.csv");
        let text = std::fs::read_to_string(dir.join(&name)).ok()?;
        Some(file(&name, &text))
    };
    names.into_iter().map(read).collect()
}

#[test]
fn the_bars_hold_on_the_measured_tables() {
    let Some(files) = shared() else {
        return;
    };
    let verdict = judged(&files);
    let training = verdict.training.unwrap();
    assert_eq!(training.n, 339);
    assert!(training.median <= 0.07, "{training:?}");
    assert!(training.bias.abs() <= 0.05, "{training:?}");
    assert!(training.under <= 0.20, "{training:?}");
    let inference = verdict.inference.unwrap();
    assert_eq!(inference.n, 107);
    assert!(inference.median <= 0.03, "{inference:?}");
    let files = verdict.files.unwrap();
    assert_eq!(files.n, 10);
    assert!(files.worst.1.abs() <= 0.005, "{files:?}");
    let parameters = verdict.parameters.unwrap();
    assert!(parameters.n >= 30, "{parameters:?}");
    assert!(parameters.worst.1.abs() <= 0.002, "{parameters:?}");
    let batches = verdict.batches.unwrap();
    assert_eq!(batches.n, 1594);
    assert!(batches.near() >= 0.88, "{batches:?}");
    assert!(batches.too_big() <= 0.10, "{batches:?}");
}

/// Runs of one public row each, so that the reading of rows is held without the tables.
const COLUMNS: &str = "source,model,method,precision,batch,seq,gpus,measured_gb,kind,metric,\
    stack,loss,grad_ckpt,ckpt_fp32,optimizer,opt_bits,shard,offload,lora_r,lora_targets,arch,note";

#[test]
fn rows_are_judged_by_what_their_metric_means() {
    let row = |method: &str, metric: &str, more: &str| {
        format!(
            "x,llama-3.1-8b,{method},bf16,1,2048,1,20,llm-train,{metric},hf,{more},1,0,adamw,\
             32,none,,16,all,llama-3.1-8b,"
        )
    };
    let of = |row: &str| judged(&[file("runs.csv", &format!("{COLUMNS}\n{row}\n"))]);
    let predicted = |row: &str| {
        let verdict = of(row);
        20.0 * (1.0 + verdict.training.unwrap().worst.1)
    };
    // sizing.md's worked answer of the stock LoRA: need 21.8 GiB, floor 20.9.
    let need = predicted(&row("lora", "nvidia-smi", "hf"));
    assert!((need - 21.8).abs() < 0.1, "{need}");
    let peak = predicted(&row("lora", "torch-alloc", "hf"));
    assert!((1.03 * peak + 0.8 - 20.9).abs() < 0.1, "{peak}");
    let reserved = predicted(&row("lora", "torch-reserved", "hf"));
    assert!((reserved / peak - 1.05).abs() < 1e-9);
    assert!(predicted(&row("lora", "nvidia-smi", "fused_linear_ce")) < need);
    // What is not modelled is counted, not guessed.
    let verdict = of(&row("galore", "nvidia-smi", "hf"));
    assert_eq!((verdict.training, verdict.omitted.len()), (None, 1));
    let faulty = file(
        "runs.csv",
        &format!(
            "{COLUMNS}\n{}\n",
            row("lora", "x", "hf").replace(",20,", ",much,")
        ),
    );
    let error = judge(&[(Format::Runs, &faulty)], &presets()).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("line 2: `much` under measured_gb"),
        "{error}"
    );
}

#[test]
fn our_own_rows_are_all_read_and_mostly_near() {
    let rows = Measured::own().unwrap();
    let presets = presets();
    let chips: Vec<GpuChip> =
        serde_yaml::from_str(include_str!("../../../parts/gpu-chips.yaml")).unwrap();
    let ladder: Vec<LadderConstants> =
        serde_yaml::from_str(include_str!("../../../parts/ladder.yaml")).unwrap();
    let basis = Basis {
        models: &presets,
        chips: &chips,
        ladder: &ladder[0],
    };
    let verdict = judge_own(&rows, &basis);
    let ran_out = verdict.ran_out.as_ref().unwrap();
    assert!(ran_out.n >= 25, "{ran_out:?}");
    assert!(ran_out.said_to_fit.is_empty(), "{ran_out:?}");
    let left_out: usize = verdict.omitted.iter().map(|omitted| omitted.rows).sum();
    let judged: usize = verdict.sources.iter().map(|(_, figures)| figures.n).sum();
    assert_eq!(left_out + judged + ran_out.n, rows.len());
    assert!(judged >= 60, "{judged}: {:?}", verdict.omitted);
    let files = verdict.files.unwrap();
    assert!(files.median <= 0.03, "{files:?}");
}
