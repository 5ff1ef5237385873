//! Checks of the files beside the parts: sources, market, added offers, retired parts.

use super::{Judge, kebab, names, once, report};
use crate::catalogue::content::Content;
use crate::catalogue::fault::Fault;
use crate::catalogue::market::MarketIndex;
use crate::catalogue::read::Listed;
use crate::catalogue::source::Source;
use crate::part::{
    Case, Cooler, Cpu, FieldPath, Gpu, GpuChip, Memory, Motherboard, Part, Problems, Psu, Storage,
};
use std::collections::BTreeSet;

/// How far an index may be from its base: a slip of the point is further.
const INDEX_RANGE: std::ops::RangeInclusive<f64> = 0.01..=100.0;

macro_rules! part_names {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        impl Judge<'_> {
            /// Ids of all parts, here and below; `None` where not all can be known.
            fn part_names<'c>(&'c self, content: &'c Content) -> Option<BTreeSet<&'c str>> {
                let mut known: BTreeSet<&str> = self.below.parts().map(|part| part.id()).collect();
                $(known.extend(names(std::iter::empty(), &content.$field, $kind::id)?);)+
                Some(known)
            }
        }
    };
}
crate::part_kinds!(part_names);

impl Judge<'_> {
    pub(super) fn sources(&self, listed: &Listed<Source>, faults: &mut Vec<Fault>) {
        once(listed, |source| &source.id, faults);
        for (row, source) in &listed.rows {
            let mut problems = Problems::default();
            kebab(&mut problems, &source.id);
            problems.text("title", &source.title);
            problems.url("url", &source.url);
            let address = source
                .url
                .strip_prefix("https://")
                .or(source.url.strip_prefix("http://"));
            let public = address.is_some_and(|rest| rest.contains('.') && !rest.contains(' '));
            problems.expect(public, "url", || {
                "not a public address: expected https://…".to_owned()
            });
            if let Some(licence) = &source.licence {
                problems.text("licence", licence);
            }
            self.date(&mut problems, "date", source.date);
            report(listed, *row, problems, faults);
        }
    }

    pub(super) fn market(&self, listed: &Listed<MarketIndex>, faults: &mut Vec<Fault>) {
        for (place, (row, index)) in listed.rows.iter().enumerate() {
            let mut problems = Problems::default();
            let earlier = listed.rows[..place].iter();
            let twice = earlier.clone().any(|(_, other)| other.class == index.class);
            problems.expect(!twice, "class", || {
                format!("class `{}` stands twice", index.class)
            });
            problems.expect(!index.points.is_empty(), "points", || {
                "no point: expected at least one".to_owned()
            });
            for (place, point) in index.points.iter().enumerate() {
                let at = |field: &str| path!["points", place, field];
                problems.expect(INDEX_RANGE.contains(&point.index), at("index"), || {
                    format!("{} is out of range: expected 0.01 to 100", point.index)
                });
                let before = place.checked_sub(1).map(|last| index.points[last].as_of);
                problems.expect(
                    before.is_none_or(|day| day < point.as_of),
                    at("as_of"),
                    || format!("{} is not after the point before", point.as_of),
                );
                self.date(&mut problems, at("as_of"), point.as_of);
                self.cited(&mut problems, at("source"), &point.source);
            }
            report(listed, *row, problems, faults);
        }
    }

    /// Offers for parts that are gone are kept and told of: a new release may drop a part.
    pub(super) fn part_offers(&self, content: &Content, faults: &mut Vec<Fault>) {
        if content.offers.rows.is_empty() {
            return;
        }
        let known = self.part_names(content);
        for (row, entry) in &content.offers.rows {
            let mut problems = Problems::default();
            let at = FieldPath::from(entry.id.as_str());
            self.offers(&mut problems, &at, &entry.offers);
            report(&content.offers, *row, problems, faults);
            if let Some(known) = &known
                && !known.contains(entry.id.as_str())
            {
                let message = super::unknown(&entry.id, "part", "this catalogue", known);
                faults.push(content.offers.fault(*row, &at, message).warning());
            }
        }
    }

    pub(super) fn retired(&self, content: &Content, faults: &mut Vec<Fault>) {
        if content.retired.rows.is_empty() {
            return;
        }
        let Some(known) = self.part_names(content) else {
            return;
        };
        for (row, id) in &content.retired.rows {
            if !known.contains(id.as_str()) {
                let message = super::unknown(id, "part", "this catalogue", &known);
                let fault = content.retired.fault(*row, &FieldPath::default(), message);
                faults.push(fault.warning());
            }
        }
    }
}
