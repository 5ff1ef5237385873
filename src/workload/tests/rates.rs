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

#[test]
fn cards_that_read_each_other_exchange_gradients_faster() {
    // The same figures under a name of the maker's other line.
    let geforce = chip("rtx-3090");
    let mut pro = geforce.clone();
    pro.name = "RTX A5500".to_owned();
    let mut titan = geforce.clone();
    titan.name = "TITAN RTX".to_owned();
    let task = "full-finetune llama-3.2-1b batch=4";
    let gain = |chip: &GpuChip| relative(task, chip, 2) / relative(task, chip, 1);
    assert!(
        gain(&pro) > gain(&geforce),
        "{} {}",
        gain(&pro),
        gain(&geforce)
    );
    assert_eq!(gain(&titan).to_bits(), gain(&geforce).to_bits());
    // Adapters are too small for the link to matter much.
    let adapters = |chip| relative("lora llama-3.2-1b", chip, 2);
    let ratio = adapters(&pro) / adapters(&geforce);
    assert!((1.0..1.03).contains(&ratio), "{ratio}");
    assert!(ratio < gain(&pro) / gain(&geforce));
    for (id, peer_to_peer) in [
        ("rtx-a6000", true),
        ("rtx-pro-6000-bw", true),
        ("rtx-5090", false),
        ("rx-7900-xtx", false),
    ] {
        assert_eq!(chip(id).has_peer_to_peer(), peer_to_peer, "{id}");
    }
}
