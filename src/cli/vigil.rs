//! Watches a solve: the clock of `--time`, Ctrl-C, and a sign of life on standard error.

use super::progress::Progress;
use super::shown::Shown;
use crate::report::{EndedBy, Ran};
use crate::solve::{self, Watch};
use anyhow::Context as _;
use signal_hook::consts::SIGINT;
use signal_hook::flag;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The exit code of a command that was interrupted.
pub(super) const INTERRUPTED: u8 = 130;

/// From here on the first Ctrl-C ends the solve with what it knows, and a second the
/// program at once.
pub(super) struct Vigil {
    started: Instant,
    limit: Option<Duration>,
    /// Set by the first Ctrl-C.
    interrupted: Arc<AtomicBool>,
    /// Set once there is nothing left to end: Ctrl-C then does what it does elsewhere.
    over: Arc<AtomicBool>,
    shown: Arc<Shown>,
    progress: Option<Progress>,
}

impl Vigil {
    /// Begins. `scored` = whether scores mean something.
    pub(super) fn begin(
        what: &'static str,
        limit: Option<Duration>,
        scored: bool,
    ) -> anyhow::Result<Self> {
        let (interrupted, over) = (Arc::<AtomicBool>::default(), Arc::<AtomicBool>::default());
        let listen = || -> std::io::Result<()> {
            // In this order: what the first press sets is what makes the second one final.
            flag::register_conditional_default(SIGINT, Arc::clone(&over))?;
            let code = i32::from(INTERRUPTED);
            flag::register_conditional_shutdown(SIGINT, code, Arc::clone(&interrupted))?;
            flag::register(SIGINT, Arc::clone(&interrupted))?;
            Ok(())
        };
        listen().context("cannot listen for Ctrl-C")?;
        let shown = Arc::new(Shown::new(what, scored));
        Ok(Self {
            started: Instant::now(),
            limit,
            interrupted,
            over,
            progress: Some(Progress::watching(&shown)),
            shown,
        })
    }

    /// How the solve went; `ended` = whether it was told to end.
    pub(super) fn ran(&self, ended: bool) -> Ran {
        let by = if self.interrupted.load(Ordering::Relaxed) {
            EndedBy::Interrupt
        } else {
            EndedBy::Time
        };
        Ran {
            elapsed: self.started.elapsed(),
            ended: ended.then_some(by),
        }
    }

    /// The solve is over: takes the sign of life away.
    pub(super) fn quiet(&mut self) {
        self.progress = None;
    }
}

impl Watch for Vigil {
    fn look(&self, progress: &solve::Progress) -> ControlFlow<()> {
        self.shown.tell(progress);
        let late = |limit| self.started.elapsed() >= limit;
        if self.interrupted.load(Ordering::Relaxed) || self.limit.is_some_and(late) {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

impl Drop for Vigil {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);
    }
}
