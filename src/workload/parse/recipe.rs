//! The parameters of a training run, and which of them go together.

use super::TaskError;
use super::pairs::Pairs;
use crate::workload::recipe::{Loss, Offloaded, Optimizer, Precision, Recipe, Sharding, Targets};
use crate::workload::task::Finetune;

/// Largest rank of adapters: `LoRA`'s paper tries up to 1,024 (arXiv 2106.09685, table 18).
const MOST_RANK: u32 = 1024;

/// Every value of an enum with its name.
macro_rules! all_of {
    ($name:ident) => {
        $name::ALL
            .iter()
            .map(|value| (value.as_str(), *value))
            .collect::<Vec<_>>()
    };
}
pub(super) use all_of;

/// Reads what is named of a training run.
pub(super) fn recipe(pairs: &Pairs<'_>, method: Finetune) -> Result<Recipe, TaskError> {
    let unfit: &[&'static str] = match method {
        Finetune::Full => &["rank", "targets"],
        Finetune::Lora | Finetune::Qlora => &["precision"],
    };
    // The words of `full-finetune`, `lora` and `qlora` are checked before; those of `dpo`
    // depend on what is trained.
    if let Some(name) = unfit.iter().copied().find(|name| pairs.get(name).is_some()) {
        let with = format!("train={method}");
        return Err(TaskError::NotHere { name, with });
    }
    let mut offloads = all_of!(Offloaded);
    if method != Finetune::Full {
        // Adapters have no optimizer worth moving.
        offloads.retain(|(_, offload)| *offload != Offloaded::Optimizer);
    }
    let switch = [("on", true), ("off", false)];
    let recipe = Recipe {
        precision: pairs.choice("precision", "a training precision", &all_of!(Precision))?,
        optimizer: pairs.choice("optimizer", "an optimizer", &all_of!(Optimizer))?,
        checkpointing: pairs.choice("checkpointing", "on or off", &switch)?,
        loss: pairs.choice("loss", "a loss kernel", &all_of!(Loss))?,
        sharding: pairs.choice("sharding", "a way to use several GPUs", &all_of!(Sharding))?,
        offload: pairs.choice("offload", "what can be offloaded here", &offloads)?,
        rank: pairs.number("rank", 1..=MOST_RANK)?,
        targets: pairs.choice("targets", "adapter targets", &all_of!(Targets))?,
    };
    match conflict(&recipe, method) {
        Some(conflict) => Err(conflict),
        None => Ok(recipe),
    }
}

/// Two choices that no software runs together.
fn conflict(recipe: &Recipe, method: Finetune) -> Option<TaskError> {
    let offload = recipe.offload?;
    let against = |other: String, why| {
        Some(TaskError::Conflict {
            one: format!("offload={offload}"),
            other,
            why,
        })
    };
    if offload == Offloaded::Layers
        && let Some(sharding @ (Sharding::Copies | Sharding::Zero2)) = recipe.sharding
    {
        return against(
            format!("sharding={sharding}"),
            "weights are moved by sharding=fsdp or sharding=zero3 alone",
        );
    }
    if offload == Offloaded::Activations && recipe.checkpointing == Some(false) {
        return against(
            "checkpointing=off".to_owned(),
            "what is moved are the checkpoints",
        );
    }
    let on_cpu = matches!(offload, Offloaded::Optimizer | Offloaded::Layers);
    if method == Finetune::Full
        && on_cpu
        && let Some(optimizer @ (Optimizer::AdamW8Bit | Optimizer::PagedAdamW8Bit)) =
            recipe.optimizer
    {
        return against(
            format!("optimizer={optimizer}"),
            "the CPU runs the optimizer then, and 8-bit Adam runs on GPUs",
        );
    }
    None
}
