//! What would make a task fit: each way is tried before it is named.

use super::job::Job;
use super::ladder::LadderConstants;
use super::machine::Machine;
use super::plan::Context;
use super::report::best_plan;
use super::score::Compiled;
use crate::unit::Gibibytes;

/// Memory sizes that cards are sold with, in GiB.
const CARDS: [u32; 8] = [12, 16, 20, 24, 32, 48, 80, 96];
/// System memory sizes, in GiB.
const HOSTS: [u32; 6] = [48, 64, 96, 128, 192, 256];
/// Most cards of one kind in a home.
const MOST_CARDS: u32 = 4;

/// The least of each kind of change after which the task fits.
pub(super) fn ways(task: &Compiled, at: &Context<'_>) -> Vec<String> {
    let mut ways = Vec::new();
    let have = at.machine.memory;
    let host = HOSTS
        .into_iter()
        .map(Gibibytes::new)
        .filter(|size| *size > have);
    ways.extend(host.into_iter().find_map(|memory| {
        let machine = Machine {
            memory,
            ..*at.machine
        };
        fits(task, at, &machine).then(|| format!("{memory} of system memory"))
    }));
    let more = (at.machine.count + 1)..=MOST_CARDS;
    ways.extend(more.into_iter().find_map(|count| {
        let machine = Machine {
            count,
            ..*at.machine
        };
        fits(task, at, &machine).then(|| format!("{count} of these cards"))
    }));
    let larger = CARDS
        .into_iter()
        .map(Gibibytes::new)
        .filter(|size| *size > at.machine.chip.memory);
    ways.extend(larger.into_iter().find_map(|memory| {
        let mut chip = at.machine.chip.clone();
        chip.memory = memory;
        let machine = Machine {
            chip: &chip,
            ..*at.machine
        };
        fits(task, at, &machine).then(|| format!("a card with {memory}"))
    }));
    ways
}

/// Whether the need is met, not only the floor.
fn fits(task: &Compiled, at: &Context<'_>, machine: &Machine<'_>) -> bool {
    let usable = at.ladder.usable(machine);
    let width = LadderConstants::width(machine);
    let changed = Context {
        machine,
        ladder: at.ladder,
        usable,
        link: at.ladder.link * width,
        all_reduce: at.ladder.all_reduce * width,
        host_read: at.host_read,
        speeds: at.speeds,
        decode: at.decode,
        kin: at.kin,
    };
    let plan = best_plan(&task.job, &changed);
    matches!(plan, Ok(Some(plan)) if !plan.tight && (plan.resident >= 1.0 || matches!(task.job, Job::Generate(_))))
}
