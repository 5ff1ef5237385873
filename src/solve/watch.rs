//! Who watches a search and may end it: the core knows neither clock nor terminal, so it
//! tells now and then how far it is and asks whether to go on.
//!
//! A search that is ended has looked at a part of the builds. What it found till then is
//! real, that nothing was found proves nothing, and what it had not looked at is bounded:
//! see [`Cut`]. Every search of a request ends once one was told to.

use super::search::Found;
use crate::unit::{Cost, Usd};
use crate::workload::Score;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};

/// How far a search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The best score is sought.
    Score {
        /// The best found so far.
        best: Option<Score>,
        /// No build that was not looked at scores more.
        bound: Score,
    },
    /// The cheapest build that is good enough is sought.
    Price {
        /// What the cheapest found so far costs.
        best: Option<Usd>,
        /// No build that was not looked at costs less.
        bound: Usd,
    },
    /// The pick is known; what stands around it is sought.
    Around,
    /// The frontier is known up to `reached`.
    Range {
        /// Where it begins; `None` = not known yet.
        from: Option<Usd>,
        /// Every budget up to this has its answer.
        reached: Usd,
        /// Where it ends.
        to: Usd,
    },
    /// Nothing fits. Which requirements are to blame: so many of them were tried.
    Conflict {
        /// Tried.
        tried: usize,
        /// Of so many.
        of: usize,
    },
    /// Which of so many ways out work.
    WaysOut {
        /// Tried.
        tried: usize,
        /// Of so many.
        of: usize,
    },
}

/// Someone who watches: shared by the threads that solve variants of a request.
pub trait Watch: Sync {
    /// Asked before each GPU option and each core that is completed, so up to some 100,000
    /// times a second: `Break` ends the search.
    fn look(&self, progress: &Progress) -> ControlFlow<()>;
}

/// Nobody: the search goes on to its end.
struct Nobody;

impl Watch for Nobody {
    fn look(&self, _progress: &Progress) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// Asks who watches, and remembers a no.
pub struct Guard<'w> {
    watch: &'w dyn Watch,
    stopped: AtomicBool,
}

/// Nobody watches: a search goes on to its end.
pub static UNWATCHED: Guard<'static> = Guard::new(&Nobody);

impl<'w> Guard<'w> {
    /// Asks this one.
    pub const fn new(watch: &'w dyn Watch) -> Self {
        Self {
            watch,
            stopped: AtomicBool::new(false),
        }
    }

    /// Whether some search was told to end.
    pub fn stopped(&self) -> bool {
        self.stopped.load(Ordering::Relaxed)
    }

    /// What was found, where no search was ended till now.
    pub(crate) fn whole<T>(&self, found: T) -> Result<T, Stopped> {
        if self.stopped() {
            Err(Stopped)
        } else {
            Ok(found)
        }
    }

    /// Whether a search has to end here.
    pub(crate) fn ends(&self, progress: &Progress) -> bool {
        if self.stopped() {
            return true;
        }
        let ends = self.watch.look(progress).is_break();
        if ends {
            self.stopped.store(true, Ordering::Relaxed);
        }
        ends
    }
}

/// Ended before the answer was known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// Where a search was ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// No build that was not looked at scores more.
    Score(Score),
    /// No build that was not looked at costs less.
    Cost(Cost),
}

/// A reduced problem's watcher, and what its last search left when it was ended.
pub(super) struct Watched<'a, 'r> {
    pub(super) guard: &'r Guard<'r>,
    /// What is told instead of the search's own progress, where it is a step of something
    /// larger.
    pub(super) about: Option<Progress>,
    /// The best build of the last search for the best score.
    pub(super) incumbent: Option<Found<'a>>,
    /// Where the last search was ended; `None` = it came to its end.
    pub(super) cut: Option<Cut>,
    /// How many searches were ended.
    cuts: u32,
}

impl Watched<'_, '_> {
    pub(super) const fn by_nobody() -> Self {
        Self {
            guard: &UNWATCHED,
            about: None,
            incumbent: None,
            cut: None,
            cuts: 0,
        }
    }

    /// A search for the best score begins.
    pub(super) fn begin_score(&mut self) {
        self.incumbent = None;
        self.cut = None;
    }

    /// A search for the cheapest build begins.
    pub(super) fn begin_cost(&mut self) {
        self.cut = None;
    }

    /// Whether the search for a score has to end here, where the best so far is `best`.
    pub(super) fn ends_at_score(&mut self, best: Option<Score>, bound: Score) -> bool {
        let own = Progress::Score { best, bound };
        self.ends(own, Cut::Score(bound))
    }

    /// Whether the search for the cheapest has to end here, where the best so far costs `best`.
    pub(super) fn ends_at_cost(&mut self, best: Option<Cost>, bound: Cost) -> bool {
        let own = Progress::Price {
            best: best.map(Cost::to_pay),
            bound: bound.to_pay(),
        };
        self.ends(own, Cut::Cost(bound))
    }

    fn ends(&mut self, own: Progress, cut: Cut) -> bool {
        let ends = self.guard.ends(&self.about.unwrap_or(own));
        if ends {
            self.cut = Some(cut);
            self.cuts += 1;
        }
        ends
    }
}

impl super::reduced::Reduced<'_, '_> {
    /// What some searches find together, where none of them was ended.
    pub(super) fn whole<T>(&mut self, search: impl FnOnce(&mut Self) -> T) -> Result<T, Stopped> {
        let before = self.watched.cuts;
        let found = search(self);
        if self.watched.cuts == before {
            Ok(found)
        } else {
            Err(Stopped)
        }
    }
}
