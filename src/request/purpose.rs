//! What the PC is for: a profile, or tasks of equal weight.

use super::{Request, RequestError};
use crate::catalogue::Catalogue;
use crate::part::GpuChip;
use crate::rules::Standards;
use crate::suggest::nearest;
use crate::workload::{Feature, Method, ModelPreset, Profile, Workload};

/// The profile when none is named.
pub const DEFAULT_PROFILE: &str = "research";
/// The chip that all speeds are measured by.
const REFERENCE: &str = "rtx-3090";

/// The chip of a catalogue by which all speeds are measured.
pub fn reference(catalogue: &Catalogue) -> Result<&GpuChip, RequestError> {
    catalogue
        .chip(REFERENCE)
        .ok_or(RequestError::NoReference { chip: REFERENCE })
}

/// A resolved workload with the standards that go with it.
#[derive(Debug, Clone)]
pub struct Purpose {
    /// The profile's id, or the tasks as typed.
    pub label: String,
    /// The tasks.
    pub workload: Workload,
    /// What a sound build for it must have.
    pub standards: Standards,
    /// Whether it is tasks that the user named: then each must run on some rung.
    pub named: bool,
}

impl Purpose {
    /// Resolves what `--for` names; nothing = the default profile.
    ///
    /// Tasks without a profile are held to the default profile's standards, with the
    /// drive that they themselves need.
    pub fn resolve(catalogue: &Catalogue, texts: &[String]) -> Result<Self, RequestError> {
        Self::resolve_with(catalogue, &catalogue.models, texts)
    }

    /// The same with other models than the catalogue's; of two of a name the first counts.
    pub fn resolve_with(
        catalogue: &Catalogue,
        models: &[ModelPreset],
        texts: &[String],
    ) -> Result<Self, RequestError> {
        let reference = reference(catalogue)?;
        let ladder = catalogue.ladder.as_ref().ok_or(RequestError::NoLadder)?;
        let default = [DEFAULT_PROFILE.to_owned()];
        let texts = if texts.is_empty() { &default } else { texts };
        let named = texts.iter().find_map(|text| catalogue.profile(text.trim()));
        let (label, workload, profile) = match (named, texts) {
            (Some(profile), [_]) => (
                profile.id.clone(),
                Workload::new(profile, ladder, models, reference)?,
                Some(profile),
            ),
            (Some(profile), _) => {
                return Err(RequestError::MixedPurposes {
                    profile: profile.id.clone(),
                });
            }
            (None, tasks) => {
                for text in tasks {
                    is_task(catalogue, text)?;
                }
                let lines = tasks.iter().map(String::as_str);
                (
                    tasks.join(" + "),
                    Workload::from_tasks(lines, ladder, models, reference)?,
                    catalogue.profile(DEFAULT_PROFILE),
                )
            }
        };
        let needs = workload.needs();
        let standards = profile.map_or_else(
            || Standards {
                memory: Standards::default().memory.max(needs.host_memory),
                storage: needs.storage_standard(),
                cores: needs.cores,
                card: needs.card,
                ray_tracing: needs.features.contains(&Feature::RtCores),
                ..Standards::default()
            },
            |profile| profile.standards(needs),
        );
        Ok(Self {
            label,
            workload,
            standards,
            named: named.is_none(),
        })
    }

    /// Puts the workload's conditions into a request.
    pub fn apply(&self, request: &mut Request) {
        request.setting.training = self.workload.needs().training;
        request.setting.standards = self.standards.clone();
        if self.named {
            let texts = self.workload.tasks().map(str::to_owned);
            request.must_fit = texts.enumerate().collect();
        }
    }
}

/// Whether the text begins like a task; anything else is a mistyped profile.
fn is_task(catalogue: &Catalogue, text: &str) -> Result<(), RequestError> {
    let first = text.split_whitespace().next().unwrap_or_default();
    if first.parse::<Method>().is_ok() {
        return Ok(());
    }
    let profiles = catalogue
        .profiles
        .iter()
        .map(|profile: &Profile| &*profile.id);
    let known = profiles.clone().chain(Method::NAMES.iter().copied());
    Err(RequestError::UnknownPurpose {
        text: text.to_owned(),
        hint: nearest(first, known).map(str::to_owned),
        profiles: profiles.map(str::to_owned).collect(),
    })
}
