//! A sign of life for work that turns out to be slow.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Work this short needs no sign of life.
const PATIENCE: Duration = Duration::from_millis(500);
/// How often the sign moves.
const TICK: Duration = Duration::from_millis(100);

/// While this lives and once half a second has passed, standard error shows that work
/// goes on; not where it is no terminal.
#[derive(Debug)]
pub(super) struct Progress {
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Begins to wait.
    pub(super) fn of(what: &'static str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { running: None };
        }
        let (stop, stopped) = mpsc::channel();
        let thread = thread::spawn(move || {
            if stopped.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                let bar = ProgressBar::new_spinner().with_message(what);
                bar.enable_steady_tick(TICK);
                // Ends when the other side is dropped.
                let _closed = stopped.recv();
                bar.finish_and_clear();
            }
        });
        Self {
            running: Some((stop, thread)),
        }
    }
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
