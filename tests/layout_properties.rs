//! What holds of every text: whatever Unicode brings, in every output, at every width.

use hexapla::layout::{Marks, Options, Output, Row, Side, Widths, count, label, lay_out};
use hexapla::model::{Direction, Span};
use hexapla::ui::paint;
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;

/// Characters that do something, beside all others.
fn character() -> impl Strategy<Value = char> {
    prop_oneof![
        6 => prop::sample::select("ابتلاأسلامگپچژکیۀټښێە بپ".chars().collect::<Vec<_>>()),
        3 => prop::sample::select("אבגשלום".chars().collect::<Vec<_>>()),
        3 => prop::sample::select("कखिीस्त्रक्षিকবাংলাதமிழ்ไทยกุ中文。、".chars().collect::<Vec<_>>()),
        3 => prop::sample::select("abc XYZ 123 (,.-%$) «»\"[]".chars().collect::<Vec<_>>()),
        3 => prop::sample::select("  \t\n\r\u{2028}\u{2029}\u{85}\u{b}\u{c}\u{1c}\u{a0}\u{ad}".chars().collect::<Vec<_>>()),
        3 => prop::sample::select("\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{61c}\u{feff}\u{34f}".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("\u{64e}\u{651}\u{5b8}\u{5c1}\u{301}\u{94d}\u{fe0f}\u{fe0e}\u{e0101}\u{e0041}\u{e007f}\u{1f3fb}".chars().collect::<Vec<_>>()),
        2 => prop::sample::select("👨👩👧🏴🇮🇷❤".chars().collect::<Vec<_>>()),
        3 => any::<char>(),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(character(), 0..60).prop_map(String::from_iter)
}

fn options() -> impl Strategy<Value = Options> {
    let output = prop::sample::select(vec![
        Output::Visual,
        Output::Words,
        Output::Isolates,
        Output::Stretches,
        Output::Embed,
        Output::Plain,
    ]);
    let kitty = Widths::measured(&[1, 2, 2, 2, 2, 2, 1, 1, 3]);
    let mlterm = Widths::measured(&[1, 2, 8, 4, 1, 2, 1, 2, 3]);
    let widths = prop::sample::select(vec![Widths::default(), kitty, mlterm]);
    (0..40u16, any::<bool>(), output, any::<bool>(), widths).prop_map(
        |(width, rtl, output, hide, widths)| {
            let direction = if rtl { Direction::RightToLeft } else { Direction::LeftToRight };
            let marks = if hide { Marks::Hide } else { Marks::Show };
            Options { output, marks, widths, ..Options::new(width, direction) }
        },
    )
}

/// The sources of all cells in the order of the text.
fn sources(rows: &[Row]) -> Vec<Span> {
    let mut sources: Vec<Span> =
        rows.iter().flat_map(|row| row.cells.iter().map(|cell| cell.source)).collect();
    sources.sort_by_key(|span| span.start);
    sources
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn every_grapheme_is_in_one_cell(text in text(), options in options()) {
        let rows = lay_out(&text, 7, &options);
        let mut at = 7;
        for row in &rows {
            prop_assert_eq!(row.span.start, at);
            at = row.span.end;
        }
        prop_assert_eq!(at, 7 + text.len());
        let sources = sources(&rows);
        let mut at = 7;
        for source in &sources {
            prop_assert_eq!(source.start, at);
            at = source.end;
        }
        prop_assert_eq!(at, 7 + text.len());
        // No cell starts or ends inside a grapheme.
        let starts: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at + 7).collect();
        prop_assert!(sources.iter().all(|source| starts.binary_search(&source.start).is_ok()));
    }

    #[test]
    fn widths_add_up_and_fit(text in text(), options in options()) {
        for row in lay_out(&text, 0, &options) {
            let sum: u32 = row.cells.iter().map(|cell| u32::from(cell.width)).sum();
            prop_assert_eq!(sum, u32::from(row.width));
            prop_assert!(row.width <= options.width.max(1), "{} in {}", row.width, options.width);
            let mut column = row.cells.first().map_or(0, |cell| cell.column);
            for cell in &row.cells {
                prop_assert_eq!(cell.column, column);
                column += u16::from(cell.width);
                prop_assert_eq!(cell.width == 0, cell.symbol.is_empty(), "{:?}", cell);
            }
            if options.direction.is_rtl() && row.width > 0 && options.width > 0 {
                prop_assert_eq!(column, options.width);
            }
        }
    }

    #[test]
    fn what_is_painted_is_what_a_click_finds(text in text(), options in options()) {
        for row in lay_out(&text, 0, &options) {
            for cell in row.cells.iter().filter(|cell| cell.width > 0) {
                for column in cell.columns() {
                    prop_assert_eq!(row.source_at(column), Some(cell.source));
                }
                let found: u32 = row.columns_of(cell.source).iter().map(|range| range.len() as u32).sum();
                prop_assert_eq!(found, u32::from(cell.width));
            }
            // The arrow keys go over everything that is seen, from edge to edge.
            let mut walked = Vec::new();
            let mut here = row.edge(Side::Left);
            while let Some(span) = here {
                walked.push(span);
                here = row.beside(span.start, Side::Right);
            }
            let seen: Vec<Span> =
                row.cells.iter().filter(|cell| cell.width > 0).map(|cell| cell.source).collect();
            prop_assert_eq!(walked, seen);
        }
    }

    #[test]
    fn wrapping_what_was_wrapped_changes_nothing(text in text(), options in options()) {
        let rows = lay_out(&text, 0, &options);
        prop_assert_eq!(rows.len(), count(&text, &options));
        let widest = rows.iter().map(|row| row.width).max().unwrap_or(0);
        // UAX #14 breaks between a space and a tag on it, inside of a cluster: rows can't.
        let tagged = text.chars().any(|c| ('\u{e0000}'..='\u{e007f}').contains(&c));
        if widest > 0 && !text.contains('\u{ad}') && !tagged {
            let again = lay_out(&text, 0, &Options { width: widest, ..options });
            prop_assert_eq!(again.len(), rows.len());
            for (one, other) in again.iter().zip(&rows) {
                prop_assert_eq!(one.span, other.span);
            }
        }
    }

    #[test]
    fn nothing_harmful_leaves_layout(text in text(), options in options()) {
        let written: String =
            lay_out(&text, 0, &options).iter().flat_map(|row| row.ink().map(|ink| ink.2.to_owned()).collect::<Vec<_>>()).collect();
        let framing: &[char] = match options.output {
            Output::Embed => &['\u{202d}', '\u{202c}'],
            Output::Isolates => &['\u{200E}', '\u{200F}', '\u{2066}', '\u{2067}', '\u{2069}'],
            _ => &[],
        };
        for c in written.chars().filter(|c| !framing.contains(c)) {
            prop_assert!(!c.is_control(), "{:?}", c);
            prop_assert!(!matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{ad}' | '\u{feff}' | '\u{2028}' | '\u{2029}'), "{:?}", c);
        }
        let opened = written.chars().filter(|c| matches!(c, '\u{202d}' | '\u{2066}' | '\u{2067}')).count();
        let closed = written.chars().filter(|c| matches!(c, '\u{202c}' | '\u{2069}')).count();
        prop_assert_eq!(opened, closed);
    }

    #[test]
    fn painting_stays_in_its_row_and_labels_fit(text in text(), options in options(), x in 0..9u16) {
        let line = label(&text, &options);
        prop_assert!(line.width <= options.width);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 50, 3));
        paint::row(&mut buffer, x, 1, &line, |_| Style::new());
        prop_assert!((0..50).all(|x| buffer[(x, 0)].symbol() == " " && buffer[(x, 2)].symbol() == " "));
        let painted: usize = (0..50).filter(|&x| buffer[(x, 1)].symbol() != " ").count();
        prop_assert!(painted <= usize::from(line.width));
    }
}
