use super::*;
use std::borrow::Cow;
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

mod model_dir;
mod table;

static ENCODER: LazyLock<Encoder> = LazyLock::new(|| {
    Encoder::open(assets::ENCODER, assets::ENCODER_MEANS).expect("the built-in encoder opens")
});
static RUN: AtomicBool = AtomicBool::new(false);

/// What other programs make of the sentences: see `tools/encoder/reference.py`.
struct Reference {
    lang: Lang,
    text: &'static str,
    pieces: Vec<u32>,
    vector: Vec<f32>,
}

fn reference() -> Vec<Reference> {
    include_str!("tests/reference.tsv")
        .lines()
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let byte = |at| u8::from_str_radix(&fields[3][at..at + 2], 16).unwrap() as i8;
            Reference {
                lang: fields[0].parse().unwrap(),
                text: fields[1],
                pieces: fields[2].split(' ').map(|piece| piece.parse().unwrap()).collect(),
                vector: (0..fields[3].len()).step_by(2).map(|at| f32::from(byte(at))).collect(),
            }
        })
        .collect()
}

fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f32>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

fn raw(texts: &[&str]) -> Vec<Vec<f32>> {
    ENCODER.raw(texts, &|_| (), &RUN).unwrap()
}

#[test]
fn pieces_are_those_of_sentencepiece() {
    for line in reference() {
        let pieces = ENCODER.tokenizer().encode(&format!("query: {}", line.text));
        assert_eq!(pieces, line.pieces, "{}", line.text);
    }
}

#[test]
fn vectors_are_close_to_the_uncut_model() {
    let lines = reference();
    let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
    for (line, vector) in lines.iter().zip(raw(&texts)) {
        let near = cosine(&vector, &line.vector);
        assert!(near > 0.975, "{} {near}: {}", line.lang, line.text);
    }
}

#[test]
fn a_vector_depends_on_its_passage_alone() {
    let lines = reference();
    let texts: Vec<&str> = lines.iter().take(9).map(|line| line.text).collect();
    let together = raw(&texts);
    for (text, vector) in texts.iter().zip(&together) {
        assert_eq!(&raw(&[text])[0], vector, "{text}");
    }
    let mut turned = texts.clone();
    turned.reverse();
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let mut vectors = pool.install(|| raw(&turned));
        vectors.reverse();
        assert_eq!(vectors, together, "{threads} threads");
    }
}

#[test]
fn translations_are_nearer_than_other_passages() {
    let lines = reference();
    let passages: Vec<(Lang, &str)> = lines.iter().map(|line| (line.lang, line.text)).collect();
    let vectors = ENCODER.embed(&passages, &|_| (), &RUN).unwrap();
    let half = lines.len() / 2;
    for (a, b) in (0..half).flat_map(|a| (0..half).map(move |b| (a, b))) {
        let same = cosine(&vectors[a], &vectors[b]);
        let other = cosine(&vectors[a], &vectors[half + b]);
        assert!(same > other + 0.2, "{} {}: {same} {other}", lines[a].lang, lines[b].lang);
    }
    assert!(vectors.iter().all(|vector| (cosine(vector, vector) - 1.0).abs() < 1e-4));
}

#[test]
fn blank_and_endless_passages() {
    let endless = "слово ".repeat(3000);
    let cut = format!("{}другое", "слово ".repeat(3000));
    let vectors = raw(&["", " \n\t ", "a", &endless, &cut, "\u{200b}"]);
    assert_eq!((vectors[0].len(), vectors[1].len()), (0, 0));
    assert_eq!((vectors[2].len(), vectors[5].len()), (384, 384));
    assert_eq!(vectors[3], vectors[4], "what is beyond the limit is not read");
}

#[test]
fn a_cancelled_run_stops_and_progress_counts() {
    let cancel = AtomicBool::new(true);
    let result = ENCODER.raw(&["a"], &|_| (), &cancel);
    assert!(matches!(result, Err(MeaningError::Cancelled)));
    let seen = std::cell::RefCell::new(Vec::new());
    ENCODER.raw(&["a", "", "b"], &|done| seen.borrow_mut().push(done), &RUN).unwrap();
    let seen = seen.into_inner();
    assert_eq!((seen.first(), seen.last()), (Some(&1), Some(&3)));
}

#[test]
fn damaged_assets_are_errors() {
    let open = |bytes: Vec<u8>, means: &[u8]| Encoder::open(Cow::Owned(bytes), means).err();
    let part = |length: usize| assets::ENCODER[..length].to_vec();
    let lengths = [0, 7, 30, 60, 5_000, 1_000_000, 20_000_000, assets::ENCODER.len() - 1];
    for length in lengths {
        let error = open(part(length), assets::ENCODER_MEANS);
        assert!(matches!(error, Some(MeaningError::Asset { .. })), "cut at {length}");
    }
    // Sizes beyond all bounds, in the header.
    for field in 0..7 {
        let mut bytes = part(1_000_000);
        bytes[24 + 4 * field..28 + 4 * field].fill(0xFF);
        assert!(open(bytes, assets::ENCODER_MEANS).is_some(), "field {field}");
    }
    assert!(Means::open(&assets::ENCODER_MEANS[..40]).is_err());
    assert!(Means::open(b"hxmean01\0\0\0\0\0\0\0\0").is_err());
}

mod cached {
    use super::*;
    use std::sync::Mutex;

    /// Gives each passage a vector of its length and notes what it was asked.
    struct Lengths<'a>(&'a Mutex<Vec<String>>);

    static ASKED: Mutex<Vec<String>> = Mutex::new(Vec::new());

    impl Meaning for Lengths<'static> {
        fn kind(&self) -> MeaningKind {
            MeaningKind::Encoder
        }

        fn identity(&self) -> String {
            "lengths".to_owned()
        }

        fn embed(
            &self,
            passages: &[(Lang, &str)],
            progress: Progress<'_>,
            _: &AtomicBool,
        ) -> Result<Vec<Vec<f32>>, MeaningError> {
            self.0.lock().unwrap().extend(passages.iter().map(|(_, text)| text.to_string()));
            progress(passages.len());
            Ok(passages.iter().map(|(_, text)| vec![text.len() as f32 / 3.0; 5]).collect())
        }
    }

    #[test]
    fn keeps_what_was_made_and_heals() {
        let dir = tempfile::tempdir().unwrap();
        let asked = || std::mem::take(&mut *ASKED.lock().unwrap());
        let cached = Cached::new(Box::new(Lengths(&ASKED)), dir.path());
        let (ar, fa) = (Lang::new("ar"), Lang::new("fa"));
        let embed = |passages: &[(Lang, &str)]| cached.embed(passages, &|_| (), &RUN).unwrap();

        let first = embed(&[(ar, "one"), (ar, "three")]);
        assert_eq!(asked(), ["one", "three"]);
        assert_eq!(embed(&[(ar, "three"), (fa, "one"), (ar, "one")])[2], first[0]);
        assert_eq!(asked(), ["one"], "the language is part of what is kept");

        let files = |dir: &std::path::Path| -> Vec<std::path::PathBuf> {
            std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()).collect()
        };
        let kept: Vec<_> = files(dir.path()).iter().flat_map(|folder| files(folder)).collect();
        assert_eq!(kept.len(), 3);
        for file in &kept {
            let mut bytes = std::fs::read(file).unwrap();
            bytes[12] ^= 1;
            std::fs::write(file, bytes).unwrap();
        }
        assert_eq!(embed(&[(ar, "one")]), first[..1], "damaged files are not read");
        assert_eq!(asked(), ["one"]);
        embed(&[(ar, "one")]);
        assert_eq!(asked(), [""; 0], "and are written anew");
    }

    #[test]
    fn a_folder_that_cannot_be_is_no_error() {
        let file = tempfile::NamedTempFile::new().unwrap();
        static NOTES: Mutex<Vec<String>> = Mutex::new(Vec::new());
        let cached = Cached::new(Box::new(Lengths(&NOTES)), file.path());
        let passages = [(Lang::new("en"), "word")];
        assert_eq!(cached.embed(&passages, &|_| (), &RUN).unwrap().len(), 1);
    }

    #[test]
    fn the_encoder_gives_the_same_through_the_cache() {
        let dir = tempfile::tempdir().unwrap();
        let open = || Encoder::open(assets::ENCODER, assets::ENCODER_MEANS).unwrap();
        let cached = Cached::new(Box::new(open()), dir.path());
        let passages = [(Lang::new("en"), "A ceasefire began at dawn."), (Lang::new("en"), "")];
        let plain = ENCODER.embed(&passages, &|_| (), &RUN).unwrap();
        for _ in 0..2 {
            assert_eq!(cached.embed(&passages, &|_| (), &RUN).unwrap(), plain);
        }
    }
}
