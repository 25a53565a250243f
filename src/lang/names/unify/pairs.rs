//! Which words of two languages sound like one name.

use super::compounds;
use super::kinds::{Kind, Kinds};
use crate::lang::names::candidates::Mark;
use crate::lang::names::sound::Sound;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Two kinds, the smaller number first.
pub struct Pair {
    pub a: usize,
    pub b: usize,
    /// Of the likest readings, 0 to 1.
    pub likeness: f32,
    /// How few strong consonants one of these readings has.
    pub strong: usize,
    /// Whether the words beside them are alike too, as those of a given and a family name.
    pub company: bool,
    /// Whether the likest reading of `a`, of `b`, is the one without proclitics.
    pub bare: [bool; 2],
}

impl Pair {
    /// By what two words are chosen for one another: what stands beside them tells more than a
    /// vowel.
    pub fn score(&self) -> f32 {
        self.likeness + if self.company { 0.15 } else { 0.0 }
    }
}

/// Below this no two spellings are of one name, whatever stands beside them.
const LEAST: f32 = 0.5;

/// All pairs of kinds of different languages that are somewhat alike.
pub fn pairs(kinds: &Kinds) -> Vec<Pair> {
    let all = &kinds.all;
    let mut blocks: HashMap<Vec<u8>, Vec<usize>> = HashMap::new();
    for (at, kind) in all.iter().enumerate() {
        let mut keys: BTreeSet<Vec<u8>> = kind.sounds.iter().flat_map(block_keys).collect();
        // Two words that may be one are believed only where they say much.
        keys.retain(|key| !kind.compound || key.len() >= compounds::LEAST);
        for key in keys {
            blocks.entry(key).or_default().push(at);
        }
    }
    let mut seen: BTreeSet<(usize, usize)> = BTreeSet::new();
    for block in blocks.values() {
        for (i, a) in block.iter().enumerate() {
            seen.extend(
                block[i + 1..].iter().filter(|b| comparable(&all[*a], &all[**b])).map(|b| (*a, *b)),
            );
        }
    }
    let mut pairs: BTreeMap<(usize, usize), Pair> = BTreeMap::new();
    for (a, b) in seen {
        if let Some(pair) = compare(kinds, a, b) {
            pairs.insert((a, b), pair);
        }
    }
    keep_company(kinds, &mut pairs);
    pairs.into_values().collect()
}

fn compare(kinds: &Kinds, a: usize, b: usize) -> Option<Pair> {
    let (x, y) = (&kinds.all[a], &kinds.all[b]);
    let (likeness, strong, bare) = likeness(x, y);
    (likeness >= LEAST).then_some(Pair { a, b, likeness, strong, company: false, bare })
}

/// Of one language or both known, nothing is to be found out.
fn comparable(a: &Kind, b: &Kind) -> bool {
    (a.lang, a.script) != (b.lang, b.script)
        && (a.table.is_none() || b.table.is_none())
        && !(a.compound && b.compound)
}

/// Names of several words: where a word is like one of another language, and the next ones are alike
/// too, both are more likely than either alone, and short words can be matched at all.
fn keep_company(kinds: &Kinds, pairs: &mut BTreeMap<(usize, usize), Pair>) {
    let mut found: Vec<[(usize, usize); 2]> = Vec::new();
    for pair in pairs.values().filter(|pair| pair.likeness >= 0.6) {
        for (of_a, of_b) in kinds.beside(pair.a).into_iter().zip(kinds.beside(pair.b)) {
            for (_, y) in of_a {
                for (_, z) in of_b {
                    let (y, z) = (*y as usize, *z as usize);
                    let (x, other) = (&kinds.all[y], &kinds.all[z]);
                    if !comparable(x, other) || !tells(kinds, [pair.a, y], [pair.b, z]) {
                        continue;
                    }
                    let (likeness, strong, _) = likeness(x, other);
                    let (first, second) = (pair.strong as f32 + 0.5, strong as f32 + 0.5);
                    let both = (pair.likeness * first + likeness * second) / (first + second);
                    let least = match pair.strong + strong {
                        0..=2 => continue,
                        3 => 0.86,
                        4 => 0.8,
                        _ => 0.75,
                    };
                    if likeness >= LEAST && both >= least {
                        found.push([(pair.a, pair.b), (y.min(z), y.max(z))]);
                    }
                }
            }
        }
    }
    for (a, b) in found.into_iter().flatten() {
        if !pairs.contains_key(&(a, b))
            && let Some(pair) = compare(kinds, a, b)
        {
            pairs.insert((a, b), pair);
        }
        if let Some(pair) = pairs.get_mut(&(a, b)) {
            pair.company = true;
        }
    }
}

/// Whether two words beside one another in both languages say that they are a name: not in
/// languages that share whole phrases, unless something marks them.
fn tells(kinds: &Kinds, a: [usize; 2], b: [usize; 2]) -> bool {
    let [a0, a1, b0, b1] = [a[0], a[1], b[0], b[1]].map(|at| &kinds.all[at]);
    let mark = [a0, a1, b0, b1].map(|kind| kind.mark).into_iter().max();
    may_pair(a0, b0) || mark >= Some(Mark::Capital)
}

/// Whether likeness of sound between these two would say that they are names at all.
fn may_pair(a: &Kind, b: &Kind) -> bool {
    if (a.lang, a.script) == (b.lang, b.script) {
        return false;
    }
    let sure = |kind: &Kind| kind.mark == Mark::Capital || kind.table.is_some();
    if sure(a) || sure(b) {
        return true;
    }
    if a.script == b.script || (a.script.has_case() && b.script.has_case()) {
        return false;
    }
    // Languages that have thousands of common words from one another.
    let family = |kind: &Kind| match kind.lang.as_str() {
        "he" => 1 | 2,
        "ar" => 2,
        "fa" | "ur" | "ps" | "ckb" => 2 | 4,
        "hi" | "mr" | "ne" => 4,
        _ => 0,
    };
    family(a) & family(b) == 0 || a.mark >= Mark::Hinted || b.mark >= Mark::Hinted
}

/// Whether a pair says by itself that the two are one name.
pub fn is_sure(pair: &Pair, kinds: &[Kind]) -> bool {
    let (a, b) = (&kinds[pair.a], &kinds[pair.b]);
    if pair.company {
        return true;
    }
    // Words of the tables that stand nowhere else take part in other names only in company.
    if a.count == 0 || b.count == 0 || !may_pair(a, b) {
        return false;
    }
    let sure = |kind: &Kind| kind.mark == Mark::Capital || kind.table.is_some();
    if a.compound || b.compound {
        let plain = a.mark > Mark::Doubtful && b.mark > Mark::Doubtful;
        let least = if pair.strong >= 4 { 0.86 } else { 0.93 };
        return plain && pair.strong >= 3 && pair.likeness >= least;
    }
    if a.mark == Mark::Doubtful || b.mark == Mark::Doubtful {
        return (sure(a) || sure(b)) && pair.strong >= 3 && pair.likeness >= 0.9;
    }
    if a.folded == b.folded && a.script == b.script {
        return true;
    }
    let known = a.table.is_some() || b.table.is_some();
    let least = match (pair.strong, sure(a), sure(b)) {
        (0 | 1, ..) => return false,
        (2, true, true) => 0.85,
        (2, true, false) | (2, false, true) => 0.96,
        (2, false, false) if a.mark >= Mark::Hinted && b.mark >= Mark::Hinted => 0.96,
        (2, false, false) => return false,
        (3, true, true) => 0.8,
        (3, true, false) | (3, false, true) => 0.86,
        (3, false, false) => 0.9,
        (4, false, false) => 0.84,
        (4, ..) => 0.8,
        _ => 0.77,
    };
    pair.likeness >= if known { f32::max(least, least_of_known(pair.strong)) } else { least }
}

/// The tables have most spellings of what they know: what is to be another must be very like them.
pub const fn least_of_known(strong: usize) -> f32 {
    if strong <= 2 { 0.93 } else { 0.86 }
}

/// How alike the likest readings are, how many strong consonants the poorer of them has, and which
/// of the two are without proclitics.
fn likeness(a: &Kind, b: &Kind) -> (f32, usize, [bool; 2]) {
    let mut best = (0.0, 0, [false; 2]);
    for (i, x) in a.sounds.iter().enumerate() {
        for (j, y) in b.sounds.iter().enumerate() {
            let likeness = x.likeness(y);
            if likeness > best.0 {
                let bare = [i > 0 && !a.script.has_case(), j > 0 && !b.script.has_case()];
                best = (likeness, x.strong().min(y.strong()), bare);
            }
        }
    }
    best
}

/// Keys of which two words that sound alike have at least one in common: their strong consonants
/// as broad classes, whole and with any one of them left out.
pub fn block_keys(sound: &Sound) -> Vec<Vec<u8>> {
    let mut keys: Vec<Vec<u8>> = vec![Vec::new()];
    for code in sound.codes() {
        let classes: &[u8] = match code {
            b'p' | b'b' | b'f' | b'F' => b"p",
            b'v' => b"p-",
            b't' | b'd' => b"t",
            b'T' | b'D' | b'1' | b'2' => b"ts",
            b'k' | b'q' | b'K' | b'g' | b'G' => b"k",
            b'x' => b"k-",
            b's' | b'z' | b'S' | b'Z' | b'c' | b'5' => b"s",
            b'j' => b"sk",
            b'm' | b'n' => b"n",
            b'r' => b"r",
            b'l' => b"l",
            _ => continue,
        };
        let before = std::mem::take(&mut keys);
        for class in classes {
            for key in &before {
                let mut key = key.clone();
                if *class != b'-' && key.last() != Some(class) {
                    key.push(*class);
                }
                keys.push(key);
            }
        }
        keys.sort();
        keys.dedup();
        keys.truncate(8);
    }
    let mut all = Vec::new();
    for key in keys {
        if key.len() >= 4 {
            for at in 0..key.len() {
                let mut shorter = key.clone();
                shorter.remove(at);
                all.push(shorter);
            }
        }
        all.push(key);
    }
    all.retain(|key| key.len() >= 2);
    all
}
