//! A set built to hurt: everything that a format can break on, in texts, paths, ids, evidence,
//! notes and links.

use hexapla::export::{self, Format, Source, What};
use hexapla::load;
use hexapla::model::{
    Alignment, Anchor, Annotation, AnnotationState, Article, Color, Conflict, ConflictKind,
    ConflictValue, Decision, Evidence, EvidenceKind, Fact, Lang, Link, LinkConflict, Logged,
    Origin, PassageKey, PassageRef, Reading, Span, Target, Tier, Verdict, Word,
};
use std::path::Path;

/// Passages of the English article; the others have them in their own words or the same.
const HOSTILE: [&str; 14] = [
    "Nul \0, bell \u{7}, escape \u{1b}[31m, vertical tab \u{b}, form feed \u{c}, next line \u{85}end.",
    "Astral 😀 𝕏 𐤀𐤁 and a flag 🇮🇷, a family 👨‍👩‍👧, e\u{301} combined.",
    "=HYPERLINK(\"http://example.org/?\"&A1,\"click\")",
    "+1-2*3 and @SUM(A1:A9)",
    "-2+3+cmd|' /C calc'!A0",
    "@import \"x\"; 'quoted' \"twice\" ‘single’ «guillemets» ,;\t|",
    "CDATA ends ]]> here, <!-- comment --> </seg></source></td> &amp; &#0; &bogus;",
    "<script>alert(1)</script><img src=http://example.org/x onerror=alert(1)>",
    "Override \u{202e}desrever\u{202c} and isolate \u{2067}open, embed \u{202b}too, mark \u{200f}.",
    "Noncharacters \u{fffe} \u{ffff} \u{fdd0} \u{10ffff} and a replacement \u{fffd}.",
    "Line\r\nbreaks\rof\nall\u{2028}kinds\u{2029}here   and \u{a0} spaces.",
    "'an apostrophe leads, \u{feff}a mark inside, soft\u{ad}hyphen",
    "",
    "＝1+1 full width",
];

/// What the passages of a decision say, where their articles are open.
pub fn said(articles: &[Article], decision: &Decision) -> Vec<Anchor> {
    let keys = decision.passages().into_iter();
    keys.filter_map(|key| {
        let article = articles.iter().find(|article| article.hash == key.article)?;
        Some(Anchor::new(article, key.span))
    })
    .collect()
}

/// The set and everything about it.
pub struct Hurt {
    pub articles: Vec<Article>,
    pub readings: Vec<Vec<Reading>>,
    pub alignment: Alignment,
    pub notes: Vec<Annotation>,
    pub decisions: Vec<Logged>,
}

impl Hurt {
    pub fn source(&self) -> Source<'_> {
        Source {
            articles: &self.articles,
            readings: &self.readings,
            alignment: &self.alignment,
            annotations: &self.notes,
            decisions: &self.decisions,
            passages: None,
        }
    }

    /// An export to one file.
    pub fn written(&self, what: What, format: Format) -> String {
        let mut out = Vec::new();
        export::write(what, format, self.source(), &mut out).expect("written");
        String::from_utf8(out).expect("UTF-8")
    }

    /// An export to a folder.
    pub fn written_to(&self, format: Format, folder: &Path) {
        export::write_folder(What::Pairs, format, self.source(), folder).expect("written");
    }
}

fn article(id: &str, path: &str, lang: &str, passages: Vec<String>) -> Article {
    let mut article = load::from_passages(id, passages, Some(Lang::new(lang)), None);
    article.path = path.to_owned();
    article
}

/// The same hostile passages with words of the language around them.
fn passages(words: &str) -> Vec<String> {
    let around =
        |text: &&str| if text.is_empty() { String::new() } else { format!("{text} {words}") };
    HOSTILE.iter().map(around).collect()
}

fn link(a: (usize, usize), b: (usize, usize), verdict: Option<Verdict>) -> Link {
    let at = |(article, passage)| PassageRef { article, passage };
    Link {
        a: at(a),
        b: at(b),
        score: 0.875,
        tier: Tier::Sure,
        origin: Origin::Automatic,
        verdict,
        evidence: vec![
            Evidence {
                kind: EvidenceKind::Name,
                value: "=cmd ]]> <b> \u{202e}".to_owned(),
                a: None,
                b: None,
                weight: 0.5,
            },
            Evidence {
                kind: EvidenceKind::Number,
                value: "-43 \"x\"\u{0}".to_owned(),
                a: None,
                b: None,
                weight: 0.5,
            },
            Evidence {
                kind: EvidenceKind::Number,
                value: "288000 ~ 300000".to_owned(),
                a: None,
                b: None,
                weight: 0.25,
            },
        ],
        conflicts: Vec::new(),
    }
}

/// The first bytes of a passage up to its first space, as a span.
fn word(article: &Article, passage: usize) -> Span {
    let span = article.passages[passage].span;
    let end = span.of(&article.text).find(' ').unwrap_or(span.len());
    Span::new(span.start, span.start + end)
}

pub fn set() -> Hurt {
    let mut articles = vec![
        article("en", "a,\"b\"\t\n\u{1b}[2J/=x <y>.txt", "en", passages("and so on")),
        article("../../ar", "مقال ١.txt", "ar", passages("وهكذا دواليك")),
        article("fa", "/tmp/fa ۱.txt", "fa", passages("و مانند آن")),
        article("hi", "'hi'.txt", "hi", passages("इत्यादि")),
        article("AR", "-", "ar", passages("وما إلى ذلك")),
    ];
    // Escapes as JSON has them; a lone half of a pair is the loader's to refuse or to replace.
    let json = concat!(
        r#"{"id":"he","lang":"he","passages":["\u05e9\u05dc\u05d5\u05dd \u0000\u202e \ud83d\ude00","\u05e9\u05d5\u05d1 43"]}"#,
        "\n",
        r#"{"id":"broken","lang":"he","passages":["\ud800 \u05e9\u05dc\u05d5\u05dd"]}"#
    );
    let loaded = load::from_bytes("he.jsonl", json.into(), &load::Options::default());
    let he = loaded.articles.into_iter().find(|article| article.id == "he").expect("loaded");
    articles.push(he);

    let mut links: Vec<Link> = Vec::new();
    for passage in 0..HOSTILE.len() {
        let verdict = match passage % 3 {
            0 => Some(Verdict::Confirmed),
            1 => Some(Verdict::Rejected),
            _ => None,
        };
        // The empty passage among them: one side or both without a word.
        links.push(link((0, passage), (1, passage), verdict));
        links.push(link((0, passage), (3, passage), None));
    }
    // Two of one language, m:n, and crossing.
    for (a, b) in [(0, 0), (0, 1), (1, 0), (2, 5), (5, 2), (3, 4), (4, 3), (12, 6), (6, 12)] {
        links.push(link((1, a), (4, b), None));
        links.push(link((1, a), (2, b), Some(Verdict::Confirmed)));
    }
    links.push(link((2, 0), (5, 0), None));
    links.push(link((2, 8), (5, 1), None));
    links.sort_by_key(|link| (link.a, link.b));
    for link in &mut links {
        let (a_span, b_span) = (
            word(&articles[link.a.article], link.a.passage),
            word(&articles[link.b.article], link.b.passage),
        );
        if link.a.passage == 0 {
            link.conflicts.push(LinkConflict {
                kind: ConflictKind::Number,
                a: "=43".to_owned(),
                b: "44 <i>".to_owned(),
                a_span,
                b_span,
            });
        }
    }
    let at = |article, passage| PassageRef { article, passage };
    let fact = |id: &str, label: &str, mentions: Vec<PassageRef>| Fact {
        id: id.to_owned(),
        label: label.to_owned(),
        evidence: vec![(EvidenceKind::Date, "2022-02-22".to_owned())],
        conflicts: vec![Conflict {
            kind: ConflictKind::Number,
            values: mentions
                .iter()
                .enumerate()
                .map(|(number, at)| ConflictValue {
                    at: *at,
                    span: word(&articles[at.article], at.passage),
                    value: if number == 3 { "-W-2".to_owned() } else { format!("={number}") },
                })
                .collect(),
        }],
        mentions,
    };
    let facts = vec![
        fact("f0000001", "=label \"<b>\u{202e}\" 😀", vec![at(0, 0), at(1, 0), at(1, 1), at(3, 0)]),
        fact("f0000002", "مسألة ]]>", vec![at(0, 2), at(1, 2), at(2, 5), at(4, 5)]),
    ];

    let note = |id: &str, text: &str, places: &[(usize, usize)]| Annotation {
        id: id.to_owned(),
        on: if places.len() == 1 { Target::Passage } else { Target::Fact },
        anchors: places
            .iter()
            .map(|(article, passage)| {
                let found = &articles[*article];
                let span = found.passages[*passage].span;
                let before = found.text[..span.start].chars().count();
                Anchor {
                    article: found.hash,
                    path: found.path.clone(),
                    article_id: found.id.clone(),
                    lang: found.lang,
                    span,
                    quote: span.of(&found.text).to_owned(),
                    prefix: found
                        .text
                        .chars()
                        .skip(before.saturating_sub(32))
                        .take(before.min(32))
                        .collect(),
                    suffix: found.text[span.end..].chars().take(32).collect(),
                }
            })
            .collect(),
        note: text.to_owned(),
        tags: vec!["=tag".to_owned(), "وسم".to_owned()],
        color: Color::Purple,
        author: "A. \"Nalyst\" <x@y> \u{202e}".to_owned(),
        created: 1_645_488_000,
        modified: 1_645_488_060,
        state: AnnotationState::Anchored,
    };
    let mut notes = vec![
        note("6fa459ea-ee8a-4ca4-894e-db77e160355e", "=1 ]]> <b>\n\nملاحظة \u{1b}", &[(0, 0)]),
        note("an id, \"quoted\"", "", &[(1, 8)]),
        note("https://example.org/a/1", "x", &[(0, 10), (2, 10), (5, 0)]),
    ];
    // One whose article is not open, and one whose words have changed.
    let mut gone = note("gone", "its article is not open", &[(0, 3)]);
    gone.anchors[0].article.0[0] ^= 1;
    gone.state = AnnotationState::Orphan;
    let mut changed = note("changed", "other words stand there now", &[(0, 4)]);
    changed.anchors[0].quote = "-2+4".to_owned();
    changed.state = AnnotationState::Changed;
    notes.extend([gone, changed]);

    let key = |article: usize, passage: usize| PassageKey {
        article: articles[article].hash,
        span: articles[article].passages[passage].span,
    };
    let mut far = key(0, 1);
    far.article.0[1] ^= 1;
    let decisions = vec![
        Decision::Link { a: key(0, 0), b: key(1, 0), verdict: Verdict::Confirmed },
        Decision::Link { a: key(2, 1), b: far, verdict: Verdict::Rejected },
        Decision::Merge { passages: vec![key(0, 2), key(1, 2), key(3, 2)] },
        Decision::Split { passage: key(0, 3), from: key(1, 4) },
        Decision::Name { passage: key(0, 0), label: "=name ]]> 😀".to_owned() },
        Decision::Words {
            a: Word { lang: Lang::new("ar"), text: "=\u{202e}عاصفة %41 ]]>".to_owned() },
            b: Word { lang: Lang::new("en"), text: "<b>\"storm\", 😀".to_owned() },
        },
    ];
    let decisions = decisions.into_iter().zip(0_i64..);
    let decisions = decisions.map(|(decision, number)| Logged {
        author: ["", "=Me, \"]]>\" \u{202e}"][usize::from(number > 0)].to_owned(),
        made: number * 86_399,
        anchors: said(&articles, &decision),
        decision,
    });
    let decisions = decisions.collect();
    let readings =
        articles.iter().map(|article| vec![Reading::default(); article.passages.len()]).collect();
    Hurt { readings, alignment: Alignment { links, facts }, notes, decisions, articles }
}
