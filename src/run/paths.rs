//! Where the program keeps things.

use crate::cli::Global;
use anyhow::{Context, Result};
use directories::ProjectDirs;
use std::path::PathBuf;

fn project() -> Result<ProjectDirs> {
    ProjectDirs::from("", "", "hexapla")
        .context("no home folder is known: name the files with --store and --config")
}

/// The settings file.
pub fn config(global: &Global) -> Result<PathBuf> {
    match &global.config {
        Some(path) => Ok(path.clone()),
        None => Ok(project()?.config_dir().join("config.toml")),
    }
}

/// The library database.
pub fn store(global: &Global) -> Result<PathBuf> {
    match &global.store {
        Some(path) => Ok(path.clone()),
        None => Ok(project()?.data_dir().join("library.db")),
    }
}

/// The modes that were found right by eye, a terminal each: see [`super::doctor`].
pub fn terminals(global: &Global) -> Result<PathBuf> {
    match &global.config {
        Some(path) => Ok(path.with_file_name("terminals.toml")),
        None => Ok(project()?.config_dir().join("terminals.toml")),
    }
}

/// Where vectors that were made once are kept.
pub fn cache() -> Result<PathBuf> {
    Ok(project()?.cache_dir().join("meaning"))
}
