//! Electricity: watts times hours times a price.

use super::power::WallPower;
use crate::unit::{HoursPerDay, UsdPerKilowattHour, Watts};

/// Days of a year.
const DAYS: f64 = 365.0;
/// Hours of a day.
const DAY: f64 = 24.0;

/// Hours of work a day when none are named: Dettmers (2020) counts a student's
/// desktop at work 15 % of the time, which is 3.6 hours a day.
pub const DEFAULT_HOURS: HoursPerDay = HoursPerDay::new(4);

/// Electricity of a year, in US dollars and kilowatt-hours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Electricity {
    /// Energy while tasks run, kWh.
    pub work_kwh: f64,
    /// Energy while the machine waits, switched on, kWh.
    pub rest_kwh: f64,
    /// Price of the work, USD.
    pub work: f64,
    /// Price of the waiting, USD.
    pub rest: f64,
}

impl Electricity {
    /// A year with so many hours of work a day; the rest of the day the machine idles.
    pub fn of_year(power: WallPower, hours: HoursPerDay, price: UsdPerKilowattHour) -> Self {
        let work_kwh = kilowatts(power.work) * hours.value() * DAYS;
        let rest_kwh = kilowatts(power.rest) * (DAY - hours.value()) * DAYS;
        Self {
            work_kwh,
            rest_kwh,
            work: work_kwh * price.value(),
            rest: rest_kwh * price.value(),
        }
    }

    /// Work and waiting together, USD.
    pub fn total(&self) -> f64 {
        self.work + self.rest
    }
}

/// What an hour of work takes, USD.
pub(super) fn of_hour(power: WallPower, price: UsdPerKilowattHour) -> f64 {
    kilowatts(power.work) * price.value()
}

fn kilowatts(power: Watts) -> f64 {
    f64::from(power.steps()) / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    const POWER: WallPower = WallPower {
        work: Watts::new(500),
        rest: Watts::new(80),
    };

    fn year(hours: u32, price: &str) -> Electricity {
        Electricity::of_year(POWER, HoursPerDay::new(hours), price.parse().unwrap())
    }

    fn near(a: f64, b: f64) -> bool {
        (a - b).abs() < 1e-9
    }

    #[test]
    fn a_year_by_hand() {
        // 0.5 kW x 4 h x 365 = 730 kWh and 0.08 kW x 20 h x 365 = 584 kWh, at 20 cents.
        let year = year(4, "0.2 USD/kWh");
        assert!(near(year.work_kwh, 730.0) && near(year.rest_kwh, 584.0));
        assert!(near(year.work, 146.0) && near(year.rest, 116.8), "{year:?}");
        assert!(near(year.total(), 262.8));
        assert!(near(of_hour(POWER, "0.2 USD/kWh".parse().unwrap()), 0.1));
    }

    #[test]
    fn dearer_current_and_more_work_never_cost_less() {
        for hours in 0..24 {
            assert!(year(hours + 1, "0.2 USD/kWh").total() >= year(hours, "0.2 USD/kWh").total());
            assert!(year(hours, "0.3 USD/kWh").total() >= year(hours, "0.2 USD/kWh").total());
        }
        let idle = year(0, "0.2 USD/kWh");
        assert!(near(idle.work, 0.0) && near(idle.rest_kwh, 0.08 * 8760.0));
        assert!(near(year(24, "0.2 USD/kWh").rest, 0.0));
    }
}
