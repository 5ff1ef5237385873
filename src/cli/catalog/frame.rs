//! A fault with the line it is on.

use crate::catalogue::{Fault, Severity};
use crate::report::{Charset, visible};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

/// The fault as text with terminal codes; the stream strips them where they are unwanted.
pub(super) fn frame(fault: &Fault, width: usize, charset: Charset) -> String {
    let level = match fault.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = match fault.path.as_str() {
        "" => fault.message.clone(),
        path => format!("{path}: {}", fault.message),
    };
    let title = visible(&title, charset);
    let excerpt = visible(&fault.excerpt, charset);
    let mut group = Group::with_title(level.primary_title(title));
    // Where escapes moved the bytes, the place is named without its line.
    group = if excerpt == fault.excerpt && !excerpt.is_empty() {
        group.element(
            Snippet::source(excerpt)
                .line_start(fault.line)
                .path(fault.file.as_str())
                .annotation(AnnotationKind::Primary.span(fault.span.clone())),
        )
    } else if fault.line > 0 {
        let origin = Origin::path(fault.file.as_str()).line(fault.line);
        group.element(origin.char_column(fault.column))
    } else {
        group.element(Origin::path(fault.file.as_str()))
    };
    if let Some(help) = &fault.help {
        group = group.element(Level::HELP.message(visible(help, charset)));
    }
    let decor = match charset {
        Charset::Unicode => DecorStyle::Unicode,
        Charset::Ascii => DecorStyle::Ascii,
    };
    let renderer = Renderer::styled().decor_style(decor).term_width(width);
    format!("{}\n\n", renderer.render(&[group]))
}
