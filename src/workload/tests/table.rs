//! The table of `reference/sizing.md` section 9: sizes within about 15 %, orders exact.

use super::{chip, on, workload};

/// Chip, how many, score in the document.
const TABLE: [(&str, u32, f64); 14] = [
    ("rtx-3060-12g", 1, 24.0),
    ("rtx-3080-ti", 1, 46.0),
    ("rtx-5060-ti-16g", 1, 38.0),
    ("rtx-5070-ti", 1, 61.0),
    ("rtx-5060-ti-16g", 2, 57.0),
    ("rtx-3080-ti", 2, 84.0),
    ("rtx-3090", 1, 100.0),
    ("rtx-4090", 1, 129.0),
    ("rtx-a6000", 1, 144.0),
    ("rtx-3090", 2, 152.0),
    ("rtx-5090", 1, 199.0),
    ("rtx-4090", 2, 234.0),
    ("rtx-pro-6000-bw", 1, 296.0),
    ("rtx-5090", 2, 363.0),
];

#[test]
fn scores_are_near_the_documents_table() {
    let research = workload("research");
    let mut far = Vec::new();
    for (id, count, stated) in TABLE {
        let chip = chip(id);
        let machine = on(&chip, count);
        let points = research.score(&machine).points();
        let gap = points / stated - 1.0;
        println!(
            "{count}x {id}: {points:.1}, stated {stated} ({:+.0} %)",
            gap * 100.0
        );
        for task in research.report(&machine) {
            println!(
                "    {:<50} {:.3} {:.3} {}",
                task.task, task.relative, task.cautious, task.rung
            );
        }
        if gap.abs() > 0.15 {
            far.push(id);
        }
    }
    assert!(far.is_empty(), "{far:?}");
}
