//! Task texts, profiles and needs as a user meets them.

use super::{chip, ladder, models, profiles, tasks, workload};
use crate::rules::Standards;
use crate::unit::{Gibibytes, Gigabytes};
use crate::workload::{
    Batch, Feature, Finetune, Method, Quant, Task, Work, Workload, WorkloadError,
};
use proptest::prelude::*;

fn fault(text: &str) -> String {
    let error = Workload::from_tasks([text], &ladder(), &models(), &chip("rtx-3090")).unwrap_err();
    error.to_string()
}

#[test]
fn faults_say_what_was_meant() {
    assert_eq!(
        fault("qlroa llama-3.1-8b"),
        "task `qlroa llama-3.1-8b`: `qlroa` is not a task; did you mean `qlora`?"
    );
    assert_eq!(
        fault("lora llama-3.1-8B-it"),
        "task `lora llama-3.1-8B-it`: no model is called `llama-3.1-8B-it`; did you mean `llama-3.1-8b`?"
    );
    assert_eq!(
        fault("lora llama-3.1-8b sqe=5"),
        "task `lora llama-3.1-8b sqe=5`: `lora` has no parameter `sqe`; did you mean `seq`?"
    );
    assert_eq!(
        fault("lora llama-3.1-8b seq=4k"),
        "task `lora llama-3.1-8b seq=4k`: seq=4k is not a whole number from 16 to 1048576"
    );
    assert!(fault("generate llama-3.1-8b quant=q4km").contains("did you mean `q4_k_m`?"));
    assert!(fault("lora llama-3.1-8b seq=1024 seq=2048").contains("`seq` is given twice"));
    assert!(fault("lora").contains("needs a model"));
    assert!(fault("lora seq=2048").contains("needs a model"));
    assert_eq!(
        fault("train-vision llama-3.1-8b"),
        "`train-vision` does not apply to `llama-3.1-8b`"
    );
    let none = Workload::from_tasks([], &ladder(), &models(), &chip("rtx-3090"));
    assert_eq!(none.unwrap_err(), WorkloadError::NoTasks);
}

#[test]
fn profiles_are_written_canonically_and_weigh_one() {
    for profile in profiles() {
        for line in &profile.tasks {
            let task: Task = line.task.parse().unwrap();
            assert_eq!(task.to_string(), line.task);
        }
        Workload::new(&profile, &ladder(), &models(), &chip("rtx-3090")).unwrap();
    }
    let mut heavy = profiles().remove(0);
    heavy.tasks[0].weight += 0.1;
    let fault = Workload::new(&heavy, &ladder(), &models(), &chip("rtx-3090")).unwrap_err();
    assert!(matches!(fault, WorkloadError::Weights { .. }));
}

#[test]
fn an_alias_is_called_by_its_id() {
    let chip = chip("rtx-3090");
    let workload = tasks(&["generate llama-3.1-70b"]);
    let reports = workload.report(&super::on(&chip, 2));
    assert_eq!(
        reports[0].task,
        "generate llama-3.3-70b quant=q4_k_m context=8192"
    );
}

#[test]
fn the_shipped_profiles_keep_the_default_standards() {
    let research = workload("research");
    let profile = profiles().into_iter().find(|p| p.id == "research").unwrap();
    assert_eq!(profile.standards(research.needs()), Standards::default());
}

#[test]
fn needs_follow_from_the_tasks() {
    let research = workload("research");
    let needs = research.needs();
    assert!(needs.training);
    assert!(
        needs.storage < Gigabytes::new(1_000) && needs.storage > Gigabytes::new(700),
        "{}",
        needs.storage
    );
    assert_eq!(needs.storage_standard(), Gigabytes::new(1_000));
    assert_eq!(needs.memory, Gibibytes::new(13));
    assert_eq!(needs.features, Feature::ALL);
    // One 8B with a checkpoint of 112 GB, twice: (100 + 100 + 16 + 225) / 0.8.
    let full = tasks(&["full-finetune llama-3.1-8b"]);
    assert_eq!(full.needs().storage, Gigabytes::new(552));
    let reading = workload("llm-inference");
    assert!(!reading.needs().training);
    assert!(reading.needs().features.is_empty());
}

fn works() -> impl Strategy<Value = Work> {
    let batch = || prop_oneof![Just(Batch::Auto), (1u32..=65_536).prop_map(Batch::Fixed)];
    let method = prop::sample::select(vec![Finetune::Full, Finetune::Lora, Finetune::Qlora]);
    prop_oneof![
        (32u32..=4096, batch()).prop_map(|(image, batch)| Work::TrainVision { image, batch }),
        (method, 16u32..=1 << 20, batch()).prop_map(|(method, seq, batch)| Work::Finetune {
            method,
            seq,
            batch
        }),
        (prop::sample::select(Quant::ALL), 16u32..=1 << 20)
            .prop_map(|(quant, context)| Work::Generate { quant, context }),
        (32u32..=4096).prop_map(|image| Work::DiffusionGenerate { image }),
        (32u32..=4096, batch()).prop_map(|(image, batch)| Work::DiffusionLora { image, batch }),
    ]
}

proptest! {
    #![proptest_config(super::cases(256))]

    #[test]
    fn printing_and_parsing_agree(model in "[a-z][a-z0-9.-]{0,20}", work in works()) {
        let task = Task { model, work };
        prop_assert_eq!(task.to_string().parse::<Task>(), Ok(task));
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in ".{0,60}", method in prop::sample::select(Method::NAMES)) {
        let _ = text.parse::<Task>();
        let _ = format!("{method} {text}").parse::<Task>();
    }
}
