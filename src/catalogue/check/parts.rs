//! Checks of parts: what all kinds have in common, and what refers to other lists.

use super::dangerous::{Dangerous, dangerous};
use super::{Judge, kebab, report, unknown};
use crate::catalogue::content::Content;
use crate::catalogue::fault::Fault;
use crate::catalogue::fields::{fields_at, has_field};
use crate::catalogue::layer::LayerRules;
use crate::catalogue::read::Listed;
use crate::part::{
    AnyPart, Case, Cooler, Cpu, Gpu, GpuChip, Memory, Motherboard, Part, PartKind, Problems, Psu,
    Storage,
};
use crate::suggest::nearest;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Where in a layer an id was first seen.
type Seen<'a> = BTreeMap<&'a str, (PartKind, usize)>;

macro_rules! every_kind {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        impl Judge<'_> {
            /// Checks the parts of every kind.
            pub(super) fn parts(&self, content: &Content, faults: &mut Vec<Fault>) {
                let mut seen = Seen::new();
                $(self.kind(&content.$field, &mut seen, faults);)+
            }
        }
    };
}
crate::part_kinds!(every_kind);

/// What a kind's parts refer to in other files.
trait Refers: Part + Dangerous + DeserializeOwned {
    /// Adds the references that lead nowhere and the dates to come.
    fn refers(&self, judge: &Judge<'_>, problems: &mut Problems) {
        let _ = (judge, problems);
    }
}

impl Refers for GpuChip {}
impl Refers for Memory {}
impl Refers for Storage {}
impl Refers for Cooler {}
impl Refers for Case {}

impl Refers for Gpu {
    fn refers(&self, judge: &Judge<'_>, problems: &mut Problems) {
        if let Some(known) = &judge.chips {
            problems.expect(known.contains(self.chip.as_str()), "chip", || {
                unknown(&self.chip, "chip", "gpu-chips.yaml", known)
            });
        }
    }
}

impl Refers for Psu {
    fn refers(&self, judge: &Judge<'_>, problems: &mut Problems) {
        if let Some(source) = &self.tested_by {
            judge.cited(problems, "tested_by".into(), source);
        }
    }
}

impl Refers for Cpu {
    fn refers(&self, judge: &Judge<'_>, problems: &mut Problems) {
        if let Some(day) = self.released {
            judge.date(problems, "released", day);
        }
    }
}

impl Refers for Motherboard {
    fn refers(&self, judge: &Judge<'_>, problems: &mut Problems) {
        if let Some(day) = self.released {
            judge.date(problems, "released", day);
        }
    }
}

impl Judge<'_> {
    fn kind<'c, P: Refers>(
        &self,
        listed: &'c Listed<P>,
        seen: &mut Seen<'c>,
        faults: &mut Vec<Fault>,
    ) {
        let mut fields = BTreeMap::new();
        for (row, part) in &listed.rows {
            let mut problems = Problems::default();
            let below = self.below.part(part.id());
            Self::id(part, *row, below, seen, &mut problems);
            self.provenance(part, &mut fields, &mut problems);
            self.offers(&mut problems, &"offers".into(), part.offers());
            part.check(&mut problems);
            part.refers(self, &mut problems);
            report(listed, *row, problems, faults);
            if let Some(newer) = outdated(part, below) {
                let message = format!(
                    "the layer below has a newer `{}`, checked on {newer}, which this one hides",
                    part.id()
                );
                let warning = listed.fault(*row, &"verified".into(), message).warning();
                faults.push(
                    warning.help("take over what changed and set `verified`, or remove this part"),
                );
            }
        }
    }

    fn id<'c, P: Part>(
        part: &'c P,
        row: usize,
        below: Option<AnyPart<'_>>,
        seen: &mut Seen<'c>,
        problems: &mut Problems,
    ) {
        kebab(problems, part.id());
        problems.text("name", part.name());
        if let Some((kind, first)) = seen.insert(part.id(), (P::KIND, row)) {
            let file = kind.file_stem();
            problems.add(
                "id",
                format!("`{}` is the id of {file}.yaml [{first}] too", part.id()),
            );
        }
        if let Some(old) = below.filter(|old| old.kind() != P::KIND) {
            let (id, kind) = (part.id(), old.kind());
            problems.add("id", format!("`{id}` is a {kind} in the layer below"));
        }
    }

    /// `fields` remembers which names are fields of the kind: parts list the same ones.
    fn provenance<'c, P: Refers>(
        &self,
        part: &'c P,
        fields: &mut BTreeMap<&'c str, bool>,
        problems: &mut Problems,
    ) {
        problems.expect(!part.sources().is_empty(), "sources", || {
            "no source: expected at least one".to_owned()
        });
        for (index, source) in part.sources().iter().enumerate() {
            self.cited(problems, path!["sources", index], source);
        }
        self.date(problems, "verified", part.verified());
        for (index, field) in part.imputed().iter().enumerate() {
            let path = path!["imputed", index];
            if !*fields.entry(field).or_insert_with(|| has_field::<P>(field)) {
                let known = fields_at::<P>(&[]);
                let near = nearest(field, known.iter().copied());
                let near =
                    near.map_or_else(String::new, |near| format!(": did you mean `{near}`?"));
                problems.add(
                    path,
                    format!("`{field}` is not a field of a {}{near}", P::KIND),
                );
            } else if self.rules == LayerRules::Shipped && dangerous(part, field) {
                let message = format!("`{field}` may not be imputed: read it, or leave it out");
                problems.add(path, message);
            }
        }
    }
}

/// The day the part below that this one replaces was checked, where that is later.
fn outdated<P: Part>(part: &P, below: Option<AnyPart<'_>>) -> Option<jiff::civil::Date> {
    let replaced = below.filter(|old| old.kind() == P::KIND)?.verified();
    (replaced > part.verified()).then_some(replaced)
}
