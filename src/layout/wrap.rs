//! Breaks a paragraph into rows, in logical order, where UAX #14 allows it; Thai, Lao, Khmer and
//! Burmese by the model in `icu_segmenter`.

use std::ops::Range;
use std::sync::LazyLock;

use compact_str::CompactString;
use icu_segmenter::options::LineBreakOptions;
use icu_segmenter::{LineSegmenter, LineSegmenterBorrowed};

use super::cluster::{Cluster, Kind};

static SEGMENTER: LazyLock<LineSegmenterBorrowed<'static>> =
    LazyLock::new(|| LineSegmenter::new_auto(LineBreakOptions::default()));

/// The bytes after which a row may end, in order.
fn opportunities(text: &str) -> impl Iterator<Item = usize> + '_ {
    SEGMENTER.segment_str(text)
}

/// The rows of a paragraph as ranges of its clusters. Spaces at a row's end hang: they never start
/// a row. A word longer than a row is broken between clusters.
pub(super) fn wrap(text: &str, clusters: &[Cluster], width: u16) -> Vec<Range<usize>> {
    let room = u32::from(width.max(1));
    let mut rows = Vec::new();
    let whole: u32 = clusters.iter().map(|cluster| u32::from(cluster.width)).sum();
    if whole <= room {
        rows.push(0..clusters.len());
        return rows;
    }
    let mut breaks = opportunities(text).peekable();
    // The row so far: where it starts, its cells up to its last letter, the cells of the spaces
    // after that.
    let (mut start, mut used, mut hanging) = (0, 0, 0);
    // The last place where it may end, and the cells used after that place.
    let mut last: Option<usize> = None;
    let mut after_last = 0;
    for (index, cluster) in clusters.iter().enumerate() {
        while breaks.next_if(|&at| at < cluster.source.start).is_some() {}
        if index > start && breaks.peek() == Some(&cluster.source.start) {
            let hyphen = u32::from(clusters[index - 1].kind == Kind::SoftHyphen);
            if used + hyphen <= room {
                last = Some(index);
                after_last = 0;
            }
        }
        let cells = u32::from(cluster.width);
        // What is not seen after a space doesn't end its hanging.
        if cells == 0 || matches!(cluster.kind, Kind::Space | Kind::Separator) {
            hanging += cells;
            after_last += cells;
            continue;
        }
        if used + hanging + cells > room && index > start {
            match last.take() {
                Some(end) => {
                    rows.push(start..end);
                    start = end;
                    used = after_last;
                }
                None => {
                    rows.push(start..index);
                    start = index;
                    used = 0;
                }
            }
            (hanging, after_last) = (0, 0);
            if used + cells > room && index > start {
                rows.push(start..index);
                start = index;
                used = 0;
            }
        }
        used += hanging + cells;
        after_last += cells;
        hanging = 0;
    }
    rows.push(start..clusters.len());
    rows
}

/// The clusters of one row as they are drawn: spaces that hang over a soft row end take no cells,
/// and a soft hyphen there is seen.
pub(super) fn finished(line: &[Cluster], soft: bool, width: u16) -> Vec<Cluster> {
    let mut line = line.to_vec();
    let room = u32::from(width.max(1));
    let used: u32 = line.iter().map(|cluster| u32::from(cluster.width)).sum();
    let mut over = used.saturating_sub(room);
    if soft
        && used < room
        && let Some(last) = line.last_mut()
        && last.kind == Kind::SoftHyphen
    {
        last.symbol = CompactString::const_new("-");
        last.width = 1;
        return line;
    }
    for cluster in line.iter_mut().rev() {
        match cluster.kind {
            Kind::Space | Kind::Separator if soft || over > 0 => {
                over = over.saturating_sub(u32::from(cluster.width));
                cluster.width = 0;
                cluster.symbol = CompactString::default();
            }
            _ if cluster.width == 0 => {}
            _ => break,
        }
    }
    line
}

#[cfg(test)]
mod tests;
