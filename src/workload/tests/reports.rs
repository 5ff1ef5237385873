//! Reports: verdicts, words, ways to make a task fit, honest gaps.

use super::{chip, on, tasks};
use crate::part::{Architecture, MemoryType};
use crate::unit::{Gibibytes, Watts};
use crate::workload::{Bound, Confidence, Fit, GpuUse, Link, Machine, SpeedUnit, TaskReport};

fn report(task: &str, machine: &Machine<'_>) -> TaskReport {
    tasks(&[task]).report(machine).remove(0)
}

#[test]
fn a_task_that_fits_says_so_with_its_memory() {
    let chip = chip("rtx-3090");
    let report = report("lora llama-3.1-8b seq=2048", &on(&chip, 1));
    assert_eq!(report.verdict, Fit::Fits);
    assert!(report.floor < report.need && report.need <= report.usable);
    assert!(report.usable < report.comfortable);
    assert!((report.breakdown.total() - report.need).abs() < 1e-9);
    // 16-bit weights of 8.03 billion parameters.
    assert!((report.breakdown.weights - 14.96).abs() < 0.01);
    assert_eq!((report.relative, report.cautious), (1.0, 1.0));
    assert!(report.makes_it_fit.is_empty());
    // 1,000 tokens more cost mostly logits: 16 bytes times 128,256, and a margin.
    assert!((report.per_thousand_tokens.unwrap() - 2.26).abs() < 0.05);
}

#[test]
fn savings_are_named() {
    let small = chip("rtx-3080-ti");
    let qlora = report("qlora llama-3.1-8b seq=4096", &on(&small, 1));
    assert_eq!(qlora.rung, "batch 1; fused loss and kernels, 8-bit Adam");
    let full = report("full-finetune llama-3.2-1b", &on(&small, 1));
    assert_eq!(
        full.rung,
        "batch 4, accumulate 2x; fused loss; pure bf16, 8-bit Adam"
    );
    let two = report("train-vision resnet50 batch=256", &on(&small, 2));
    assert_eq!(
        two.rung,
        "batch 128, accumulate 2x; a copy on each of 2 GPUs"
    );
    assert_eq!(two.gpus, Some(GpuUse::DataParallel(2)));
    assert_eq!(two.confidence, Confidence::B);
}

#[test]
fn what_does_not_fit_names_ways_that_do() {
    let chip = chip("rtx-3060-12g");
    let mut machine = on(&chip, 1);
    machine.memory = Gibibytes::new(32);
    let task = "generate llama-3.3-70b context=8192";
    let no = report(task, &machine);
    assert_eq!(no.verdict, Fit::No);
    assert_eq!((no.rung.as_str(), no.cautious), ("no rung fits", 0.05));
    assert!((no.need - 43.5).abs() < 0.1, "{}", no.need);
    assert_eq!(
        no.makes_it_fit,
        [
            "48 GiB of system memory, with offload",
            "a card with 48 GiB"
        ]
    );
    machine.memory = Gibibytes::new(48);
    let offloaded = report(task, &machine);
    assert_eq!(offloaded.verdict, Fit::Fits);
    assert_eq!(offloaded.bound, Some(Bound::HostMemory));
    assert_eq!(offloaded.confidence, Confidence::C);
    assert_eq!(offloaded.makes_it_fit, ["a card with 48 GiB"]);
    let pair = super::chip("rtx-3090");
    // The reference chip is known, however it is used alone.
    let alone = report(task, &on(&pair, 1));
    assert_eq!(alone.relative.to_bits(), alone.cautious.to_bits());
    assert!(alone.cautious < 0.3);
    let split = report(task, &on(&pair, 2));
    assert_eq!(split.gpus, Some(GpuUse::Split(2)));
    assert_eq!(
        (split.relative, split.cautious, split.reference_count),
        (1.0, 0.65, 2)
    );
}

#[test]
fn shorter_forms_of_the_task_are_tried() {
    let chip = chip("rtx-4090");
    let one = report("generate qwen3-32b context=65536", &on(&chip, 1));
    assert_eq!(one.makes_it_fit[0], "context=8192");
    let tight = report(
        "qlora qwen2.5-14b seq=4096",
        &on(&super::chip("rtx-5060-ti-16g"), 1),
    );
    assert_eq!(tight.verdict, Fit::Tight);
    assert_eq!(tight.makes_it_fit[0], "seq=2048");
    assert!(
        tight
            .notes
            .iter()
            .any(|note| note.contains("expandable_segments"))
    );
    // Fewer bytes a weight come first.
    let heavy = report(
        "lora llama-3.1-8b seq=4096",
        &Machine {
            memory: Gibibytes::new(16),
            ..on(&super::chip("rtx-3060-12g"), 1)
        },
    );
    assert_eq!(heavy.verdict, Fit::No);
    assert_eq!(heavy.makes_it_fit[0], "qlora in its place");
    let mut roomy = super::chip("rtx-5060-ti-16g");
    roomy.memory = Gibibytes::new(24);
    let fits = report("qlora qwen2.5-14b seq=4096", &on(&roomy, 1));
    assert_eq!((fits.verdict, fits.rung), (Fit::Comfortable, tight.rung));
    assert!((tight.relative / fits.relative - 0.8).abs() < 1e-9);
}

#[test]
fn generation_speed_is_absolute() {
    // llama.cpp, 70B Q4_K_M on two 3090s: 16.29 tok/s measured at short context.
    let chip = chip("rtx-3090");
    let speed = report("generate llama-3.3-70b context=1024", &on(&chip, 2))
        .speed
        .unwrap();
    assert_eq!(speed.unit, SpeedUnit::TokensPerSecond);
    assert!((speed.value / 16.29 - 1.0).abs() < 0.08, "{}", speed.value);
}

#[test]
fn a_slow_host_holds_vision_back() {
    let chip = chip("rtx-3090");
    let mut machine = on(&chip, 1);
    machine.cores = Some(4);
    let fed = report("train-vision resnet50", &machine);
    assert_eq!(fed.bound, Some(Bound::DataLoading));
    // One free core with hyper-threads.
    assert!((fed.speed.unwrap().value - 780.0).abs() < 0.1);
    assert!(
        fed.notes.iter().any(|note| note.contains("PIL")),
        "{:?}",
        fed.notes
    );
    machine.cores = Some(8);
    let free = report("train-vision resnet50", &machine);
    assert!((free.speed.unwrap().value - 1218.0).abs() < 0.1);
}

#[test]
fn a_missing_figure_is_no_guess() {
    let chip = chip("tesla-p40");
    let train = report("lora llama-3.1-8b", &on(&chip, 1));
    assert_eq!(
        (train.verdict, train.cautious, train.speed),
        (Fit::No, 0.05, None)
    );
    assert_eq!(
        train.rung,
        "not judged: the chip's fp16_tensor_fp32_accumulate is unknown"
    );
    // Generation needs only the bandwidth.
    assert_eq!(
        report("generate llama-3.1-8b", &on(&chip, 1)).verdict,
        Fit::Comfortable
    );
    let mut unknown = super::chip("rtx-4090");
    unknown.board_power = None;
    assert!(
        report("lora llama-3.1-8b", &on(&unknown, 1))
            .rung
            .contains("board_power")
    );
}

#[test]
fn foreign_software_is_dated() {
    let chip = chip("rx-7900-xtx");
    assert_eq!(chip.architecture, Architecture::Rdna3);
    let report = report("lora llama-3.1-8b", &on(&chip, 1));
    assert_eq!(report.confidence, Confidence::C);
    assert!(
        report.notes[0].contains("0.52") && report.notes[0].contains("2025"),
        "{:?}",
        report.notes
    );
}

#[test]
fn hosts_and_power_limits_cost_speed() {
    let chip = chip("rtx-3090");
    let speed = |machine: &Machine<'_>, task: &str| report(task, machine).relative;
    let wide = on(&chip, 1);
    let offloading = "generate llama-3.3-70b";
    let slow = Machine {
        memory_type: MemoryType::Ddr4,
        ..wide
    };
    assert!(speed(&slow, offloading) < speed(&wide, offloading));
    let pair = on(&chip, 2);
    let narrow = Machine {
        link: Link {
            generation: 3,
            lanes: 4,
        },
        ..pair
    };
    assert!(
        speed(&narrow, "full-finetune llama-3.2-1b") < speed(&pair, "full-finetune llama-3.2-1b")
    );
    let limited = Machine {
        power_limit: Some(Watts::new(280)),
        ..wide
    };
    let kept = speed(&limited, "lora llama-3.1-8b");
    assert!((0.95..1.0).contains(&kept), "{kept}");
    // Decoding is not hurt down to two thirds of the power.
    let (limited, full) = (
        report("generate llama-3.1-8b", &limited),
        report("generate llama-3.1-8b", &wide),
    );
    assert_eq!(limited.speed, full.speed);
    let desktop = Machine {
        desktop: true,
        ..wide
    };
    let usable = report("lora llama-3.1-8b", &desktop).usable;
    assert!((usable - 22.64).abs() < 0.01, "{usable}");
}

#[test]
fn experts_live_in_system_memory_where_layers_would_be_slower() {
    let card = chip("rtx-3090");
    let machine = Machine {
        memory: Gibibytes::new(64),
        ..on(&card, 1)
    };
    let task = "generate qwen3-30b-a3b quant=q8_0 context=8192";
    let mixed = report(task, &machine);
    let rung = mixed.rung.strip_prefix("experts of ").unwrap();
    let layers = rung.strip_suffix(" of 48 layers in system memory").unwrap();
    let layers: f64 = layers.parse().unwrap();
    // 128 experts of three matrices of 2048 by 768, of which 8 work, at 34 bytes for 32.
    let layer = 128.0 * 3.0 * 2048.0 * 768.0 * 34.0 / 32.0;
    let gib = 1_073_741_824.0;
    assert!(
        (mixed.host - layers * layer / gib - 5.0).abs() < 0.01,
        "{mixed:?}"
    );
    // One layer fewer would not fit.
    assert!(mixed.need <= mixed.usable && mixed.need + layer / gib > mixed.usable);
    let away = layers * layer * 8.0 / 128.0;
    let held = 3.34e9 * 34.0 / 32.0 - away + 8192.0 * 48.0 * 2.0 * 512.0 * 2.0;
    let seconds = held / (0.92 * 936.2e9) + 48.0 * 60e-6 + away / 70e9;
    let speed = mixed.speed.unwrap();
    assert!(
        (speed.value * seconds - 1.0).abs() < 0.01,
        "{speed:?} {seconds}"
    );
    assert_eq!(
        (speed.confidence, mixed.confidence),
        (Confidence::C, Confidence::C)
    );
    assert!((speed.range.0 / speed.value - 0.65).abs() < 1e-9);
    assert!(mixed.offloads && mixed.verdict == Fit::Fits);
    let room = format!("{:.0} GiB of system memory", (1.35 * mixed.host).ceil());
    assert!(
        mixed.notes.iter().any(|note| note.starts_with(&room)),
        "{:?}",
        mixed.notes
    );
    // Layers of the same bytes would read attention and shared weights too.
    let by_layers = {
        let bytes = 3.34e9 * 34.0 / 32.0 + 8192.0 * 48.0 * 2.0 * 512.0 * 2.0;
        let share = layers * layer / (30.532e9 * 34.0 / 32.0);
        bytes * (1.0 - share) / (0.92 * 936.2e9) + 48.0 * 60e-6 + bytes * share / 70e9
    };
    assert!(seconds < by_layers);
    // Slower system memory, a slower run; too little of it, none.
    let slower = Machine {
        memory_type: MemoryType::Ddr4,
        ..machine
    };
    assert!(report(task, &slower).speed.unwrap().value < speed.value);
    let little = Machine {
        memory: Gibibytes::new(8),
        ..machine
    };
    assert_eq!(report(task, &little).verdict, Fit::No);
}

#[test]
fn experts_in_system_memory_are_about_as_fast_as_measured() {
    // llama.cpp (SYCL) on an Arc B580 beside a Core Ultra 7 265K with two channels of DDR5,
    // 16 threads (github.com/chrisdesrochers/MoEArc, 2026-09): 74.08 tok/s with the experts
    // of 18 layers in system memory, 58.58 with 30; 29.56 with those of 36.
    let card = chip("arc-b580");
    let speed = |task: &str| {
        let report = report(task, &on(&card, 1));
        assert!(report.rung.starts_with("experts of "), "{}", report.rung);
        report.speed.unwrap()
    };
    for (task, measured) in [
        ("generate qwen3-30b-a3b context=1024", 72.0),
        ("generate gpt-oss-120b quant=mxfp4 context=1024", 29.56),
    ] {
        let own = speed(task);
        assert!((own.value / measured - 1.0).abs() < 0.2, "{task}: {own:?}");
        assert!(own.range.0 < measured && measured < own.range.1);
    }
}

#[test]
fn experts_stay_on_gpus_that_hold_them_and_dense_models_have_none() {
    let card = chip("rtx-3090");
    let whole = report("generate qwen3-30b-a3b context=8192", &on(&card, 1));
    assert_eq!(whole.rung, "as written");
    let pair = report(
        "generate qwen3-30b-a3b quant=q8_0 context=8192",
        &on(&card, 2),
    );
    assert_eq!(pair.rung, "layers split over 2 GPUs");
    let dense = report("generate llama-3.3-70b context=8192", &on(&card, 1));
    assert!(
        dense.rung.ends_with("% of the model in system memory"),
        "{}",
        dense.rung
    );
    // 235 billion on a small card: its memory holds little beside attention.
    let small = chip("rtx-3060-12g");
    let huge = report("generate qwen3-235b-a22b context=8192", &on(&small, 1));
    assert!(
        huge.rung.ends_with("of 94 layers in system memory"),
        "{}",
        huge.rung
    );
    assert_eq!(huge.bound, Some(Bound::HostMemory));
    // sizing.md: about 6 tok/s at 80 GB/s with all of it in system memory.
    let speed = huge.speed.unwrap().value;
    assert!((5.0..9.0).contains(&speed), "{speed}");
}

#[test]
fn the_slope_is_that_of_the_way_it_runs() {
    let slope = |task: &str, id: &str| {
        let chip = chip(id);
        let report = report(task, &on(&chip, 1));
        (
            report.rung.contains("fused"),
            report.per_thousand_tokens.unwrap(),
        )
    };
    // Stock: 16 bytes times 128,256 for a token; fused, no logits.
    let (stock, much) = slope("qlora llama-3.1-8b seq=4096", "rtx-3090");
    let (fused, little) = slope("qlora llama-3.1-8b seq=4096", "rtx-3080-ti");
    assert!(!stock && fused);
    assert!(much > 2.0 && little < 1.0, "{much} {little}");
    let longer = {
        let at = |seq: u32| {
            let chip = chip("rtx-3080-ti");
            report(
                &format!("qlora llama-3.1-8b seq={seq} loss=fused-linear"),
                &on(&chip, 1),
            )
            .need
        };
        (at(2048) - at(1024)) / 1.024
    };
    assert!((longer - little).abs() < 0.01, "{longer} {little}");
    // Sliding layers have stopped growing: 12 of 24 grow, 8 heads of 64, keys and values.
    let (_, grows) = slope("generate gpt-oss-20b quant=mxfp4 context=8192", "rtx-3090");
    let each = 12.0 * 2.0 * 8.0 * 64.0 * 2.0 * 1000.0 / 1_073_741_824.0;
    assert!((grows - each).abs() < 1e-9, "{grows} {each}");
}

#[test]
fn the_worst_class_says_why() {
    let texts = [
        "train-vision resnet50",
        "full-finetune llama-3.2-3b",
        "lora llama-3.1-8b",
        "qlora llama-3.1-8b",
        "diffusion-generate sdxl",
        "generate qwen3-32b",
    ];
    for id in ["rtx-3060-12g", "rtx-3090", "rtx-5090", "rx-7900-xtx"] {
        let chip = chip(id);
        for count in [1, 2] {
            for report in tasks(&texts).report(&on(&chip, count)) {
                let worst = report.verdict != Fit::No && report.confidence == Confidence::C;
                assert_eq!(report.doubt.is_some(), worst, "{id}: {report:?}");
            }
        }
    }
    let doubt = |task, chip_id: &str, count| {
        let chip = chip(chip_id);
        report(task, &on(&chip, count)).doubt.unwrap()
    };
    assert!(doubt("qlora llama-3.1-8b", "rtx-3090", 1).contains("QLoRA"));
    assert!(doubt("generate qwen3-32b", "rtx-3060-12g", 1).contains("system memory"));
    assert!(doubt("generate qwen3-32b", "rtx-3060-12g", 2).contains("several GPUs"));
    let mut stacked = chip("rtx-3090");
    stacked.architecture = Architecture::AmpereDatacenter;
    let stacked = report("generate llama-3.1-8b", &on(&stacked, 1));
    assert!(stacked.doubt.unwrap().contains("HBM"));
    assert!(doubt("train-vision resnet50", "rx-7900-xtx", 1).contains("AMD"));
}
