//! Noise told by where it stands and by what it has to do with the rest: site names before the
//! article, headlines of other articles after it, what follows a "read also" or a comment form.

use super::form;
use super::table::plain;
use crate::load::draft::{Draft, Role};
use crate::model::{Lang, NoiseReason, Passage, PassageKind};
use std::collections::HashSet;

/// One paragraph as this part of the filter sees it.
struct Line<'a> {
    text: &'a str,
    /// Its passages.
    from: usize,
    to: usize,
    words: usize,
    /// Ends in a full stop.
    stopped: bool,
    /// Running text: ends like a sentence, or holds several.
    prose: bool,
    /// All of it is noise by form.
    noise: Option<NoiseReason>,
    title: bool,
    heading: bool,
}

/// A post has no more letters than this.
const LONGEST_POST: usize = 320;

pub(super) fn mark(draft: &Draft, lang: Lang, passages: &mut [Passage]) {
    let mut lines = lines(draft, passages);
    posts(draft, lang, &mut lines, passages);
    if !lines.iter().any(|line| line.prose) {
        return;
    }
    head(&mut lines, passages);
    datelines(draft, &lines, passages);
    after_pointers(&mut lines, passages);
    after_comment_form(&mut lines, passages);
    tail(&mut lines, passages);
}

fn lines<'a>(draft: &'a Draft, passages: &[Passage]) -> Vec<Line<'a>> {
    let mut lines = Vec::new();
    let mut from = 0;
    while from < passages.len() {
        let paragraph = passages[from].paragraph;
        let own: Vec<&Passage> =
            passages[from..].iter().take_while(|p| p.paragraph == paragraph).collect();
        let text = draft.blocks[paragraph].span.of(&draft.text);
        let words = word_count(text);
        let noise = match own[0].kind {
            PassageKind::Noise(reason) if own.iter().all(|p| p.kind.is_noise()) => Some(reason),
            _ => None,
        };
        let title = own[0].kind == PassageKind::Title;
        let heading = draft.blocks[paragraph].role == Role::Heading;
        let ends = |p: &&Passage| ends_like_prose(p.span.of(&draft.text));
        let stopped = own.last().is_some_and(ends);
        let sentences = own.iter().filter(|p| ends(p)).count();
        let prose = noise.is_none()
            && !title
            && !heading
            && (own.len() >= 3 || words > 40 || sentences > 0 && words >= 6 || text.len() > 600);
        lines.push(Line {
            text,
            from,
            to: from + own.len(),
            words,
            stopped,
            prose,
            noise,
            title,
            heading,
        });
        from += own.len();
    }
    lines
}

/// Words, where a script puts no space between them two letters to a word.
pub(in crate::load) fn word_count(text: &str) -> usize {
    let unspaced = text
        .chars()
        .filter(|c| {
            matches!(*c as u32, 0xE00..=0xEFF | 0x1780..=0x17FF | 0x3040..=0x9FFF | 0x20000..=0x3FFFF)
        })
        .count();
    text.split_whitespace().count() + unspaced / 2
}

/// A full stop of any script; headlines end in "!" and "?" at most.
fn ends_like_prose(text: &str) -> bool {
    text.trim_end_matches(|c: char| {
        matches!(
            c,
            '"' | '”'
                | '“'
                | '»'
                | '\''
                | '’'
                | ')'
                | ']'
                | '|'
                | '\u{200E}'
                | '\u{200F}'
                | '\u{202C}'
                | '\u{2069}'
        ) || c.is_whitespace()
    })
    .ends_with(['.', '…', '।', '॥', '۔', '。', '።', '։', '။', '។', ':'])
}

fn set(line: &mut Line, passages: &mut [Passage], reason: NoiseReason) {
    for passage in &mut passages[line.from..line.to] {
        if !passage.kind.is_noise() {
            passage.kind = PassageKind::Noise(reason);
        }
    }
    line.noise.get_or_insert(reason);
    line.prose = false;
}

/// A post's text stands before the line that names its author: no longer than a post can be, and
/// with signs of one, or in another language than the article.
fn posts(draft: &Draft, lang: Lang, lines: &mut [Line], passages: &mut [Passage]) {
    for at in 1..lines.len() {
        let author = lines[at].noise == Some(NoiseReason::SocialPost)
            && form::is_author_line(lines[at].text)
            && lines[at].words <= 16;
        let before = &mut lines[at - 1];
        let foreign = passages[before.from].lang != lang;
        let signs = before.text.contains("http") || before.text.contains(['#', '@']);
        let quoted = draft.blocks[passages[before.from].paragraph].role == Role::SocialPost;
        let short = before.text.chars().count() <= LONGEST_POST;
        if author
            && before.noise.is_none()
            && !before.title
            && short
            && (foreign || signs || quoted)
        {
            set(before, passages, NoiseReason::SocialPost);
        }
    }
}

/// What stands before the title or the first paragraph: the site's name, the section.
fn head(lines: &mut [Line], passages: &mut [Passage]) {
    let Some(start) = lines.iter().position(|line| line.title || line.prose) else { return };
    for line in &mut lines[..start] {
        if line.noise.is_none() && !line.heading {
            if line.words <= 2 {
                set(line, passages, NoiseReason::SiteName);
            } else if line.words <= 4 {
                set(line, passages, NoiseReason::Navigation);
            }
        }
    }
}

/// "Moscow। The president …": the place before the first sentence of the article.
fn datelines(draft: &Draft, lines: &[Line], passages: &mut [Passage]) {
    let Some(line) = lines.iter().find(|line| line.prose) else { return };
    if line.to - line.from < 2 {
        return;
    }
    let first = &mut passages[line.from];
    let text = first.span.of(&draft.text);
    if text.split_whitespace().count() <= 3 && text.ends_with(['।', '|', '۔']) {
        first.kind = PassageKind::Noise(NoiseReason::Dateline);
    }
}

/// "Read also" and its like on a line of their own: the headlines that follow are what it points to.
fn after_pointers(lines: &mut [Line], passages: &mut [Passage]) {
    let mut pointing = false;
    for line in lines {
        if line.noise == Some(NoiseReason::Related) {
            pointing = line.words <= 6;
        } else if line.prose || line.title || line.heading {
            pointing = false;
        } else if pointing && line.noise.is_none() {
            set(line, passages, NoiseReason::Related);
        }
    }
}

/// After the comment form, once most of the article is told, nothing is the article.
fn after_comment_form(lines: &mut [Line], passages: &mut [Passage]) {
    let all: usize = lines.iter().filter(|line| line.prose).map(|line| line.text.len()).sum();
    let mut told = 0;
    let mut over = false;
    for line in lines {
        if over {
            let reason = if line.prose || line.words < 4 {
                NoiseReason::CommentForm
            } else {
                NoiseReason::Headline
            };
            set(line, passages, reason);
        } else if line.noise == Some(NoiseReason::CommentForm) {
            over = told * 10 >= all * 6 && told > 0;
        } else if line.prose {
            told += line.text.len();
        }
    }
}

/// The lines after the last paragraph: headlines of other articles, menus.
fn tail(lines: &mut [Line], passages: &mut [Passage]) {
    let Some(last) = lines.iter().rposition(|line| line.prose) else { return };
    let (told, rest) = lines.split_at_mut(last + 1);
    let open: Vec<usize> = (0..rest.len()).filter(|at| rest[*at].noise.is_none()).collect();
    if open.is_empty() {
        return;
    }
    let titles = rest.iter().filter(|line| line.title);
    let body: HashSet<String> = told
        .iter()
        .filter(|line| line.prose || line.title)
        .chain(titles)
        .flat_map(|line| keys(line.text))
        .collect();
    let marker = rest.iter().position(|line| {
        matches!(
            line.noise,
            Some(
                NoiseReason::Credit
                    | NoiseReason::Related
                    | NoiseReason::Share
                    | NoiseReason::CommentForm
                    | NoiseReason::Navigation
            )
        )
    });
    for at in &open {
        let line = &mut rest[*at];
        let after_marker = marker.is_some_and(|marker| marker < *at);
        // A sentence is the article's, unless other articles' headlines stand around it.
        if line.title || line.stopped && !(after_marker && open.len() >= 3) {
            continue;
        }
        let alone = line.words <= 18 && !is_about(line.text, &body);
        if after_marker || open.len() >= 3 || alone {
            let reason =
                if line.words < 4 { NoiseReason::Navigation } else { NoiseReason::Headline };
            set(line, passages, reason);
        }
    }
}

/// Whether half of what the line speaks of is spoken of in the article.
fn is_about(text: &str, body: &HashSet<String>) -> bool {
    let own = keys(text);
    let shared = own.iter().filter(|key| body.contains(*key)).count();
    own.is_empty() || shared * 2 >= own.len()
}

/// The words of four letters and more, cut to five: a stem in every language, near enough.
fn keys(text: &str) -> HashSet<String> {
    plain(text)
        .split_whitespace()
        .filter(|word| word.chars().count() >= 4)
        .map(|word| word.chars().take(5).collect())
        .collect()
}
