//! `rigbuild workloads`: profiles with their tasks, and the models that tasks can name.

use super::{Context, Exit, print, print_json};
use crate::catalogue::Catalogue;
use crate::report;
use crate::suggest::nearest;
use crate::workload::{Method, ModelPreset, Profile};
use anyhow::bail;
use serde::Serialize;

/// Arguments of `rigbuild workloads`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only this profile or model, in full
    #[arg(value_name = "ID")]
    id: Option<String>,
}

#[derive(Debug, Serialize)]
struct WorkloadsJson<'a> {
    schema: &'static str,
    /// Every kind of task, unless one profile or model was asked for.
    tasks: Vec<TaskJson>,
    profiles: &'a [Profile],
    models: &'a [ModelPreset],
}

#[derive(Debug, Serialize)]
struct TaskJson {
    method: &'static str,
    /// Its text where nothing is named.
    usual: Option<String>,
    parameters: &'static [&'static str],
}

impl TaskJson {
    fn new(method: Method) -> Self {
        Self {
            method: method.as_str(),
            usual: method.usual().map(|task| task.to_string()),
            parameters: method.parameters(),
        }
    }
}

/// What an id can stand for.
#[derive(Debug, Clone, Copy)]
enum Named<'a> {
    Profile(&'a Profile),
    Model(&'a ModelPreset),
}

/// Prints everything, or one profile or model.
pub(super) fn run(args: &Args, context: &Context) -> anyhow::Result<Exit> {
    let catalogue = &context.catalogue;
    let one = args.id.as_deref().map(|id| find(catalogue, id));
    let one = one.transpose()?;
    if context.json {
        let (profiles, models) = match one {
            None => (&*catalogue.profiles, &*catalogue.models),
            Some(Named::Profile(profile)) => (std::slice::from_ref(profile), &[][..]),
            Some(Named::Model(model)) => (&[][..], std::slice::from_ref(model)),
        };
        print_json(&WorkloadsJson {
            schema: "rigbuild.workloads/1",
            tasks: match one {
                None => Method::ALL.iter().copied().map(TaskJson::new).collect(),
                Some(_) => Vec::new(),
            },
            profiles,
            models,
        })?;
    } else {
        let mut page = context.page();
        match one {
            None => report::workloads(&mut page, catalogue),
            Some(Named::Profile(profile)) => report::profile(&mut page, profile),
            Some(Named::Model(model)) => report::model(&mut page, model),
        }
        print(&page.finish())?;
    }
    Ok(Exit::Yes)
}

fn find<'a>(catalogue: &'a Catalogue, text: &str) -> anyhow::Result<Named<'a>> {
    let id = text.trim().to_ascii_lowercase();
    if let Some(profile) = catalogue.profile(&id) {
        return Ok(Named::Profile(profile));
    }
    if let Some(model) = catalogue.models.iter().find(|model| model.is_called(&id)) {
        return Ok(Named::Model(model));
    }
    let profiles = catalogue.profiles.iter().map(|profile| &*profile.id);
    let models = catalogue.models.iter().flat_map(|model| {
        let aliases = model.aliases.iter().map(String::as_str);
        std::iter::once(&*model.id).chain(aliases)
    });
    match nearest(&id, profiles.chain(models)) {
        Some(meant) => bail!("no profile or model is called `{text}`; did you mean `{meant}`?"),
        None => bail!("no profile or model is called `{text}`; `rigbuild workloads` lists them"),
    }
}
