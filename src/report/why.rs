//! One short reason for each part: what it does for the build, from its tightest margin.

use super::dossier::Dossier;
use crate::build::Line;
use crate::part::{AnyPart, SlotRoot};
use crate::rules::{Amount, Seated, Slot, Verdict, seat};
use crate::unit::Gibibytes;
use crate::workload::Fit;

/// How a margin is put into words.
enum Phrase {
    /// `850 W; needs 771 W`.
    Needs,
    /// `needs 517 W, bears 520 W`: the rating is not what counts.
    Bears,
    /// `GPU 316 mm of 375 mm`.
    Takes(&'static str),
}

/// The margins that speak for a part of each slot, by rule.
const MARGINS: &[(Slot, &str, Phrase)] = &[
    (Slot::Psu, "PSU-01", Phrase::Needs),
    (Slot::Psu, "PSU-02", Phrase::Bears),
    (Slot::Case, "GPU-01", Phrase::Takes("GPU")),
    (Slot::Case, "COOL-02", Phrase::Takes("cooler")),
    (Slot::Cooler, "COOL-04", Phrase::Needs),
    (Slot::Storage, "STD-DISK", Phrase::Needs),
];

/// Why the part of a line is in the build; empty where there is nothing to say.
pub(super) fn why(dossier: &Dossier<'_>, line: &Line<'_>) -> String {
    match line.part {
        AnyPart::Gpu(_) | AnyPart::GpuChip(_) => gpu(dossier),
        AnyPart::Cpu(cpu) => {
            let gpus: u32 = dossier.build.slot(Slot::Gpu).map(|line| line.count).sum();
            match cpu.cores {
                Some(cores) if gpus == 1 => format!("{cores} cores feed 1 GPU"),
                Some(cores) => format!("{cores} cores feed {gpus} GPUs"),
                None => String::new(),
            }
        }
        AnyPart::Motherboard(_) => board(dossier),
        AnyPart::Memory(_) => memory(dossier),
        AnyPart::Storage(_) | AnyPart::Psu(_) | AnyPart::Cooler(_) | AnyPart::Case(_) => {
            tightest(dossier, line.slot())
        }
    }
}

fn gpu(dossier: &Dossier<'_>) -> String {
    let runs = dossier
        .tasks
        .iter()
        .filter(|task| task.verdict != Fit::No)
        .count();
    let memory = dossier.build.gpu_memory();
    match dossier.tasks.len() {
        0 => format!("{memory}"),
        1 if runs == 1 => format!("{memory}; runs the task"),
        all if runs == all => format!("{memory}; runs all {all} tasks"),
        all => format!("{memory}; runs {runs} of {all} tasks"),
    }
}

/// `x8/x8 from the CPU`: the lanes of the cards' slots.
fn board(dossier: &Dossier<'_>) -> String {
    let sorted = dossier.build.sorted();
    let draft = dossier.build.draft(&sorted, &dossier.request.setting);
    let (Some(board), Some(gpus)) = (draft.board, draft.gpus) else {
        return String::new();
    };
    let Seated::Yes(seating) = seat(board, gpus, draft.cpu, draft.setting) else {
        return String::new();
    };
    let seats = &seating.seats;
    let lanes: Vec<String> = seats
        .iter()
        .map(|seat| {
            seat.lanes
                .map_or("x?".to_owned(), |lanes| format!("x{lanes}"))
        })
        .collect();
    let all_cpu = seats
        .iter()
        .all(|seat| seat.slot.root == Some(SlotRoot::Cpu));
    let from = if all_cpu { " from the CPU" } else { "" };
    format!("{}{from}", lanes.join("/"))
}

fn memory(dossier: &Dossier<'_>) -> String {
    let (memory, gpu) = (dossier.build.memory(), dossier.build.gpu_memory());
    if gpu == Gibibytes::default() {
        return String::new();
    }
    format!("{:.1} x GPU memory", memory.value() / gpu.value())
}

/// The margin with the least room among those that speak for the slot.
fn tightest(dossier: &Dossier<'_>, slot: Slot) -> String {
    let mut best: Option<(f64, String)> = None;
    for (of, rule, phrase) in MARGINS {
        if *of != slot {
            continue;
        }
        let Some(Verdict::Pass { have, need }) = dossier.verdict(rule) else {
            continue;
        };
        let (Some(room), Some(taken)) = (size(have), size(need)) else {
            continue;
        };
        let ratio = room / taken.max(1e-9);
        if best.as_ref().is_none_or(|(least, _)| ratio < *least) {
            let text = match phrase {
                Phrase::Needs => format!("{have}; needs {need}"),
                Phrase::Bears => format!("needs {need}, bears {have}"),
                Phrase::Takes(what) => format!("{what} {need} of {have}"),
            };
            best = Some((ratio, text));
        }
    }
    best.map(|(_, text)| text).unwrap_or_default()
}

/// A quantity as a number; `None` for names and the like.
fn size(amount: Amount) -> Option<f64> {
    match amount {
        Amount::Watts(x) | Amount::SupplyWatts(x, _) => Some(x.value()),
        Amount::Length(x) => Some(x.value()),
        Amount::Memory(x) => Some(x.value()),
        Amount::Capacity(x) => Some(x.value()),
        Amount::Slots(x) => Some(x.value()),
        Amount::Speed(x) => Some(x.value()),
        Amount::Rate(x) => Some(x.value()),
        Amount::Endurance(x) => Some(x.value()),
        Amount::Years(x) => Some(x.value()),
        Amount::Network(x) => Some(x.value()),
        Amount::Count(n, _) | Amount::SupplyCount(n, ..) | Amount::Lanes(n) => Some(f64::from(n)),
        Amount::Version(_) | Amount::Name(_) | Amount::Names(_) | Amount::Bios(..) => None,
    }
}
