//! The `quantity!` macro: whole-number newtypes that parse and print their unit.

use std::fmt;

/// Why a text is not the quantity that was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuantityError {
    /// The text as given.
    pub found: String,
    /// What was expected, e.g. "a power such as 575 W".
    pub expected: &'static str,
}

impl fmt::Display for QuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", self.found, self.expected)
    }
}

impl std::error::Error for QuantityError {}

/// Parses a plain decimal number with at most `digits` decimals into steps of
/// 10^-digits, times `factor`. Signs, exponents, blanks and separators are refused.
pub(super) fn parse_steps(text: &str, digits: u32, factor: u64, max: u64) -> Option<u32> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let plain = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 9 || !plain(whole) || !plain(fraction) {
        return None;
    }
    if text.contains('.') && fraction.is_empty() {
        return None;
    }
    let scale = 10u64.pow(digits);
    let mut steps = whole.parse::<u64>().ok()? * scale * factor;
    let mut place = scale * factor;
    for digit in fraction.bytes() {
        // A digit below the smallest step would be lost: refuse it unless it is zero.
        if !place.is_multiple_of(10) {
            if digit != b'0' {
                return None;
            }
            continue;
        }
        place /= 10;
        steps += u64::from(digit - b'0') * place;
    }
    (steps <= max * scale).then(|| u32::try_from(steps).ok())?
}

/// What the JSON Schema says of such a text: a number of at most so many decimals and a unit.
pub(super) fn pattern(digits: u32, units: &[(&str, u32)]) -> String {
    let forms = units.iter().map(|(unit, factor)| {
        let decimals = match digits + factor.ilog10() {
            0 => r"(\.0+)?".to_owned(),
            most => format!(r"(\.[0-9]{{1,{most}}}0*)?"),
        };
        format!(r"[0-9]{{1,9}}{decimals}\s*{unit}")
    });
    let forms: Vec<String> = forms.collect();
    format!(r"^\s*({})\s*$", forms.join("|"))
}

/// Prints steps of 10^-digits as a decimal number without trailing zeros.
pub(super) fn print_steps(f: &mut fmt::Formatter<'_>, steps: u32, digits: u32) -> fmt::Result {
    let scale = 10u32.pow(digits);
    let (whole, rest) = (steps / scale, steps % scale);
    if rest == 0 {
        write!(f, "{whole}")
    } else {
        let fraction = format!("{rest:0width$}", width = digits as usize);
        write!(f, "{whole}.{}", fraction.trim_end_matches('0'))
    }
}

/// What `print` writes, as a text that can then be padded.
pub(super) fn printed(print: impl Fn(&mut fmt::Formatter<'_>) -> fmt::Result) -> String {
    struct Printed<F>(F);
    impl<F: Fn(&mut fmt::Formatter<'_>) -> fmt::Result> fmt::Display for Printed<F> {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            (self.0)(f)
        }
    }
    Printed(print).to_string()
}

/// Declares quantity types: a private integer count of steps of 10^-`step` units.
macro_rules! quantity {
    ($($(#[$doc:meta])* $name:ident, step $digits:literal, unit $unit:literal,
        $(also ($alias:literal, $factor:literal),)? what $what:literal, max $max:literal;)+) => {$(
        quantity!(@type $(#[$doc])* $name, $digits, $unit, $what, $max);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let text = quantity::printed(|f| {
                    $(if $factor > 1 && self.0 >= $factor {
                        let digits = u32::ilog10($factor);
                        quantity::print_steps(f, self.0, digits)?;
                        return write!(f, concat!(" ", $alias));
                    })?
                    quantity::print_steps(f, self.0, $digits)?;
                    write!(f, concat!(" ", $unit))
                });
                f.pad(&text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = QuantityError;
            fn from_str(text: &str) -> Result<Self, QuantityError> {
                let bare = text.trim();
                let units: &[(&str, u64)] = &[($unit, 1) $(, ($alias, $factor))?];
                for (unit, factor) in units {
                    let steps = bare.strip_suffix(unit)
                        .and_then(|number| quantity::parse_steps(number.trim_end(), $digits, *factor, $max));
                    if let Some(steps) = steps {
                        return Ok(Self(steps));
                    }
                }
                Err(QuantityError { found: text.to_owned(), expected: $what })
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Text;
                impl serde::de::Visitor<'_> for Text {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($what)
                    }
                    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(|_| E::invalid_value(serde::de::Unexpected::Str(text), &self))
                    }
                }
                from.deserialize_str(Text)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let units: &[(&str, u32)] = &[($unit, 1) $(, ($alias, $factor))?];
                schemars::json_schema!({
                    "type": "string",
                    "description": $what,
                    "pattern": quantity::pattern($digits, units),
                })
            }
        }
    )+};
    (bare $(#[$doc:meta])* $name:ident, step $digits:literal, unit $unit:literal, what $what:literal, max $max:literal;) => {
        quantity!(@type $(#[$doc])* $name, $digits, $unit, $what, $max);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let text = quantity::printed(|f| quantity::print_steps(f, self.0, $digits));
                f.pad(&text)
            }
        }

        impl std::str::FromStr for $name {
            type Err = QuantityError;
            fn from_str(text: &str) -> Result<Self, QuantityError> {
                quantity::parse_steps(text.trim(), $digits, 1, $max)
                    .map(Self)
                    .ok_or_else(|| QuantityError { found: text.to_owned(), expected: $what })
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                struct Number;
                impl serde::de::Visitor<'_> for Number {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($what)
                    }
                    fn visit_u64<E: serde::de::Error>(self, n: u64) -> Result<$name, E> {
                        n.to_string().parse().map_err(|_| E::invalid_value(serde::de::Unexpected::Unsigned(n), &self))
                    }
                    fn visit_i64<E: serde::de::Error>(self, n: i64) -> Result<$name, E> {
                        Err(E::invalid_value(serde::de::Unexpected::Signed(n), &self))
                    }
                    fn visit_f64<E: serde::de::Error>(self, n: f64) -> Result<$name, E> {
                        n.to_string().parse().map_err(|_| E::invalid_value(serde::de::Unexpected::Float(n), &self))
                    }
                }
                from.deserialize_any(Number)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_f64(self.value())
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "number",
                    "description": $what,
                    "minimum": 0,
                    "maximum": $max,
                })
            }
        }
    };
    (@type $(#[$doc:meta])* $name:ident, $digits:literal, $unit:literal, $what:literal, $max:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(u32);

        impl $name {
            #[doc = concat!("A whole number of ", $unit, ".")]
            pub const fn new(whole: u32) -> Self {
                Self(whole * 10u32.pow($digits))
            }

            #[doc = concat!("From the smallest steps the type keeps (10^-", $digits, " ", $unit, ").")]
            pub const fn from_steps(steps: u32) -> Self {
                Self(steps)
            }

            #[doc = concat!("The count of smallest steps (10^-", $digits, " ", $unit, ").")]
            pub const fn steps(self) -> u32 {
                self.0
            }

            #[doc = concat!("The value in ", $unit, ", for models that compute in floats.")]
            pub fn value(self) -> f64 {
                f64::from(self.0) / f64::from(10u32.pow($digits))
            }

            /// `self - other`, or `None` when that would be negative.
            pub fn checked_sub(self, other: Self) -> Option<Self> {
                self.0.checked_sub(other.0).map(Self)
            }

            /// `self - other`, not below zero.
            #[must_use]
            pub fn saturating_sub(self, other: Self) -> Self {
                Self(self.0.saturating_sub(other.0))
            }
        }

        impl std::ops::Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0.saturating_add(other.0))
            }
        }

        impl std::ops::Mul<u32> for $name {
            type Output = Self;
            fn mul(self, count: u32) -> Self {
                Self(self.0.saturating_mul(count))
            }
        }

        impl std::iter::Sum for $name {
            fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
                items.fold(Self(0), |sum, item| sum + item)
            }
        }
    };
}
