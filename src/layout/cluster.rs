//! The first phase: a paragraph as clusters in logical order, each with what is drawn for it, its
//! cells and its level.

use compact_str::CompactString;
use unicode_bidi::{BidiClass, Level, ParagraphBidiInfo};
use unicode_segmentation::UnicodeSegmentation;

use super::class::{Classes, bidi_class};
use super::hostile::{self, Flood, Handling};
use super::joining::{self, Shaped};
use super::width::{char_width, grapheme_width, width};
use super::{Marks, Options, Output};
use crate::model::{Direction, Span};

/// A grapheme cluster, or two where lam and alef became one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cluster {
    /// Bytes in the paragraph.
    pub source: Span,
    /// What is drawn; empty where nothing is.
    pub symbol: CompactString,
    pub width: u8,
    /// The embedding level of UAX #9, before L1.
    pub level: u8,
    pub kind: Kind,
    /// Whether the first character is strong right-to-left or an Arabic number.
    pub rtl: bool,
}

/// What rules L1 of UAX #9 and the row end have to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// White space.
    Space,
    /// A tab, or the end of a line or paragraph.
    Separator,
    /// A format character or isolate, which L1 treats as white space.
    Format,
    /// A soft hyphen: seen only at the end of a row.
    SoftHyphen,
}

impl Kind {
    fn of(grapheme: &str, first: BidiClass) -> Self {
        match first {
            BidiClass::S | BidiClass::B => Self::Separator,
            // The line separator is white space to UAX #9, but ends a row all the same.
            _ if grapheme == "\u{2028}" => Self::Separator,
            BidiClass::WS if grapheme.chars().all(|c| is_blank(bidi_class(c))) => Self::Space,
            _ if grapheme == "\u{AD}" => Self::SoftHyphen,
            class if is_blank(class) && grapheme.chars().all(|c| is_blank(bidi_class(c))) => {
                Self::Format
            }
            _ => Self::Text,
        }
    }
}

/// Classes that L1 resets at the end of a line, with those that X9 removes.
const fn is_blank(class: BidiClass) -> bool {
    use BidiClass::{BN, FSI, LRE, LRI, LRO, PDF, PDI, RLE, RLI, RLO, WS};
    matches!(class, WS | FSI | LRI | RLI | PDI | BN | LRE | RLE | LRO | RLO | PDF)
}

impl Cluster {
    /// The mark that a label was cut.
    pub(super) fn ellipsis(at: usize, direction: Direction) -> Self {
        Self {
            source: Span::new(at, at),
            symbol: CompactString::const_new("…"),
            width: 1,
            level: u8::from(direction.is_rtl()),
            kind: Kind::Text,
            rtl: false,
        }
    }

    /// Makes a line end a space, for labels.
    pub(super) fn unbreak(&mut self) {
        if self.kind == Kind::Separator && self.symbol.is_empty() {
            self.symbol = CompactString::const_new(" ");
            self.width = 1;
            self.kind = Kind::Space;
        }
    }
}

/// The clusters of one paragraph.
pub(super) fn clusters(text: &str, options: &Options) -> Vec<Cluster> {
    let base = if options.direction.is_rtl() { Level::rtl() } else { Level::ltr() };
    let info = (options.direction.is_rtl() || raises_levels(text))
        .then(|| ParagraphBidiInfo::new_with_data_source(&Classes, text, Some(base)));
    let shaped = if options.output.has_forms() { joining::shape(text) } else { Vec::new() };
    let stray = hostile::unmatched(text);
    let room = u8::try_from(options.width.max(1)).unwrap_or(u8::MAX);
    let mut drawing = Drawing { options, shaped: &shaped, stray: &stray };
    let mut clusters: Vec<Cluster> = Vec::with_capacity(text.len() / 2 + 1);
    let mut swallowed = None;
    for (at, grapheme) in text.grapheme_indices(true) {
        let source = Span::new(at, at + grapheme.len());
        if swallowed == Some(at)
            && let Some(lam) = clusters.last_mut()
        {
            let marks = grapheme.char_indices().nth(1).map_or("", |(next, _)| &grapheme[next..]);
            let (drawn, _) = drawing.draw(marks, source.end - marks.len(), false);
            lam.symbol.push_str(&drawn);
            lam.source.end = source.end;
            continue;
        }
        let (symbol, alef) = drawing.draw(grapheme, at, true);
        swallowed = alef;
        let class = grapheme.chars().next().map_or(BidiClass::ON, bidi_class);
        let cells = symbol_width(&symbol, options);
        let (symbol, cells) =
            if cells > room { (CompactString::const_new("…"), 1) } else { (symbol, cells) };
        clusters.push(Cluster {
            source,
            symbol,
            width: cells,
            level: info.as_ref().map_or(0, |info| info.levels[at].number()),
            kind: Kind::of(grapheme, class),
            rtl: matches!(class, BidiClass::R | BidiClass::AL | BidiClass::AN),
        });
    }
    clusters
}

/// Whether anything in the text can raise a level in a left-to-right paragraph.
pub(super) fn raises_levels(text: &str) -> bool {
    // Everything below U+0590 starts with a byte below 0xD6.
    text.bytes().any(|byte| byte >= 0xD6)
        && text.chars().any(|c| {
            use BidiClass::{AL, AN, FSI, LRE, LRI, LRO, R, RLE, RLI, RLO};
            c >= '\u{590}'
                && matches!(bidi_class(c), AL | AN | R | RLE | RLI | RLO | LRE | LRI | LRO | FSI)
        })
}

fn symbol_width(symbol: &str, options: &Options) -> u8 {
    match symbol.len() {
        0 | 1 => u8::try_from(symbol.len()).unwrap_or(0),
        _ => {
            let mut graphemes = symbol.graphemes(true);
            match (graphemes.next(), graphemes.next()) {
                (Some(only), None) => grapheme_width(only, &options.widths),
                _ => u8::try_from(width(symbol, &options.widths)).unwrap_or(u8::MAX),
            }
        }
    }
}

/// Draws clusters one after the other; `shaped` and `stray` are ordered, and used up on the way.
struct Drawing<'a> {
    options: &'a Options,
    shaped: &'a [Shaped],
    stray: &'a [usize],
}

impl Drawing<'_> {
    /// What is drawn for a cluster that starts at byte `at`, and the byte of the alef that it took
    /// in. `whole`: the cluster stands for itself and needs something for its marks to stand on.
    fn draw(&mut self, grapheme: &str, at: usize, whole: bool) -> (CompactString, Option<usize>) {
        if let [b' '..=b'~'] = grapheme.as_bytes() {
            return (CompactString::new(grapheme), None);
        }
        let mut symbol = CompactString::default();
        let mut alef = None;
        let mut flood = Flood::default();
        let mut cut = false;
        let tag_flag = hostile::is_tag_flag(grapheme);
        let keeps_joiners = self.keeps_joiners(grapheme);
        for (offset, c) in grapheme.char_indices() {
            let (c, mark) = match self.form_at(at + offset) {
                Some(shaped) => {
                    alef = alef.or(shaped.alef);
                    (shaped.form, shaped.mark)
                }
                None => (c, None),
            };
            let stray = self.is_stray(at + offset);
            match if stray { Handling::Mark } else { hostile::handling(c) } {
                Handling::Mark if tag_flag => symbol.push(c),
                Handling::Mark if symbol.ends_with('>') && !stray => {}
                Handling::Mark => hostile::push_mark(&mut symbol, c),
                Handling::Drop => {}
                Handling::Space => symbol.push(' '),
                Handling::Keep => {
                    let joiner = matches!(c, '\u{200C}' | '\u{200D}');
                    let hidden = (joiner && !keeps_joiners)
                        || (self.options.marks == Marks::Hide && hostile::is_vowel_mark(c))
                        || flood.is_spent(c);
                    if hidden {
                        continue;
                    }
                    let cells = char_width(c, &self.options.widths);
                    if !flood.admits(c, cells) {
                        cut = true;
                        break;
                    }
                    if whole && symbol.is_empty() && cells == 0 {
                        if bidi_class(c) != BidiClass::NSM {
                            continue;
                        }
                        symbol.push('◌');
                    }
                    symbol.push(c);
                    symbol.extend(mark);
                }
            }
        }
        if cut && whole {
            symbol.push('…');
        }
        (symbol, alef)
    }

    /// Whether the terminal gets to see ZWJ and ZWNJ: where it shapes by itself (Konsole joins
    /// presentation forms anew), and in emoji and Indic clusters, which are drawn from them.
    fn keeps_joiners(&self, grapheme: &str) -> bool {
        if self.options.widths.joiners_take_cells {
            return false;
        }
        let arabic = grapheme.chars().next().is_some_and(joining::joins);
        !arabic || matches!(self.options.output, Output::Plain | Output::Isolates)
    }

    fn form_at(&mut self, at: usize) -> Option<Shaped> {
        while let [first, rest @ ..] = self.shaped {
            if first.at > at {
                return None;
            }
            self.shaped = rest;
            if first.at == at {
                return Some(*first);
            }
        }
        None
    }

    fn is_stray(&mut self, at: usize) -> bool {
        while let [first, rest @ ..] = self.stray {
            if *first > at {
                return false;
            }
            self.stray = rest;
            if *first == at {
                return true;
            }
        }
        false
    }
}
