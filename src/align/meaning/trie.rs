//! A static trie over byte strings: which of the strings begin here?

use std::ops::Range;

/// No string ends at this node.
const NONE: u32 = u32::MAX;

/// Nodes lie in breadth-first order, so that the children of a node are one run and the runs of
/// consecutive nodes follow each other.
pub(super) struct Trie {
    /// The byte that leads to each node; the root's is unused.
    labels: Vec<u8>,
    /// Where each node's children begin; they end where the next node's begin.
    children: Vec<u32>,
    /// The index of the string that ends at each node, or `NONE`.
    values: Vec<u32>,
}

impl Trie {
    /// `strings` must ascend strictly and not be empty; gives `None` if they don't. The value of a
    /// string is its index plus `first`.
    pub fn new(strings: &[&str], first: u32) -> Option<Self> {
        if strings.windows(2).any(|pair| pair[0] >= pair[1]) || strings.first() == Some(&"") {
            return None;
        }
        let mut trie = Self { labels: vec![0], children: Vec::new(), values: vec![NONE] };
        // Each level: for every node, the strings that begin with its path.
        let mut level: Vec<Range<usize>> = std::iter::once(0..strings.len()).collect();
        let mut depth = 0;
        let mut next_child = 1;
        while !level.is_empty() {
            let mut below = Vec::new();
            for range in level {
                trie.children.push(next_child);
                let mut start = range.start;
                // A string that ends at this node comes before those that go on.
                if strings.get(start).is_some_and(|string| string.len() == depth) {
                    start += 1;
                }
                while start < range.end {
                    let label = strings[start].as_bytes()[depth];
                    let same = strings[start..range.end]
                        .partition_point(|string| string.as_bytes()[depth] == label);
                    let ends = strings[start].len() == depth + 1;
                    trie.labels.push(label);
                    trie.values.push(if ends { first + start as u32 } else { NONE });
                    below.push(start..start + same);
                    start += same;
                    next_child += 1;
                }
            }
            level = below;
            depth += 1;
        }
        trie.children.push(next_child);
        Some(trie)
    }

    /// The strings that `text` begins with, shortest first: their length in bytes and value.
    pub fn prefixes<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = (usize, u32)> + 'a {
        let mut node = 0;
        text.iter()
            .enumerate()
            .map_while(move |(at, byte)| {
                let run = self.children[node] as usize..self.children[node + 1] as usize;
                let labels = &self.labels[run.clone()];
                let child = if labels.len() > 16 {
                    labels.binary_search(byte).ok()?
                } else {
                    labels.iter().position(|label| label == byte)?
                };
                node = run.start + child;
                Some((at + 1, self.values[node]))
            })
            .filter(|(_, value)| *value != NONE)
    }
}
