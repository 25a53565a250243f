//! What every export of the hostile set must be, whoever reads it.

use super::hurt::{self, Hurt};
use hexapla::export::{ExportError, Format, What};
use hexapla::model::Direction;
use quick_xml::events::Event;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const CONTROLS: [char; 8] =
    ['\0', '\u{7}', '\u{1b}', '\u{b}', '\u{85}', '\u{202e}', '\u{2067}', '\u{202b}'];

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

fn is_xml(name: &str, text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => panic!("{name}: {error}"),
        }
    }
    assert!(!text.contains("]]>"), "{name}: a bare end of CDATA");
}

#[test]
fn every_fit_is_written_and_every_other_refused() {
    let hurt = hurt::set();
    for format in Format::ALL {
        for what in What::ALL {
            let mut out = Vec::new();
            let folder = tempfile::tempdir().expect("a folder");
            let file = hexapla::export::write(what, format, hurt.source(), &mut out);
            let many = hexapla::export::write_folder(what, format, hurt.source(), folder.path());
            let what = (format, what);
            if !format.holds(what.1) {
                for error in [file, many] {
                    let error = error.expect_err("refused");
                    assert!(matches!(error, ExportError::DoesNotFit(_)), "{what:?}: {error}");
                }
            } else if format.is_folder() {
                assert!(matches!(file, Err(ExportError::WantsFolder(_))), "{what:?}");
                many.unwrap_or_else(|error| panic!("{what:?}: {error}"));
                assert!(!files(folder.path()).is_empty(), "{what:?}");
            } else {
                file.unwrap_or_else(|error| panic!("{what:?}: {error}"));
                assert!(matches!(many, Err(ExportError::WantsFile(_))), "{what:?}");
                assert!(!out.is_empty(), "{what:?}");
            }
        }
    }
}

/// Nothing that steers a terminal or turns a text leaves in a format that is shown as it is.
#[test]
fn no_controls_leave() {
    let hurt = hurt::set();
    let folder = tempfile::tempdir().expect("a folder");
    let mut texts: Vec<(String, String)> = Vec::new();
    for format in [Format::Tsv, Format::Csv, Format::Tmx, Format::Html, Format::Markdown] {
        for what in What::ALL.into_iter().filter(|what| format.holds(*what)) {
            texts.push((format!("{format:?} {what:?}"), hurt.written(what, format)));
        }
    }
    for format in [Format::Xliff, Format::Moses, Format::CesAlign] {
        hurt.written_to(format, &folder.path().join(format.as_str()));
    }
    for file in files(folder.path()) {
        texts.push((file.display().to_string(), fs::read_to_string(&file).expect("UTF-8")));
    }
    for (name, text) in &texts {
        for control in CONTROLS {
            // XLIFF keeps what XML can keep.
            let kept = name.ends_with(".xlf") && control == '\u{85}';
            assert!(kept || !text.contains(control), "{name}: {control:?}");
        }
    }
}

#[test]
fn xml_is_well_formed() {
    let hurt = hurt::set();
    is_xml("tmx", &hurt.written(What::Pairs, Format::Tmx));
    let folder = tempfile::tempdir().expect("a folder");
    for format in [Format::Xliff, Format::CesAlign] {
        let folder = folder.path().join(format.as_str());
        hurt.written_to(format, &folder);
        let found = files(&folder);
        assert!(found.len() >= 4, "{found:?}");
        for file in found {
            let text = fs::read_to_string(&file).expect("UTF-8");
            is_xml(&file.display().to_string(), &text);
        }
    }
}

/// The text of a cell without its guard.
fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').unwrap_or(cell)
}

#[test]
fn tables_are_rectangular_harmless_and_give_the_text_back() {
    let hurt = hurt::set();
    for (format, separator) in [(Format::Csv, b','), (Format::Tsv, b'\t')] {
        for what in What::ALL {
            let text = hurt.written(what, format);
            let mut reader = csv::ReaderBuilder::new()
                .delimiter(separator)
                .quoting(format == Format::Csv)
                .from_reader(text.as_bytes());
            let heads = reader.headers().expect("a header").clone();
            let rows: Vec<csv::StringRecord> =
                reader.records().map(|row| row.expect("as wide as the header")).collect();
            assert!(!rows.is_empty(), "{format:?} {what:?}");
            for cell in rows.iter().flatten() {
                assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
            }
            if what == What::Passages {
                let column = heads.iter().position(|head| head == "text").expect("there");
                let expected: Vec<String> = hurt
                    .articles
                    .iter()
                    .flat_map(|article| {
                        (0..article.passages.len()).map(|number| {
                            hexapla::export::text::segment(article.passage_text(number))
                        })
                    })
                    .collect();
                let found: Vec<&str> = rows.iter().map(|row| unguarded(&row[column])).collect();
                assert_eq!(found, expected, "{format:?}");
            }
        }
    }
}

#[test]
fn moses_sides_have_a_line_for_each_pair() {
    let folder = tempfile::tempdir().expect("a folder");
    let hurt = hurt::set();
    hurt.written_to(Format::Moses, folder.path());
    let names: BTreeSet<String> = files(folder.path())
        .iter()
        .map(|file| file.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    let lines = |name: &str| {
        let text = fs::read_to_string(folder.path().join(name)).expect("there");
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let mut total = 0;
    for name in names.iter().filter_map(|name| name.strip_suffix(".ids")) {
        let (a, b) = name.split_once('-').expect("two languages");
        let sides = if a == b {
            [format!("{name}.1.{a}"), format!("{name}.2.{b}")]
        } else {
            [format!("{name}.{a}"), format!("{name}.{b}")]
        };
        let [a, b] = sides.map(|side| lines(&side));
        assert!(!a.is_empty() && a.iter().chain(&b).all(|line| !line.trim().is_empty()), "{name}");
        assert_eq!((a.len(), b.len()), (b.len(), lines(&format!("{name}.ids")).len()), "{name}");
        total += a.len();
    }
    let words = |at: hexapla::model::PassageRef| {
        !hurt.articles[at.article].passage_text(at.passage).is_empty()
    };
    let expected =
        hurt.alignment.links.iter().filter(|link| words(link.a) && words(link.b)).count();
    assert_eq!(total, expected, "all pairs that have words on both sides");
    assert!(names.contains("ar-ar.1.ar"), "{names:?}");
}

#[test]
fn xliff_keeps_the_text_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    hurt::set().written_to(Format::Xliff, folder.path());
    let text = fs::read_to_string(folder.path().join("ar-en.xlf")).expect("there");
    for kept in [
        "<target xml:space=\"preserve\">Nul <cp hex=\"0000\"/>, bell <cp hex=\"0007\"/>",
        "Line&#xD;\nbreaks&#xD;of\nall\u{2028}kinds",
        "srcLang=\"ar\" trgLang=\"en\"",
        "srcDir=\"rtl\" trgDir=\"ltr\"",
    ] {
        assert!(text.contains(kept), "{kept}");
    }
}

#[test]
fn two_amounts_nearly_the_same_stand_in_the_order_of_the_sides() {
    let hurt = hurt::set();
    let near = "number 288000 ~ 300000";
    for format in [Format::Tsv, Format::Csv, Format::Webanno] {
        assert!(hurt.written(What::Pairs, format).contains(near), "{format:?}");
    }
    let jsonl = hurt.written(What::Pairs, Format::Jsonl);
    assert!(jsonl.contains(r#""kind":"number","value":"288000 ~ 300000""#));
    // English comes first in the set and last in the alphabet.
    let folder = tempfile::tempdir().expect("a folder");
    hurt.written_to(Format::Xliff, folder.path());
    for (name, said) in [("ar-en.xlf", "300000 ~ 288000"), ("en-hi.xlf", "288000 ~ 300000")] {
        let text = fs::read_to_string(folder.path().join(name)).expect("there");
        assert!(text.contains(&format!("number: {said}</note>")), "{name}");
        assert_eq!(text.matches(" ~ ").count(), text.matches(said).count(), "{name}");
    }
}

#[test]
fn reports_for_people_say_values_in_words() {
    let hurt = hurt::set();
    for (what, words) in [(What::Facts, "22 February 2022"), (What::Pairs, "288,000 ~ 300,000")] {
        let page = hurt.written(what, Format::Html);
        assert!(page.contains(&format!(">{words}</span>")), "{what:?}");
    }
    let report = hurt.written(What::Pairs, Format::Markdown);
    assert!(report.contains("number: 288,000 \\~ 300,000"), "{report}");
    for what in [What::Facts, What::Conflicts] {
        let (page, report) =
            (hurt.written(what, Format::Html), hurt.written(what, Format::Markdown));
        assert!(page.contains(">Tuesday</span>") && page.contains("title=\"-W-2\""), "{what:?}");
        assert!(report.contains("Tuesday") && !report.contains("W-2"), "{what:?}");
    }
    assert!(hurt.written(What::Conflicts, Format::Jsonl).contains(r#""value":"-W-2""#));
}

#[test]
fn an_id_in_place_of_a_title_is_not_turned_by_the_language_of_its_article() {
    let mut hurt = hurt::set();
    let article =
        hurt.articles.iter_mut().find(|found| found.dir == Direction::RightToLeft).expect("one");
    (article.id, article.title) = ("002_f8".to_owned(), None);
    for what in [What::Facts, What::Conflicts] {
        let page = hurt.written(what, Format::Html);
        assert!(page.contains("dir=\"rtl\"><bdi dir=\"auto\">002_f8</bdi>"), "{what:?}");
    }
}

#[test]
fn the_page_is_inert_and_says_of_every_cell_what_it_is_written_in() {
    let hurt = hurt::set();
    for what in [What::Pairs, What::Facts, What::Conflicts, What::Annotations] {
        let page = hurt.written(what, Format::Html);
        for wrong in ["<script", "<img", "src=", "href=", "url(", "@import \"", "javascript:"] {
            // What an article says of it is text: its angle brackets and quotes are escaped.
            let live = page.replace("&lt;img src=http", "");
            assert!(!live.contains(wrong), "{what:?}: {wrong}");
        }
        assert!(page.contains("default-src 'none'"), "{what:?}");
        let cells = page.matches("<td").count();
        assert!(cells > 10, "{what:?}");
        let mut said = 0;
        for tag in page.split('<').filter(|tag| tag.starts_with("td")) {
            let tag = tag.split('>').next().expect("a tag");
            assert!(tag.contains(" lang=\"") && tag.contains(" dir=\""), "{what:?}: {tag}");
            said += 1;
        }
        assert_eq!(said, cells, "{what:?}");
    }
}

#[test]
fn exports_are_the_same_each_time() {
    let (one, two): (Hurt, Hurt) = (hurt::set(), hurt::set());
    for format in Format::ALL.into_iter().filter(|format| !format.is_folder()) {
        for what in What::ALL.into_iter().filter(|what| format.holds(*what)) {
            assert!(one.written(what, format) == two.written(what, format), "{format:?} {what:?}");
        }
    }
}
