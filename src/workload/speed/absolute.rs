//! A speed in a unit of its own, with its range, and how many digits of it are known.

use crate::workload::caution::Confidence;
use crate::workload::ladder::Caution;
use std::fmt;

named! {
    /// Unit of an absolute speed.
    SpeedUnit, "a unit of speed" {
        /// Tokens, generated or read.
        TokensPerSecond = "tok/s",
        /// Training images.
        ImagesPerSecond = "img/s",
    }
}

/// An absolute speed: prints as `72 tok/s (65-79)`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Speed {
    /// How much is expected.
    pub value: f64,
    /// Of what.
    pub unit: SpeedUnit,
    /// The error of its class below and above.
    pub range: (f64, f64),
    /// How far it can be trusted.
    pub confidence: Confidence,
}

impl Speed {
    /// A speed of a class, whose error is the share that the score lowers a ratio by.
    pub(in crate::workload) fn new(
        value: f64,
        unit: SpeedUnit,
        confidence: Confidence,
        caution: &Caution,
    ) -> Self {
        let share = caution.share(confidence);
        Self {
            value,
            unit,
            range: (value * (1.0 - share), value * (1.0 + share)),
            confidence,
        }
    }

    /// The same with no more digits than are known.
    #[must_use]
    pub fn rounded(self) -> Self {
        let known = |value| known_digits(value, self.confidence);
        Self {
            value: known(self.value),
            range: (known(self.range.0), known(self.range.1)),
            ..self
        }
    }
}

impl fmt::Display for Speed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figure = |value| figure(value, self.confidence);
        write!(
            f,
            "{} {} ({}-{})",
            figure(self.value),
            self.unit,
            figure(self.range.0),
            figure(self.range.1)
        )
    }
}

/// A predicted figure with the digits that its class knows: two, in class A three from
/// 100 on (10 % of 72 is 7, so 72.4 would say nothing).
pub fn known_digits(value: f64, confidence: Confidence) -> f64 {
    let step = step(value, confidence);
    // Below one, dividing by a whole number keeps the decimals exact.
    if step < 1.0 {
        let parts = libm::round(1.0 / step);
        libm::round(value * parts) / parts
    } else {
        libm::round(value / step) * step
    }
}

/// The same as text.
pub fn figure(value: f64, confidence: Confidence) -> String {
    let rounded = known_digits(value, confidence);
    let decimals = match step(rounded, confidence) {
        step if step >= 1.0 => 0,
        step if step >= 0.1 => 1,
        step if step >= 0.01 => 2,
        _ => 3,
    };
    format!("{rounded:.decimals$}")
}

/// The power of ten that the last known digit stands for; at least a thousandth.
fn step(value: f64, confidence: Confidence) -> f64 {
    let digits = match confidence {
        Confidence::A if value.abs() >= 100.0 => 3.0,
        Confidence::A | Confidence::B | Confidence::C => 2.0,
    };
    if value == 0.0 || !value.is_finite() {
        return 1.0;
    }
    libm::exp10((libm::floor(libm::log10(value.abs())) - digits + 1.0).max(-3.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_digit_that_is_not_known() {
        for (value, class, text) in [
            (72.43, Confidence::A, "72"),
            (111.74, Confidence::A, "112"),
            (1218.0, Confidence::A, "1220"),
            (9.96, Confidence::A, "10"),
            (6.474, Confidence::A, "6.5"),
            (111.74, Confidence::B, "110"),
            (4012.0, Confidence::B, "4000"),
            (99.7, Confidence::C, "100"),
            (0.0473, Confidence::C, "0.047"),
            (0.0, Confidence::C, "0"),
        ] {
            assert_eq!(figure(value, class), text, "{value} {class}");
        }
        assert_eq!(known_digits(0.473, Confidence::C).to_string(), "0.47");
    }
}
