//! The manual page: the command line's declaration, the table of commands, the table of settings.

use super::config;
use crate::app::command::COMMANDS;
use crate::cli::Cli;
use anyhow::Result;
use clap::CommandFactory;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

/// The page in roff.
pub fn page() -> Result<Vec<u8>> {
    let mut command = Cli::command();
    // So that each subcommand's own options know the global ones.
    command.build();
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    man.render_options_section(&mut page)?;
    let mut rest = Roff::new();
    subcommands(&mut rest, &command);
    keys(&mut rest);
    settings(&mut rest);
    files(&mut rest);
    environment(&mut rest);
    rest.control("SH", ["EXIT STATUS"]);
    rest.text([roman(command.get_after_help().map(ToString::to_string).unwrap_or_default())]);
    rest.to_writer(&mut page)?;
    man.render_version_section(&mut page)?;
    Ok(page)
}

fn subcommands(roff: &mut Roff, command: &clap::Command) {
    roff.control("SH", ["COMMANDS"]);
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let places: String = sub
            .get_positionals()
            .filter_map(|place| Some(format!(" {}", place.get_value_names()?.first()?)))
            .collect();
        let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
        entry(roff, &format!("{} {}{places}", command.get_name(), sub.get_name()), &about);
        let own =
            sub.get_arguments().filter(|option| !option.is_positional() && !option.is_global_set());
        roff.control("RS", []);
        for option in own.filter(|option| !["help", "version"].contains(&option.get_id().as_str()))
        {
            let value = if option.get_action().takes_values() {
                let names = option.get_value_names().unwrap_or_default();
                format!(" {}", names.iter().map(|name| name.as_str()).collect::<Vec<_>>().join(" "))
            } else {
                String::new()
            };
            let long = option.get_long().unwrap_or_default();
            let help = option.get_help().map(ToString::to_string).unwrap_or_default();
            let values: Vec<String> = option
                .get_possible_values()
                .iter()
                .map(|value| value.get_name().to_owned())
                .collect();
            let list = if values.is_empty() || !option.get_action().takes_values() {
                String::new()
            } else {
                format!(" ({})", values.join(", "))
            };
            entry(roff, &format!("--{long}{value}"), &format!("{help}{list}"));
        }
        roff.control("RE", []);
    }
}

fn keys(roff: &mut Roff) {
    roff.control("SH", ["KEYS"]);
    roff.text([roman(
        "As they are without a settings file; in the reader, ? lists those in force. \
         The name of each is what the settings file calls it.",
    )]);
    let mut group = None;
    for command in COMMANDS {
        if group != Some(command.group) {
            group = Some(command.group);
            let title = if command.group.is_empty() { "Always" } else { command.group };
            roff.control("SS", [title]);
        }
        let help = format!("{} ({})", command.help, command.name);
        entry(roff, &command.keys.join(" "), &help);
    }
}

fn settings(roff: &mut Roff) {
    roff.control("SH", ["SETTINGS"]);
    roff.text([roman(
        "In TOML. hexapla doctor --defaults prints a file with all of them, commented out; \
         its section [keys] gives commands other keys.",
    )]);
    for (name, value, help) in config::described() {
        entry(roff, &format!("{name} = {value}"), &help);
    }
}

fn files(roff: &mut Roff) {
    roff.control("SH", ["FILES"]);
    let files = [
        ("~/.config/hexapla/config.toml", "Settings; --config names another file."),
        ("~/.config/hexapla/terminals.toml", "What was chosen by eye in hexapla doctor."),
        ("~/.local/share/hexapla/library.db", "Notes, decisions, sessions; --store names another."),
        ("~/.cache/hexapla/", "Vectors that were made once; may be deleted."),
    ];
    for (name, help) in files {
        entry(roff, name, help);
    }
    roff.text([roman("On other systems they are where the platform keeps such things.")]);
}

fn environment(roff: &mut Roff) {
    roff.control("SH", ["ENVIRONMENT"]);
    let names = [
        ("NO_COLOR", "Where it is not empty, no colours are used."),
        ("COLORFGBG", "Tells whether the background is light where the terminal does not."),
        ("VISUAL, EDITOR", "The editor for notes."),
        ("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_CACHE_HOME", "Where the files above are."),
    ];
    for (name, help) in names {
        entry(roff, name, help);
    }
}

fn entry(roff: &mut Roff, name: &str, help: &str) {
    roff.control("TP", []);
    roff.text([bold(name)]);
    roff.text([roman(help)]);
}
