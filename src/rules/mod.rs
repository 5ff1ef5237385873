//! Compatibility and sanity rules: one rule a file, named by its id.
//!
//! A rule is plain static data and one function over a [`Draft`], a build that may be
//! incomplete. To add one: its file `<id>_<what>.rs` (doc, data, check, examples as
//! tests), its `mod` line and its line in [`RULES`]; a forgotten line in `RULES` is a
//! dead-code error, a missing source fails the registry test.
//! What it reads of each slot goes into `solve/reads.rs`; without a line there it is taken
//! to read everything, which is right but slow.
//!
//! The contract:
//! * `None` = cannot tell yet, because a slot in the rule's scope is still empty;
//! * a [`Verdict::Fail`] on a draft stays a fail in every completion;
//! * a missing fact is [`Verdict::Unknown`], never a pass and never a zero; one that bars a
//!   draft bars every completion;
//! * all GPUs, kits, drives and supplies are summed, never only the first;
//! * a rule reads only the slots in its scope, the [`Setting`], and no other rule.

mod arrangement;
mod bios_01_minimum;
mod bridge;
mod case_01_form_factor;
mod chipset_support;
mod cool_01_socket;
mod cool_02_height;
mod cool_03_radiator;
mod cool_04_power;
mod cool_05_hybrid;
mod cpu_01_socket;
mod cpu_02_chipset;
mod draft;
mod framework_support;
mod gpu_01_length;
mod gpu_02_thickness;
mod gpu_03_height;
mod igpu_01_display;
#[cfg(test)]
mod laws;
mod length;
mod mains_01_circuit;
mod mem_01_generation;
mod mem_02_form;
mod mem_03_slots;
mod mem_04_board_maximum;
mod mem_05_cpu_maximum;
mod mem_06_registered;
mod mem_07_ecc;
mod mem_08_two_per_channel;
mod mem_09_mixed_kits;
mod mem_10_height;
mod mem_11_profile;
mod mem_12_channels;
mod memory_speed;
mod ml_02_memory;
mod ml_03_cores;
mod ml_06_bar;
mod ml_06_passive;
mod ml_07_compute;
mod ml_08_end_of_life;
mod ml_09_rocm;
mod ml_10_xpu;
mod ml_11_peer_copies;
mod ml_12_heat;
mod ml_13_noise;
mod ml_14_idle_power;
mod modules;
mod net_01_ethernet;
mod nvl_01_bridge;
#[cfg(test)]
mod overrides;
mod pci_01_slots;
mod pci_02_lanes;
mod pci_03_chipset_slot;
mod pci_04_shared_lanes;
mod pci_05_bandwidth;
mod pci_06_spacing;
mod pci_07_btf;
mod pci_08_bifurcation;
mod places;
mod plugs;
mod power;
mod precision;
mod psu_01_sustained;
mod psu_02_transients;
mod psu_03_plugs;
mod psu_04_eps;
mod psu_05_form_factor;
mod psu_06_length;
mod psu_07_vendor_minimum;
mod psu_08_headroom;
mod psu_09_quality;
mod psu_10_several;
mod psu_11_hot_plug;
mod rocm_support;
mod seating;
mod setting;
mod share;
mod std_disk;
mod std_gpu;
mod std_psu;
mod std_vrm;
mod sto_01_m2;
mod sto_02_sata;
mod supply;
#[cfg(test)]
mod test_parts;
#[cfg(test)]
mod test_pools;
mod units;
mod ven_01_mixed_gpus;
mod verdict;

pub use draft::{CoolerPick, Draft, GpuPick, Pick, Slot};
pub use mains_01_circuit::efficiency as supply_efficiency;
pub use power::sustained_power;
pub use precision::Precision;
pub use seating::{Seat, Seated, Seating, seat};
pub use setting::{Allowance, Circuit, Riser, Setting, Standards};
pub use supply::Supply;
pub use verdict::{Amount, Check, Names, Severity, UnknownPolicy, Verdict};

/// One rule: what it says, why, where from, and how it is judged.
#[derive(Debug)]
pub struct Rule {
    /// Id of `reference/rules.md`, such as `PSU-01`.
    pub id: &'static str,
    /// A few words that name what is compared, such as "sustained power".
    pub title: &'static str,
    /// The worst a fail of it can be.
    pub severity: Severity,
    /// The strictest an unknown of it can be.
    pub unknown: UnknownPolicy,
    /// The slots it reads.
    pub scope: &'static [Slot],
    /// What `need` is, in a sentence: "the card's length".
    pub need: &'static str,
    /// What `have` is, in a sentence: "the case's limit".
    pub have: &'static str,
    /// The condition in one sentence.
    pub summary: &'static str,
    /// Why it matters.
    pub rationale: &'static str,
    /// Where it comes from: an https address, or the word `judgement`.
    pub source: &'static str,
    /// The judgement. `None` while a slot it needs is empty.
    pub check: fn(&Draft<'_>) -> Option<Verdict>,
}

impl Rule {
    /// The rule with this id, in any letter case.
    pub fn by_id(id: &str) -> Option<&'static Self> {
        RULES
            .iter()
            .copied()
            .find(|rule| rule.id.eq_ignore_ascii_case(id))
    }

    /// Whether this verdict keeps a candidate out of the solver's builds.
    ///
    /// A failed error always bars. A failed warning or standard bars unless allowed; a
    /// blocking unknown bars unless its rule is allowed by name. Notes never bar.
    pub fn bars(&self, verdict: &Verdict, allowed: &Allowance) -> bool {
        match verdict {
            Verdict::Pass { .. }
            | Verdict::NotApplicable
            | Verdict::Fail {
                severity: Severity::Note,
                ..
            } => false,
            Verdict::Fail {
                severity: Severity::Error,
                ..
            } => true,
            Verdict::Fail {
                severity: Severity::Warning,
                ..
            } => !allowed.warnings && !allowed.permits(self.id),
            Verdict::Fail {
                severity: Severity::Standard,
                ..
            } => !allowed.permits(self.id),
            Verdict::Unknown { policy, .. } => {
                *policy == UnknownPolicy::Block && !allowed.permits(self.id)
            }
        }
    }
}

/// Every rule, in the order in which they are printed.
pub static RULES: &[&Rule] = &[
    &cpu_01_socket::RULE,
    &cpu_02_chipset::RULE,
    &bios_01_minimum::RULE,
    &igpu_01_display::RULE,
    &mem_01_generation::RULE,
    &mem_02_form::RULE,
    &mem_03_slots::RULE,
    &mem_04_board_maximum::RULE,
    &mem_05_cpu_maximum::RULE,
    &mem_06_registered::RULE,
    &mem_07_ecc::RULE,
    &mem_08_two_per_channel::RULE,
    &mem_09_mixed_kits::RULE,
    &mem_10_height::RULE,
    &mem_11_profile::RULE,
    &mem_12_channels::RULE,
    &pci_01_slots::RULE,
    &pci_02_lanes::RULE,
    &pci_03_chipset_slot::RULE,
    &pci_04_shared_lanes::RULE,
    &pci_05_bandwidth::RULE,
    &pci_06_spacing::RULE,
    &pci_07_btf::RULE,
    &pci_08_bifurcation::RULE,
    &nvl_01_bridge::RULE,
    &ven_01_mixed_gpus::RULE,
    &gpu_01_length::RULE,
    &gpu_02_thickness::RULE,
    &gpu_03_height::RULE,
    &case_01_form_factor::RULE,
    &cool_01_socket::RULE,
    &cool_02_height::RULE,
    &cool_03_radiator::RULE,
    &cool_04_power::RULE,
    &cool_05_hybrid::RULE,
    &psu_01_sustained::RULE,
    &psu_02_transients::RULE,
    &psu_03_plugs::RULE,
    &psu_04_eps::RULE,
    &psu_05_form_factor::RULE,
    &psu_06_length::RULE,
    &psu_07_vendor_minimum::RULE,
    &psu_08_headroom::RULE,
    &psu_09_quality::RULE,
    &psu_10_several::RULE,
    &psu_11_hot_plug::RULE,
    &mains_01_circuit::RULE,
    &sto_01_m2::RULE,
    &sto_02_sata::RULE,
    &net_01_ethernet::RULE,
    &ml_02_memory::RULE,
    &ml_03_cores::RULE,
    &ml_06_passive::RULE,
    &ml_06_bar::RULE,
    &ml_07_compute::RULE,
    &ml_08_end_of_life::RULE,
    &ml_09_rocm::RULE,
    &ml_10_xpu::RULE,
    &ml_11_peer_copies::RULE,
    &ml_12_heat::RULE,
    &ml_13_noise::RULE,
    &ml_14_idle_power::RULE,
    &std_disk::RULE,
    &std_gpu::RULE,
    &std_psu::RULE,
    &std_vrm::RULE,
];

/// Every rule that can say something about the draft, in the order of [`RULES`].
pub fn check_all(draft: &Draft<'_>) -> Vec<Check> {
    RULES
        .iter()
        .filter_map(|rule| {
            let verdict = (rule.check)(draft)?;
            Some(Check { rule, verdict })
        })
        .collect()
}

/// Rules that say something of nearly every build and never bar one for it: their notes and
/// unknowns are told in full where everything is asked for, else by their titles alone.
pub const BACKGROUND: &[&str] = &[
    "MEM-10", "MEM-11", "GPU-03", "PSU-09", "NET-01", "ML-13", "ML-14",
];

/// What no rule looks at: printed under every checked build.
pub const NOT_CHECKED: &[&str] = &[
    "pump, power stages or M.2 heatsink in each other's way",
    "a top radiator against the board's power stages",
    "bending room for power cables other than the cards'",
    "overcurrent limits of single PSU rails and cables",
    "the board maker's list of tested memory",
    "noise",
    "which BIOS the board on the shelf has",
    "the condition of used parts",
    "resizable BAR in the card's own BIOS",
];
