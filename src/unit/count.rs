//! Counts that models have too many of for a whole-number step: parameters and bytes.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Mul};

macro_rules! count {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Default)]
        pub struct $name(f64);

        impl $name {
            /// So many; a product of sizes is exact below 2^53.
            pub const fn new(count: f64) -> Self {
                Self(count)
            }

            /// How many, for models that compute in floats.
            pub const fn value(self) -> f64 {
                self.0
            }
        }

        impl Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }

        impl Mul<f64> for $name {
            type Output = Self;
            fn mul(self, times: f64) -> Self {
                Self(self.0 * times)
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
                items.fold(Self::default(), Add::add)
            }
        }
    )+};
}

count! {
    /// Parameters of a model.
    Parameters;
    /// Memory, in bytes.
    Bytes;
}

/// Bytes of a binary gibibyte.
const GIBIBYTE: f64 = 1_073_741_824.0;

impl Parameters {
    /// From a number of billions (10^9).
    pub const fn billions(billions: f64) -> Self {
        Self(billions * 1e9)
    }

    /// The number of billions (10^9).
    pub const fn in_billions(self) -> f64 {
        self.0 / 1e9
    }

    /// Their weights at so many bits each.
    pub const fn weights(self, bits: f64) -> Bytes {
        Bytes(self.0 * bits / 8.0)
    }
}

impl Bytes {
    /// The number of binary gibibytes.
    pub const fn in_gibibytes(self) -> f64 {
        self.0 / GIBIBYTE
    }
}

/// `8.03 B`, `135 M`: three digits, which is as well as a closed form knows it.
impl fmt::Display for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (value, unit) = if self.0 >= 0.9995e9 {
            (self.0 / 1e9, "B")
        } else {
            (self.0 / 1e6, "M")
        };
        f.pad(&format!("{} {unit}", three_digits(value)))
    }
}

/// `70.3 KB` and `53.1 MB` (10^3, 10^6) below a gibibyte's tenth, else `1.13 GiB`.
impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.0 {
            small if small < 1e6 => format!("{} KB", three_digits(small / 1e3)),
            middle if middle < 0.1 * GIBIBYTE => format!("{} MB", three_digits(middle / 1e6)),
            large => format!("{} GiB", three_digits(large / GIBIBYTE)),
        };
        f.pad(&text)
    }
}

fn three_digits(value: f64) -> String {
    match value {
        small if small < 9.995 => format!("{small:.2}"),
        middle if middle < 99.95 => format!("{middle:.1}"),
        large => format!("{large:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_are_printed_in_the_unit_people_say() {
        assert_eq!(Parameters::billions(8.030_261).to_string(), "8.03 B");
        assert_eq!(Parameters::billions(70.554).to_string(), "70.6 B");
        assert_eq!(Parameters::billions(671.03).to_string(), "671 B");
        assert_eq!(Parameters::new(134_515_008.0).to_string(), "135 M");
        assert_eq!(Bytes::new(147_456.0).to_string(), "147 KB");
        assert_eq!(Bytes::new(2_949_120.0).to_string(), "2.95 MB");
        assert_eq!(
            Parameters::billions(8.03).weights(16.0).to_string(),
            "15.0 GiB"
        );
    }
}
