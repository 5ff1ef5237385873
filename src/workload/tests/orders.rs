//! Orders that must hold, and the traps that caught naive scores.

use super::{chip, chips, on, workload};
use crate::unit::Gibibytes;
use crate::workload::{Score, Workload};

fn score(workload: &Workload, id: &str, count: u32) -> Score {
    let chip = chip(id);
    workload.score(&on(&chip, count))
}

#[test]
fn one_reference_chip_scores_exactly_100() {
    for profile in [
        "research",
        "vision",
        "llm-finetune",
        "llm-inference",
        "diffusion",
    ] {
        let workload = workload(profile);
        assert_eq!(score(&workload, "rtx-3090", 1), Score(0), "{profile}");
        let chip = chip("rtx-3090");
        assert_eq!(workload.expected(&on(&chip, 1)), Score(0), "{profile}");
    }
}

#[test]
fn memory_beats_a_second_small_card() {
    let research = workload("research");
    for small in ["rtx-3060-12g", "rtx-3080-ti"] {
        let one = score(&research, small, 1);
        let two = score(&research, small, 2);
        assert!(score(&research, "rtx-3090", 1) > two, "{small}");
        assert!(two > one, "{small}");
        assert!(
            score(&research, "rtx-3090", 2) > score(&research, small, 4),
            "{small}"
        );
    }
}

#[test]
fn more_memory_at_the_same_speed_scores_higher() {
    let research = workload("research");
    for mut chip in chips() {
        if chip.fp16_tensor.is_none() {
            continue;
        }
        // The step from 64 GiB on changes no rung but batches.
        let before = research.score(&on(&chip, 1));
        let memory = chip.memory;
        chip.memory = Gibibytes::new(2 * memory.steps());
        let after = research.score(&on(&chip, 1));
        assert!(after > before, "{}: {before:?} to {after:?}", chip.id);
    }
}

/// Street prices of mid-2026 in dollars, used or new, whichever is less.
const CUDA: [(&str, u32); 9] = [
    ("rtx-3060-12g", 250),
    ("rtx-3080-ti", 450),
    ("rtx-5060-ti-16g", 600),
    ("rtx-5070-ti", 895),
    ("rtx-3090", 1200),
    ("rtx-4090", 2050),
    ("rtx-a6000", 3650),
    ("rtx-5090", 4795),
    ("rtx-pro-6000-bw", 10_691),
];
const OTHERS: [(&str, u32); 5] = [
    ("rx-6800-xt", 272),
    ("rx-7900-xtx", 781),
    ("rx-9070-xt", 607),
    ("arc-b580", 241),
    ("ai-pro-r9700", 1299),
];

#[test]
fn no_radeon_or_arc_set_beats_cuda_by_more_than_its_uncertainty() {
    let research = workload("research");
    for (id, price) in OTHERS {
        for count in 1..=4 {
            let budget = f64::from(price * count) * 1.05;
            let sets = CUDA
                .iter()
                .flat_map(|(id, price)| (1..=4).map(move |n| (*id, n, price * n)));
            let within = sets.filter(|(_, _, cost)| f64::from(*cost) <= budget);
            let best = within
                .map(|(id, n, _)| (score(&research, id, n), id, n))
                .max()
                .unwrap();
            let own = score(&research, id, count);
            println!(
                "{count}x {id}: {:.0}; {}x {}: {:.0}",
                own.points(),
                best.2,
                best.1,
                best.0.points()
            );
            assert!(own.points() * 0.65 < best.0.points(), "{count}x {id}");
        }
    }
}
