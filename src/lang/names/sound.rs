//! How alike two spellings sound: sequences of sounds compared by a weighted edit distance in
//! which vowels and weak consonants cost little, and sounds that one script writes for another
//! (p and b, v and f, kh and h) are near.

use super::letters::letters;
use crate::model::Lang;
use std::sync::OnceLock;

#[cfg(test)]
mod tests;

/// Longer words are cut: no name is so long, and the comparison is quadratic.
const MOST_SOUNDS: usize = 48;

/// The sounds of one spelling, ready to be compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Sound {
    codes: Vec<u8>,
    /// Hundredths of a full consonant.
    weight: u32,
    /// Written in a script that leaves short vowels out.
    abjad: bool,
}

impl Sound {
    /// Reads a word, or several without the spaces between them.
    pub fn new(text: &str, lang: Lang) -> Self {
        let letters = letters(lang);
        let mut codes = Vec::new();
        for word in text.split(|c: char| c.is_whitespace() || "-–-־.".contains(c)) {
            codes.extend(letters.sounds(word, MOST_SOUNDS));
        }
        codes.dedup();
        codes.truncate(MOST_SOUNDS);
        let weight = codes.iter().map(|code| weight(*code)).sum();
        let abjad =
            text.chars().any(|c| matches!(c, '\u{590}'..='\u{6ff}' | '\u{fb1d}'..='\u{fefc}'));
        Self { codes, weight, abjad }
    }

    /// Consonants that every script writes and that seldom change.
    pub fn strong(&self) -> usize {
        self.codes.iter().filter(|code| weight(**code) >= 90).count()
    }

    /// Whether nothing in the word is sounded, as in digits.
    pub fn is_empty(&self) -> bool {
        self.codes.is_empty()
    }

    /// The strong consonants as broad classes; `None` for fewer than three.
    pub fn skeleton(&self) -> Option<Vec<u8>> {
        let mut key: Vec<u8> = Vec::new();
        for code in &self.codes {
            let class = match code {
                b'p' | b'b' | b'f' | b'F' => b'p',
                b't' | b'd' | b'T' | b'D' | b'1' => b't',
                b'k' | b'q' | b'K' | b'g' | b'G' => b'k',
                b's' | b'z' | b'S' | b'Z' | b'c' | b'5' | b'2' | b'j' => b's',
                b'm' | b'n' | b'r' | b'l' => *code,
                _ => continue,
            };
            if key.last() != Some(&class) {
                key.push(class);
            }
        }
        (key.len() >= 3).then_some(key)
    }

    /// The sounds of two words, one after the other.
    pub fn followed_by(&self, next: &Self) -> Self {
        let mut codes = self.codes.clone();
        codes.extend(&next.codes);
        let (weight, abjad) = (self.weight + next.weight, self.abjad || next.abjad);
        Self { codes, weight, abjad }
    }

    /// A letter for each sound, vowels where they were written.
    pub fn codes(&self) -> &[u8] {
        &self.codes
    }

    /// 0 to 1. Above .80 two words of three consonants and more are mostly one name.
    pub fn likeness(&self, other: &Self) -> f32 {
        if self.codes.is_empty() || other.codes.is_empty() {
            return 0.0;
        }
        let mean = (self.weight + other.weight) as f32 / 2.0;
        if self.weight.abs_diff(other.weight) as f32 > mean * 0.6 {
            return 0.0;
        }
        // A short word says less by sounding alike: its differences count for more.
        let strong = self.strong().min(other.strong()) as f32;
        let distance = distance(self, other) as f32;
        (1.0 - distance * (1.0 + 0.6 / (strong + 0.5)) / mean).max(0.0)
    }
}

const VOWELS: &[u8] = b"aeiou@";

fn is_vowel(code: u8) -> bool {
    VOWELS.contains(&code)
}

/// What it costs to leave a sound away, in hundredths.
fn weight(code: u8) -> u32 {
    match code {
        b'@' => 8,
        b'a' | b'e' | b'i' | b'o' | b'u' => 18,
        b'3' | b'4' => 18,
        b'y' | b'w' => 28,
        b'h' => 45,
        _ => 100,
    }
}

/// Pairs of sounds that stand for each other, with what that costs in hundredths.
const NEAR: &[(&[u8; 2], u32)] = &[
    (b"pb", 25),
    (b"pf", 25),
    (b"pF", 10),
    (b"Ff", 5),
    (b"Fb", 35),
    (b"bv", 20),
    (b"bw", 25),
    (b"bf", 45),
    (b"fv", 15),
    (b"vw", 5),
    (b"fw", 45),
    (b"pv", 50),
    (b"Fv", 30),
    (b"td", 50),
    (b"tT", 10),
    (b"Ts", 20),
    (b"Tz", 45),
    (b"Td", 45),
    (b"TD", 30),
    (b"Tf", 45),
    (b"tD", 45),
    (b"Dd", 12),
    (b"Dz", 12),
    (b"Ds", 45),
    (b"1d", 12),
    (b"1z", 12),
    (b"1D", 15),
    (b"12", 15),
    (b"1t", 50),
    (b"2z", 10),
    (b"2d", 25),
    (b"2D", 12),
    (b"2t", 40),
    (b"sz", 30),
    (b"sS", 30),
    (b"s5", 25),
    (b"sc", 45),
    (b"zZ", 35),
    (b"zj", 30),
    (b"z5", 25),
    (b"zS", 55),
    (b"Zj", 12),
    (b"ZS", 30),
    (b"Zc", 55),
    (b"Zy", 40),
    (b"Zg", 45),
    (b"SC", 30),
    (b"Sc", 25),
    (b"Sx", 45),
    (b"Sk", 60),
    (b"cj", 35),
    (b"c5", 25),
    (b"ck", 45),
    (b"5t", 45),
    (b"cx", 60),
    (b"5j", 45),
    (b"5S", 45),
    (b"5c", 25),
    (b"5Z", 50),
    (b"jg", 15),
    (b"jy", 30),
    (b"jx", 40),
    (b"jS", 45),
    (b"jh", 50),
    (b"jG", 25),
    (b"js", 60),
    (b"jd", 60),
    (b"jk", 60),
    (b"kg", 35),
    (b"kq", 5),
    (b"kx", 30),
    (b"kK", 10),
    (b"kG", 45),
    (b"gG", 8),
    (b"gq", 20),
    (b"gK", 45),
    (b"gx", 45),
    (b"gh", 35),
    (b"g4", 25),
    (b"gy", 60),
    (b"qG", 15),
    (b"qx", 40),
    (b"qK", 25),
    (b"xK", 5),
    (b"xh", 12),
    (b"Kh", 35),
    (b"Gx", 30),
    (b"Gh", 40),
    (b"G4", 15),
    (b"G3", 60),
    (b"kc", 45),
    (b"ks", 60),
    (b"nm", 50),
    (b"rl", 60),
    (b"r4", 70),
    (b"34", 10),
    (b"3h", 35),
    (b"3q", 60),
    (b"wu", 5),
    (b"wo", 5),
    (b"wa", 15),
    (b"w@", 25),
    (b"yi", 5),
    (b"ye", 8),
    (b"ya", 15),
    (b"y@", 25),
    (b"vu", 30),
    (b"vo", 30),
    (b"4y", 15),
    (b"hy", 40),
    (b"ha", 25),
    (b"he", 30),
    (b"h@", 35),
    (b"wh", 45),
    (b"yw", 35),
    (b"3a", 8),
    (b"3i", 10),
    (b"3e", 10),
    (b"3o", 10),
    (b"3u", 10),
    (b"4u", 15),
    (b"4a", 15),
    (b"4o", 15),
];

fn substitution(a: u8, b: u8) -> u32 {
    static TABLE: OnceLock<Vec<u32>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let mut table = vec![0; 128 * 128];
        for a in 0..128u8 {
            for b in 0..128u8 {
                table[usize::from(a) * 128 + usize::from(b)] = plain_substitution(a, b);
            }
        }
        for (pair, cost) in NEAR {
            for (a, b) in [(pair[0], pair[1]), (pair[1], pair[0])] {
                table[usize::from(a) * 128 + usize::from(b)] = *cost;
            }
        }
        table
    });
    table.get(usize::from(a) * 128 + usize::from(b)).copied().unwrap_or(200)
}

fn plain_substitution(a: u8, b: u8) -> u32 {
    if a == b {
        return 0;
    }
    match (is_vowel(a), is_vowel(b)) {
        (true, true) if matches!((a.min(b), a.max(b)), (b'a' | b'e', b'i' | b'u' | b'o')) => 10,
        (true, true) if a == b'@' || b == b'@' => 4,
        (true, true) => 6,
        (false, false) => (weight(a) + weight(b)).min(130),
        // No vowel for a consonant: that is one left away and one put in.
        _ => weight(a) + weight(b),
    }
}

/// The least that leaving away the first sound costs: every script writes a vowel there.
const FIRST: u32 = 30;

/// What it costs that `code`, after `before`, has no mate in a word of the other script.
fn omission(code: u8, before: Option<&u8>, other_is_abjad: bool) -> u32 {
    match code {
        // The ng of Chinese and German names is one sound.
        b'g' if before == Some(&b'n') => 35,
        b'a' | b'e' | b'i' | b'o' | b'u' | b'@' if other_is_abjad => 4,
        _ => weight(code),
    }
}

/// Weighted edit distance; the first sound counts half as much again.
fn distance(a: &Sound, b: &Sound) -> u32 {
    let mut above: Vec<u32> = Vec::with_capacity(b.codes.len() + 1);
    let mut sum = 0;
    above.push(0);
    for (j, code) in b.codes.iter().enumerate() {
        let before = j.checked_sub(1).and_then(|j| b.codes.get(j));
        sum += omission(*code, before, a.abjad).max(if j == 0 { FIRST } else { 0 });
        above.push(sum);
    }
    let mut row = above.clone();
    for (i, x) in a.codes.iter().enumerate() {
        let x_before = i.checked_sub(1).and_then(|i| a.codes.get(i));
        let x_omitted = omission(*x, x_before, b.abjad);
        row[0] = above[0] + x_omitted.max(if i == 0 { FIRST } else { 0 });
        for (j, y) in b.codes.iter().enumerate() {
            let mut change = substitution(*x, *y);
            if i == 0 && j == 0 {
                change += change / 2;
            }
            let y_before = j.checked_sub(1).and_then(|j| b.codes.get(j));
            row[j + 1] = (above[j] + change)
                .min(above[j + 1] + x_omitted)
                .min(row[j] + omission(*y, y_before, a.abjad));
        }
        std::mem::swap(&mut above, &mut row);
    }
    above.last().copied().unwrap_or(0)
}
