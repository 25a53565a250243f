//! The small JSON files of a published encoder.

use super::error;
use crate::align::meaning::MeaningError;
use serde_json::Value;
use std::path::Path;

/// How the vectors of a text's tokens become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pooling {
    Mean,
    First,
    Last,
    Max,
}

/// What the folder says of how the model is used.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Settings {
    pub pooling: Pooling,
    /// Written before each text.
    pub prefix: String,
    /// Tokens the model can read, its marks of begin and end among them; at least 2.
    pub most_tokens: usize,
}

impl Settings {
    /// A file that is not there leaves what most models do: the mean of 512 tokens, no prefix
    /// (`query: ` for models of the E5 family, which are trained with it).
    pub fn read(dir: &Path) -> Result<Self, MeaningError> {
        let pooling = match json(&dir.join("1_Pooling").join("config.json"))? {
            Some(config) => pooling(&config, dir)?,
            None => Pooling::Mean,
        };
        let config = json(&dir.join("config.json"))?.unwrap_or_default();
        let prompts = json(&dir.join("config_sentence_transformers.json"))?.unwrap_or_default();
        let limits = json(&dir.join("sentence_bert_config.json"))?.unwrap_or_default();
        let most_tokens = limits["max_seq_length"]
            .as_u64()
            .or_else(|| Some(config["max_position_embeddings"].as_u64()?.saturating_sub(2)))
            .unwrap_or(512);
        let most_tokens = usize::try_from(most_tokens).unwrap_or(512).max(2);
        Ok(Self { pooling, prefix: prefix(&prompts, &config, dir), most_tokens })
    }
}

fn json(path: &Path) -> Result<Option<Value>, MeaningError> {
    match std::fs::read(path) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .map(Some)
            .map_err(|cause| error(path, format!("is not JSON: {cause}"))),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(error(path, format!("can't be read: {cause}"))),
    }
}

fn pooling(config: &Value, dir: &Path) -> Result<Pooling, MeaningError> {
    let known = [
        ("pooling_mode_mean_tokens", Pooling::Mean),
        ("pooling_mode_cls_token", Pooling::First),
        ("pooling_mode_lasttoken", Pooling::Last),
        ("pooling_mode_max_tokens", Pooling::Max),
    ];
    let chosen = known.iter().find(|(key, _)| config[*key] == Value::Bool(true));
    chosen.map(|(_, pooling)| *pooling).ok_or_else(|| {
        let what = "asks for a way of pooling that is not known: mean, cls, last and max are";
        error(&dir.join("1_Pooling").join("config.json"), what.to_owned())
    })
}

/// The prompt that the model names as its default, or the one for queries: passages are compared
/// with their like, and models trained on both use that one.
fn prefix(prompts: &Value, config: &Value, dir: &Path) -> String {
    let default = prompts["default_prompt_name"].as_str();
    let named = default.into_iter().chain(["query", "passage"]);
    let listed = named.filter_map(|name| prompts["prompts"][name].as_str()).next();
    if let Some(prefix) = listed {
        return prefix.to_owned();
    }
    let of_e5 = |name: &str| {
        name.to_ascii_lowercase()
            .split(|letter: char| !letter.is_alphanumeric())
            .any(|part| part == "e5")
    };
    let folder = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let folder = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let name = config["_name_or_path"].as_str().unwrap_or_default();
    if of_e5(&folder) || of_e5(name) { "query: ".to_owned() } else { String::new() }
}

impl Pooling {
    /// `tokens` is `[tokens, width]` and not empty.
    pub fn apply(self, tokens: &[f32], width: usize) -> Vec<f32> {
        let mut rows = tokens.chunks_exact(width.max(1));
        let first = rows.next().unwrap_or_default().to_vec();
        match self {
            Self::First => first,
            Self::Last => rows.next_back().map_or(first, <[f32]>::to_vec),
            Self::Mean | Self::Max => rows.fold(first, |mut all, row| {
                for (kept, value) in all.iter_mut().zip(row) {
                    *kept = if self == Self::Max { kept.max(*value) } else { *kept + value };
                }
                all
            }),
        }
    }
}
