//! The catalogue inside the binary: every file of `parts/`, as the build script wrote it
//! (`embedded/compact.rs`).

/// One file: its stem and its text.
type File = (&'static str, &'static str);

macro_rules! embedded {
    ($stem:expr) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $stem, ".yaml"))
    };
}

macro_rules! embed {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        /// The part files, then the files beside them.
        const FILES: &[File] = &[
            $(($plural, embedded!($plural)),)+
            ("sources", embedded!("sources")),
            ("market", embedded!("market")),
            ("models", embedded!("models")),
            ("ladder", embedded!("ladder")),
            ("cloud", embedded!("cloud")),
            ("tariffs", embedded!("tariffs")),
            ("workloads", embedded!("workloads")),
        ];
    };
}
crate::part_kinds!(embed);

/// The text of the embedded file with this stem.
pub(super) fn text(stem: &str) -> Option<&'static str> {
    FILES
        .iter()
        .find(|(name, _)| *name == stem)
        .map(|(_, text)| *text)
}
