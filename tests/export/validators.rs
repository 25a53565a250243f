//! Exports judged by programs of others: the DTD of TMX, the schemas and rules of XLIFF, those of
//! the W3C, html5lib, pandas. They stand in `../shared/validate` (or `$HEXAPLA_SHARED/validate`),
//! no part of this repository; where they are not there, or not set up, the test says so and passes.

use super::hurt;
use super::shapes::files;
use hexapla::export::{Format, What};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The validators, if they are on this machine and ready.
struct Validators {
    folder: PathBuf,
    python: PathBuf,
}

impl Validators {
    fn find() -> Option<Self> {
        let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
        let shared = std::env::var_os("HEXAPLA_SHARED").map_or_else(beside, PathBuf::from);
        let folder = shared.join("validate");
        let home = PathBuf::from(std::env::var_os("HOME")?);
        let python = home.join(".cache/validate-venv/bin/python");
        let needed = "import html5lib, jsonschema, lxml, pandas, pyld, saxonche, translate";
        let has_all = || {
            let checked = Command::new(&python).args(["-c", needed]).output();
            checked.is_ok_and(|output| output.status.success())
        };
        let ready = folder.is_dir() && python.is_file() && has_all();
        if !ready {
            eprintln!(
                "skipped: no validators in {}, or not set up (its setup.sh)",
                folder.display()
            );
        }
        ready.then_some(Self { folder, python })
    }

    /// Runs one on a file; what it says where the file is not valid.
    fn judge(&self, name: &str, file: &Path, more: &[String]) -> Result<(), String> {
        let script = self.folder.join(name);
        let mut command = match script.extension().and_then(|ending| ending.to_str()) {
            Some("py") => Command::new(&self.python),
            _ => Command::new("bash"),
        };
        let output = command
            .arg(&script)
            .arg(file)
            .args(more)
            .output()
            .map_err(|error| error.to_string())?;
        let said = format!(
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        match output.status.code() {
            Some(0) => Ok(()),
            Some(2) => {
                eprintln!("skipped: {name} is not set up: {said}");
                Ok(())
            }
            _ => Err(format!("{name} {}:\n{said}", file.display())),
        }
    }
}

/// The script for a file that an export made.
fn script(file: &Path) -> Option<&'static str> {
    match file.extension()?.to_str()? {
        "tmx" => Some("validate_tmx.sh"),
        "xlf" => Some("validate_xliff.sh"),
        "html" => Some("validate_html.py"),
        "jsonld" => Some("validate_webanno.py"),
        "csv" | "tsv" => Some("validate_csv.py"),
        "jsonl" => Some("validate_jsonl.py"),
        _ => None,
    }
}

fn ending(format: Format) -> &'static str {
    match format {
        Format::Webanno => "jsonld",
        other => other.as_str(),
    }
}

#[test]
fn the_hostile_set_is_valid_in_every_format() {
    let Some(validators) = Validators::find() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let hurt = hurt::set();
    for format in Format::ALL {
        if format.is_folder() {
            hurt.written_to(format, &folder.path().join(format.as_str()));
            continue;
        }
        for what in What::ALL.into_iter().filter(|what| format.holds(*what)) {
            let file = folder.path().join(format!("{}.{}", what.as_str(), ending(format)));
            fs::write(file, hurt.written(what, format)).expect("written");
        }
    }
    // The texts, for the positions of the annotations to be checked in.
    let mut texts = Vec::new();
    let annotations = hurt.written(What::Annotations, Format::Webanno);
    let collection: serde_json::Value = serde_json::from_str(&annotations).expect("JSON");
    for item in collection["first"]["items"].as_array().expect("a list") {
        for target in item["target"].as_array().expect("a list") {
            let source = &target["source"];
            let article = hurt.articles.iter().position(|article| {
                source["canonical"] == format!("hash://sha256/{}", article.hash).as_str()
            });
            if let Some(number) = article {
                let file = folder.path().join(format!("text-{number}"));
                fs::write(&file, &hurt.articles[number].text).expect("written");
                let id = source["id"].as_str().expect("an address");
                texts.extend(["--text".to_owned(), format!("{id}={}", file.display())]);
            }
        }
    }
    judge(&validators, folder.path(), &texts, 30);
}

/// Judges every file that there is a script for; `least`: how many there are at the least.
fn judge(validators: &Validators, folder: &Path, texts: &[String], least: usize) {
    let mut judged = 0;
    let mut wrong = Vec::new();
    for file in files(folder) {
        let Some(script) = script(&file) else { continue };
        // Validators take a list of nothing for a mistake.
        let text = fs::read_to_string(&file).expect("UTF-8");
        if text.is_empty() || text.contains("\"total\":0,") {
            continue;
        }
        let more = if script == "validate_webanno.py" { texts } else { &[] };
        wrong.extend(validators.judge(script, &file, more).err());
        judged += 1;
    }
    assert!(judged >= least, "{judged} files");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Articles as they are on the web, where they may be read but not committed.
#[test]
fn the_seeds_are_valid_in_every_format() {
    let Some(validators) = Validators::find() else { return };
    let seeds: Vec<PathBuf> = match fs::read_dir(validators.folder.join("../seeds")) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
        Err(error) => return eprintln!("skipped: no seeds: {error}"),
    };
    let folder = tempfile::tempdir().expect("a folder");
    for format in Format::ALL {
        for what in [What::Pairs, What::Facts, What::Conflicts] {
            if !format.holds(what) {
                continue;
            }
            let name = if format.is_folder() {
                format.as_str().to_owned()
            } else {
                format!("{}.{}", what.as_str(), ending(format))
            };
            let status = Command::new(env!("CARGO_BIN_EXE_hexapla"))
                .env("HOME", folder.path().join("home"))
                .args(["--meaning", "none", "export", what.as_str(), "--tier", "sure"])
                .args(["--format", format.as_str(), "--output"])
                .arg(folder.path().join(name))
                .args(&seeds)
                .status()
                .expect("runs");
            assert!(status.success(), "{format:?} {what:?}");
        }
    }
    judge(&validators, folder.path(), &[], 12);
}
