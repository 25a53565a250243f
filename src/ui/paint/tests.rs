use ratatui::style::Color;

use super::*;
use crate::layout::{Options, label, lay_out};
use crate::model::Direction;

fn painted(text: &str, width: u16, direction: Direction) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, 1));
    let rows = lay_out(text, 0, &Options::new(width, direction));
    row(&mut buffer, 0, 0, &rows[0], |_| Style::new());
    buffer
}

fn symbols(buffer: &Buffer) -> String {
    buffer.content.iter().map(|cell| cell.symbol()).collect()
}

#[test]
fn a_right_to_left_row_ends_at_the_right_edge() {
    let buffer = painted("اب", 5, Direction::RightToLeft);
    assert_eq!(symbols(&buffer), "   \u{FE8F}\u{FE8D}");
}

#[test]
fn marks_for_controls_are_painted_one_letter_a_cell() {
    let buffer = painted("a\u{1b}b", 6, Direction::LeftToRight);
    assert_eq!(symbols(&buffer), "a^[b  ");
    assert_eq!(buffer[(1, 0)].symbol(), "^");
}

#[test]
fn when_a_wide_symbol_goes_its_second_cell_is_drawn_anew() {
    let before = painted("कि", 3, Direction::LeftToRight);
    let after = painted("x", 3, Direction::LeftToRight);
    let drawn: Vec<(u16, &str)> =
        before.diff_iter(&after).map(|(x, _, cell)| (x, cell.symbol())).collect();
    assert_eq!(drawn, [(0, "x"), (1, " ")]);
    let back: Vec<u16> = after.diff_iter(&before).map(|(x, ..)| x).collect();
    assert_eq!(back, [0]);
}

#[test]
fn clearing_takes_the_whole_of_a_symbol_that_reaches_in() {
    let mut buffer = painted("中文中", 6, Direction::LeftToRight);
    clear(&mut buffer, Rect::new(1, 0, 2, 1));
    assert_eq!(symbols(&buffer), "    中");
}

#[test]
fn clearing_outside_of_a_screen_that_became_smaller_is_harmless() {
    for area in [Rect::new(9, 0, 3, 1), Rect::new(0, 5, 3, 3), Rect::new(6, 0, 2, 1)] {
        let mut buffer = painted("中文中", 6, Direction::LeftToRight);
        clear(&mut buffer, area);
        assert_eq!(symbols(&buffer), "中文中");
    }
}

#[test]
fn each_symbol_has_the_style_of_its_text_and_nothing_is_painted_outside() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
    let title = label("abcdef", &Options::new(6, Direction::LeftToRight));
    row(&mut buffer, 0, 0, &title, |span| {
        if span.start == 1 { Style::new().fg(Color::Red) } else { Style::new() }
    });
    assert_eq!(symbols(&buffer), "abc");
    assert_eq!(buffer[(1, 0)].fg, Color::Red);
    assert_eq!(buffer[(2, 0)].fg, Color::Reset);
    row(&mut buffer, u16::MAX, 7, &title, |_| Style::new());
}

#[test]
fn where_words_are_turned_what_touches_them_has_another_weight() {
    let bold = |text: &str| {
        let mut buffer = painted(text, 12, Direction::LeftToRight);
        buffer[(8, 0)].set_symbol("│");
        buffer[(9, 0)].set_symbol("ב").set_style(Style::new().bold());
        buffer[(10, 0)].set_symbol(".").set_style(Style::new().bold());
        part_runs(&mut buffer);
        let weights = buffer.content.iter().map(|cell| cell.modifier.contains(Modifier::BOLD));
        weights.map(|bold| if bold { 'b' } else { '-' }).collect::<String>()
    };
    // Letters beside no other script, and numbers alone, stay as they are; in a heading it is the
    // other way round.
    assert_eq!(bold("ab 12"), "---------b--");
    assert_eq!(bold("(אב) 1"), "b--b-----b--");
    assert_eq!(bold("א:ב x"), "-b-------b--");
}
