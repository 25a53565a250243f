//! Puts every file below `assets/lang/` into one table, so that a new language or concept domain is
//! a new file and never a change in code; and says how a release is linked.
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    let assets = root.join("assets").join("lang");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=assets/lang");
    let mut files = Vec::new();
    collect(&assets, &mut files);
    files.sort();
    let mut code = format!("[File; {}] = [\n", files.len());
    for (number, file) in files.iter().enumerate() {
        println!("cargo::rerun-if-changed={}", file.display());
        let name = file
            .strip_prefix(&assets)
            .expect("collected below it")
            .components()
            .map(|part| part.as_os_str().to_string_lossy())
            .collect::<Vec<_>>()
            .join("/");
        // What the first screen needs of every language is not packed.
        let entry = if name.ends_with(".toml") {
            format!("File::plain({name:?}, include_str!({:?}))", file.display().to_string())
        } else {
            let text = fs::read(file).expect("it was listed");
            let packed = out.join(format!("{number}.deflate"));
            fs::write(&packed, pack(&text)).expect("the build folder is writable");
            let (path, length) = (packed.display().to_string(), text.len());
            format!("File::packed({name:?}, include_bytes!({path:?}), {length})")
        };
        writeln!(code, "    {entry},").expect("a string takes it");
    }
    code.push(']');
    let code = format!("static FILES: {code};\n");
    fs::write(out.join("lang_assets.rs"), code).expect("the build folder is writable");
    if is("PROFILE", "release") && is("CARGO_CFG_TARGET_OS", "linux") {
        // Whoever asks for debug information wants the names too.
        if is("DEBUG", "false") {
            println!("cargo::rustc-link-arg-bins=-Wl,--strip-all");
        }
        if loads_packed_relocations() {
            println!("cargo::rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
        }
    }
}

fn is(name: &str, value: &str) -> bool {
    env::var(name).is_ok_and(|found| found == value)
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("a vector takes it");
    encoder.finish().expect("a vector takes it")
}

/// A megabyte of the program says where in it addresses are to be put right. glibc 2.36 and later
/// read that packed to a fiftieth; linkers that are as old as that can pack it.
fn loads_packed_relocations() -> bool {
    let here = env::var("HOST").ok() == env::var("TARGET").ok();
    if !(here && is("CARGO_CFG_TARGET_ENV", "gnu")) {
        return false;
    }
    // "glibc 2.36"
    let said = Command::new("getconf").arg("GNU_LIBC_VERSION").output();
    let said = said.map(|said| String::from_utf8_lossy(&said.stdout).into_owned());
    let version = said.unwrap_or_default();
    let version = version.trim().strip_prefix("glibc ").and_then(|version| {
        let (major, minor) = version.split_once('.')?;
        Some((major.parse().ok()?, minor.split('.').next()?.parse().ok()?))
    });
    version.is_some_and(|version: (u32, u32)| version >= (2, 36))
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(dir) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            println!("cargo::rerun-if-changed={}", path.display());
            collect(&path, files);
        } else if path.extension().is_some_and(|ext| ext == "tsv" || ext == "toml") {
            files.push(path);
        }
    }
}
