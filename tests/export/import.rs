//! `hexapla import`: files of ours and of others, into a library that has something in it.

use super::scope::{Room, STORY};
use hexapla::import::{self, ImportError};
use hexapla::load;
use hexapla::model::{Article, Decision, Lang, Logged, Target, Verdict};
use serde_json::{Value, json};
use std::fs;

fn article() -> Article {
    let text = "The harbour is open.\nNine ships came. The harbour is full 😀 now.\n";
    load::from_text("news/a b.txt", "a", text.to_owned(), Some(Lang::new("en")), None)
}

fn read(value: &Value) -> import::Imported {
    import::read(&value.to_string(), &[article()], 7).expect("read")
}

/// Annotations as other programs write them: the place they are found at.
#[test]
fn places_by_every_kind_of_selector() {
    let quote = |exact: &str, prefix: &str| json!({"type": "TextQuoteSelector", "exact": exact, "prefix": prefix});
    for (target, expected) in [
        (
            json!({"source": "news/a%20b.txt", "selector": quote("Nine ships", "")}),
            Some("Nine ships"),
        ),
        (
            json!({"source": "file:///home/x/a%20b.txt", "selector": quote("Nine ships", "")}),
            Some("Nine ships"),
        ),
        // Twice there: the context tells, or the position.
        (
            json!({"source": "news/a b.txt", "selector": [quote("The harbour", "came. ")]}),
            Some("The harbour"),
        ),
        (
            json!({"source": "x.txt", "selector": [quote("harbour is full", "")]}),
            Some("harbour is full"),
        ),
        (
            json!({"source": {"id": "news/a b.txt"}, "selector": {"type": "TextPositionSelector", "start": 21, "end": 25}}),
            Some("Nine"),
        ),
        (json!("news/a%20b.txt#char=21,25"), Some("Nine")),
        (
            json!({"source": "news/a b.txt", "selector": {"type": "FragmentSelector", "value": "char=58,59"}}),
            Some("😀"),
        ),
        // A position alone is worth nothing in a text that is not named.
        (
            json!({"source": "x.txt", "selector": {"type": "TextPositionSelector", "start": 0, "end": 4}}),
            None,
        ),
        (json!({"source": "x.txt", "selector": quote("The harbour", "")}), None),
        (json!({"source": "x.txt", "selector": quote("elsewhere", "")}), None),
        (
            json!({"source": "news/a b.txt", "selector": {"type": "TextPositionSelector", "start": 9, "end": 4}}),
            None,
        ),
        (json!({"source": "news/a b.txt"}), None),
        (json!(7), None),
    ] {
        let note = json!({"type": "Annotation", "body": {"value": "n"}, "target": target});
        let found = read(&note);
        let article = article();
        let place = found.annotations.first().map(|note| note.anchors[0].span.of(&article.text));
        assert_eq!(place, expected, "{target}");
        assert_eq!(found.problems.len(), usize::from(expected.is_none()), "{target}");
        if let Some(note) = found.annotations.first() {
            assert_eq!(note.anchors[0].article, article.hash, "{target}");
            assert_eq!(note.anchors[0].quote, expected.unwrap_or_default(), "{target}");
        }
    }
}

#[test]
fn who_wrote_it_when_and_how_is_kept() {
    let target = json!({"source": "news/a b.txt", "styleClass": "red", "selector": {
        "type": "TextQuoteSelector", "exact": "Nine ships"}});
    let note = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "https://example.org/n/1", "type": ["Annotation"],
        "motivation": "commenting",
        "creator": [{"type": "Person", "name": "B. Other"}, "https://example.org/people/c"],
        "created": "2022-02-22T02:00:00+02:00",
        "body": [
            {"type": "TextualBody", "value": "Eight, says the port."},
            {"type": "TextualBody", "purpose": "tagging", "value": "to check"},
        ],
        "target": [target.clone(), target.clone()],
    });
    for shape in [
        note.clone(),
        json!([note]),
        json!({"type": "AnnotationPage", "items": [note]}),
        json!({"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [note]}}),
        json!({"@graph": [note]}),
    ] {
        let found = read(&shape);
        assert_eq!(found.problems, Vec::<String>::new());
        let [note] = &found.annotations[..] else { panic!("{found:?}") };
        assert_eq!(note.author, "B. Other, https://example.org/people/c");
        assert_eq!((note.created, note.modified), (1_645_488_000, 1_645_488_000));
        assert_eq!((note.id.as_str(), note.on), ("https://example.org/n/1", Target::Link));
        assert_eq!(
            (note.note.as_str(), &note.tags[..]),
            ("Eight, says the port.", &["to-check".to_owned()][..])
        );
        assert_eq!(note.color.as_str(), "red");
    }
}

#[test]
fn half_a_surrogate_pair_is_no_end() {
    let text = r#"{"type":"Annotation","id":"urn:x:1","body":"cut \ud83d here","target":{"source":"news/a b.txt","selector":{"type":"TextQuoteSelector","exact":"Nine ships"}}}"#;
    let found = import::read(text, &[article()], 0).expect("read");
    assert_eq!(found.annotations[0].note, "cut \u{fffd} here");
}

/// The words have changed since: the note goes to the article it names, for the store to find them.
#[test]
fn a_note_on_words_that_changed_stays_with_its_article() {
    let note = json!({"type": "Annotation", "body": {"value": "n"}, "target": {
        "source": "news/a b.txt", "selector": {"type": "TextQuoteSelector", "exact": "Ten ships came."}}});
    let found = read(&note);
    let anchor = &found.annotations[0].anchors[0];
    assert_eq!((anchor.path.as_str(), anchor.quote.as_str()), ("news/a b.txt", "Ten ships came."));
    assert_eq!((anchor.article_id.as_str(), anchor.lang), ("a", Lang::new("en")));
    assert_ne!(anchor.article, article().hash);
    assert_eq!(found.unplaced(), 1);
}

/// Which of two places is meant nobody can tell: nothing that was written is lost all the same.
#[test]
fn a_note_on_words_that_stand_there_twice_stays_with_its_article() {
    let note = json!({"type": "Annotation", "body": {"value": "n"}, "target": {
        "source": "news/a b.txt", "selector": {"type": "TextQuoteSelector", "exact": "The harbour"}}});
    let found = read(&note);
    let anchor = &found.annotations[0].anchors[0];
    assert_eq!((anchor.path.as_str(), anchor.lang), ("news/a b.txt", Lang::new("en")));
    assert_ne!(anchor.article, article().hash);
    assert_eq!((found.unplaced(), found.problems.len()), (1, 0));
}

#[test]
fn verdicts_of_others_by_the_words_alone() {
    let tmx = |segments: [&str; 2]| {
        format!(
            "<tmx version=\"1.4\"><header/><body><tu><prop type=\"x-verdict\">confirmed</prop>\
             <tuv xml:lang=\"en\"><seg>{}</seg></tuv><tuv xml:lang=\"fa\"><seg>{}</seg></tuv></tu>\
             <tu><tuv xml:lang=\"en\"><seg>no verdict</seg></tuv></tu></body></tmx>",
            segments[0], segments[1]
        )
    };
    let other =
        load::from_passages("fa", vec!["نه کشتی آمد.".to_owned()], Some(Lang::new("fa")), None);
    let articles = [article(), other];
    let found = import::read(&tmx(["Nine <ph>1</ph> ships came", "نه کشتی آمد."]), &articles, 0);
    assert_eq!(found.expect("read").decisions.len(), 1, "the words of a code are none of the text");
    let found = import::read(&tmx(["Nine   ships came", "نه کشتی آمد."]), &articles, 0);
    let found = found.expect("read");
    let [Logged { decision: Decision::Link { a, b, verdict: Verdict::Confirmed }, .. }] =
        &found.decisions[..]
    else {
        panic!("{found:?}")
    };
    assert_eq!(a.span.of(&articles[0].text), "Nine ships came.");
    assert_eq!((b.article, found.passed_over), (articles[1].hash, 1));
    let lost = import::read(&tmx(["Never said", "نه کشتی آمد."]), &articles, 0).expect("read");
    assert_eq!((lost.decisions.len(), lost.problems.len()), (0, 1));
}

#[test]
fn what_is_no_such_file_is_refused() {
    for (text, expected) in [
        ("", "neither"),
        ("plain words", "neither"),
        ("{\"type\":", "ends in the middle"),
        ("{\n\n\"a\" 1}", "line 3"),
        ("<tmx>\n<body></tmx>", "line 2"),
        ("<tmx><body>", "ends in the middle"),
        ("<xliff></xliff>", "xliff"),
    ] {
        let error = import::read(text, &[], 0).expect_err(text);
        assert!(error.to_string().contains(expected), "{text:?}: {error}");
    }
    assert_eq!(import::read("x", &[], 0), Err(ImportError::Unknown));
}

/// Two readers of the story, each with a library.
#[test]
fn what_one_reader_exports_another_takes_over() {
    let (mine, theirs) = (Room::new(), Room::new());
    let link = theirs.lines("pairs", &[]).remove(0);
    let tmx = theirs.printed(0, &[&["export", "pairs", "--format", "tmx"], &STORY[..]].concat());
    let confirmed = tmx.replacen("<tu>", "<tu><prop type=\"x-verdict\">confirmed</prop>", 1);
    fs::write(theirs.path("judged.tmx"), &confirmed).expect("written");
    let report = theirs.printed(0, &[&["import", "judged.tmx"], &STORY[..]].concat());
    assert!(report.starts_with("taken over: 0 annotations and 1 decision; "), "{report}");
    let judged = theirs.lines("pairs", &["--verdict", "confirmed"]);
    assert_eq!(judged.len(), 1);
    assert_eq!((&judged[0]["a"], &judged[0]["b"]), (&link["a"], &link["b"]));

    let note = json!({"type": "Annotation", "id": "urn:uuid:6fa459ea-ee8a-4ca4-894e-db77e160355e",
        "creator": {"type": "Person", "name": "Theirs"}, "created": "2022-02-22T00:00:00Z",
        "body": [{"type": "TextualBody", "value": "look", "purpose": "commenting"},
                 {"type": "TextualBody", "value": "check", "purpose": "tagging"}],
        "target": {"source": "en.txt", "selector": [{"type": "TextQuoteSelector",
            "exact": link["a"]["text"].as_str().expect("text")}]}});
    let source = link["a"]["path"].as_str().expect("a path");
    let note = note.to_string().replace("en.txt", source);
    fs::write(theirs.path("note.json"), &note).expect("written");
    let report = theirs.printed(0, &[&["import", "note.json"], &STORY[..]].concat());
    assert_eq!(report, "taken over: 1 annotation and 0 decisions\n");
    let tagged = theirs.lines("pairs", &["--tag", "check"]);
    assert!(tagged.iter().any(|pair| pair["a"] == link["a"]), "what the tag is on");

    let arguments = [&["export", "annotations", "--format", "webanno"], &STORY[..]].concat();
    let out = theirs.printed(0, &arguments);
    fs::write(mine.path("theirs.jsonld"), &out).expect("written");
    let take = [&["import", "theirs.jsonld"], &STORY[..]].concat();
    assert_eq!(mine.printed(0, &take), "taken over: 1 annotation and 1 decision\n");
    assert_eq!(mine.lines("annotations", &[]), theirs.lines("annotations", &[]));
    assert_eq!(
        mine.printed(0, &take),
        "taken over: 0 annotations and 0 decisions; 2 here already\n"
    );

    // They change their note, and I have judged otherwise: mine stays, theirs stands beside it.
    let changed =
        out.replace("\"look\"", "\"look again\"").replace("\"confirmed\"", "\"rejected\"");
    fs::write(mine.path("theirs.jsonld"), changed).expect("written");
    let report = mine.printed(1, &take);
    assert_eq!(
        report,
        "taken over: 1 annotation and 0 decisions; 1 beside one of yours that differs; 1 against yours\n"
    );
    let notes: Vec<String> = mine
        .lines("annotations", &[])
        .iter()
        .map(|note| format!("{} {}", note["author"], note["note"]))
        .collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    for note in ["\"Theirs\" \"look\"", "\"Theirs\" \"look again\""] {
        assert!(notes.contains(&note.to_owned()), "{notes:?}");
    }
    assert_eq!(mine.lines("pairs", &["--verdict", "confirmed"]).len(), 1);
    assert_eq!(
        mine.printed(1, &take),
        "taken over: 0 annotations and 0 decisions; 1 here already; 1 against yours\n"
    );
}

/// The log of decisions: who decided and when goes from library to library, a glossary too.
#[test]
fn the_log_of_decisions_goes_from_library_to_library() {
    let (mine, theirs) = (Room::new(), Room::new());
    let link = theirs.lines("pairs", &[]).remove(0);
    let target = |side: &Value| json!({"source": side["path"], "selector": [{"type": "TextQuoteSelector", "exact": side["text"]}]});
    let word = |lang: &str, text: &str| json!({"id": format!("data:text/plain;charset=utf-8,{text}"), "language": lang});
    let judged = |class: &str, target: Value| {
        json!({"type": "Annotation", "motivation": "assessing", "created": "2022-02-22T12:30:00Z",
            "creator": {"type": "Person", "name": "Theirs"}, "target": target,
            "body": {"type": "TextualBody", "value": class, "purpose": "classifying"}})
    };
    let all = json!([
        judged("rejected", json!([target(&link["a"]), target(&link["b"])])),
        judged("words", json!([word("en", "storm%20surge"), word("fa", "طوفان")])),
        judged("words", json!([word("en", "alone")])),
    ]);
    fs::write(theirs.path("judged.json"), all.to_string()).expect("written");
    let report = theirs.printed(1, &[&["import", "judged.json"], &STORY[..]].concat());
    assert_eq!(report, "taken over: 0 annotations and 2 decisions; 1 not understood\n");
    let log = theirs.lines("annotations", &["--decisions"]);
    assert_eq!(log.len(), 2);
    for line in &log {
        assert_eq!(
            (&line["author"], &line["made"]),
            (&json!("Theirs"), &json!("2022-02-22T12:30:00Z"))
        );
    }
    let said = ["a", "b"].map(|side| link[side]["text"].clone());
    assert_eq!(log[0]["verdict"], "rejected");
    assert_eq!([0, 1].map(|at| log[0]["passages"][at]["quote"].clone()), said);
    assert_eq!(
        log[1]["words"],
        json!([{"lang": "en", "text": "storm surge"}, {"lang": "fa", "text": "طوفان"}])
    );

    for what in [&["--decisions"][..], &[]] {
        let export = [&["export", "annotations", "--format", "webanno"], what, &STORY[..]].concat();
        fs::write(mine.path("log.jsonld"), theirs.printed(0, &export)).expect("written");
        mine.printed(0, &[&["import", "log.jsonld"], &STORY[..]].concat());
        assert_eq!(mine.lines("annotations", &["--decisions"]), log, "{what:?}");
    }
    // Narrowed down, what is of no article is left out.
    let id = link["a"]["article"].as_str().expect("an id");
    assert_eq!(mine.lines("annotations", &["--decisions", "--article", id]), log[..1]);
}

#[test]
fn a_file_that_is_not_there_or_not_text_is_named() {
    let room = Room::new();
    fs::write(room.path("binary"), [0xff, 0xfe, 0x00]).expect("written");
    fs::write(room.path("latin"), b"{\"type\": \"\xe9\"}").expect("written");
    for name in ["missing.json", "binary", "latin"] {
        let output = room.run(&["import", name, "en.txt"]);
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(String::from_utf8_lossy(&output.stderr).contains(name));
    }
}
