//! `--model DIR`: a sentence encoder in the folder layout in which such models are published
//! (sentence-transformers): `tokenizer.json`, `onnx/model.onnx`, and small JSON files that tell how
//! tokens are pooled and what is written before a text.

mod settings;

use super::{Meaning, MeaningError, MeaningKind, Progress, means};
use crate::model::Lang;
use rten::{Model, NodeId, RunOptions, Value, ValueOrView};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};
use settings::Settings;
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Short news sentences of ours in 14 languages: number, language, text. The mean of a language is
/// taken over them.
const SENTENCES: &str =
    include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/meaning/sentences.tsv"));
/// The language whose mean stands in for one that the sentences do not have.
const FALLBACK: Lang = Lang::new("en");
/// Names of the outputs that hold tokens or a whole text's vector, the best first.
const OUTPUTS: [&str; 3] = ["sentence_embedding", "last_hidden_state", "token_embeddings"];

/// An encoder read from a folder. One passage at a time goes through it, so that its neighbours
/// have no part in its vector.
pub struct ModelDir {
    dir: PathBuf,
    tokenizer: tokenizers::Tokenizer,
    model: Model,
    inputs: Vec<(Input, NodeId)>,
    output: NodeId,
    settings: Settings,
    identity: String,
    means: Mutex<HashMap<Lang, Arc<Vec<f32>>>>,
}

/// What a model asks to be given, each `[1, tokens]`.
#[derive(Clone, Copy)]
enum Input {
    Ids,
    Mask,
    Types,
    Positions,
}

impl ModelDir {
    /// Reads the folder; the error tells which file is missing or wrong and what is expected.
    pub fn open(dir: &Path) -> Result<Self, MeaningError> {
        let fail = |path: &Path, what: String| error(path, what);
        if !dir.is_dir() {
            return Err(fail(dir, "is no folder: give the folder of a model".to_owned()));
        }
        let tokenizer_path = dir.join("tokenizer.json");
        let tokenizer_bytes = std::fs::read(&tokenizer_path).map_err(|cause| {
            fail(&tokenizer_path, format!("can't be read ({cause}): the folder of a model has it"))
        })?;
        let mut tokenizer = tokenizers::Tokenizer::from_bytes(&tokenizer_bytes)
            .map_err(|cause| fail(&tokenizer_path, format!("is no tokenizer: {cause}")))?;
        tokenizer.with_padding(None);
        tokenizer
            .with_truncation(None)
            .map_err(|cause| fail(&tokenizer_path, cause.to_string()))?;
        let model_path = find_model(dir)?;
        let model = Model::load_file(&model_path)
            .map_err(|cause| fail(&model_path, format!("can't be loaded: {cause}")))?;
        let name = |id: NodeId| model.node_info(id).and_then(|node| node.name().map(str::to_owned));
        let inputs = model
            .input_ids()
            .iter()
            .map(|id| {
                let name = name(*id).unwrap_or_default();
                let input = match name.as_str() {
                    "input_ids" => Input::Ids,
                    "attention_mask" => Input::Mask,
                    "token_type_ids" => Input::Types,
                    "position_ids" => Input::Positions,
                    other => {
                        let what =
                            format!("asks for the input `{other}`: a text encoder is needed");
                        return Err(fail(&model_path, what));
                    }
                };
                Ok((input, *id))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let named = |wanted: &str| {
            model.output_ids().iter().find(|id| name(**id).as_deref() == Some(wanted))
        };
        let output = OUTPUTS.iter().find_map(|wanted| named(wanted));
        let output = *output
            .or(model.output_ids().first())
            .ok_or_else(|| fail(&model_path, "has no output".to_owned()))?;
        let settings = Settings::read(dir)?;
        let identity = identity(&model_path, &tokenizer_bytes, &settings)?;
        Ok(Self {
            dir: dir.to_owned(),
            tokenizer,
            model,
            inputs,
            output,
            settings,
            identity,
            means: Mutex::default(),
        })
    }

    fn error(&self, cause: impl ToString) -> MeaningError {
        error(&self.dir, format!("can't read a passage: {}", cause.to_string()))
    }

    /// The vector as the model gives it, at length 1; empty for a passage without text.
    fn raw(&self, text: &str) -> Result<Vec<f32>, MeaningError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let text = format!("{}{text}", self.settings.prefix);
        let encoding = self.tokenizer.encode_fast(text, true).map_err(|cause| self.error(cause))?;
        let mut ids: Vec<i32> =
            encoding.get_ids().iter().map(|id| i32::try_from(*id).unwrap_or(i32::MAX)).collect();
        // The last token may be the mark of the end, which the model needs to see.
        if let Some(end) = ids.last().copied().filter(|_| ids.len() > self.settings.most_tokens) {
            ids.truncate(self.settings.most_tokens - 1);
            ids.push(end);
        }
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let count = ids.len();
        let tokens = |input: Input| -> ValueOrView<'static> {
            let row = match input {
                Input::Ids => ids.clone(),
                Input::Mask => vec![1; count],
                Input::Types => vec![0; count],
                Input::Positions => (0..count as i32).collect(),
            };
            Value::from(NdTensor::from_data([1, count], row)).into()
        };
        let inputs = self.inputs.iter().map(|(input, id)| (*id, tokens(*input))).collect();
        let outputs = self
            .model
            .run(inputs, &[self.output], Some(RunOptions::default()))
            .map_err(|cause| self.error(cause))?;
        let output: Tensor<f32> = match outputs.into_iter().next().map(Tensor::try_from) {
            Some(Ok(output)) => output,
            _ => return Err(self.error("its output is no tensor of floats")),
        };
        let values = output.to_vec();
        let vector = match *output.shape() {
            [1, _] => values,
            [1, tokens, width] if tokens == count => self.settings.pooling.apply(&values, width),
            ref shape => return Err(self.error(format!("its output has the shape {shape:?}"))),
        };
        Ok(means::unit(vector))
    }

    /// The mean vector of the language's sentences under this model, made when first asked for.
    fn mean(&self, lang: Lang) -> Result<Arc<Vec<f32>>, MeaningError> {
        let lock = || self.means.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(mean) = lock().get(&lang) {
            return Ok(Arc::clone(mean));
        }
        let rows = || SENTENCES.lines().filter(|line| !line.starts_with('#'));
        let of = |lang: Lang| -> Vec<&str> {
            rows()
                .filter_map(|row| row.split_once('\t')?.1.split_once('\t'))
                .filter(|(code, _)| *code == lang.as_str())
                .map(|(_, text)| text)
                .collect()
        };
        let texts =
            Some(of(lang)).filter(|texts| !texts.is_empty()).unwrap_or_else(|| of(FALLBACK));
        let mut mean = Vec::new();
        for text in &texts {
            let vector = self.raw(text)?;
            mean.resize(vector.len(), 0.0);
            mean.iter_mut()
                .zip(&vector)
                .for_each(|(sum, value)| *sum += value / texts.len() as f32);
        }
        let mean = Arc::new(mean);
        lock().insert(lang, Arc::clone(&mean));
        Ok(mean)
    }
}

impl Meaning for ModelDir {
    fn kind(&self) -> MeaningKind {
        MeaningKind::ModelDir
    }

    fn identity(&self) -> String {
        self.identity.clone()
    }

    fn embed(
        &self,
        passages: &[(Lang, &str)],
        progress: Progress<'_>,
        cancel: &AtomicBool,
    ) -> Result<Vec<Vec<f32>>, MeaningError> {
        let mut vectors = Vec::with_capacity(passages.len());
        for (lang, text) in passages {
            if cancel.load(Ordering::Relaxed) {
                return Err(MeaningError::Cancelled);
            }
            let mean = self.mean(*lang)?;
            let vector = self.raw(text)?;
            let centred =
                vector.iter().zip(mean.iter()).map(|(value, mean)| value - mean).collect();
            vectors.push(means::unit(centred));
            progress(vectors.len());
        }
        Ok(vectors)
    }
}

fn error(path: &Path, what: String) -> MeaningError {
    MeaningError::ModelDir { path: path.to_owned(), what }
}

/// `onnx/model.onnx`, `model.onnx`, or the first other model in `onnx/` by name.
fn find_model(dir: &Path) -> Result<PathBuf, MeaningError> {
    let mut candidates = vec![dir.join("onnx").join("model.onnx"), dir.join("model.onnx")];
    if let Ok(entries) = std::fs::read_dir(dir.join("onnx")) {
        let mut others: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        others.retain(|path| path.extension().is_some_and(|end| end == "onnx"));
        others.sort();
        candidates.extend(others);
    }
    candidates.into_iter().find(|path| path.is_file()).ok_or_else(|| {
        let what =
            "has no onnx/model.onnx: get the model's ONNX form, or export it with optimum-cli";
        error(dir, what.to_owned())
    })
}

/// Names the model by its tokenizer, settings, and the model's size, time and first bytes: models
/// are too large to be read twice.
fn identity(model: &Path, tokenizer: &[u8], settings: &Settings) -> Result<String, MeaningError> {
    use std::io::Read;
    let unreadable = |cause: std::io::Error| error(model, format!("can't be read: {cause}"));
    let file = std::fs::File::open(model).map_err(unreadable)?;
    let facts = file.metadata().map_err(unreadable)?;
    let mut start = Vec::new();
    file.take(1 << 16).read_to_end(&mut start).map_err(unreadable)?;
    let mut hash = Sha256::new();
    hash.update(tokenizer);
    hash.update(format!("{settings:?} {} {:?}", facts.len(), facts.modified().ok()));
    hash.update(SENTENCES);
    hash.update(&start);
    let floats = rten_gemm::GemmExecutor::<f32>::default();
    Ok(format!("model-{}-{}", super::hex(&hash.finalize()[..16]), floats.kernel_name()))
}
