//! A sign of life for work that turns out to be slow.

use crate::solve;
use crate::workload::Score;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Work this short needs no sign of life.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the sign moves.
const TICK: Duration = Duration::from_millis(100);
/// Steps of a bar.
const WHOLE: u64 = 1_000;

/// While this lives and once half a second has passed, standard error shows that work
/// goes on; not where it is no terminal.
#[derive(Debug)]
pub(super) struct Progress {
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to wait.
    pub(super) fn of(what: &'static str) -> Self {
        Self::watching(&Arc::new(Shown::new(what, false)))
    }

    /// The same for work that tells how far it is.
    pub(super) fn watching(shown: &Arc<Shown>) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { running: None };
        }
        let (stop, stopped) = mpsc::channel();
        let shown = Arc::clone(shown);
        let thread = thread::spawn(move || {
            let timeout = Err(RecvTimeoutError::Timeout);
            if stopped.recv_timeout(PATIENCE) != timeout {
                return;
            }
            let bar = ProgressBar::new(WHOLE).with_message(shown.what);
            bar.enable_steady_tick(TICK);
            let mut widest = None;
            // Ends when the other side is dropped.
            loop {
                let sight = shown.sight(&mut widest);
                bar.set_style(style(sight.part.is_some()));
                bar.set_position(sight.part.unwrap_or(0));
                bar.set_message(sight.text);
                if stopped.recv_timeout(TICK) != timeout {
                    break;
                }
            }
            bar.finish_and_clear();
        });
        Self {
            running: Some((stop, thread)),
        }
    }
}

fn style(with_bar: bool) -> ProgressStyle {
    let template = if with_bar {
        "{spinner} {bar:20} {wide_msg}"
    } else {
        "{spinner} {wide_msg}"
    };
    ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_spinner())
}

/// What is to be shown of a solve: it tells how far it is when it was asked.
#[derive(Debug)]
pub(super) struct Shown {
    what: &'static str,
    /// Whether scores mean something.
    scored: bool,
    wanted: AtomicBool,
    latest: Mutex<Option<solve::Progress>>,
}

/// A line, and how much of a bar is full.
#[derive(Debug, PartialEq, Eq)]
struct Sight {
    text: String,
    part: Option<u64>,
}

impl Shown {
    pub(super) fn new(what: &'static str, scored: bool) -> Self {
        Self {
            what,
            scored,
            wanted: AtomicBool::new(false),
            latest: Mutex::new(None),
        }
    }

    /// Notes how far the solve is, where someone waits for it.
    pub(super) fn tell(&self, progress: &solve::Progress) {
        if self.wanted.load(Ordering::Relaxed)
            && let Ok(mut latest) = self.latest.lock()
        {
            *latest = Some(*progress);
            self.wanted.store(false, Ordering::Relaxed);
        }
    }

    /// What was told last, and asks for more. `widest` is the first gap seen: the bar is full
    /// when it is closed.
    fn sight(&self, widest: &mut Option<f64>) -> Sight {
        let latest = self.latest.lock().ok().and_then(|latest| *latest);
        self.wanted.store(true, Ordering::Relaxed);
        let what = self.what;
        let plain = |text: String| Sight { text, part: None };
        let counted = |text: &str, tried: usize, of: usize| Sight {
            text: format!("{text}: {tried} of {of}"),
            part: Some(share(tried as f64, of as f64)),
        };
        match latest {
            None => plain(what.to_owned()),
            Some(solve::Progress::Score { best, bound }) if self.scored => {
                let Some(best) = best else {
                    return plain(format!("{what}: no build found yet"));
                };
                let gap = excess(best, bound);
                let first = *widest.get_or_insert(gap);
                Sight {
                    text: format!(
                        "{what}: best score so far {:.0}, at most {:.0} % more",
                        best.points(),
                        gap * 100.0
                    ),
                    part: Some(share(first - gap, first)),
                }
            }
            Some(solve::Progress::Score { .. }) => plain(what.to_owned()),
            Some(solve::Progress::Price { best: None, .. }) => {
                plain(format!("{what}: the cheapest that is good enough"))
            }
            Some(solve::Progress::Price {
                best: Some(best),
                bound,
            }) => plain(format!(
                "{what}: the cheapest that is good enough: {best} so far, at least {bound}"
            )),
            Some(solve::Progress::Around) => plain(format!("{what}: its neighbours")),
            Some(solve::Progress::Range { from, reached, to }) => {
                let from = from.unwrap_or(reached);
                let dollars = |amount: crate::unit::Usd| amount.cents() as f64;
                Sight {
                    text: format!("{what}: up to {reached} of {to}"),
                    part: Some(share(
                        dollars(reached) - dollars(from),
                        dollars(to) - dollars(from),
                    )),
                }
            }
            Some(solve::Progress::Conflict { tried, of }) => {
                counted("nothing fits; looking for what is to blame", tried, of)
            }
            Some(solve::Progress::WaysOut { tried, of }) => {
                counted("nothing fits; trying ways out", tried, of)
            }
        }
    }
}

/// By which share a score exceeds another: 0.04 = 4 %.
fn excess(best: Score, bound: Score) -> f64 {
    bound.points() / best.points() - 1.0
}

/// How much of a bar is full.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and the whole"
)]
fn share(done: f64, of: f64) -> u64 {
    let share = if of > 0.0 { done / of } else { 0.0 };
    (share.clamp(0.0, 1.0) * WHOLE as f64) as u64
}

/// How far work of known length has come, on standard error; nothing where that is no
/// terminal.
#[derive(Debug)]
pub(super) struct Counted(ProgressBar);

impl Counted {
    /// Begins.
    pub(super) fn of(what: &'static str, total: usize) -> Self {
        let bar = ProgressBar::new(total.try_into().unwrap_or(u64::MAX)).with_message(what);
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:30} {pos} of {len}") {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// Goes on.
    pub(super) fn done(&self, more: usize) {
        self.0.inc(more.try_into().unwrap_or(0));
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            drop(stop);
            // A panic of the spinner must not take the answer with it.
            let _joined = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Usd;

    fn sight(progress: Option<solve::Progress>, widest: &mut Option<f64>) -> Sight {
        let shown = Shown::new("solving", true);
        // Nobody has asked yet: nothing is noted.
        shown.tell(&solve::Progress::Around);
        assert_eq!(shown.sight(&mut None).text, "solving");
        if let Some(progress) = progress {
            shown.tell(&progress);
        }
        shown.sight(widest)
    }

    #[test]
    fn the_gap_closes_and_the_bar_fills() {
        let at = |best, bound| {
            Some(solve::Progress::Score {
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
        assert_eq!(second.part, Some(837));
        assert_eq!(sight(at(0, 0), &mut widest).part, Some(WHOLE));
    }

    #[test]
    fn a_range_is_done_from_its_first_build_on() {
        let range = solve::Progress::Range {
            from: Some(Usd::dollars(1_000)),
            reached: Usd::dollars(2_000),
            to: Usd::dollars(6_000),
        };
        let seen = sight(Some(range), &mut None);
        assert_eq!(seen.text, "solving: up to $2,000.00 of $6,000.00");
        assert_eq!(seen.part, Some(200));
        let tried = solve::Progress::Conflict { tried: 3, of: 12 };
        assert_eq!(sight(Some(tried), &mut None).part, Some(250));
    }
}
