//! The cleaning of one row: each change to a field is noted, with what it held and why.

use crate::catalogue::import::{Change, Note};
use crate::unit::Millimetres;
use std::fmt::Display;
use std::ops::RangeInclusive;

/// What was changed in a row.
#[derive(Debug, Default)]
pub(super) struct Log(pub(super) Vec<Note>);

impl Log {
    fn note(&mut self, field: &'static str, change: Change, text: String) {
        self.0.push(Note {
            field: field.into(),
            change,
            text,
        });
    }

    /// The field is unknown from now on.
    pub(super) fn unknown(&mut self, field: &'static str, why: impl Display) {
        self.note(field, Change::Unknown, why.to_string());
    }

    /// The field holds something else from now on.
    pub(super) fn repaired(
        &mut self,
        field: &'static str,
        from: impl Display,
        to: impl Display,
        why: &str,
    ) {
        self.note(field, Change::Repaired, format!("{from} -> {to}: {why}"));
    }

    /// The source states the field, and is not believed.
    pub(super) fn withheld(&mut self, field: &'static str, stated: Option<impl Display>) {
        if let Some(stated) = stated {
            let text = format!("{stated}: dumps are wrong about it too often");
            self.note(field, Change::Withheld, text);
        }
    }

    /// A number within what is possible. Zero is how the source writes that it does not know.
    pub(super) fn number(
        &mut self,
        field: &'static str,
        value: Option<f64>,
        possible: RangeInclusive<f64>,
    ) -> Option<f64> {
        let value = value?;
        if value == 0.0 {
            self.unknown(field, "0 stands for unknown");
            None
        } else if possible.contains(&value) {
            Some(value)
        } else {
            let (low, high) = (possible.start(), possible.end());
            self.unknown(
                field,
                format!("{value} cannot be right: expected {low} to {high}"),
            );
            None
        }
    }

    /// A whole number within what is possible.
    pub(super) fn count<N: TryFrom<u32>>(
        &mut self,
        field: &'static str,
        value: Option<f64>,
        possible: RangeInclusive<u32>,
    ) -> Option<N> {
        let possible = f64::from(*possible.start())..=f64::from(*possible.end());
        let value = self.number(field, value, possible)?;
        N::try_from(whole(value)?).ok()
    }

    /// A length in millimetres within what is possible.
    pub(super) fn length(
        &mut self,
        field: &'static str,
        value: Option<f64>,
        possible: RangeInclusive<u32>,
    ) -> Option<Millimetres> {
        let possible = f64::from(*possible.start())..=f64::from(*possible.end());
        let value = self.number(field, value, possible)?;
        steps(value, 100.0).map(Millimetres::from_steps)
    }
}

/// A number as a whole one, where it is one and small enough.
pub(super) fn whole(value: f64) -> Option<u32> {
    (value.fract() == 0.0).then(|| steps(value, 1.0))?
}

/// A number in steps of 1/`scale`, rounded.
pub(super) fn steps(value: f64, scale: f64) -> Option<u32> {
    let scaled = libm::round(value * scale);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be within the range"
    )]
    (0.0..=f64::from(u32::MAX))
        .contains(&scaled)
        .then_some(scaled as u32)
}
