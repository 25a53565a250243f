//! What to write for a row where the terminal reorders on its own and so needs other bytes than
//! the reader is to see.

use compact_str::CompactString;
use unicode_bidi::{
    BidiClass, BidiDataSource as _, HardcodedBidiData, Level, ParagraphBidiInfo, bidi_class,
};

use super::cluster::Cluster;
use super::{Cell, Options, Output};
use crate::model::Span;

/// One symbol to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ink {
    /// Where it is written, which need not be where it is seen.
    pub column: u16,
    /// Cells that the terminal moves on by.
    pub width: u8,
    /// What is written there.
    pub symbol: CompactString,
    /// The text whose style it is written in.
    pub source: Span,
}

impl Ink {
    fn of(cell: &Cell) -> Self {
        Self {
            column: cell.column,
            width: cell.width,
            symbol: cell.symbol.clone(),
            source: cell.source,
        }
    }
}

const LRO: char = '\u{202D}';
const PDF: char = '\u{202C}';
const LRM: char = '\u{200E}';
const RLM: char = '\u{200F}';
const LRI: char = '\u{2066}';
const RLI: char = '\u{2067}';
const PDI: char = '\u{2069}';

/// The ink of a row, empty where its cells can be written as they are. `line` is the row in
/// logical order, `cells` in visual order from column `start` on.
pub(super) fn ink(
    line: &[Cluster],
    cells: &[Cell],
    start: u16,
    at: usize,
    options: &Options,
) -> Vec<Ink> {
    let turns = line.iter().any(|cluster| cluster.rtl || cluster.level % 2 == 1);
    match options.output {
        _ if !turns => Vec::new(),
        Output::Visual | Output::Plain => Vec::new(),
        Output::Words => words(cells),
        Output::Stretches => stretches(cells),
        Output::Embed => framed(cells.iter().map(Ink::of), LRO, PDF),
        Output::Isolates => {
            let inks: Vec<Ink> = logical(line, start, at).collect();
            isolated(line, cells, &inks, options.direction.is_rtl())
        }
    }
}

/// The row in logical order, from the same column on.
fn logical(line: &[Cluster], start: u16, at: usize) -> impl Iterator<Item = Ink> {
    let mut column = start;
    line.iter().map(move |cluster| {
        let ink = Ink {
            column,
            width: cluster.width,
            symbol: cluster.symbol.clone(),
            source: cluster.source.shifted(at),
        };
        column = column.saturating_add(u16::from(cluster.width));
        ink
    })
}

/// Puts a control before the first symbol and one after the last.
fn framed(inks: impl Iterator<Item = Ink>, open: char, close: char) -> Vec<Ink> {
    let mut inks: Vec<Ink> = inks.filter(|ink| ink.width > 0).collect();
    if let Some(first) = inks.first_mut() {
        first.symbol.insert(0, open);
    }
    if let Some(last) = inks.last_mut() {
        last.symbol.push(close);
    }
    inks
}

/// What is seen of the cells, from left to right.
fn seen(cells: &[Cell]) -> impl Iterator<Item = &str> {
    cells.iter().filter(|cell| cell.width > 0).map(|cell| cell.symbol.as_str())
}

/// A row in logical order for a terminal that has UAX #9 but mirrors nothing. A bracket that was
/// mirrored for it is half of another pair or of none, so that rule N0 may not find its direction
/// again: what stands between a Latin word in brackets and a number would go with those. There, what
/// has no direction of its own gets marks of it; and where that won't do, brackets are kept from
/// pairing by isolates of their own.
fn isolated(line: &[Cluster], cells: &[Cell], inks: &[Ink], rtl: bool) -> Vec<Ink> {
    let open = if rtl { RLI } else { LRI };
    let framed = |inks: Vec<Ink>| framed(inks.into_iter(), open, PDI);
    let seen: Vec<&str> = seen(cells).collect();
    let plain = framed(inks.to_vec());
    if comes_out(&plain, &seen, false) {
        return plain;
    }
    let marked = |parted: bool| {
        let mut marked = inks.to_vec();
        let (mut before, mut within) = (0, false);
        for (number, (ink, cluster)) in marked.iter_mut().zip(line).enumerate() {
            if !is_of_a_number(inks, line, number) {
                mark(ink, cluster.level, parted);
            }
            // A number goes with the letters before it, which may stand in another row.
            let is_number = ink.symbol.chars().next().map(bidi_class) == Some(BidiClass::EN);
            match cluster.level {
                2 if is_number && !rtl && before < 2 => ink.symbol.insert(0, RLM),
                0 if is_number && !rtl => ink.symbol.insert(0, LRM),
                2 if is_number && !within => ink.symbol.insert(0, LRM),
                _ => {}
            }
            before = cluster.level;
            within = cluster.level == 2 && (is_number || is_of_a_number(inks, line, number));
        }
        framed(marked)
    };
    [false, true]
        .into_iter()
        .map(marked)
        .find(|inks| comes_out(inks, &seen, false))
        .unwrap_or(plain)
}

/// Whether it is a sign within a number or at its end, which goes with it by rules W4 and W5.
fn is_of_a_number(inks: &[Ink], line: &[Cluster], at: usize) -> bool {
    let class = |at: usize| inks.get(at)?.symbol.chars().next().map(bidi_class);
    let is_digit = |other: usize| {
        matches!(class(other), Some(BidiClass::EN | BidiClass::AN))
            && line[other].level == line[at].level
    };
    let (before, after) = (at > 0 && is_digit(at - 1), is_digit(at + 1));
    match class(at) {
        Some(BidiClass::ES | BidiClass::CS) => before && after,
        Some(BidiClass::ET) => before || after,
        _ => false,
    }
}

/// Puts a mark of its direction on both sides of what has none of its own. `parted`: brackets find
/// no other half.
fn mark(ink: &mut Ink, level: u8, parted: bool) {
    let Some(first) = ink.symbol.chars().next() else { return };
    let mark = if level % 2 == 1 { RLM } else { LRM };
    match bidi_class(first) {
        BidiClass::ON | BidiClass::WS | BidiClass::S | BidiClass::B => {}
        BidiClass::ES | BidiClass::ET | BidiClass::CS => {}
        _ => return,
    }
    if parted && is_bracket(&ink.symbol) {
        ink.symbol.insert(0, if level % 2 == 1 { RLI } else { LRI });
        ink.symbol.push(PDI);
    }
    ink.symbol.insert(0, mark);
    ink.symbol.push(mark);
}

/// Turns each run of right-to-left letters round, so that the terminal turns it back. The style
/// stays with the column: such a terminal moves the glyphs and not the colours.
fn words(cells: &[Cell]) -> Vec<Ink> {
    let mut inks: Vec<Ink> = cells.iter().filter(|cell| cell.width > 0).map(Ink::of).collect();
    let turned = |ink: &Ink| ink.symbol.chars().next().is_some_and(is_turned);
    for run in inks.chunk_by_mut(|one, next| turned(one) == turned(next)) {
        if !turned(&run[0]) {
            continue;
        }
        let (mut left, mut right) = (0, run.len() - 1);
        while left < right {
            // Only what is equally wide can change places.
            if run[left].width == run[right].width {
                let symbol = std::mem::take(&mut run[left].symbol);
                run[left].symbol = std::mem::replace(&mut run[right].symbol, symbol);
            }
            (left, right) = (left + 1, right - 1);
        }
    }
    inks
}

/// Finds what UAX #9 in a left-to-right line turns into the cells: each stretch from a
/// right-to-left letter to the last before a left-to-right one is turned as a whole, numbers kept.
/// Where that won't do, the spaces are written as blank Braille patterns, which are left-to-right
/// letters and part the words: for a number to the right of the letters, and for brackets, whose
/// other half the terminal may find in another pane.
fn stretches(cells: &[Cell]) -> Vec<Ink> {
    let seen: Vec<&str> = seen(cells).collect();
    let cells: Vec<&Cell> = cells.iter().filter(|cell| cell.width > 0).collect();
    let whole = turned_stretches(&cells);
    if !seen.iter().any(|symbol| is_bracket(symbol)) && comes_out(&whole, &seen, true) {
        return whole;
    }
    let mut parted: Vec<Cell> = cells.iter().map(|cell| (*cell).clone()).collect();
    for cell in parted.iter_mut().filter(|cell| cell.symbol == " ") {
        cell.symbol = CompactString::const_new("\u{2800}");
    }
    turned_stretches(&parted.iter().collect::<Vec<_>>())
}

/// Whether a symbol is one of a pair, for rule N0.
fn is_bracket(symbol: &str) -> bool {
    let first = symbol.chars().next();
    first.is_some_and(|c| HardcodedBidiData.bidi_matched_opening_bracket(c).is_some())
}

/// Whether a left-to-right line of these symbols is seen as `seen` in a terminal that reorders by
/// UAX #9, and `mirrors` brackets or does not.
fn comes_out(inks: &[Ink], seen: &[&str], mirrors: bool) -> bool {
    let is_control = |c: char| matches!(c, LRM | RLM | LRI | RLI | PDI);
    let line: String = inks.iter().map(|ink| ink.symbol.as_str()).collect();
    let info = ParagraphBidiInfo::new(&line, Some(Level::ltr()));
    // The controls take no cell, but what they part is turned apart.
    let mut levels = Vec::with_capacity(line.len());
    let mut owners = Vec::with_capacity(line.len());
    let mut at = 0;
    for (number, ink) in inks.iter().enumerate() {
        let letters = ink.symbol.char_indices();
        let first = ink.symbol.find(|c| !is_control(c));
        for (place, _) in letters {
            levels.push(info.levels[at + place].number());
            owners.push((first == Some(place)).then_some(number));
        }
        at += ink.symbol.len();
    }
    let order = super::reorder::visual_order(&levels);
    let shown = order.into_iter().filter_map(|place| Some((owners[place]?, levels[place])));
    shown.zip(seen).all(|((number, level), seen)| {
        let mut symbol = CompactString::from(inks[number].symbol.trim_matches(is_control));
        if mirrors && level % 2 == 1 {
            super::reorder::mirror(&mut symbol);
        }
        symbol == *seen
    })
}

/// The cells with each stretch turned.
fn turned_stretches(cells: &[&Cell]) -> Vec<Ink> {
    let class = |cell: &Cell| cell.symbol.chars().next().map(bidi_class);
    let is_ltr = |cell: &Cell| class(cell) == Some(BidiClass::L);
    let turns =
        |cell: &&Cell| matches!(class(cell), Some(BidiClass::R | BidiClass::AL | BidiClass::AN));
    let mut inks: Vec<Ink> = Vec::with_capacity(cells.len());
    for part in cells.chunk_by(|one, next| is_ltr(one) == is_ltr(next)) {
        let (Some(first), Some(last)) = (part.iter().position(turns), part.iter().rposition(turns))
        else {
            inks.extend(part.iter().copied().map(Ink::of));
            continue;
        };
        inks.extend(part[..first].iter().copied().map(Ink::of));
        inks.extend(turned(&part[first..=last]));
        inks.extend(part[last + 1..].iter().copied().map(Ink::of));
    }
    inks
}

/// One stretch from right to left, its numbers from left to right.
fn turned(stretch: &[&Cell]) -> Vec<Ink> {
    let mut column = stretch.first().map_or(0, |cell| cell.column);
    let number = |cell: &&Cell| cell.level >= 2;
    let mut inks = Vec::with_capacity(stretch.len());
    for run in stretch.chunk_by(|one, next| number(one) == number(next)).rev() {
        let mut add = |mut ink: Ink| {
            ink.column = column;
            column = column.saturating_add(u16::from(ink.width));
            inks.push(ink);
        };
        if number(&run[0]) {
            run.iter().copied().map(Ink::of).for_each(&mut add);
        } else {
            for cell in run.iter().rev() {
                // The terminal mirrors it back.
                let mut ink = Ink::of(cell);
                super::reorder::mirror(&mut ink.symbol);
                add(ink);
            }
        }
    }
    inks
}

/// Whether a terminal that turns words takes the character for a right-to-left letter: by its
/// block, since what is in a block is in one font.
pub const fn is_turned(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::lay_out;
    use crate::model::Direction;

    fn written(text: &str, direction: Direction, output: Output) -> String {
        let options = Options { output, ..Options::new(30, direction) };
        let rows = lay_out(text, 0, &options);
        let mut column = rows[0].ink().next().map_or(0, |ink| ink.0);
        for (at, width, ..) in rows[0].ink() {
            assert_eq!(at, column);
            column += u16::from(width);
        }
        rows[0].ink().map(|ink| ink.2).collect()
    }

    const RTL: Direction = Direction::RightToLeft;
    const LTR: Direction = Direction::LeftToRight;

    #[test]
    fn words_are_turned_and_what_is_between_them_is_not() {
        assert_eq!(written("אבג, דה 12", RTL, Output::Words), "12 דה ,אבג");
        assert_eq!(written("רשת UN דה", RTL, Output::Words), "דה UN רשת");
        assert_eq!(written("سنة ۲۰۲۳", RTL, Output::Words), "۳۲۰۲ \u{FEB3}\u{FEE8}\u{FE94}");
    }

    #[test]
    fn rows_are_isolated_or_overridden_where_anything_turns() {
        assert_eq!(written("אב (ג", RTL, Output::Isolates), "\u{2067}אב )ג\u{2069}");
        assert_eq!(written("a אב", LTR, Output::Isolates), "\u{2066}a אב\u{2069}");
        assert_eq!(written("אב a", RTL, Output::Embed), "\u{202D}a בא\u{202C}");
        assert_eq!(written("abc", LTR, Output::Isolates), "abc");
        assert_eq!(written("abc", LTR, Output::Embed), "abc");
    }

    /// What Konsole makes of the line: order by UAX #9, no mirroring.
    fn comes_out_in_konsole(text: &str, direction: Direction) -> bool {
        // Rows that begin anywhere, without the letters before them.
        let options = Options { output: Output::Isolates, ..Options::new(14, direction) };
        lay_out(text, 0, &options).iter().all(|row| {
            row.ink.is_empty() || comes_out(&row.ink, &seen(&row.cells).collect::<Vec<_>>(), false)
        })
    }

    #[test]
    fn isolated_rows_come_out_right_with_their_brackets_mirrored() {
        for text in [
            "سلام (abc) 123، پنج [لا] و ۴۵!",
            "תקן (UN) 120",
            "אב (abc (גד) 12) 7.5%",
            "(UNESCO) 2023: אב",
            "abc (def אב) 5",
            "(س(۲",
            "(س)۲(س)",
            "אבגד הו (ABC) 12, 15.",
            // Two quotations in a line of ours.
            "22 February: \u{2068}22 سلام 2022\u{2069} ⇄ \u{2068}۲۲ پنج\u{2069}",
        ] {
            for direction in [RTL, LTR] {
                assert!(comes_out_in_konsole(text, direction), "{text}, {direction:?}");
            }
        }
    }

    /// Nearly all: two kinds of digits side by side may not.
    #[test]
    fn random_isolated_rows_come_out_right() {
        use proptest::strategy::{Strategy, ValueTree};
        use proptest::test_runner::TestRunner;
        let part = r"(אב|سلام|abc|12|7\.5%|١٢|۱۲:۳۰|«|»|\(|\)|\[|\])(, |: | - | |\. )?";
        let texts = proptest::string::string_regex(&format!("({part}){{1,9}}")).unwrap();
        let mut runner = TestRunner::deterministic();
        let wrong: usize = (0..5_000)
            .map(|_| texts.new_tree(&mut runner).unwrap().current())
            .map(|text| [RTL, LTR].map(|direction| !comes_out_in_konsole(&text, direction)))
            .map(|wrong| wrong.into_iter().filter(|wrong| *wrong).count())
            .sum();
        assert!(wrong < 50, "{wrong} of 10,000");
    }

    /// Whatever a terminal does to the line by UAX #9 from the left gives back the visual order.
    #[test]
    fn stretches_come_out_right_in_a_left_to_right_line() {
        let texts = [
            "אבג 12 דה.",
            "אבג UN דה 7.5 ו",
            "(אבג) - דה!",
            "א [ב] (ג",
            "سنة ٢٠٢٣ (ب)",
            "א 12 ב 34 ג",
            "2023) אב",
            "06:00 אב 18:30.",
        ];
        for text in texts {
            let options = Options { output: Output::Stretches, ..Options::new(30, RTL) };
            let row = &lay_out(text, 0, &options)[0];
            let seen: Vec<&str> = row.cells.iter().map(|cell| cell.symbol.as_str()).collect();
            let blank: Vec<&str> = seen
                .iter()
                .map(|symbol| if *symbol == " " { "\u{2800}" } else { symbol })
                .collect();
            let right = |seen: &[&str]| comes_out(&row.ink, seen, true);
            assert!(right(&seen) || right(&blank), "{text}");
        }
        assert_eq!(written("אב - ג, ד", RTL, Output::Stretches), "אב - ג, ד");
        assert_eq!(written("אב (ג)", RTL, Output::Stretches), "(ג)\u{2800}אב");
        assert_eq!(written("12 אב", RTL, Output::Stretches), "אב\u{2800}12");
    }
}
