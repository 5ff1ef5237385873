//! The machine that a build is to the workload.

use super::link;
use crate::build::Build;
use crate::request::Request;
use crate::rules::Slot;
use crate::workload::Machine;

/// What the workload sees of a build; `None` when it has no card or no board.
pub fn machine<'m>(build: &'m Build<'_>, request: &Request) -> Option<Machine<'m>> {
    let sorted = build.sorted();
    let draft = build.draft(&sorted, &request.setting);
    let (gpus, board) = (draft.gpus?, draft.board?);
    Some(Machine {
        chip: build.chips.first().copied()?,
        count: build.slot(Slot::Gpu).map(|line| line.count).sum(),
        link: link(board, gpus, draft.cpu, draft.setting),
        cores: draft.cpu.and_then(|cpu| cpu.cores),
        memory: build.memory(),
        memory_type: board.memory.memory_type,
        power_limit: request.setting.power_limit,
        desktop: request.desktop,
    })
}
