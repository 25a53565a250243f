//! LineBreakTest.txt, run through the break opportunities that `wrap` uses.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::Path;

use flate2::read::GzDecoder;

use super::*;

fn right_and_wrong() -> (usize, Vec<String>) {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/unicode/LineBreakTest.txt.gz");
    let mut text = String::new();
    GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    let (mut cases, mut wrong) = (0, Vec::new());
    for line in text.lines() {
        let case = line.split('#').next().unwrap().trim();
        if case.is_empty() {
            continue;
        }
        let (mut passage, mut expected) = (String::new(), Vec::new());
        for token in case.split_whitespace() {
            match token {
                "×" => {}
                "÷" => expected.push(passage.len()),
                code => {
                    passage.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap())
                }
            }
        }
        // The crate counts the start of a text as a break, the file does not.
        let found: Vec<usize> = opportunities(&passage).filter(|&at| at > 0).collect();
        cases += 1;
        if found != expected {
            wrong.push(case.to_owned());
        }
    }
    (cases, wrong)
}

#[test]
fn line_break_test() {
    let (cases, wrong) = right_and_wrong();
    assert_eq!(cases, 7654);
    let known =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/unicode/line-break-differs.txt");
    let known = std::fs::read_to_string(known).unwrap();
    let known: BTreeSet<&str> = known.lines().filter(|line| line.starts_with('×')).collect();
    let wrong: BTreeSet<&str> = wrong.iter().map(String::as_str).collect();
    assert_eq!(wrong, known);
}
