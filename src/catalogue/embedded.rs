//! The catalogue inside the binary: every file of `parts/`, as text.

/// One file: its stem and its text.
type File = (&'static str, &'static str);

macro_rules! embed {
    ($(($kind:ident, $field:ident, $text:literal, $plural:literal)),+ $(,)?) => {
        /// The part files, then the files beside them.
        const FILES: &[File] = &[
            $(($plural, include_str!(concat!("../../parts/", $plural, ".yaml"))),)+
            ("sources", include_str!("../../parts/sources.yaml")),
            ("market", include_str!("../../parts/market.yaml")),
            ("models", include_str!("../../parts/models.yaml")),
            ("ladder", include_str!("../../parts/ladder.yaml")),
            ("cloud", include_str!("../../parts/cloud.yaml")),
            ("tariffs", include_str!("../../parts/tariffs.yaml")),
            ("workloads", include_str!("../../parts/workloads.yaml")),
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
