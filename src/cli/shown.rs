//! What a sign of life says of a solve: how far it is, in words and as a part of a bar.

use crate::solve::Progress;
use crate::unit::Usd;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

/// Steps of a bar.
pub(super) const WHOLE: u64 = 1_000;

/// How far a solve is: it tells when it was asked, since it has better things to do.
#[derive(Debug)]
pub(super) struct Shown {
    what: &'static str,
    /// Whether scores mean something.
    scored: bool,
    wanted: AtomicBool,
    latest: Mutex<Option<Progress>>,
}

/// A line, and how much of a bar is full.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sight {
    pub(super) text: String,
    /// Of [`WHOLE`]; `None` = there is no bar.
    pub(super) part: Option<u64>,
}

impl Shown {
    pub(super) const fn new(what: &'static str, scored: bool) -> Self {
        Self {
            what,
            scored,
            wanted: AtomicBool::new(false),
            latest: Mutex::new(None),
        }
    }

    pub(super) const fn what(&self) -> &'static str {
        self.what
    }

    /// Notes how far the solve is, where someone waits for it.
    pub(super) fn tell(&self, progress: &Progress) {
        if self.wanted.load(Ordering::Relaxed)
            && let Ok(mut latest) = self.latest.lock()
        {
            *latest = Some(*progress);
            self.wanted.store(false, Ordering::Relaxed);
        }
    }

    /// What was told last, and asks for more. `widest` is the first gap seen: the bar is full
    /// when it is closed.
    pub(super) fn sight(&self, widest: &mut Option<i64>) -> Sight {
        let latest = self.latest.lock().ok().and_then(|latest| *latest);
        self.wanted.store(true, Ordering::Relaxed);
        let what = self.what;
        let plain = |text: String| Sight { text, part: None };
        let counted = |text: &str, tried: usize, of: usize| Sight {
            text: format!("nothing fits; {text}: {tried} of {of}"),
            part: Some(share(
                tried.try_into().unwrap_or_default(),
                of.try_into().unwrap_or_default(),
            )),
        };
        let Some(latest) = latest else {
            return plain(what.to_owned());
        };
        match latest {
            Progress::Score { .. } if !self.scored => plain(what.to_owned()),
            Progress::Score { best: None, .. } => plain(format!("{what}: no build found yet")),
            Progress::Score {
                best: Some(best),
                bound,
            } => {
                let gap = bound.0 - best.0;
                let first = *widest.get_or_insert(gap);
                Sight {
                    text: format!(
                        "{what}: best score so far {:.0}, at most {:.0} % more",
                        best.points(),
                        (bound.points() / best.points() - 1.0) * 100.0
                    ),
                    part: Some(share(first - gap, first)),
                }
            }
            Progress::Price { best: None, .. } => {
                plain(format!("{what}: the cheapest that is good enough"))
            }
            Progress::Price {
                best: Some(best),
                bound,
            } => plain(format!(
                "{what}: the cheapest that is good enough: {best} so far, at least {bound}"
            )),
            Progress::Around => plain(format!("{what}: its neighbours")),
            Progress::Range { from, reached, to } => {
                let beyond = |amount: Usd| amount.difference(from.unwrap_or(reached));
                Sight {
                    text: format!("{what}: up to {reached} of {to}"),
                    part: Some(share(beyond(reached), beyond(to))),
                }
            }
            Progress::Conflict { tried, of } => counted("looking for what is to blame", tried, of),
            Progress::WaysOut { tried, of } => counted("trying ways out", tried, of),
        }
    }
}

/// How much of a bar is full.
fn share(done: i64, of: i64) -> u64 {
    let of = u64::try_from(of).unwrap_or_default();
    let done = u64::try_from(done).unwrap_or_default().min(of);
    // Where there is nothing to do, it is done.
    (done * WHOLE).checked_div(of).unwrap_or(WHOLE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::Score;

    fn sight(progress: Option<Progress>, widest: &mut Option<i64>) -> Sight {
        let shown = Shown::new("solving", true);
        // Nobody has asked yet: nothing is noted.
        shown.tell(&Progress::Around);
        assert_eq!(shown.sight(&mut None).text, "solving");
        if let Some(progress) = progress {
            shown.tell(&progress);
        }
        shown.sight(widest)
    }

    #[test]
    fn the_gap_closes_and_the_bar_fills() {
        let at = |best, bound| {
            Some(Progress::Score {
                best: Some(Score(best)),
                bound: Score(bound),
            })
        };
        let mut widest = None;
        // e^0.5 = 1.649, e^0.1 = 1.105, of a score of 100.
        let first = sight(at(0, 500_000), &mut widest);
        assert_eq!(
            first.text,
            "solving: best score so far 100, at most 65 % more"
        );
        assert_eq!(first.part, Some(0));
        let second = sight(at(0, 100_000), &mut widest);
        assert_eq!(
            second.text,
            "solving: best score so far 100, at most 11 % more"
        );
        assert_eq!(second.part, Some(800));
        assert_eq!(sight(at(0, 0), &mut widest).part, Some(WHOLE));
    }

    #[test]
    fn a_range_is_done_from_its_first_build_on() {
        let range = Progress::Range {
            from: Some(Usd::dollars(1_000)),
            reached: Usd::dollars(2_000),
            to: Usd::dollars(6_000),
        };
        let seen = sight(Some(range), &mut None);
        assert_eq!(seen.text, "solving: up to $2,000.00 of $6,000.00");
        assert_eq!(seen.part, Some(200));
        let tried = Progress::Conflict { tried: 3, of: 12 };
        assert_eq!(sight(Some(tried), &mut None).part, Some(250));
    }
}
