//! What is exported comes back as it was: over random libraries, by way of both formats.

use super::hurt;
use hexapla::export::{self, Format, Source, What};
use hexapla::import;
use hexapla::load;
use hexapla::model::{
    Alignment, Anchor, Annotation, AnnotationState, Article, Color, Decision, Lang, Link, Logged,
    Origin, PassageKey, PassageRef, Span, Target, Tier, Verdict, Word,
};
use hexapla::store::Store;
use proptest::collection::vec;
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

/// Letters of several scripts, astral ones, marks, controls and markup.
const TEXT: &str = "[a-c0-9 .,ابتپگאबकि\u{301}😀𐤀\u{1f1ee}\u{1f1f7}\u{0}\u{1b}\u{202e}\u{200c}<>&\"'=\\]\n\r\t]{1,24}";

/// Which kind of decision, on which passages, with what name; by whom and when.
type Chosen = (u8, Vec<(usize, usize)>, String, String, i64);

/// Plain data from which a library is made; numbers are taken modulo what there is.
#[derive(Clone, Debug)]
struct Plan {
    articles: Vec<Vec<String>>,
    notes: Vec<NotePlan>,
    decisions: Vec<Chosen>,
}

#[derive(Clone, Debug)]
struct NotePlan {
    id: String,
    places: Vec<(usize, usize, usize)>,
    text: String,
    tags: Vec<String>,
    color: usize,
    on: usize,
    author: String,
    times: (i64, i64),
}

fn plans() -> impl Strategy<Value = Plan> {
    let id = prop_oneof![
        "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}",
        "\\PC{1,12}",
        Just("https://example.org/n/1".to_owned()),
        Just("urn:uuid:x".to_owned())
    ];
    let time = -62_135_596_800_i64..253_402_300_800;
    let note = (
        id,
        vec((any::<usize>(), any::<usize>(), any::<usize>()), 1..4),
        "[^\u{85}]{0,40}",
        vec("[a-zأ-ي0-9=\"<]{1,6}", 0..3),
        0..5_usize,
        0..4_usize,
        "\\PC{0,12}",
        (time.clone(), time.clone()),
    )
        .prop_map(|(id, places, text, mut tags, color, on, author, times)| {
            tags.sort();
            tags.dedup();
            NotePlan { id, places, text, tags, color, on, author, times }
        });
    let places = vec((any::<usize>(), any::<usize>()), 2..5);
    let decision = (0..6_u8, places, "[a-z=أ-ي]\\PC{0,12}", "\\PC{0,12}", time);
    (vec(vec(TEXT, 1..5), 2..4), vec(note, 0..4), vec(decision, 0..5))
        .prop_map(|(articles, notes, decisions)| Plan { articles, notes, decisions })
}

fn articles(plan: &Plan) -> Vec<Article> {
    let langs = ["ar", "fa", "en", "hi"];
    plan.articles
        .iter()
        .enumerate()
        .map(|(number, passages)| {
            // A number makes the texts differ, so that no two have one hash.
            let mut passages = passages.clone();
            passages.push(format!("{number}."));
            let lang = Some(Lang::new(langs[number % langs.len()]));
            let mut article = load::from_passages(&format!("id {number}"), passages, lang, None);
            article.path = format!("dir {number}/é#{number}.txt");
            article
        })
        .collect()
}

fn key(articles: &[Article], (article, passage): (usize, usize)) -> PassageKey {
    let article = &articles[article % articles.len()];
    let passage = &article.passages[passage % article.passages.len()];
    PassageKey { article: article.hash, span: passage.span }
}

fn notes(plan: &Plan, articles: &[Article]) -> Vec<Annotation> {
    let colors = Color::ALL;
    let targets = [Target::Passage, Target::Range, Target::Link, Target::Fact];
    plan.notes
        .iter()
        .enumerate()
        .map(|(number, note)| Annotation {
            id: if number == 0 { note.id.clone() } else { format!("{}{number}", note.id) },
            on: targets[note.on],
            anchors: note
                .places
                .iter()
                .map(|(article, start, length)| {
                    let article = &articles[article % articles.len()];
                    let mut edges: Vec<usize> =
                        article.text.grapheme_indices(true).map(|(at, _)| at).collect();
                    edges.push(article.text.len());
                    let start = start % edges.len();
                    let end = start + length % (edges.len() - start);
                    let span = Span::new(edges[start], edges[end]);
                    let before: Vec<char> = article.text[..span.start].chars().collect();
                    Anchor {
                        article: article.hash,
                        path: article.path.clone(),
                        article_id: article.id.clone(),
                        lang: article.lang,
                        span,
                        quote: span.of(&article.text).to_owned(),
                        prefix: before[before.len().saturating_sub(32)..].iter().collect(),
                        suffix: article.text[span.end..].chars().take(32).collect(),
                    }
                })
                .collect(),
            note: note.text.clone(),
            tags: note.tags.clone(),
            color: colors[note.color],
            author: note.author.clone(),
            created: note.times.0,
            modified: note.times.1,
            state: AnnotationState::Anchored,
        })
        .collect()
}

fn decisions(plan: &Plan, articles: &[Article]) -> Vec<Logged> {
    let mut made: Vec<Logged> = Vec::new();
    for (kind, places, label, author, time) in &plan.decisions {
        let keys: Vec<PassageKey> = places.iter().map(|place| key(articles, *place)).collect();
        let (a, b) = (keys[0].clone(), keys[1].clone());
        let decision = match kind {
            0 => Decision::Link { a, b, verdict: Verdict::Confirmed },
            1 => Decision::Link { a, b, verdict: Verdict::Rejected },
            2 => Decision::Merge { passages: keys },
            3 => Decision::Split { passage: a, from: b },
            4 => {
                let word = |lang, text: &str| Word { lang: Lang::new(lang), text: text.to_owned() };
                Decision::Words { a: word("fa", label), b: word("en", author.trim()) }
            }
            _ => Decision::Name { passage: a, label: label.clone() },
        };
        if matches!(&decision, Decision::Words { b, .. } if b.text.is_empty()) {
            continue;
        }
        if made.iter().all(|logged| logged.decision != decision) {
            let anchors = hurt::said(articles, &decision);
            made.push(Logged { decision, author: author.clone(), made: *time, anchors });
        }
    }
    made
}

/// A library with these in it, read back for the articles.
fn kept(
    notes: &[Annotation],
    decisions: &[Logged],
    articles: &[Article],
) -> (Vec<Annotation>, Vec<Logged>) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = Store::open(&folder.path().join("library.db")).expect("opens");
    store.put_annotations(notes).expect("kept");
    store.put_decisions(decisions).expect("kept");
    (store.annotations(articles).expect("read"), store.decision_log_on(articles).expect("read"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_library_comes_back_from_web_annotation(plan in plans(), open in any::<bool>()) {
        let articles = articles(&plan);
        let (notes, decisions) =
            kept(&notes(&plan, &articles), &decisions(&plan, &articles), &articles);
        let source = Source {
            articles: &articles,
            readings: &[],
            alignment: &Alignment::default(),
            annotations: &notes,
            decisions: &decisions,
            passages: None,
        };
        let mut out = Vec::new();
        export::write(What::Annotations, Format::Webanno, source, &mut out).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        // With the articles at hand and without them.
        let at_hand = if open { &articles[..] } else { &[] };
        let read = import::read(&text, at_hand, 0).expect("read");
        prop_assert_eq!(&read.problems, &Vec::<String>::new());
        let back = kept(&read.annotations, &read.decisions, &articles);
        prop_assert_eq!(back, (notes, decisions));
    }

    #[test]
    fn verdicts_come_back_from_tmx(
        plan in plans(),
        links in vec(((any::<usize>(), any::<usize>()), (any::<usize>(), any::<usize>()), 0..3_u8), 0..9),
        open in any::<bool>(),
    ) {
        let articles = articles(&plan);
        let mut made: Vec<Link> = Vec::new();
        for (a, b, verdict) in links {
            let place = |(article, passage): (usize, usize)| {
                let article = article % articles.len();
                PassageRef { article, passage: passage % articles[article].passages.len() }
            };
            let (a, b) = (place(a), place(b));
            let words = |at: PassageRef| {
                !export::text::segment(articles[at.article].passage_text(at.passage)).is_empty()
            };
            if a.article >= b.article || !words(a) || !words(b) || made.iter().any(|l| (l.a, l.b) == (a, b)) {
                continue;
            }
            made.push(Link {
                a,
                b,
                score: 0.5,
                tier: Tier::Possible,
                origin: Origin::Human,
                verdict: [None, Some(Verdict::Confirmed), Some(Verdict::Rejected)][usize::from(verdict)],
                evidence: Vec::new(),
                conflicts: Vec::new(),
            });
        }
        let alignment = Alignment { links: made.clone(), facts: Vec::new() };
        let source = Source {
            articles: &articles,
            readings: &[],
            alignment: &alignment,
            annotations: &[],
            decisions: &[],
            passages: None,
        };
        let mut out = Vec::new();
        export::write(What::Pairs, Format::Tmx, source, &mut out).expect("written");
        let text = String::from_utf8(out).expect("UTF-8");
        let at_hand = if open { &articles[..] } else { &[] };
        let read = import::read(&text, at_hand, 0).expect("read");
        prop_assert_eq!(&read.problems, &Vec::<String>::new());
        let expected: Vec<Decision> = made
            .iter()
            .filter_map(|link| {
                let place = |at: PassageRef| key(&articles, (at.article, at.passage));
                Some(Decision::Link { a: place(link.a), b: place(link.b), verdict: link.verdict? })
            })
            .collect();
        prop_assert_eq!(read.passed_over, made.len() - expected.len());
        let decisions: Vec<Decision> = read.decisions.into_iter().map(|l| l.decision).collect();
        prop_assert_eq!(decisions, expected);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,60}", open in "[\\[{<]?") {
        let _ = import::read(&format!("{open}{text}"), &[], 0);
    }

    #[test]
    fn broken_exports_are_read_or_refused(cut in any::<usize>(), at in any::<usize>(), byte in "\\PC") {
        let hurt = hurt::set();
        for (what, format) in
            [(What::Annotations, Format::Webanno), (What::Pairs, Format::Tmx)]
        {
            let text: Vec<char> = hurt.written(what, format).chars().collect();
            let whole = &text[..cut % text.len()];
            let mut damaged: String = whole.iter().collect();
            let place = at % (whole.len() + 1);
            let place = damaged.char_indices().nth(place).map_or(damaged.len(), |(byte, _)| byte);
            damaged.insert_str(place, &byte);
            let _ = import::read(&damaged, &hurt.articles, 0);
        }
    }
}

/// The hostile set: its notes and decisions come back, the article that is not open included.
#[test]
fn the_hostile_set_comes_back() {
    let hurt = hurt::set();
    let text = hurt.written(What::Annotations, Format::Webanno);
    let read = import::read(&text, &hurt.articles, 0).expect("read");
    assert_eq!(read.problems, Vec::<String>::new());
    let mut expected = hurt.notes.clone();
    for note in &mut expected {
        // How well it is anchored is found out anew each time it is read.
        note.state = AnnotationState::Anchored;
    }
    assert_eq!(read.annotations, expected);
    assert_eq!(read.decisions, hurt.decisions);
}
