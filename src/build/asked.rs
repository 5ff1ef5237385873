//! What a saved build was the answer to, so that it can be judged and asked again.

use crate::catalogue::PriceMode;
use crate::request::{Best, DEFAULT_PROFILE, Purpose, Request, UsedPolicy, VendorPolicy, Wishes};
use crate::rules::Circuit;
use crate::unit::{Gibibytes, Percent, Usd, Watts};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The options of a solve as typed. One that had its default is absent.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// Money for parts and tax.
    pub budget: Usd,
    /// What the PC is for: a profile or tasks; none = the default profile.
    #[serde(default, rename = "for", skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<String>,
    /// What "best" means.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<Best>,
    /// Parts the user had, with how many.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub have: BTreeMap<String, u32>,
    /// Parts that had to be in the build.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pin: Vec<String>,
    /// Parts or patterns that must not be.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ban: Vec<String>,
    /// How many cards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gpus: Option<GpuCount>,
    /// Least memory on each card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vram: Option<Gibibytes>,
    /// Whether used parts could be proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used: Option<UsedPolicy>,
    /// Whose GPUs could be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vendor: Option<VendorPolicy>,
    /// Whether old prices were brought forward.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prices: Option<PriceMode>,
    /// Sales tax on new parts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tax: Option<Percent>,
    /// The wall circuit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circuit: Option<Circuit>,
    /// Power limit on each card.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power_limit: Option<Watts>,
    /// No case walls around the cards.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open_frame: bool,
    /// A desktop runs on the first card.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub desktop: bool,
    /// Rules whose failure was accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allow: Vec<String>,
    /// Whether every warning was.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub allow_warnings: bool,
    /// Scores this near counted as equal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Percent>,
    /// Error-correcting memory was wanted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ecc: bool,
    /// Cards joined by an `NVLink` bridge were wanted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub nvlink: bool,
}

/// Fewest and most cards.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct GpuCount {
    /// Fewest.
    pub least: u32,
    /// Most.
    pub most: u32,
}

impl Asked {
    /// What was typed, for the purposes named.
    pub fn of(wishes: &Wishes, purposes: &[String]) -> Self {
        let usual = Request::new(None, Date::ZERO);
        let percent =
            |points: u32, usual: u32| (points != usual).then(|| Percent::from_steps(points));
        let mut have = BTreeMap::new();
        for (part, count) in &wishes.have {
            *have.entry(part.clone()).or_insert(0) += count;
        }
        let (least, most) = wishes.gpus;
        Self {
            budget: wishes.budget,
            purposes: purposes.to_vec(),
            best: other(wishes.best, usual.best),
            have,
            pin: wishes.pins.clone(),
            ban: wishes.bans.clone(),
            gpus: (wishes.gpus != usual.gpus).then_some(GpuCount { least, most }),
            vram: wishes.vram,
            used: other(wishes.used, usual.used),
            vendor: other(wishes.vendor, VendorPolicy::Cuda),
            prices: other(wishes.prices, usual.prices),
            tax: percent(wishes.tax_basis_points, usual.tax_basis_points),
            circuit: other(wishes.circuit, usual.setting.circuit),
            power_limit: wishes.power_limit,
            open_frame: wishes.open_frame,
            desktop: wishes.desktop,
            allow: wishes.allow.clone(),
            allow_warnings: wishes.allow_warnings,
            tolerance: percent(wishes.tolerance_basis_points, usual.tolerance_basis_points),
            ecc: wishes.ecc,
            nvlink: wishes.nvlink,
        }
    }

    /// The same wishes, to be asked again.
    pub fn wishes(&self) -> Wishes {
        let usual = Request::new(None, Date::ZERO);
        let gpus = self.gpus.map_or(usual.gpus, |gpus| (gpus.least, gpus.most));
        let tolerance = usual.tolerance_basis_points;
        Wishes {
            budget: self.budget,
            best: self.best.unwrap_or(usual.best),
            have: self.have.clone().into_iter().collect(),
            pins: self.pin.clone(),
            bans: self.ban.clone(),
            gpus,
            vram: self.vram,
            used: self.used.unwrap_or(usual.used),
            vendor: self.vendor.unwrap_or(VendorPolicy::Cuda),
            prices: self.price_mode(),
            tax_basis_points: self.tax_basis_points(),
            circuit: self.circuit.unwrap_or(usual.setting.circuit),
            power_limit: self.power_limit,
            open_frame: self.open_frame,
            desktop: self.desktop,
            allow: self.allow.clone(),
            allow_warnings: self.allow_warnings,
            tolerance_basis_points: self.tolerance.map_or(tolerance, Percent::steps),
            ecc: self.ecc,
            nvlink: self.nvlink,
        }
    }

    /// The conditions that the build is judged under today: names of parts are not looked
    /// up, for they chose the build and say nothing of it.
    pub fn conditions(&self, purpose: &Purpose, today: Date) -> Request {
        let mut request = Request::new(Some(self.budget), today);
        purpose.apply(&mut request);
        request.best = self.best.unwrap_or(request.best);
        request.used = self.used.unwrap_or(request.used);
        request.prices = self.price_mode();
        request.tax_basis_points = self.tax_basis_points();
        request.desktop = self.desktop;
        request.setting.circuit = self.circuit.unwrap_or(request.setting.circuit);
        request.setting.power_limit = self.power_limit;
        request.setting.open_frame = self.open_frame;
        request.setting.cuda_only = self.vendor != Some(VendorPolicy::Any);
        request.setting.ecc = self.ecc;
        request.setting.nvlink = self.nvlink;
        request
    }

    /// Whether old prices are brought forward.
    pub fn price_mode(&self) -> PriceMode {
        self.prices.unwrap_or_default()
    }

    /// Tax on new parts in basis points.
    pub fn tax_basis_points(&self) -> u32 {
        self.tax.map_or(0, Percent::steps)
    }

    /// What the PC is for, in words.
    pub fn label(&self) -> String {
        if self.purposes.is_empty() {
            DEFAULT_PROFILE.to_owned()
        } else {
            self.purposes.join(" + ")
        }
    }
}

/// The value where it is not the usual one.
fn other<T: PartialEq + Copy>(value: T, usual: T) -> Option<T> {
    (value != usual).then_some(value)
}
