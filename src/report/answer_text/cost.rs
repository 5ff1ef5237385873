//! Cost of living: electricity in a line, rent or buy in another, and every task of it.

use crate::cost::{
    BreakEven, BreakEvens, CostOfLiving, Dated, HORIZON_MONTHS, Living, Overall, Rate, Renting,
    Span, TaskCost, is_stale,
};
use crate::report::words::times;
use crate::report::{Cell, Column, Page, Table};
use jiff::civil::Date;

/// Hours of work that the table compares.
const HOURS: f64 = 100.0;

/// Writes what electricity costs and from how many hours a month on buying is cheaper: a
/// line each.
pub(in crate::report) fn lines(page: &mut Page, cost: &CostOfLiving, living: &Living, today: Date) {
    let text = match (&living.rate, &cost.power, &cost.electricity) {
        (Some(rate), Ok(_), Some(year)) => format!(
            "about {}/year, {} + idle ({})",
            money(year.total()),
            living.hours,
            tariff(rate, today)
        ),
        (None, _, _) => "not known: no price of electricity (--tariff)".to_owned(),
        (Some(_), Err(field), _) => format!("not known: {field}"),
        (Some(_), Ok(_), None) => "not known".to_owned(),
    };
    page.labelled("electricity", &text);
    let label = format!("rent or buy, {} years", HORIZON_MONTHS / 12);
    page.labelled(&label, &rent_or_buy(cost.overall.as_ref()));
}

/// `$0.1834/kWh us 2026-06`: such figures are of a month.
fn tariff(rate: &Rate, today: Date) -> String {
    let price = format!("${}/kWh", rate.price.value());
    match &rate.region {
        None => price,
        Some(region) => {
            let old = is_stale(region.as_of, today);
            let stale = if old { ", stale" } else { "" };
            let month = region.as_of.strftime("%Y-%m");
            format!("{price} {} {month}{stale}", region.id)
        }
    }
}

fn rent_or_buy(overall: Option<&Overall>) -> String {
    let Some(overall) = overall else {
        return "not known: no rented GPU with a known price runs these tasks".to_owned();
    };
    let Some(hours) = overall.break_even else {
        return "not known without the price of electricity".to_owned();
    };
    let resting = format!(
        "class {}{}; resale not counted",
        overall.confidence,
        stale(overall.dated)
    );
    match (hours.median, hours.least) {
        (BreakEven::Hours(median), _) => {
            let median = figure(median);
            let range = range(&hours);
            format!("buying pays from {median} h/month ({range}; {resting})")
        }
        (BreakEven::Never, BreakEven::Hours(least)) => {
            let least = figure(least);
            format!("renting is cheaper, at the dearest rents up to {least} h/month ({resting})")
        }
        (BreakEven::Never, BreakEven::Never) => format!("renting is cheaper ({resting})"),
    }
}

/// Fewest to most hours, as the rents of the providers differ.
fn range(hours: &BreakEvens) -> String {
    let (least, most) = (end(hours.least), end(hours.most));
    if least == most {
        least
    } else {
        format!("{least}-{most}")
    }
}

fn end(one: BreakEven) -> String {
    one.hours().map_or("never".to_owned(), figure)
}

fn stale(dated: Dated) -> &'static str {
    match dated.stale {
        0 => "",
        stale if stale == dated.prices => ", stale",
        _ => ", part stale",
    }
}

/// Writes where each task can be rented for, and what 100 hours of it cost there and here.
pub(in crate::report) fn table(page: &mut Page, cost: &CostOfLiving) {
    let mut table = Table::new([
        Column::wrapping("RENT OR BUY"),
        Column::wrapping("RENTED"),
        Column::left("USD/H"),
        Column::right("H/MONTH"),
        Column::right("100 H THERE"),
        Column::right("HERE"),
    ]);
    for task in &cost.tasks {
        table.row(row(task, cost.of_hour).map(Cell::from));
    }
    page.table(table);
    notes(page, cost);
}

fn row(task: &TaskCost, of_hour: Option<f64>) -> [String; 6] {
    let name = task.task.clone();
    let here = of_hour.map_or("?".to_owned(), |hour| money(hour * HOURS));
    let found = match &task.renting {
        Renting::On(found) => found,
        Renting::NotOnBuild => {
            let none = String::new;
            return [
                name,
                "does not run here".to_owned(),
                none(),
                none(),
                none(),
                none(),
            ];
        }
        Renting::Nowhere => {
            let none = String::new;
            return [
                name,
                "no GPU with a known rent".to_owned(),
                none(),
                none(),
                none(),
                here,
            ];
        }
    };
    let buy = match &task.break_even {
        Some(hours) => match (end(hours.median), range(hours)) {
            (median, range) if median == range => median,
            (median, range) => format!("{median}\n({range})"),
        },
        None => "?".to_owned(),
    };
    [
        name,
        format!("{}{}", times(found.count), found.name),
        rents(found.per_hour, found.dated),
        buy,
        money(found.rent.median * HOURS),
        here,
    ]
}

/// The median, and below it the range.
fn rents(per_hour: Span, dated: Dated) -> String {
    let mark = if dated.stale > 0 { "!" } else { "" };
    if dated.prices == 1 {
        return format!("{mark}{:.2}\n(1 price)", per_hour.median);
    }
    format!(
        "{mark}{:.2}\n({:.2}-{:.2})",
        per_hour.median, per_hour.low, per_hour.high
    )
}

/// What the figures mean and rest on.
fn notes(page: &mut Page, cost: &CostOfLiving) {
    if let Ok(power) = cost.power {
        page.aside(&format!(
            "about {} from the wall at work and {} idle: estimates; measure with a plug-in meter",
            power.work, power.rest
        ));
    }
    page.aside(&format!(
        "100 H: hours of work on this build, there for as long as the rented GPU takes for it; \
         HERE: electricity. H/MONTH: from so many on buying wins: the price of the build over {HORIZON_MONTHS} months against the rent \
         saved, switched off when idle, resale not counted; in brackets the range of the \
         providers' prices, storage and traffic not included"
    ));
    if let Some(overall) = &cost.overall {
        let Dated {
            prices,
            stale,
            oldest,
            newest,
        } = overall.dated;
        page.aside(&format!(
            "rents of {oldest} to {newest}: {prices} prices, {stale} of them older than 90 days (!)"
        ));
    }
}

/// About so many dollars: two significant digits from $10 on.
fn money(usd: f64) -> String {
    if usd < 9.95 {
        format!("${usd:.2}")
    } else {
        format!("${}", figure(usd))
    }
}

/// Two significant digits: more than the model knows.
fn figure(value: f64) -> String {
    let mut step = 1.0;
    while value / step >= 99.5 {
        step *= 10.0;
    }
    format!("{}", libm::round(value / step) * step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_two_digits() {
        for (value, text) in [
            (0.0, "0"),
            (7.4, "7"),
            (42.4, "42"),
            (99.6, "100"),
            (184.2, "180"),
            (1234.0, "1200"),
        ] {
            assert_eq!(figure(value), text);
        }
        assert_eq!(money(3.456), "$3.46");
        assert_eq!(money(9.99), "$10");
        assert_eq!(money(262.8), "$260");
    }
}
