//! Tasks without a speed model: needs that are met or not, and no part of a score.

use super::{chip, ladder, models, on, profiles, tasks, workload};
use crate::rules::Standards;
use crate::unit::{Gibibytes, Gigabytes};
use crate::workload::{Feature, Fit, MemoryReason, Needs, TaskReport, Workload};
use proptest::prelude::*;

fn needs(text: &str) -> Needs {
    tasks(&[text]).needs().clone()
}

/// One task on one card in a host with so many cores and GiB.
fn report(text: &str, card: &str, cores: u16, memory: u32) -> TaskReport {
    let chip = chip(card);
    let mut machine = on(&chip, 1);
    machine.cores = Some(cores);
    machine.memory = Gibibytes::new(memory);
    tasks(&[text]).report(&machine)[0].clone()
}

#[test]
fn each_asks_for_what_is_documented() {
    let isaac = needs("rl-sim sim=isaac");
    assert_eq!(isaac.card, Gibibytes::new(16));
    assert_eq!(isaac.host_memory, Gibibytes::new(32));
    assert_eq!(isaac.features, [Feature::RtCores]);
    let cpu = needs("rl-sim envs=16");
    // Two environments a core; 6 GB of system, 3 of a process, 1 for each environment.
    assert_eq!((cpu.cores, cpu.host_memory), (8, Gibibytes::new(24)));
    assert!(cpu.features.is_empty());
    let table = needs("tabular");
    assert_eq!((table.cores, table.host_memory), (8, Gibibytes::new(64)));
    // 6 + 3 + 5 x 20 GB.
    assert_eq!(needs("tabular data=20GB").host_memory, Gibibytes::new(102));
    // (100 + 2 x 20) / 0.8.
    assert_eq!(needs("tabular data=20GB").storage, Gigabytes::new(175));
    assert_eq!(needs("lora llama-3.1-8b").card, Gibibytes::new(0));
}

#[test]
fn whisper_takes_what_was_measured() {
    // faster-whisper's README, large-v2 on an RTX 3070 Ti: no run may exceed the need, and
    // none is far below the floor.
    for (text, measured) in [
        ("speech whisper-large-v2", 4.84),
        ("speech whisper-large-v2", 4.42),
        ("speech whisper-large-v2 batch=8", 5.95),
        ("speech whisper-large-v2 precision=int8", 2.86),
        ("speech whisper-large-v2 precision=int8 batch=8", 4.39),
    ] {
        let run = report(text, "rtx-3090", 8, 64);
        assert!(run.need >= measured - 0.01, "{text}: {}", run.need);
        assert!(run.need <= measured * 1.10, "{text}: {}", run.need);
        assert!(run.floor <= measured + 0.02, "{text}: {}", run.floor);
        assert_eq!(run.verdict, Fit::Comfortable);
    }
    let unlike = Workload::from_tasks(
        ["speech llama-3.1-8b"],
        &ladder(),
        &models(),
        &chip("rtx-3090"),
    );
    assert_eq!(
        unlike.unwrap_err().to_string(),
        "`speech` does not apply to `llama-3.1-8b`"
    );
}

#[test]
fn what_is_lacking_is_named() {
    let verdict = |run: &TaskReport| (run.verdict, run.rung.clone());
    let isaac = "rl-sim sim=isaac";
    let small = report(isaac, "rtx-3060-12g", 6, 16);
    assert_eq!(
        verdict(&small),
        (
            Fit::No,
            "lacks a card with 16 GiB, 32 GiB of system memory".to_owned()
        )
    );
    // A card of just that size will do.
    assert_eq!(report(isaac, "rtx-5070-ti", 6, 32).verdict, Fit::Fits);
    let untraced = report(isaac, "tesla-p40", 6, 32);
    assert_eq!(untraced.rung, "lacks cores for ray tracing");
    let table = report("tabular", "rtx-3090", 6, 32);
    assert_eq!(table.rung, "lacks 8 CPU cores, 64 GiB of system memory");
    let met = report("tabular", "rtx-3090", 8, 64);
    assert_eq!(met.verdict, Fit::Fits);
    assert_eq!(met.rung, "needs 8 cores; 64 GiB of system memory");
    assert!(met.speed.is_none() && met.not_modelled.is_some());
}

#[test]
fn needs_are_no_part_of_a_score() {
    let vision = profiles().into_iter().find(|p| p.id == "vision").unwrap();
    let mut with = vision.clone();
    let kaggle = profiles().into_iter().find(|p| p.id == "kaggle").unwrap();
    let table = kaggle.tasks.iter().find(|t| t.task.starts_with("tabular"));
    with.tasks.push(table.unwrap().clone());
    let reference = chip("rtx-3090");
    let [plain, more] =
        [vision, with].map(|p| Workload::new(&p, &ladder(), &models(), &reference).unwrap());
    for id in ["rtx-3060-12g", "rtx-4090", "rtx-a6000"] {
        let chip = chip(id);
        let mut machine = on(&chip, 2);
        machine.cores = Some(6);
        assert_eq!(plain.score(&machine), more.score(&machine));
        assert_eq!(plain.expected(&machine), more.expected(&machine));
        assert!(plain.all_fit(&machine) && !more.all_fit(&machine), "{id}");
    }
    assert!((more.score(&on(&reference, 1)).points() - 100.0).abs() < 1e-6);
    // Named beside others they take no weight either.
    let named = tasks(&["lora llama-3.1-8b", "tabular"]);
    let alone = tasks(&["lora llama-3.1-8b"]);
    let card = chip("rtx-4090");
    assert_eq!(named.score(&on(&card, 1)), alone.score(&on(&card, 1)));
}

#[test]
fn a_weight_on_a_need_is_a_fault() {
    let mut rl = profiles().into_iter().find(|p| p.id == "rl").unwrap();
    rl.tasks[0].weight = 1.0;
    let fault = Workload::new(&rl, &ladder(), &models(), &chip("rtx-3090")).unwrap_err();
    assert!(
        fault.to_string().contains("without a speed model"),
        "{fault}"
    );
}

#[test]
fn without_a_speed_every_machine_scores_alike() {
    for id in ["rl", "speech"] {
        let workload = workload(id);
        assert!(!workload.is_scored());
        let (small, large) = (chip("rtx-3060-12g"), chip("rtx-5090"));
        assert_eq!(
            workload.score(&on(&small, 1)),
            workload.score(&on(&large, 4))
        );
    }
    assert!(workload("kaggle").is_scored());
}

#[test]
fn needs_become_standards() {
    let standards = |id: &str| {
        let profile = profiles().into_iter().find(|p| p.id == id).unwrap();
        profile.standards(workload(id).needs())
    };
    let rl = standards("rl");
    assert_eq!((rl.cores, rl.card), (8, Gibibytes::new(16)));
    assert!(rl.ray_tracing);
    assert_eq!(standards("kaggle").memory, Gibibytes::new(64));
    assert_eq!(standards("vision"), Standards::default());
}

#[test]
fn advice_follows_from_the_tasks_and_the_machine() {
    let card = chip("rtx-5090");
    let mut machine = on(&card, 1);
    machine.cores = Some(8);
    let advice = workload("vision").advice(&machine);
    assert_eq!(advice.memory.why, MemoryReason::LargeCard);
    assert!((advice.memory.gib - 64.0).abs() < 0.01);
    assert_eq!(advice.drive, Some(Gigabytes::new(4_000)));
    let cores = advice.cores.unwrap();
    // sizing.md section 6: ResNet-50 on one 5090 wants some 2,500 img/s.
    let (rate, fast) = cores.feeding.unwrap();
    assert!((1_800.0..=3_500.0).contains(&rate), "{rate}");
    assert!(cores.cores >= 12 && fast < cores.cores / 2, "{cores:?}");
    let reading = advice.reading.unwrap();
    assert!((reading.megabytes_per_second - rate * 0.11).abs() < 0.5);
    // The rates are the GPU's, whatever feeds it.
    machine.cores = Some(2);
    assert_eq!(workload("vision").advice(&machine).cores.unwrap(), cores);
    let two = workload("llm-finetune").advice(&on(&card, 2));
    assert!((two.memory.gib - 72.0).abs() < 0.01, "{:?}", two.memory);
    assert!(two.cores.is_none() && two.reading.is_none());
    let speech = workload("speech").advice(&on(&card, 1));
    assert_eq!(speech.drive, None);
    assert_eq!(workload("rl").advice(&machine).cores.unwrap().cores, 16);
}

proptest! {
    #![proptest_config(super::cases(64))]

    #[test]
    fn needs_grow_with_the_task(n in 1u32..4096, more in 1u32..4096) {
        let pairs = [
            ("rl-sim sim=cpu envs=", ""),
            ("rl-sim sim=isaac envs=", ""),
            ("tabular data=", "GB"),
        ];
        let speech = ("speech whisper-large-v3 batch=", "");
        let small = n.min(512);
        let cases = pairs.into_iter().map(|(head, tail)| (head, tail, n, n + more));
        let cases = cases.chain([(speech.0, speech.1, small, small + more.min(512))]);
        for (head, tail, less, more) in cases {
            let [less, more] = [less, more].map(|n| needs(&format!("{head}{n}{tail}")));
            prop_assert!(more.cores >= less.cores);
            prop_assert!(more.host_memory >= less.host_memory);
            prop_assert!(more.card >= less.card);
            prop_assert!(more.storage >= less.storage);
        }
    }
}
