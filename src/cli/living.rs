//! The options that say how the PC will be used and what electricity costs there.

use super::values;
use crate::catalogue::Catalogue;
use crate::cost::{DEFAULT_HOURS, Living, Rate, TariffWish};
use crate::unit::HoursPerDay;
use anyhow::Context as _;
use clap::Args;

/// What running costs depend on.
#[derive(Debug, Args)]
#[command(next_help_heading = "What it costs to run")]
pub struct LivingArgs {
    /// Price of electricity: USD per kWh such as 0.31, or a region such as us-ca or de [default: us]
    #[arg(
        long,
        value_name = "USD/kWh|REGION",
        env = "RIGBUILD_TARIFF",
        hide_env = true,
        allow_hyphen_values = true
    )]
    pub tariff: Option<TariffWish>,
    /// Hours of work a day
    #[arg(long, value_name = "H/DAY", env = "RIGBUILD_HOURS", hide_env = true, default_value_t = DEFAULT_HOURS,
          allow_hyphen_values = true, value_parser = values::hours)]
    pub hours: HoursPerDay,
}

impl LivingArgs {
    /// The same with the region looked up.
    pub(super) fn living(&self, catalogue: &Catalogue) -> anyhow::Result<Living> {
        Ok(Living {
            rate: Rate::resolve(catalogue, self.tariff.as_ref()).context("--tariff")?,
            hours: self.hours,
        })
    }
}
