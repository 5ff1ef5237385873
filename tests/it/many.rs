//! How many random instances the tests judge, by two threads.
//!
//! Every test against brute force has a usual number of instances, so that all tests run in
//! minutes. For a change of the search, run them on more: `RIGBUILD_INSTANCES=20000` sets the
//! number for each of them, as in
//! `RIGBUILD_INSTANCES=20000 cargo test --test it oracle:: prices:: laws:: why_not:: every:: conflicts:: frontier::`
//! (in the order of what they cost: hours on two cores, mostly in brute force). Which
//! instances they are follows from the number alone, the usual ones among them; a failure
//! names its seed.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

/// Tells of a panic on its way out.
struct Told<'f>(&'f AtomicBool);

impl Drop for Told<'_> {
    fn drop(&mut self) {
        if thread::panicking() {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}

/// A number of instances: that of the environment, else the usual one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Many {
    usual: u64,
    pub(crate) count: u64,
}

impl Many {
    pub(crate) fn usually(usual: u64) -> Self {
        let asked = std::env::var("RIGBUILD_INSTANCES").ok();
        let count = asked.map(|asked| asked.parse().expect("RIGBUILD_INSTANCES is a number"));
        Self {
            usual,
            count: count.unwrap_or(usual),
        }
    }

    /// So many of the usual number, as a share of this one: a generator that makes too few
    /// interesting instances must be noticed at every number.
    pub(crate) fn share(self, of_usual: usize) -> usize {
        let share = of_usual as u64 * self.count / self.usual;
        usize::try_from(share).expect("it fits")
    }

    /// Judges every instance by its seed; what each thread has seen.
    pub(crate) fn judge<T: Default + Send>(self, judge: impl Fn(u64, &mut T) + Sync) -> [T; 2] {
        let failed = AtomicBool::new(false);
        let half = |odd: u64| {
            let mut seen = T::default();
            let _told = Told(&failed);
            let seeds = (odd..self.count).step_by(2);
            // A failure of one thread ends the other.
            let going = seeds.take_while(|_| !failed.load(Ordering::Relaxed));
            going.for_each(|seed| judge(seed, &mut seen));
            seen
        };
        thread::scope(|scope| {
            let even = scope.spawn(|| half(0));
            let odd = half(1);
            [even.join().expect("the even seeds agree"), odd]
        })
    }
}
