//! How the values of options are read.

use crate::catalogue::PriceMode;
use crate::request::MAX_GPUS;
use crate::unit::{Gibibytes, HoursPerDay, Usd, Watts};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::time::Duration;

/// Most pieces of one owned part.
const MOST_OWNED: u32 = 16;
/// A higher sales tax is a slip of the decimal point.
const MOST_TAX: u32 = 5_000;
/// Beyond this the score would hardly count.
const MOST_TOLERANCE: u32 = 5_000;

/// Longer than anyone waits.
const MOST_TIME: Duration = Duration::from_secs(3_600);

/// A budget: more than nothing.
pub(super) fn budget(text: &str) -> Result<Usd, String> {
    let amount: Usd = text.parse().map_err(|error| format!("{error}"))?;
    if amount == Usd::ZERO {
        return Err("a budget must be more than $0".to_owned());
    }
    Ok(amount)
}

/// `2` or `2-4`.
pub(super) fn gpus(text: &str) -> Result<(u32, u32), String> {
    let (least, most) = text.split_once('-').unwrap_or((text, text));
    let count = |text: &str| {
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        digits.then(|| text.parse::<u32>().ok()).flatten()
    };
    match (count(least.trim()), count(most.trim())) {
        (Some(least), Some(most)) if 1 <= least && least <= most && most <= MAX_GPUS => {
            Ok((least, most))
        }
        _ => Err(format!(
            "`{text}` is not a count of GPUs such as 2 or 1-4 (1 to {MAX_GPUS})"
        )),
    }
}

/// `24`, `24G`, `24GB`, `24 GiB`: GPU memory is always binary, whatever the box says.
pub(super) fn gibibytes(text: &str) -> Result<Gibibytes, String> {
    let bare = text.trim();
    let number = ["GiB", "GB", "G", "gib", "gb", "g"]
        .iter()
        .find_map(|unit| bare.strip_suffix(unit))
        .unwrap_or(bare);
    format!("{} GiB", number.trim_end())
        .parse()
        .map_err(|_| format!("`{text}` is not an amount of memory such as 24G"))
}

/// `300`, `300W`, `300 W`: at least 1 W.
pub(super) fn watts(text: &str) -> Result<Watts, String> {
    let bare = text.trim();
    let number = bare.strip_suffix(['W', 'w']).unwrap_or(bare);
    match format!("{} W", number.trim_end()).parse() {
        Ok(watts) if watts > Watts::default() => Ok(watts),
        Ok(_) | Err(_) => Err(format!("`{text}` is not a power such as 300W")),
    }
}

/// `8`, `8h`, `7.5 h/day`: at most the whole day.
pub(super) fn hours(text: &str) -> Result<HoursPerDay, String> {
    let bare = text.trim();
    let number = ["h/day", "h"]
        .iter()
        .find_map(|unit| bare.strip_suffix(unit))
        .unwrap_or(bare);
    format!("{} h/day", number.trim_end())
        .parse()
        .map_err(|_| format!("`{text}` is not hours a day such as 4 or 7.5 (0 to 24)"))
}

/// `2`, `2s`, `1.5 s`, `500ms`, `1m`: seconds where no unit is named; exact to the
/// millisecond.
pub(super) fn time(text: &str) -> Result<Duration, String> {
    let bare = text.trim();
    let units = [("ms", 1), ("min", 60_000), ("m", 60_000), ("s", 1_000)];
    let (number, unit) = units
        .iter()
        .find_map(|(name, unit)| Some((bare.strip_suffix(name)?, *unit)))
        .unwrap_or((bare, 1_000));
    let millis = thousandths(number.trim_end())
        .map(|number| number * unit)
        .filter(|thousandths| thousandths.is_multiple_of(1_000))
        .map(|thousandths| Duration::from_millis(thousandths / 1_000));
    millis
        .filter(|time| *time <= MOST_TIME)
        .ok_or_else(|| format!("`{text}` is not a time such as 2, 1.5s, 500ms or 1m (0 to 60m)"))
}

/// A number with at most three decimals, in thousandths.
fn thousandths(number: &str) -> Option<u64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || fraction.len() > 3 || whole.len() > 9 {
        return None;
    }
    Some(whole.parse::<u64>().ok()? * 1_000 + format!("{fraction:0<3}").parse::<u64>().ok()?)
}

/// Sales tax in basis points.
pub(super) fn tax(text: &str) -> Result<u32, String> {
    percent(text, MOST_TAX).ok_or_else(|| {
        format!(
            "`{text}` is not a tax in percent such as 8.25 (0 to {})",
            MOST_TAX / 100
        )
    })
}

/// Tolerance in basis points.
pub(super) fn tolerance(text: &str) -> Result<u32, String> {
    percent(text, MOST_TOLERANCE).ok_or_else(|| {
        format!(
            "`{text}` is not a tolerance in percent such as 5 (0 to {})",
            MOST_TOLERANCE / 100
        )
    })
}

/// A percentage with at most two decimals, `%` optional, in basis points.
fn percent(text: &str, most: u32) -> Option<u32> {
    let bare = text.trim();
    let number = bare.strip_suffix('%').unwrap_or(bare).trim_end();
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || fraction.len() > 2 || whole.len() > 3 {
        return None;
    }
    let points =
        whole.parse::<u32>().ok()? * 100 + format!("{fraction:0<2}").parse::<u32>().ok()?;
    (points <= most).then_some(points)
}

/// Whether old prices are brought forward.
pub(super) fn prices() -> impl TypedValueParser<Value = PriceMode> {
    PossibleValuesParser::new(["adjusted", "listed"]).map(|mode| {
        if mode == "listed" {
            PriceMode::Listed
        } else {
            PriceMode::Adjusted
        }
    })
}

/// `PART` or `PART=2`.
pub(super) fn owned(text: &str) -> Result<(String, u32), String> {
    let Some((part, count)) = text.rsplit_once('=') else {
        return Ok((text.to_owned(), 1));
    };
    match count.trim().parse::<u32>() {
        Ok(count) if (1..=MOST_OWNED).contains(&count) => Ok((part.to_owned(), count)),
        Ok(_) | Err(_) => Err(format!(
            "`{count}` is not how many you have (1 to {MOST_OWNED})"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn budgets_are_read_as_people_write_them() {
        for (text, cents) in [
            ("2000", 200_000),
            ("1999.99", 199_999),
            ("$2,000", 200_000),
            ("2k", 200_000),
        ] {
            assert_eq!(budget(text), Ok(Usd::from_cents(cents)), "{text}");
        }
        for text in [
            "0", "$0.00", "-5", "NaN", "inf", "", "1e3", "20,00", "2000.001",
        ] {
            assert!(budget(text).is_err(), "{text}");
        }
    }

    #[test]
    fn counts_of_gpus_are_one_number_or_a_range() {
        assert_eq!(gpus("2"), Ok((2, 2)));
        assert_eq!(gpus("1-4"), Ok((1, 4)));
        for text in ["0", "4-2", "9", "1-9", "-1", "a", "1-", "+2"] {
            assert!(gpus(text).is_err(), "{text}");
        }
    }

    #[test]
    fn memory_and_power_need_no_unit() {
        for text in ["24", "24G", "24GB", "24 GiB", "24gb"] {
            assert_eq!(gibibytes(text), Ok(Gibibytes::new(24)), "{text}");
        }
        assert!(gibibytes("24 TB").is_err());
        assert!(gibibytes("-24").is_err());
        assert_eq!(watts("300"), Ok(Watts::new(300)));
        assert_eq!(watts("300 W"), Ok(Watts::new(300)));
        assert!(watts("0").is_err());
    }

    #[test]
    fn hours_are_a_part_of_the_day() {
        for (text, tenths) in [
            ("8", 80),
            ("7.5", 75),
            ("24h", 240),
            ("4 h/day", 40),
            ("0", 0),
        ] {
            assert_eq!(hours(text), Ok(HoursPerDay::from_steps(tenths)), "{text}");
        }
        for text in ["25", "-1", "24.1", "7.55", "NaN", "", "h", "8 d"] {
            assert!(hours(text).is_err(), "{text}");
        }
    }

    #[test]
    fn times_are_seconds_where_no_unit_is_named() {
        for (text, millis) in [
            ("2", 2_000),
            ("2s", 2_000),
            ("1.5 s", 1_500),
            ("500ms", 500),
            ("1m", 60_000),
            ("0.5min", 30_000),
            ("0", 0),
            ("60m", 3_600_000),
        ] {
            assert_eq!(time(text), Ok(Duration::from_millis(millis)), "{text}");
        }
        for text in [
            "", "-1", "s", "2 h", "1e3", "NaN", "inf", "0.5ms", "1.0001", ".5", "61m", "3601",
            "2 s s",
        ] {
            assert!(time(text).is_err(), "{text}");
        }
    }

    #[test]
    fn percentages_become_basis_points_exactly() {
        assert_eq!(tax("8.25"), Ok(825));
        assert_eq!(tax("8.5%"), Ok(850));
        assert_eq!(tax("0"), Ok(0));
        for text in ["8.255", "-1", "51", "NaN", "", "1e1", "."] {
            assert!(tax(text).is_err(), "{text}");
        }
        assert_eq!(tolerance("5"), Ok(500));
    }

    #[test]
    fn owned_parts_are_counted() {
        assert_eq!(owned("rtx 3060"), Ok(("rtx 3060".to_owned(), 1)));
        assert_eq!(owned("x-kit=2"), Ok(("x-kit".to_owned(), 2)));
        assert!(owned("x-kit=0").is_err());
        assert!(owned("x-kit=two").is_err());
    }
}
