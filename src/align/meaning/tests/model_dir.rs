use super::*;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder with six words: see `tools/encoder/tiny_model.py`.
fn tiny() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/align/meaning/tests/tiny-model")
}

/// A copy that may be damaged.
fn copy() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for file in ["tokenizer.json", "onnx/model.onnx", "1_Pooling/config.json"] {
        let to = dir.path().join(file);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(tiny().join(file), to).unwrap();
    }
    dir
}

fn embed(model: &ModelDir, texts: &[&str]) -> Vec<Vec<f32>> {
    let passages: Vec<(Lang, &str)> = texts.iter().map(|text| (Lang::new("en"), *text)).collect();
    model.embed(&passages, &|_| (), &RUN).unwrap()
}

#[test]
fn reads_a_published_folder() {
    let model = ModelDir::open(&tiny()).unwrap();
    let vectors = embed(&model, &["War", "guerra", "peace", "paz", " "]);
    let near = |a: usize, b: usize| cosine(&vectors[a], &vectors[b]);
    assert!(near(0, 1) > 0.95 && near(2, 3) > 0.95, "{vectors:?}");
    assert!(near(0, 2) < 0.5 && near(1, 3) < 0.5, "{vectors:?}");
    assert_eq!(vectors[4].len(), 0);
    assert_eq!(model.kind(), MeaningKind::ModelDir);
    // Eight tokens are read, the mark of the end among them.
    let long = embed(&model, &["war war war war war", "war war war war war peace peace peace"]);
    assert_eq!(long[0], long[1]);
}

#[test]
fn a_prefix_comes_from_the_files_or_the_name() {
    let dir = copy();
    let plain = embed(&ModelDir::open(dir.path()).unwrap(), &["war peace war"]);
    let e5 = dir.path().join("small-e5");
    fs::create_dir(&e5).unwrap();
    for part in ["tokenizer.json", "onnx", "1_Pooling"] {
        fs::rename(dir.path().join(part), e5.join(part)).unwrap();
    }
    let prefixed = embed(&ModelDir::open(&e5).unwrap(), &["war peace war"]);
    assert_ne!(plain, prefixed, "models of the E5 family see `query: ` first");
    let none = r#"{"prompts": {"query": ""}}"#;
    fs::write(e5.join("config_sentence_transformers.json"), none).unwrap();
    let cleared = ModelDir::open(&e5).unwrap();
    assert_eq!(embed(&cleared, &["war peace war"]), plain);
    assert_ne!(cleared.identity(), ModelDir::open(&tiny()).unwrap().identity());
}

#[test]
fn pooling_is_that_of_the_folder() {
    let dir = copy();
    let mut seen = Vec::new();
    for mode in ["mean_tokens", "cls_token", "lasttoken", "max_tokens"] {
        let config = format!("{{\"pooling_mode_{mode}\": true}}");
        fs::write(dir.path().join("1_Pooling/config.json"), config).unwrap();
        let model = ModelDir::open(dir.path()).unwrap();
        seen.push(embed(&model, &["war"]).remove(0));
    }
    // Every text begins and ends with the same mark, so nothing is left of these but rounding.
    assert!(seen[1].is_empty() || seen[2].is_empty(), "{seen:?}");
    assert_ne!(seen[0], seen[3]);
}

#[test]
fn what_is_wrong_is_said() {
    let damage = |file: &str, content: Option<&[u8]>| {
        let dir = copy();
        let path = dir.path().join(file);
        match content {
            Some(content) => fs::write(path, content).unwrap(),
            None => fs::remove_file(path).unwrap(),
        }
        ModelDir::open(dir.path()).map(|_| ()).unwrap_err().to_string()
    };
    let cases: [(&str, Option<&[u8]>, &str); 6] = [
        ("tokenizer.json", None, "tokenizer.json can't be read"),
        ("tokenizer.json", Some(b"{}"), "is no tokenizer"),
        ("onnx/model.onnx", None, "has no onnx/model.onnx"),
        ("onnx/model.onnx", Some(b"nothing of the kind"), "can't be loaded"),
        ("1_Pooling/config.json", Some(b"{"), "is not JSON"),
        ("1_Pooling/config.json", Some(b"{}"), "mean, cls, last and max"),
    ];
    for (file, content, expected) in cases {
        let message = damage(file, content);
        assert!(message.replace(':', "").contains(&expected.replace(':', "")), "{message}");
    }
    let missing = ModelDir::open(Path::new("/no/such/folder")).map(|_| ()).unwrap_err();
    assert!(missing.to_string().contains("is no folder"), "{missing}");
}
