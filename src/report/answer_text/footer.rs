//! What the total leaves out, how far prices can be trusted, and what to do next.

use crate::report::dossier::{Dossier, Question};
use crate::report::words::{layers, share};
use crate::report::{Mark, Page};
use crate::unit::Usd;

/// Writes the last lines of an answer.
pub(super) fn footer(page: &mut Page, question: &Question<'_>, dossier: &Dossier<'_>) {
    let shares = &dossier.shares;
    if shares.estimated > Usd::ZERO || shares.stale > Usd::ZERO {
        page.say(
            Mark::Warning,
            &format!(
                "{} of the price is estimated, {} stale: check prices before you buy",
                share(shares.share(shares.estimated)),
                share(shares.share(shares.stale)),
            ),
        );
    }
    let bridge = if question.request.setting.nvlink {
        "the NVLink bridge, "
    } else {
        ""
    };
    page.aside(&format!(
        "not included: {bridge}shipping, monitor, keyboard, operating system"
    ));
    page.aside(&format!("parts: {}", layers(question.catalogue)));
    page.aside("why these: rigbuild explain · keep it: --save NAME · all: --verbose, --json");
}
