//! The conformance tests of the Unicode Standard, run through the rows that the reader sees. What
//! differs, and why, is in docs/unicode.md.

use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;
use hexapla::layout::{Options, Row, direction_of, lay_out};
use hexapla::model::Direction;

fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/unicode").join(name);
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    text
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .map(|line| line.split('#').next().unwrap_or("").trim())
        .filter(|line| !line.is_empty())
}

/// `x` is a character that rule X9 removes.
fn levels(field: &str) -> Vec<Option<u8>> {
    field.split_whitespace().map(|level| level.parse().ok()).collect()
}

fn indices(field: &str) -> Vec<usize> {
    field.split_whitespace().map(|index| index.parse().unwrap()).collect()
}

/// Checks the levels of all characters and the order of all clusters. Rule L3 keeps a cluster's
/// marks behind its base, so each cluster stands for its characters.
fn differs(
    text: &str,
    direction: Direction,
    levels: &[Option<u8>],
    order: &[usize],
) -> Option<String> {
    let rows = lay_out(text, 0, &Options::new(500, direction));
    let [row] = rows.as_slice() else { return Some(format!("{} rows", rows.len())) };
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let mut seen = Vec::new();
    let mut inner = Vec::new();
    for cell in &row.cells {
        let mut chars = starts
            .iter()
            .enumerate()
            .filter(|&(index, &at)| cell.source.contains(at) && levels[index].is_some())
            .map(|(index, _)| index);
        if let Some(wrong) = chars.clone().find(|&index| levels[index] != Some(cell.level)) {
            return Some(format!("level of {wrong}: {} for {:?}", cell.level, levels[wrong]));
        }
        seen.extend(chars.next());
        inner.extend(chars);
    }
    let expected: Vec<usize> =
        order.iter().copied().filter(|index| !inner.contains(index)).collect();
    (seen != expected).then(|| format!("order: {seen:?} for {expected:?}"))
}

#[test]
fn bidi_test() {
    let text = data("BidiTest.txt.gz");
    let (mut levels_now, mut order_now) = (Vec::new(), Vec::new());
    let (mut cases, mut failures) = (0, Vec::new());
    for line in lines(&text) {
        if let Some(field) = line.strip_prefix("@Levels:") {
            levels_now = levels(field);
            continue;
        }
        if let Some(field) = line.strip_prefix("@Reorder:") {
            order_now = indices(field);
            continue;
        }
        let (classes, directions) = line.split_once(';').unwrap();
        let passage: String = classes.split_whitespace().map(example).collect();
        let bits: u8 = directions.trim().parse().unwrap();
        let auto = direction_of(&passage).unwrap_or_default();
        for (bit, direction) in [(2, Direction::LeftToRight), (4, Direction::RightToLeft)] {
            // The automatic direction is one of the two: what holds of that holds of it.
            let automatic = bits & 1 != 0 && auto == direction;
            if bits & bit == 0 && !automatic {
                continue;
            }
            cases += usize::from(bits & bit != 0) + usize::from(automatic);
            if let Some(why) = differs(&passage, direction, &levels_now, &order_now) {
                failures.push(format!("{classes} {direction:?}: {why}"));
            }
        }
    }
    report("BidiTest", cases, 770_241, &failures);
}

/// A character of the class.
fn example(class: &str) -> char {
    match class {
        "L" => 'a',
        "R" => 'א',
        "AL" => 'ب',
        "EN" => '1',
        "ES" => '-',
        "ET" => '%',
        "AN" => '٣',
        "CS" => ',',
        "B" => '\u{2029}',
        "S" => '\t',
        "WS" => ' ',
        "ON" => '!',
        "NSM" => '\u{5B8}',
        "BN" => '\u{1BCA0}',
        "LRE" => '\u{202A}',
        "RLE" => '\u{202B}',
        "PDF" => '\u{202C}',
        "LRO" => '\u{202D}',
        "RLO" => '\u{202E}',
        "LRI" => '\u{2066}',
        "RLI" => '\u{2067}',
        "FSI" => '\u{2068}',
        "PDI" => '\u{2069}',
        other => panic!("no such class: {other}"),
    }
}

#[test]
fn bidi_character_test() {
    let text = data("BidiCharacterTest.txt.gz");
    let (mut cases, mut failures) = (0, Vec::new());
    for line in lines(&text) {
        let fields: Vec<&str> = line.split(';').collect();
        let passage: String = characters(fields[0]);
        let direction = match fields[1] {
            "0" => Direction::LeftToRight,
            "1" => Direction::RightToLeft,
            _ => direction_of(&passage).unwrap_or_default(),
        };
        assert_eq!(direction.is_rtl(), fields[2] == "1", "{line}");
        cases += 1;
        if let Some(why) = differs(&passage, direction, &levels(fields[3]), &indices(fields[4])) {
            failures.push(format!("{line}: {why}"));
        }
    }
    report("BidiCharacterTest", cases, 91_707, &failures);
}

fn characters(field: &str) -> String {
    field
        .split_whitespace()
        .filter_map(|code| u32::from_str_radix(code, 16).ok())
        .filter_map(char::from_u32)
        .collect()
}

#[test]
fn every_mirrored_bracket_is_turned_in_a_right_to_left_run() {
    let text = data("BidiMirroring.txt.gz");
    let (mut cases, mut failures) = (0, Vec::new());
    for line in lines(&text) {
        let pair = characters(&line.replace(';', " "));
        let (bracket, image) = (pair.chars().next().unwrap(), pair.chars().nth(1).unwrap());
        let drawn =
            |direction| lay_out(&format!("א{bracket}א"), 0, &Options::new(9, direction))[0].drawn();
        cases += 1;
        if drawn(Direction::RightToLeft) != format!("א{image}א") {
            failures.push(line.to_owned());
        }
        let straight =
            lay_out(&format!("a{bracket}a"), 0, &Options::new(9, Direction::RightToLeft));
        assert_eq!(straight[0].drawn(), format!("a{bracket}a"));
    }
    report("BidiMirroring", cases, 428, &failures);
}

#[test]
fn grapheme_break_test() {
    let text = data("GraphemeBreakTest.txt.gz");
    let (mut cases, mut failures) = (0, Vec::new());
    for line in lines(&text) {
        let passage = characters(line);
        let mut at = 0;
        let mut expected = Vec::new();
        for cluster in line.split('÷').filter(|part| !part.trim().is_empty()) {
            expected.push(at);
            at += characters(cluster).len();
        }
        let mut starts: Vec<usize> =
            lay_out(&passage, 0, &Options::new(99, Direction::LeftToRight))
                .iter()
                .flat_map(|row: &Row| row.cells.iter().map(|cell| cell.source.start))
                .collect();
        starts.sort_unstable();
        cases += 1;
        // Unicode 16 took the dingbats that are no emoji out of Extended_Pictographic, so a joiner
        // joins them no more; the crate has 17, the file 15.
        if line == "÷ 2701 × 200D × 2701 ÷" {
            assert_eq!(starts, [0, 6]);
            continue;
        }
        if starts != expected {
            failures.push(format!("{line}: {starts:?} for {expected:?}"));
        }
    }
    report("GraphemeBreakTest", cases, 602, &failures);
}

#[track_caller]
fn report(name: &str, cases: usize, of: usize, failures: &[String]) {
    println!("{name}: {} of {cases} right", cases - failures.len());
    assert!(
        failures.is_empty(),
        "{} wrong, such as {:#?}",
        failures.len(),
        &failures[..failures.len().min(12)]
    );
    assert_eq!(cases, of);
}
