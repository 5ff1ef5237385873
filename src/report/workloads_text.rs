//! Profiles and models as text: a list, or one in full.

use super::words::share;
use super::{Cell, Column, Mark, Page, STRONG, Table};
use crate::catalogue::Catalogue;
use crate::unit::Parameters;
use crate::workload::{Attention, CHOICES, Method, ModelKind, ModelPreset, Profile, Transformer};

/// Writes every profile with its tasks, then the models.
pub fn workloads(page: &mut Page, catalogue: &Catalogue) {
    for one in &catalogue.profiles {
        profile(page, one);
        page.blank();
    }
    tasks(page);
    page.blank();
    for kind in ModelKind::ALL {
        let mut models = catalogue.models.iter().filter(|model| model.kind == *kind);
        if let Some(first) = models.next() {
            page.table(of_kind(*kind, std::iter::once(first).chain(models)));
            page.blank();
        }
    }
    page.aside("one in full: rigbuild workloads ID");
}

/// Every kind of task as it is assumed where nothing is named, and what can be named.
fn tasks(page: &mut Page) {
    let mut table = Table::new([
        Column::wrapping("TASK, WITH WHAT IS ASSUMED"),
        Column::wrapping("CAN ALSO NAME"),
    ]);
    for method in Method::ALL {
        let usual = method
            .usual()
            .map_or_else(String::new, |task| task.to_string());
        table.row([
            Cell::styled(usual, STRONG),
            method.further().join(", ").into(),
        ]);
    }
    page.table(table);
    for (name, words) in CHOICES {
        page.labelled(name, &words.join(", "));
    }
}

/// The models of one kind, which the head names: long names leave no room for a column.
fn of_kind<'a>(kind: ModelKind, models: impl Iterator<Item = &'a ModelPreset>) -> Table {
    let mut table = Table::new([
        Column::left(kind.as_str()),
        Column::right("PARAMETERS"),
        Column::wrapping("ALSO CALLED"),
    ]);
    for model in models {
        table.row([
            Cell::styled(&*model.id, STRONG),
            billions(model.parameters).into(),
            model.aliases.join(", ").into(),
        ]);
    }
    table
}

/// Writes a profile: its tasks with their weights, and its standards.
pub fn profile(page: &mut Page, profile: &Profile) {
    page.title(Mark::None, &[profile.id.clone(), profile.summary.clone()]);
    let mut table = Table::new([Column::right(""), Column::wrapping("")]);
    for task in &profile.tasks {
        let weight = if task.weight > 0.0 {
            share(task.weight)
        } else {
            "need".to_owned()
        };
        table.row([weight.into(), task.task.as_str().into()]);
    }
    page.table(table);
    let asks = &profile.standards;
    let standards = [
        format!("{} of memory", asks.memory),
        format!("{} per TB of drive", asks.endurance_per_terabyte),
        format!("{} cores per GPU", asks.cores_per_gpu),
        format!("an 80 PLUS {} supply", asks.efficiency),
        format!("of ATX {}", asks.atx_version),
        format!("with {} of warranty", asks.psu_warranty),
        format!("cooled power stages above {} of CPU", asks.bare_vrm_limit),
        format!("compute capability {}", asks.compute_capability),
    ];
    page.labelled("Standards", &standards.join("; "));
}

/// Writes a model's sizes.
pub fn model(page: &mut Page, model: &ModelPreset) {
    page.title(Mark::None, &[model.id.clone(), model.name.clone()]);
    page.blank();
    page.labelled("Kind", model.kind.as_str());
    if !model.aliases.is_empty() {
        page.labelled("Also called", &model.aliases.join(", "));
    }
    page.labelled("Parameters", &billions(model.parameters));
    if let Some(active) = model.active {
        page.labelled("At work on one token", &billions(active));
    }
    if let Some(sizes) = &model.transformer {
        transformer(page, sizes);
    }
    if let Some(vision) = model.vision {
        let text = format!(
            "{} million activations for an image of {} pixels; an RTX 3090 trains on {} images a second",
            vision.activations, vision.image, vision.train_images_per_second
        );
        page.labelled("Images", &text);
    }
    if let Some(images) = model.diffusion {
        let text = format!(
            "text encoders {}, autoencoder {}; {} passes for an image of {} pixels",
            billions(images.text_encoder),
            billions(images.autoencoder),
            images.passes,
            images.image
        );
        page.labelled("Images", &text);
    }
    for caveat in &model.caveats {
        page.labelled("Note", caveat);
    }
    page.labelled("Sources", &model.sources.join(", "));
}

/// Writes the layer sizes of a language model and what it keeps of its context.
fn transformer(page: &mut Page, sizes: &Transformer) {
    let feed = match sizes.dense_layers() {
        0 => String::new(),
        _ => format!("feed-forward width {}, ", sizes.ffn),
    };
    let text = format!(
        "{} layers of width {}, {} heads and {} for keys and values of width {}, \
         {feed}vocabulary {}",
        sizes.layers, sizes.hidden, sizes.heads, sizes.kv_heads, sizes.head_dim, sizes.vocab
    );
    page.labelled("Sizes", &text);
    if let Some(experts) = sizes.experts {
        let shared = experts.shared.map_or_else(String::new, |width| {
            format!(", and one of width {width} always")
        });
        let text = format!(
            "{} of {} at work, each of width {}, in {} layers{shared}",
            experts.active,
            experts.count,
            experts.ffn,
            sizes.expert_layers()
        );
        page.labelled("Experts", &text);
    }
    let cache = sizes.cache();
    let reach = match sizes.attention {
        Attention::Full => String::new(),
        Attention::Sliding {
            window,
            full_layers,
            ..
        } => format!("; {full_layers} layers see all of it, the others {window} tokens"),
        Attention::Compressed { window, .. } => {
            format!("; {window} tokens whole, the rest as entries for several")
        }
        Attention::Hybrid {
            full_layers,
            recurrent_layers,
            ..
        } => format!(
            "; {full_layers} layers attend, {recurrent_layers} carry a state, {} in all",
            cache.states
        ),
    };
    let packed = if sizes.latent.is_some() {
        ", compressed"
    } else {
        ""
    };
    let text = format!("{} a token at 16 bits{packed}{reach}", cache.slope(2.0));
    page.labelled("Context", &text);
}

/// `8.03 B`, from a number of billions.
fn billions(parameters: f64) -> String {
    Parameters::billions(parameters).to_string()
}
