//! Faults in words, with the line they stand on, as compilers show them.

use super::fault::{Fault, Faults, Severity};
use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

/// Whether a frame carries terminal colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameColour {
    /// None.
    Plain,
    /// ANSI escapes, to be printed through `anstream`.
    Styled,
}

/// What a frame's lines are drawn with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameLines {
    /// `-->` and `|`.
    Ascii,
    /// Box-drawing characters.
    Unicode,
}

impl Fault {
    /// The fault with its line; no line break at the end.
    pub fn frame(&self, colour: FrameColour, lines: FrameLines) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let title = if self.path.is_empty() {
            self.message.clone()
        } else {
            format!("{}: {}", self.path, self.message)
        };
        let mut report = level.primary_title(title).element(self.place());
        if let Some(help) = &self.help {
            report = report.element(Level::HELP.message(help));
        }
        let renderer = match colour {
            FrameColour::Plain => Renderer::plain(),
            FrameColour::Styled => Renderer::styled(),
        };
        let decor = match lines {
            FrameLines::Ascii => DecorStyle::Ascii,
            FrameLines::Unicode => DecorStyle::Unicode,
        };
        renderer.decor_style(decor).render(&[report])
    }

    /// The line with the faulty bytes marked, or the position alone where no line is shown.
    fn place(&self) -> Element<'_> {
        if self.excerpt.is_empty() {
            let origin = Origin::path(&self.file);
            return if self.line == 0 {
                origin.into()
            } else {
                origin.line(self.line).char_column(self.column).into()
            };
        }
        let label = AnnotationKind::Primary
            .span(self.span.clone())
            .label("here");
        Snippet::source(&self.excerpt)
            .path(&self.file)
            .line_start(self.line)
            .annotation(label)
            .into()
    }
}

impl Faults {
    /// All faults with their lines, then how many they are.
    pub fn frames(&self, colour: FrameColour, lines: FrameLines) -> String {
        let mut text = String::new();
        for fault in &self.faults {
            text.push_str(&fault.frame(colour, lines));
            text.push('\n');
        }
        text.push_str(&self.summary());
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::fault::SourceText;

    fn fault() -> Fault {
        let text = "- id: a\n  length: 313 W\n";
        let at = text.find("313").unwrap();
        SourceText::new("parts/gpus.yaml".to_owned(), text)
            .fault(at..at + 5, "expected a length such as 313 mm")
            .at("[0].length")
            .help("write mm")
    }

    #[test]
    fn a_frame_shows_the_line_and_marks_the_value() {
        insta::assert_snapshot!(fault().frame(FrameColour::Plain, FrameLines::Unicode), @r"
        error: [0].length: expected a length such as 313 mm
          ╭▸ parts/gpus.yaml:2:11
          │
        2 │   length: 313 W
          │           ━━━━━ here
          │
          ╰ help: write mm
        ");
        insta::assert_snapshot!(fault().frame(FrameColour::Plain, FrameLines::Ascii), @r"
        error: [0].length: expected a length such as 313 mm
         --> parts/gpus.yaml:2:11
          |
        2 |   length: 313 W
          |           ^^^^^ here
          |
          = help: write mm
        ");
    }

    #[test]
    fn colours_come_only_when_asked_for() {
        assert!(
            fault()
                .frame(FrameColour::Styled, FrameLines::Ascii)
                .contains('\u{1b}')
        );
        assert!(
            !fault()
                .frame(FrameColour::Plain, FrameLines::Ascii)
                .contains('\u{1b}')
        );
    }

    #[test]
    fn a_fault_of_a_whole_file_names_the_file() {
        let frame = Fault::of_file("x.yaml", "larger than 16 MiB")
            .frame(FrameColour::Plain, FrameLines::Ascii);
        assert_eq!(frame, "error: larger than 16 MiB\n--> x.yaml");
    }

    #[test]
    fn a_terminal_escape_in_a_file_never_reaches_the_terminal() {
        let text = "- id: a\u{1b}[2J\n";
        let frame = SourceText::new("x.yaml".to_owned(), text)
            .fault(6..7, "an invisible control character")
            .frame(FrameColour::Plain, FrameLines::Ascii);
        assert!(!frame.contains('\u{1b}'), "{frame}");
    }
}
