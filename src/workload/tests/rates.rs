//! What a chip's own figures do to a report: ECC, a narrow interface, foreign software.

use super::{chip, on, tasks};
use crate::part::GpuChip;

fn relative(task: &str, chip: &GpuChip, count: u32) -> f64 {
    tasks(&[task]).report(&on(chip, count))[0].relative
}

#[test]
fn ecc_takes_its_share() {
    let chip = chip("rtx-a6000");
    let usable = tasks(&["generate llama-3.1-8b"]).report(&on(&chip, 1))[0].usable;
    assert!((usable - (0.92 * 48.0 - 0.3)).abs() < 1e-9, "{usable}");
}

#[test]
fn the_narrower_of_card_and_slot_counts() {
    let wide = chip("rtx-3090");
    let mut narrow = wide.clone();
    narrow.pcie_lanes = Some(8);
    let task = "full-finetune llama-3.2-1b";
    assert!(relative(task, &narrow, 2) < relative(task, &wide, 2));
    // And a wide card nothing from a narrow slot.
    let mut slot = on(&wide, 2);
    slot.link.lanes = 8;
    let slotted = tasks(&[task]).report(&slot)[0].relative;
    assert!(slotted < relative(task, &wide, 2));
    // An interface that nobody wrote down counts as Gen4 x8.
    let mut unknown = wide.clone();
    unknown.pcie_lanes = None;
    assert_eq!(
        relative(task, &unknown, 2).to_bits(),
        relative(task, &narrow, 2).to_bits()
    );
}

#[test]
fn foreign_software_costs_what_was_measured() {
    // Radeon RX 7900 XTX: 0.85 of 122.8 TFLOPS and 1.03 of the bandwidth make
    // 1 / (0.65 / 1.466 + 0.35 / 1.025) = 1.274 by hardware; RDNA 3 software leaves 0.52.
    let radeon = relative("lora llama-3.1-8b", &chip("rx-7900-xtx"), 1);
    assert!((radeon - 0.663).abs() < 0.001, "{radeon}");
    // Decoding carries its own measured efficiency: 0.70 against 0.92 of the bandwidth.
    let decode = relative("generate llama-3.1-8b", &chip("rx-7900-xtx"), 1);
    assert!((0.78..0.85).contains(&decode), "{decode}");
}
