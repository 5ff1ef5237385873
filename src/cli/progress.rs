//! A sign of life for work that turns out to be slow.

use super::shown::{Shown, WHOLE};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::Arc;
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
            let bar = ProgressBar::new(WHOLE).with_message(shown.what());
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
