//! Any text, any options: `cargo fuzz run -s none layout`. The first bytes choose the options.
#![no_main]

use hexapla::layout::{Marks, Options, Output, Widths, count, label, lay_out};
use hexapla::model::Direction;
use libfuzzer_sys::fuzz_target;

const OUTPUTS: [Output; 6] = [
    Output::Visual,
    Output::Words,
    Output::Isolates,
    Output::Stretches,
    Output::Embed,
    Output::Plain,
];

fuzz_target!(|data: &[u8]| {
    let [width, choice, rest @ ..] = data else { return };
    let text = String::from_utf8_lossy(rest);
    let rtl = choice & 1 != 0;
    let direction = if rtl { Direction::RightToLeft } else { Direction::LeftToRight };
    let marks = if choice & 2 != 0 { Marks::Hide } else { Marks::Show };
    let widths = if choice & 4 != 0 {
        Widths::measured(&[1, 2, 2, 2, 2, 2, 2, 2, 2])
    } else {
        Widths::default()
    };
    let output = OUTPUTS[usize::from(choice >> 3) % OUTPUTS.len()];
    let options = Options { output, marks, widths, ..Options::new(u16::from(*width), direction) };
    let rows = lay_out(&text, 0, &options);
    assert_eq!(rows.len(), count(&text, &options));
    let mut at = 0;
    for row in &rows {
        assert_eq!(row.span.start, at);
        at = row.span.end;
        assert!(row.width <= options.width.max(1));
        let mut sources: Vec<_> = row.cells.iter().map(|cell| cell.source).collect();
        sources.sort_by_key(|source| source.start);
        assert!(sources.windows(2).all(|pair| pair[0].end == pair[1].start));
        for (_, _, symbol, _) in row.ink() {
            assert!(!symbol.chars().any(char::is_control));
        }
    }
    assert_eq!(at, text.len());
    assert!(label(&text, &options).width <= options.width);
});
