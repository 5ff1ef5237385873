//! Money in integer cents, and the exact cost the solver adds up.

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};
use std::fmt;
use std::str::FromStr;

/// An amount in US dollars: integer cents, at least zero and below $10,000,000.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Usd(i64);

const MAX_CENTS: i64 = 999_999_999;
const EXPECTED: &str = "an amount in US dollars such as $1,999.00";

/// Why a text is not an amount of money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsdError(String);

impl fmt::Display for UsdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {EXPECTED}", self.0)
    }
}

impl std::error::Error for UsdError {}

impl Usd {
    /// Nothing at all.
    pub const ZERO: Self = Self(0);

    /// From integer cents.
    pub const fn from_cents(cents: i64) -> Self {
        Self(cents)
    }

    /// From whole dollars.
    pub const fn dollars(dollars: i64) -> Self {
        Self(dollars * 100)
    }

    /// The amount in cents.
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// The amount scaled by a factor such as a market index, rounded half up to a cent.
    #[must_use]
    pub fn scaled(self, factor: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            reason = "amounts are below 10^9 cents"
        )]
        Self(libm::floor(self.0 as f64 * factor + 0.5) as i64)
    }

    /// `self - other` in cents; may be negative.
    pub const fn difference(self, other: Self) -> i64 {
        self.0 - other.0
    }
}

impl std::ops::Add for Usd {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::ops::Mul<u32> for Usd {
    type Output = Self;
    fn mul(self, count: u32) -> Self {
        Self(self.0 * i64::from(count))
    }
}

impl std::iter::Sum for Usd {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::ZERO, |sum, item| sum + item)
    }
}

impl fmt::Display for Usd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        let dollars = (cents / 100).to_string();
        let mut grouped = String::new();
        for (index, digit) in dollars.chars().enumerate() {
            if index > 0 && (dollars.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        f.pad(&format!("{sign}${grouped}.{:02}", cents % 100))
    }
}

impl FromStr for Usd {
    type Err = UsdError;

    /// Accepts `2000`, `1999.99`, `$2,000`, `2k`, `1.5k`; refuses signs, exponents,
    /// misplaced commas and fractions of a cent.
    fn from_str(text: &str) -> Result<Self, UsdError> {
        parse(text.trim())
            .map(Self)
            .ok_or_else(|| UsdError(text.to_owned()))
    }
}

fn parse(text: &str) -> Option<i64> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let (number, thousand) = match text.strip_suffix(['k', 'K']) {
        Some(number) => (number, 1_000),
        None => (text, 1),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if number.contains('.') && fraction.is_empty() {
        return None;
    }
    let dollars = parse_grouped(whole)?;
    if fraction.len() > 9 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut cents = dollars.checked_mul(100)?.checked_mul(thousand)?;
    let mut place = 100 * thousand;
    for digit in fraction.bytes() {
        if place % 10 != 0 && digit != b'0' {
            return None;
        }
        place /= 10;
        cents += i64::from(digit - b'0') * place;
    }
    (cents <= MAX_CENTS).then_some(cents)
}

/// Digits, optionally in comma-separated groups of three.
fn parse_grouped(whole: &str) -> Option<i64> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let grouped = whole.contains(',');
    if first.is_empty() || (grouped && first.len() > 3) {
        return None;
    }
    let mut digits = first.to_owned();
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
    }
    if digits.len() > 9 || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    digits.parse().ok()
}

impl schemars::JsonSchema for Usd {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Usd".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": EXPECTED,
            "type": ["string", "number"],
            "pattern": r"^\s*\$?[0-9]{1,3}(,?[0-9]{3})*(\.[0-9]{1,5}0*)?[kK]?\s*$",
            "minimum": 0,
            "exclusiveMaximum": 10_000_000,
        })
    }
}

impl<'de> Deserialize<'de> for Usd {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Amount;
        impl Visitor<'_> for Amount {
            type Value = Usd;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(EXPECTED)
            }
            fn visit_u64<E: Error>(self, n: u64) -> Result<Usd, E> {
                n.to_string()
                    .parse()
                    .map_err(|_| E::invalid_value(Unexpected::Unsigned(n), &self))
            }
            fn visit_i64<E: Error>(self, n: i64) -> Result<Usd, E> {
                Err(E::invalid_value(Unexpected::Signed(n), &self))
            }
            fn visit_f64<E: Error>(self, n: f64) -> Result<Usd, E> {
                n.to_string()
                    .parse()
                    .map_err(|_| E::invalid_value(Unexpected::Float(n), &self))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Usd, E> {
                text.parse()
                    .map_err(|_| E::invalid_value(Unexpected::Str(text), &self))
            }
        }
        from.deserialize_any(Amount)
    }
}

impl serde::Serialize for Usd {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// A price with its share of tax, exact: units of 1/10,000 cent, so that tax in basis
/// points never rounds per part. Only the sum is rounded, once, up to a whole cent.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    serde::Serialize,
    serde::Deserialize,
)]
pub struct Cost(i64);

impl Cost {
    /// Nothing at all.
    pub const ZERO: Self = Self(0);
    /// More than any build costs.
    pub const MAX: Self = Self(i64::MAX / 4);
    const STEPS_PER_CENT: i64 = 10_000;

    /// A price plus tax in basis points (825 = 8.25 %).
    pub const fn taxed(price: Usd, basis_points: u32) -> Self {
        Self(price.cents() * (Self::STEPS_PER_CENT + basis_points as i64))
    }

    /// The whole cents to pay, rounded up.
    pub const fn to_pay(self) -> Usd {
        Usd::from_cents((self.0 + Self::STEPS_PER_CENT - 1) / Self::STEPS_PER_CENT)
    }

    /// `self - other`, not below zero.
    #[must_use]
    pub fn saturating_sub(self, other: Self) -> Self {
        Self((self.0 - other.0).max(0))
    }

    /// `self - other` in units of 1/10,000 cent; may be negative.
    pub const fn difference(self, other: Self) -> i64 {
        self.0 - other.0
    }
}

impl From<Usd> for Cost {
    fn from(amount: Usd) -> Self {
        Self::taxed(amount, 0)
    }
}

impl std::ops::Add for Cost {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::ops::Mul<i64> for Cost {
    type Output = Self;
    fn mul(self, count: i64) -> Self {
        Self(self.0 * count)
    }
}

impl std::iter::Sum for Cost {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::ZERO, |sum, item| sum + item)
    }
}
