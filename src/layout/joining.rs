//! Arabic joining (The Unicode Standard, chapter 9.2) onto the presentation forms, for terminals
//! that don't shape.

use std::sync::LazyLock;

use unicode_bidi::BidiClass;

use super::class::bidi_class;
use super::tables::{COMPOSED, FORMS, JOINING, LAM_ALEF};

/// The Joining_Type of ArabicShaping.txt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joining {
    /// D: joins on both sides.
    Both,
    /// R: joins the letter before it.
    Right,
    /// L: joins the letter after it.
    Left,
    /// C: makes both neighbours join (tatweel, ZWJ).
    Causing,
    /// T: joining looks through it (marks, most format characters).
    Transparent,
    /// U: ends joining (ZWNJ and everything else).
    None,
}

impl Joining {
    const fn joins_next(self) -> bool {
        matches!(self, Self::Both | Self::Left | Self::Causing)
    }

    const fn joins_previous(self) -> bool {
        matches!(self, Self::Both | Self::Right | Self::Causing)
    }
}

/// The first and the last character whose type is in [`ARABIC`].
const ARABIC_RANGE: (char, char) = ('\u{600}', '\u{77F}');

static ARABIC: LazyLock<Vec<Joining>> =
    LazyLock::new(|| (ARABIC_RANGE.0..=ARABIC_RANGE.1).map(searched).collect());

/// The joining type of a character.
fn joining_type(c: char) -> Joining {
    if c < '\u{300}' {
        // U+00AD is the one format character down here.
        return if c == '\u{AD}' { Joining::Transparent } else { Joining::None };
    }
    let place = (c as usize).wrapping_sub(ARABIC_RANGE.0 as usize);
    match ARABIC.get(place) {
        Some(&joining) => joining,
        None => searched(c),
    }
}

/// The type by the table of Unicode; those that it leaves out are transparent if they are marks or
/// format characters, as the file's header has it.
fn searched(c: char) -> Joining {
    let at = JOINING.partition_point(|&(_, end, _)| end < c);
    if let Some(&(start, _, joining)) = JOINING.get(at)
        && start <= c
    {
        return joining;
    }
    match bidi_class(c) {
        BidiClass::NSM | BidiClass::BN => Joining::Transparent,
        BidiClass::LRE | BidiClass::RLE | BidiClass::LRO | BidiClass::RLO | BidiClass::PDF => {
            Joining::Transparent
        }
        _ => Joining::None,
    }
}

/// Whether a character takes part in joining, so that ZWJ and ZWNJ beside it are about joining.
pub(super) fn joins(c: char) -> bool {
    !matches!(joining_type(c), Joining::None | Joining::Transparent)
}

/// A letter that is to be drawn otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shaped {
    /// Byte of the letter in the text.
    pub at: usize,
    /// What stands for it.
    pub form: char,
    /// A mark that the form lacks.
    pub mark: Option<char>,
    /// The byte of the alef that this form of lam holds too.
    pub alef: Option<usize>,
}

/// The letters of `text` that have presentation forms, in order.
pub(super) fn shape(text: &str) -> Vec<Shaped> {
    let mut shaped: Vec<Shaped> = Vec::new();
    if text.is_ascii() {
        return shaped;
    }
    let mut previous: Option<Letter> = None;
    // Whether only marks stand between the letter before and this one.
    let mut adjacent = true;
    for (at, c) in text.char_indices() {
        let kind = joining_type(c);
        if kind == Joining::Transparent {
            adjacent &= bidi_class(c) == BidiClass::NSM;
            continue;
        }
        let joined = previous
            .as_ref()
            .is_some_and(|letter| letter.kind.joins_next() && kind.joins_previous());
        if let Some(letter) = previous.take() {
            let swallowed = letter.finish(joined.then_some((at, c)), adjacent, &mut shaped);
            adjacent = true;
            if swallowed {
                // The alef is drawn with its lam, and an alef joins nothing after it.
                continue;
            }
        }
        previous = Some(Letter { at, c, kind, joined });
    }
    if let Some(letter) = previous {
        letter.finish(None, true, &mut shaped);
    }
    shaped
}

struct Letter {
    at: usize,
    c: char,
    kind: Joining,
    /// Whether it is joined with the letter before.
    joined: bool,
}

impl Letter {
    /// Chooses the form, now that it is known whether (and which) letter joins on. Says whether
    /// that letter was taken into a ligature.
    fn finish(self, next: Option<(usize, char)>, adjacent: bool, shaped: &mut Vec<Shaped>) -> bool {
        if adjacent
            && let ('\u{644}', Some((alef_at, alef))) = (self.c, next)
            && let Some((_, forms)) = LAM_ALEF.iter().find(|&&(letter, _)| letter == alef)
        {
            let form = forms[usize::from(self.joined)];
            shaped.push(Shaped { at: self.at, form, mark: None, alef: Some(alef_at) });
            return true;
        }
        let (base, mark) = match COMPOSED.iter().find(|&&(letter, ..)| letter == self.c) {
            Some(&(_, base, mark)) => (base, Some(mark)),
            None => (self.c, None),
        };
        if let Some(form) = form(base, self.joined, next.is_some()) {
            shaped.push(Shaped { at: self.at, form, mark, alef: None });
        }
        false
    }
}

/// AE, the vowel of Uyghur and Sorani, has no forms of its own in Unicode; those of heh that does
/// not join on look the same and have stood in for it since before Unicode.
const AE: (char, [char; 4]) = ('\u{6D5}', ['\u{FEE9}', '\u{FEEA}', '\0', '\0']);

/// The presentation form of `letter`, if Unicode has one that joins where it must.
fn form(letter: char, previous: bool, next: bool) -> Option<char> {
    let forms = if letter == AE.0 {
        AE.1
    } else {
        FORMS[FORMS.binary_search_by_key(&letter, |&(letter, _)| letter).ok()?].1
    };
    let [isolated, last, first, medial] = forms;
    let wanted = match (previous, next) {
        (true, true) => [medial, last],
        (true, false) => [last, isolated],
        (false, true) => [first, isolated],
        (false, false) => [isolated, '\0'],
    };
    wanted.into_iter().find(|&form| form != '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let mut drawn = String::new();
        let shaped = shape(text);
        let alefs: Vec<usize> = shaped.iter().filter_map(|one| one.alef).collect();
        for (at, c) in text.char_indices() {
            match shaped.iter().find(|one| one.at == at) {
                Some(one) => {
                    drawn.push(one.form);
                    drawn.extend(one.mark);
                }
                None if alefs.contains(&at) => {}
                None => drawn.push(c),
            }
        }
        assert_eq!(drawn, expected, "{text}");
    }

    #[test]
    fn letters_take_the_form_that_their_neighbours_ask_for() {
        check("سلم", "\u{FEB3}\u{FEE0}\u{FEE2}");
        check("ورد", "\u{FEED}\u{FEAD}\u{FEA9}");
        check("باب", "\u{FE91}\u{FE8E}\u{FE8F}");
        check("abc", "abc");
    }

    #[test]
    fn marks_are_looked_through() {
        check("بَ", "\u{FE8F}\u{64E}");
        check("بَب", "\u{FE91}\u{64E}\u{FE90}");
    }

    #[test]
    fn lam_and_alef_become_one() {
        check("لا", "\u{FEFB}");
        check("سلام", "\u{FEB3}\u{FEFC}\u{FEE1}");
        check("لأ", "\u{FEF7}");
        check("لَا", "\u{FEFB}\u{64E}");
    }

    #[test]
    fn joiners_and_tatweel_work_and_stay_for_others_to_drop() {
        check("می‌خواهم", "\u{FEE3}\u{FBFD}\u{200C}\u{FEA7}\u{FEEE}\u{FE8D}\u{FEEB}\u{FEE2}");
        check("ه\u{200D}", "\u{FEEB}\u{200D}");
        check("بـب", "\u{FE91}ـ\u{FE90}");
    }

    #[test]
    fn letters_of_persian_urdu_and_uyghur() {
        check("گپ", "\u{FB94}\u{FB57}");
        check("ٹھیک", "\u{FB68}\u{FBAD}\u{FBFF}\u{FB8F}");
        check("ۂ", "\u{FBA6}\u{654}");
        check("بە", "\u{FE91}\u{FEEA}");
    }

    #[test]
    fn a_letter_without_forms_still_joins_its_neighbours() {
        // U+069A, Pashto: no forms in Unicode.
        check("ښب", "ښ\u{FE90}");
    }
}
