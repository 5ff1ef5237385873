//! Laws: more of anything never scores less, and memory bands are ordered.

use super::{chips, tasks, workload};
use crate::part::{GpuChip, MemoryType};
use crate::unit::{Gibibytes, GigabytesPerSecond, Mebibytes, Teraflops};
use crate::workload::{Link, Machine, Workload};
use proptest::prelude::*;

/// A machine that owns its chip.
#[derive(Debug, Clone)]
struct Owned {
    chip: GpuChip,
    count: u32,
    link: Link,
    cores: Option<u16>,
    memory: Gibibytes,
    memory_type: MemoryType,
    desktop: bool,
}

impl Owned {
    fn machine(&self) -> Machine<'_> {
        Machine {
            chip: &self.chip,
            count: self.count,
            link: self.link,
            cores: self.cores,
            memory: self.memory,
            memory_type: self.memory_type,
            power_limit: None,
            desktop: self.desktop,
        }
    }
}

/// Any chip of the fixture with other memory and bandwidth, in any host.
fn machines() -> impl Strategy<Value = Owned> {
    let chip = (0..chips().len(), 6u32..100, 100u32..2000);
    let lanes = prop::sample::select(vec![4u8, 8, 16]);
    let cores = prop::option::of(1u16..65);
    let host = (
        3u8..6,
        lanes,
        cores,
        8u32..512,
        any::<bool>(),
        any::<bool>(),
    );
    (chip, 1u32..9, host).prop_map(|((index, memory, bandwidth), count, host)| {
        let (generation, lanes, cores, ram, ddr5, desktop) = host;
        let mut chip = chips().swap_remove(index);
        chip.memory = Gibibytes::new(memory);
        chip.memory_bandwidth = Some(GigabytesPerSecond::new(bandwidth));
        Owned {
            chip,
            count,
            link: Link { generation, lanes },
            cores,
            memory: Gibibytes::new(ram),
            memory_type: if ddr5 {
                MemoryType::Ddr5
            } else {
                MemoryType::Ddr4
            },
            desktop,
        }
    })
}

/// One thing made better.
fn better(machine: &Owned, what: u8, by: u32) -> Owned {
    let mut more = machine.clone();
    match what {
        0 => more.chip.memory = more.chip.memory + Gibibytes::new(by),
        1 => {
            let now = more.chip.memory_bandwidth.unwrap();
            more.chip.memory_bandwidth = Some(now + GigabytesPerSecond::new(by * 10));
        }
        2 => more.count += by.min(4),
        3 => more.link.lanes = 16,
        4 => more.link.generation += 1,
        5 => more.cores = more.cores.map(|cores| cores + u16::try_from(by).unwrap()),
        6 => more.cores = None,
        7 => more.memory = more.memory + Gibibytes::new(by * 4),
        8 => more.memory_type = MemoryType::Ddr5,
        9 => more.desktop = false,
        10 => {
            let now = more.chip.fp16_tensor_fp32_accumulate;
            more.chip.fp16_tensor_fp32_accumulate = now.map(|rate| rate + Teraflops::new(by));
        }
        _ => {
            let now = more.chip.l2_cache.unwrap();
            more.chip.l2_cache = Some(now + Mebibytes::new(by));
        }
    }
    more
}

fn workloads() -> Vec<Workload> {
    [
        "research",
        "vision",
        "llm-finetune",
        "llm-inference",
        "diffusion",
    ]
    .map(workload)
    .into_iter()
    .chain([tasks(&[
        "generate qwen3-30b-a3b quant=q8_0",
        "generate qwen3-235b-a22b",
        "generate gpt-oss-20b context=65536",
    ])])
    .collect()
}

proptest! {
    #![proptest_config(super::cases(400))]

    #[test]
    fn more_never_scores_less(machine in machines(), what in 0u8..12, by in 1u32..32) {
        let more = better(&machine, what, by);
        for workload in workloads() {
            prop_assert!(workload.score(&more.machine()) >= workload.score(&machine.machine()));
            prop_assert!(workload.expected(&more.machine()) >= workload.expected(&machine.machine()));
        }
    }

    #[test]
    fn the_report_adds_up_to_the_score(machine in machines()) {
        let research = workload("research");
        let mut log = 0.0;
        let mut unit = 0.0;
        let reference = super::chip("rtx-3090");
        for (task, one) in research.report(&machine.machine()).iter().zip(research.report(&super::on(&reference, 1))) {
            log += task.weight * task.cautious.ln();
            unit += task.weight * one.cautious.ln();
            prop_assert!(task.range.0 <= task.relative && task.relative <= task.range.1);
        }
        let points = 100.0 * (log - unit).exp();
        prop_assert!((points - research.score(&machine.machine()).points()).abs() < 0.01);
    }
}
