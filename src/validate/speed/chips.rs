//! The chips that tables name: the catalogue's, and a reference table's for the rest.

use crate::part::{Architecture, GpuChip, Vendor};
use crate::unit::{ComputeCapability, Gibibytes};
use crate::validate::{CsvFile, FileError};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A chip with figures that only naive baselines use.
#[derive(Debug, Clone)]
pub struct Known {
    /// What the speed model reads.
    pub chip: GpuChip,
    /// Vector TFLOPS in 32 bits.
    pub fp32: Option<f64>,
    /// The maker's price at launch, in dollars.
    pub launch_price: Option<f64>,
    /// Whether it has units for matrix products.
    pub tensor_cores: bool,
}

/// Chips by id.
#[derive(Debug, Clone, Default)]
pub struct Chips {
    known: BTreeMap<String, Known>,
}

impl Chips {
    /// Those of a catalogue.
    pub fn of(catalogue: &[GpuChip]) -> Self {
        let known = |chip: &GpuChip| {
            let known = Known {
                tensor_cores: chip.architecture != Architecture::Pascal,
                chip: chip.clone(),
                fp32: None,
                launch_price: None,
            };
            (chip.id.clone(), known)
        };
        Self {
            known: catalogue.iter().map(known).collect(),
        }
    }

    /// The chip of an id.
    pub fn get(&self, id: &str) -> Option<&Known> {
        self.known.get(id)
    }

    /// Whether a file is a table of chips and not of measurements.
    pub fn are_in(file: &CsvFile) -> bool {
        let columns = file.columns();
        ["gpu_id", "mem_bw_gbs", "fp16_fp32acc_dense_tflops"]
            .iter()
            .all(|name| columns.iter().any(|column| column == name))
    }

    /// Adds the chips of a table that the catalogue lacks, and to those it has what only
    /// baselines use.
    ///
    /// # Errors
    ///
    /// A row that is no CSV, or a figure that is no number.
    pub fn extend(&mut self, table: &CsvFile) -> Result<(), FileError> {
        table.rows(&mut |row| {
            let fp32 = row.number("fp32_vector_tflops")?;
            let launch_price = row.number("launch_msrp_usd")?;
            // Some architectures came with and without them.
            let tensor_cores = !matches!(row.text("tensor_rule"), "none" | "pascal");
            let id = row.text("gpu_id");
            if let Some(known) = self.known.get_mut(id) {
                (known.fp32, known.launch_price) = (fp32, launch_price);
                known.tensor_cores = tensor_cores;
                return Ok(());
            }
            if let Some(chip) = record(id, &|column| row.text(column)) {
                let known = Known {
                    chip,
                    fp32,
                    launch_price,
                    tensor_cores,
                };
                self.known.insert(id.to_owned(), known);
            }
            Ok(())
        })
    }
}

/// A row as a chip of the catalogue; `None` for families that the model does not know.
fn record<'r>(id: &str, text: &dyn Fn(&'static str) -> &'r str) -> Option<GpuChip> {
    let vendor = match text("vendor") {
        "NVIDIA" => Vendor::Nvidia,
        "AMD" => Vendor::Amd,
        "Intel" => Vendor::Intel,
        _ => return None,
    };
    let architecture = architecture(text("arch"), text("tensor_rule"))?;
    // Of Pascal only the P100 has HBM, and compute capability 6.0.
    let capability = (architecture == Architecture::Pascal)
        .then(|| ComputeCapability::new(6, u8::from(!id.contains("p100"))));
    let figure = |column: &'static str, unit: &str| format!("{} {unit}", text(column));
    Some(GpuChip {
        id: id.to_owned(),
        name: text("tpu_name").to_owned(),
        vendor,
        architecture,
        compute_capability: capability,
        gfx: None,
        memory: figure("vram_gb", "GiB").parse::<Gibibytes>().ok()?,
        ecc: false,
        memory_bandwidth: figure("mem_bw_gbs", "GB/s").parse().ok(),
        fp16_tensor: figure("fp16_dense_tflops", "TFLOPS").parse().ok(),
        fp16_tensor_fp32_accumulate: figure("fp16_fp32acc_dense_tflops", "TFLOPS").parse().ok(),
        board_power: figure("tdp_w", "W").parse().ok(),
        recommended_psu: None,
        l2_cache: figure("l2_mb", "MiB").parse().ok(),
        nvlink: None,
        pcie_generation: None,
        pcie_lanes: None,
        offers: Vec::new(),
        sources: Vec::new(),
        verified: Date::ZERO,
        imputed: Vec::new(),
    })
}

/// The family, by its name in the table; data-centre Ampere is told by its rule.
fn architecture(name: &str, rule: &str) -> Option<Architecture> {
    Some(match name {
        "Pascal" => Architecture::Pascal,
        "Volta" => Architecture::Volta,
        "Turing" => Architecture::Turing,
        "Ampere" if rule == "ga100" => Architecture::AmpereDatacenter,
        "Ampere" => Architecture::Ampere,
        "Ada Lovelace" => Architecture::Ada,
        "Hopper" => Architecture::Hopper,
        "Blackwell" => Architecture::BlackwellDatacenter,
        "Blackwell 2.0" => Architecture::Blackwell,
        "GCN 5.1" => Architecture::Gcn5,
        "CDNA 1.0" => Architecture::Cdna1,
        "CDNA 2.0" => Architecture::Cdna2,
        "CDNA 3.0" => Architecture::Cdna3,
        "RDNA 2.0" => Architecture::Rdna2,
        "RDNA 3.0" => Architecture::Rdna3,
        "RDNA 4.0" => Architecture::Rdna4,
        "Xe-HPG" => Architecture::Alchemist,
        "Xe2-HPG" => Architecture::Battlemage,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::{GigabytesPerSecond, Watts};

    /// Two rows in the format; the figures are those of the makers' data sheets.
    const TABLE: &str = "\
# a table of chips
gpu_id,tpu_name,vendor,arch,fp16_dense_tflops,fp16_fp32acc_dense_tflops,fp32_vector_tflops,mem_bw_gbs,vram_gb,tdp_w,l2_mb,launch_msrp_usd,tensor_rule
tesla-p100-pcie-16g,Tesla P100,NVIDIA,Pascal,18.7,18.7,9.3,732.2,16.0,250,4.0,,pascal
rtx-3090,GeForce RTX 3090,NVIDIA,Ampere,1,1,35.58,1,24.0,350,6.0,1499,ga10x_gf
new-thing,New Thing,NVIDIA,Rubin,1,1,1,1,1,1,1,,given
";

    #[test]
    fn a_table_adds_what_the_catalogue_lacks_and_overrides_nothing() {
        let own: Vec<GpuChip> =
            serde_yaml::from_str(include_str!("../../../tests/fixtures/chips.yaml")).unwrap();
        let file = CsvFile {
            name: "gpus.csv".to_owned(),
            text: TABLE.to_owned(),
        };
        assert!(Chips::are_in(&file));
        let mut chips = Chips::of(&own);
        chips.extend(&file).unwrap();
        let old = chips.get("rtx-3090").unwrap();
        assert_eq!(old.fp32, Some(35.58));
        assert_eq!(
            old.chip.memory_bandwidth.map(GigabytesPerSecond::value),
            Some(936.2)
        );
        let new = &chips.get("tesla-p100-pcie-16g").unwrap().chip;
        assert_eq!(new.board_power, Some(Watts::new(250)));
        assert_eq!(new.compute_capability, Some(ComputeCapability::new(6, 0)));
        assert!(chips.get("new-thing").is_none());
    }
}
