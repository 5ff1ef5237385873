//! `rigbuild workloads`: the profiles with their tasks and standards.

use super::{Context, Exit, print, print_json};
use crate::report::{Column, Mark, Page, Table};
use crate::workload::Profile;

/// Arguments of `rigbuild workloads`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One profile
    pub id: Option<String>,
}

/// Runs the command.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let profiles = &context.catalogue.profiles;
    let chosen: Vec<&Profile> = match &args.id {
        None => profiles.iter().collect(),
        Some(id) => {
            let Some(profile) = context.catalogue.profile(id) else {
                let known: Vec<_> = profiles.iter().map(|profile| profile.id.as_str()).collect();
                anyhow::bail!("no profile `{id}`; there are {}", known.join(", "));
            };
            vec![profile]
        }
    };
    if context.json {
        print_json(&chosen)?;
        return Ok(Exit::Yes);
    }
    let mut page = context.page();
    for profile in &chosen {
        write(&mut page, profile);
    }
    let models: Vec<_> = context
        .catalogue
        .models
        .iter()
        .map(|model| model.id.as_str())
        .collect();
    page.labelled("models", &models.join(", "));
    print(&page.finish())?;
    Ok(Exit::Yes)
}

fn write(page: &mut Page, profile: &Profile) {
    page.title(Mark::None, &[profile.id.clone(), profile.summary.clone()]);
    let mut table = Table::new([Column::right("WEIGHT"), Column::wrapping("TASK")]);
    for task in &profile.tasks {
        let percent = format!("{:.0} %", task.weight * 100.0);
        table.row([percent.into(), task.task.clone().into()]);
    }
    page.table(table);
    let s = profile.standards.clone();
    page.aside(&format!(
        "asks for {} of memory, {} per TB of storage, {} cores a GPU, an 80 PLUS {} supply of ATX {} with {} of warranty, compute capability {}",
        s.memory, s.endurance_per_terabyte, s.cores_per_gpu, s.efficiency, s.atx_version, s.psu_warranty, s.compute_capability
    ));
    page.blank();
}
