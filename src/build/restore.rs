//! A saved build on the catalogue of today: what it needs to be judged anew.

use super::{BuildName, Saved, Vanished};
use crate::catalogue::Catalogue;
use crate::request::{Purpose, Request, RequestError};
use crate::solve::{Alternative, machine};
use jiff::civil::Date;
use std::fmt;

/// A saved build with its saved prices, on the facts of the catalogue.
#[derive(Debug, Clone)]
pub struct Restored<'a> {
    /// What it is judged for.
    pub purpose: Purpose,
    /// The conditions it is judged under.
    pub request: Request,
    /// The build, its score as the model sees it today, and its total.
    pub build: Alternative<'a>,
}

/// Why a saved build cannot be judged.
#[derive(Debug, Clone, PartialEq)]
pub enum RestoreError {
    /// A part is no longer in the catalogue.
    Vanished(Vanished),
    /// It has no graphics card or no board, so nothing can run on it.
    NoMachine {
        /// The build.
        build: BuildName,
    },
    /// What it was built for is not known any more.
    Purpose {
        /// The build.
        build: BuildName,
        /// What is wrong.
        error: RequestError,
    },
}

impl fmt::Display for RestoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Vanished(vanished) => vanished.fmt(f),
            Self::NoMachine { build } => write!(
                f,
                "the saved build `{build}` has no graphics card or no motherboard"
            ),
            Self::Purpose { build, error } => {
                write!(f, "what the saved build `{build}` is for: {error}")
            }
        }
    }
}

impl std::error::Error for RestoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Vanished(_) | Self::NoMachine { .. } => None,
            Self::Purpose { error, .. } => error.source(),
        }
    }
}

impl Saved {
    /// The build for judging it by `purposes`; by its own where none are named.
    ///
    /// # Errors
    /// A part has vanished from the catalogue, the build is no machine, or the purpose
    /// cannot be understood.
    pub fn restore<'a>(
        &self,
        catalogue: &'a Catalogue,
        purposes: &[String],
        today: Date,
    ) -> Result<Restored<'a>, RestoreError> {
        let build = self.resolve(catalogue).map_err(RestoreError::Vanished)?;
        let purposes = if purposes.is_empty() {
            &self.request.purposes
        } else {
            purposes
        };
        let purpose =
            Purpose::resolve(catalogue, purposes).map_err(|error| RestoreError::Purpose {
                build: self.name.clone(),
                error,
            })?;
        let request = self.request.conditions(&purpose, today);
        let score = match machine(&build, &request) {
            Some(machine) => purpose.workload.score(&machine),
            None => {
                return Err(RestoreError::NoMachine {
                    build: self.name.clone(),
                });
            }
        };
        let total = build.cost(request.tax_basis_points).to_pay();
        Ok(Restored {
            purpose,
            request,
            build: Alternative {
                build,
                score,
                total,
            },
        })
    }
}
