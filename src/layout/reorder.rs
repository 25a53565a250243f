//! From a row in logical order to a row in visual order: rules L1 to L4 of UAX #9, on clusters.

use compact_str::CompactString;

use super::cluster::{Cluster, Kind};
use super::tables::MIRRORED;
use super::{Cell, Options, Output, Row, output};
use crate::model::Span;

/// L1: separators, what is blank before them, and what is blank at the row's end stand at the
/// paragraph's level.
pub(super) fn settle(line: &mut [Cluster], paragraph: u8) {
    let mut blank = true;
    for cluster in line.iter_mut().rev() {
        match cluster.kind {
            Kind::Separator => blank = true,
            Kind::Space | Kind::Format | Kind::SoftHyphen => {}
            Kind::Text => blank = false,
        }
        if blank {
            cluster.level = paragraph;
        }
    }
}

/// L2: the indices of the clusters from left to right.
pub(super) fn visual_order(levels: &[u8]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..levels.len()).collect();
    let highest = levels.iter().copied().max().unwrap_or(0);
    let Some(lowest_odd) = levels.iter().copied().filter(|level| level % 2 == 1).min() else {
        return order;
    };
    for level in (lowest_odd..=highest).rev() {
        let mut at = 0;
        while at < levels.len() {
            let run = levels[at..].iter().take_while(|&&own| own >= level).count();
            order[at..at + run].reverse();
            at += run.max(1);
        }
    }
    order
}

/// L4: the mirror image of a bracket.
fn mirrored(c: char) -> Option<char> {
    MIRRORED.binary_search_by_key(&c, |&(c, _)| c).ok().map(|at| MIRRORED[at].1)
}

/// Makes the row. `at` is the place of the clusters' paragraph in the article.
pub(super) fn row(mut line: Vec<Cluster>, at: usize, options: &Options) -> Row {
    let paragraph = u8::from(options.direction.is_rtl());
    let span = match (line.first(), line.last()) {
        (Some(first), Some(last)) => Span::new(first.source.start, last.source.end).shifted(at),
        _ => Span::new(at, at),
    };
    settle(&mut line, paragraph);
    if options.output != Output::Plain {
        for cluster in line.iter_mut().filter(|cluster| cluster.level % 2 == 1) {
            mirror(&mut cluster.symbol);
        }
    }
    let order = if options.output == Output::Plain {
        (0..line.len()).collect()
    } else {
        let levels: Vec<u8> = line.iter().map(|cluster| cluster.level).collect();
        visual_order(&levels)
    };
    let used: u32 = line.iter().map(|cluster| u32::from(cluster.width)).sum();
    let width = u16::try_from(used).unwrap_or(u16::MAX);
    let start = if options.direction.is_rtl() { options.width.saturating_sub(width) } else { 0 };
    let mut column = start;
    let cells: Vec<Cell> = order
        .iter()
        .map(|&index| {
            let cluster = &line[index];
            let cell = Cell {
                column,
                width: cluster.width,
                source: cluster.source.shifted(at),
                level: cluster.level,
                symbol: cluster.symbol.clone(),
            };
            column = column.saturating_add(u16::from(cluster.width));
            cell
        })
        .collect();
    let ink = output::ink(&line, &cells, start, at, options);
    Row { cells, span, direction: options.direction, width, ink }
}

/// Puts the mirror image in the place of a bracket.
pub(super) fn mirror(symbol: &mut CompactString) {
    let mut chars = symbol.chars();
    // Letters are most of a text, and no brackets.
    if chars.clone().next().is_none_or(
        |c| matches!(c, '\u{5D0}'..='\u{6FF}' | '\u{FB50}'..='\u{FD3D}' | '\u{FE70}'..='\u{FEFC}'),
    ) {
        return;
    }
    if let Some(image) = chars.next().and_then(mirrored) {
        let rest = chars.as_str();
        let mut turned = CompactString::default();
        turned.push(image);
        turned.push_str(rest);
        *symbol = turned;
    }
}
