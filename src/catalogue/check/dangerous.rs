//! Fields on which a wrong value costs the user money, because the public dumps get them
//! wrong: the shipped catalogue may state them only where a page was read.

use crate::part::{
    Case, Cooler, Cpu, Gpu, GpuChip, GpuPlug, Memory, MemoryRegistration, Motherboard, Psu, Storage,
};

/// Whether this field of this part may not be imputed. A parent's danger is its fields'
/// (`slots` covers `slots.root`), and the other way round.
pub(super) fn dangerous(part: &impl Dangerous, field: &str) -> bool {
    part.dangerous().iter().any(|danger| {
        let inside = |outer: &str, inner: &str| {
            inner
                .strip_prefix(outer)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        inside(danger, field) || inside(field, danger)
    })
}

/// The dangerous fields of a part.
pub(super) trait Dangerous {
    /// Dotted names; those of a kind may depend on the values.
    fn dangerous(&self) -> Vec<&'static str> {
        Vec::new()
    }
}

impl Dangerous for GpuChip {}
impl Dangerous for Cooler {}

impl Dangerous for Gpu {
    /// A plug set is only in danger where it cannot feed the card: dumps lack plugs on
    /// hundreds of cards and give others too few.
    fn dangerous(&self) -> Vec<&'static str> {
        match &self.power {
            Some(plugs) if !plugs.is_empty() && !self.underfed(plugs) => Vec::new(),
            Some(_) => vec!["power"],
            None => Vec::new(),
        }
    }
}

impl Gpu {
    fn underfed(&self, plugs: &[GpuPlug]) -> bool {
        let fed = GpuPlug::feed(plugs);
        self.board_power.is_some_and(|power| power > fed)
    }
}

impl Dangerous for Cpu {
    fn dangerous(&self) -> Vec<&'static str> {
        vec!["max_memory", "gpu_lanes"]
    }
}

impl Dangerous for Motherboard {
    /// Dumps give lanes by the slot's size and count M.2 sockets once per module size.
    /// (`slots.position` may be derived from a published spacing.)
    fn dangerous(&self) -> Vec<&'static str> {
        let mut fields = vec!["slots.root", "slots.generation", "modes", "m2"];
        if self.sata == Some(0) {
            fields.push("sata");
        }
        fields
    }
}

impl Dangerous for Memory {
    /// Dumps flag registered and ECC kits as plain ones, so a kit that is neither may rest
    /// on its maker's part number, one that is either may not.
    fn dangerous(&self) -> Vec<&'static str> {
        let registered = self.registration == Some(MemoryRegistration::Registered);
        if registered || self.ecc == Some(true) {
            vec!["registration", "ecc", "form"]
        } else {
            Vec::new()
        }
    }
}

impl Dangerous for Psu {
    fn dangerous(&self) -> Vec<&'static str> {
        vec!["eps", "pcie_8pin", "pin16", "atx_version"]
    }
}

impl Dangerous for Storage {
    fn dangerous(&self) -> Vec<&'static str> {
        vec!["capacity", "endurance"]
    }
}

impl Dangerous for Case {
    fn dangerous(&self) -> Vec<&'static str> {
        vec![
            "max_cooler_height",
            "max_psu_length",
            "psu_form_factors",
            "radiators",
        ]
    }
}
