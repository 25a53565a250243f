//! A page that sets what was found side by side: one file, no script, nothing fetched. What is
//! chosen above the table is filtered by the style sheet alone, so that it works in every browser
//! that knows `:has` (all since 2023) with scripts off; in an older one everything is shown.

mod rows;
mod words;

use super::{ExportError, Source, What};
use crate::model::Article;
use rows::{Cells, Row};
use std::io::Write;
use words::{escaped, plain};

const STYLE: &str = include_str!("style.css");

/// Writes the page.
pub fn write(what: What, source: Source<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    let rows = rows::of(what, source);
    let title = match what {
        What::Facts => "Facts: who tells what",
        What::Conflicts => "Conflicts: where they disagree",
        What::Annotations => "Annotations",
        _ => "Pairs: the same fact in two articles",
    };
    writeln!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"hexapla {}\">\n<title>{title}</title>\n\
         <style>\n{STYLE}",
        env!("CARGO_PKG_VERSION")
    )?;
    filters(source, &rows, out)?;
    writeln!(out, "</style>\n</head>\n<body>\n<h1>{title}</h1>")?;
    choices(what, source, &rows, out)?;
    table(what, source, &rows, out)?;
    sources(source, out)?;
    writeln!(out, "</body>\n</html>")?;
    Ok(())
}

/// What is hidden by which choice.
fn filters(source: Source<'_>, rows: &[Row], out: &mut dyn Write) -> Result<(), ExportError> {
    for number in 0..source.articles.len() {
        writeln!(out, "body:has(#a{number}:not(:checked)) .a{number} {{ display: none }}")?;
    }
    for (value, _) in groups(rows) {
        writeln!(
            out,
            "body:has(#only option[value=\"{value}\"]:checked) tbody.rows tr:not(.{value}) \
             {{ display: none }}"
        )?;
    }
    writeln!(out, "body:has(#differ:checked) tbody.rows tr:not(.differ) {{ display: none }}")?;
    Ok(())
}

/// The facts or tags that rows belong to, each once, in the order of the rows.
fn groups(rows: &[Row]) -> Vec<(&str, &str)> {
    let mut found: Vec<(&str, &str)> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for (class, label) in rows.iter().flat_map(|row| &row.groups) {
        if seen.insert(class.as_str()) {
            found.push((class, label));
        }
    }
    found
}

fn choices(
    what: What,
    source: Source<'_>,
    rows: &[Row],
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    writeln!(out, "<fieldset><legend>Articles</legend>")?;
    for (number, article) in source.articles.iter().enumerate() {
        writeln!(
            out,
            "<label><input type=\"checkbox\" id=\"a{number}\" checked autocomplete=\"off\"> \
             <bdi dir=\"auto\">{}</bdi></label>",
            id(article)
        )?;
    }
    writeln!(out, "</fieldset>\n<fieldset><legend>Show</legend>")?;
    writeln!(
        out,
        "<label>only <select id=\"only\" autocomplete=\"off\">\
         <option value=\"all\" selected>everything</option>"
    )?;
    for (value, label) in groups(rows) {
        writeln!(out, "<option value=\"{value}\" dir=\"auto\">{}</option>", plain(label))?;
    }
    writeln!(out, "</select></label>")?;
    // Notes disagree with nothing, and on a page of conflicts all rows do.
    if matches!(what, What::Pairs | What::Facts) {
        writeln!(
            out,
            "<label><input type=\"checkbox\" id=\"differ\" autocomplete=\"off\"> \
             only where they disagree</label>"
        )?;
    }
    writeln!(out, "</fieldset>")?;
    Ok(())
}

fn table(
    what: What,
    source: Source<'_>,
    rows: &[Row],
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    write!(out, "<table>\n<thead><tr>")?;
    let head = |text: &str| format!("<th scope=\"col\" lang=\"en\" dir=\"ltr\">{text}</th>");
    match what {
        What::Facts | What::Conflicts => {
            write!(out, "{}", head(if what == What::Facts { "fact" } else { "conflict" }))?;
            for (number, article) in source.articles.iter().enumerate() {
                write!(
                    out,
                    "<th scope=\"col\" class=\"a{number}\" lang=\"{}\" dir=\"{}\">{}</th>",
                    article.lang,
                    article.dir.as_str(),
                    name(article)
                )?;
            }
        }
        What::Annotations => {
            write!(out, "{}{}", head("annotation"), head("on"))?;
        }
        _ => {
            write!(out, "{}{}{}", head("link"), head("one"), head("the other"))?;
        }
    }
    writeln!(out, "</tr></thead>\n<tbody class=\"rows\">")?;
    for row in rows {
        line(source, row, out)?;
    }
    writeln!(out, "</tbody>\n</table>")?;
    if rows.is_empty() {
        writeln!(out, "<p>{}</p>", super::nothing(what))?;
    }
    Ok(())
}

/// A row of the table, with the classes by which it is hidden.
fn line(source: Source<'_>, row: &Row, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut classes: Vec<String> = row.groups.iter().map(|(class, _)| class.clone()).collect();
    if row.differ {
        classes.push("differ".to_owned());
    }
    // A row of two articles is hidden with either of them, a column only with its own.
    if let Cells::List(cells) = &row.cells {
        classes.extend(cells.iter().filter_map(|cell| Some(format!("a{}", cell.article?))));
    }
    write!(
        out,
        "<tr class=\"{}\"><th scope=\"row\" lang=\"en\" dir=\"ltr\">{}</th>",
        classes.join(" "),
        row.head
    )?;
    match &row.cells {
        Cells::ByArticle(cells) => {
            for (number, (article, cell)) in source.articles.iter().zip(cells).enumerate() {
                let none = if cell.is_empty() { " none" } else { "" };
                write!(
                    out,
                    "<td class=\"a{number}{none}\" lang=\"{}\" dir=\"{}\">{}</td>",
                    article.lang,
                    article.dir.as_str(),
                    if cell.is_empty() { "—" } else { cell }
                )?;
            }
        }
        Cells::List(cells) => {
            for cell in cells {
                write!(
                    out,
                    "<td lang=\"{}\" dir=\"{}\">{}</td>",
                    cell.lang,
                    cell.dir.as_str(),
                    cell.content
                )?;
            }
        }
    }
    writeln!(out, "</tr>")?;
    Ok(())
}

/// What an article's column is headed by.
fn name(article: &Article) -> String {
    // An id is not in the article's language: laid out as Persian, `002_f8` would read `f8_002`.
    let title = article
        .title
        .as_deref()
        .map_or_else(|| format!("<bdi dir=\"auto\">{}</bdi>", plain(&article.id)), plain);
    let outlet =
        article.source.as_deref().map_or(String::new(), |outlet| format!(" · {}", plain(outlet)));
    format!("{title}<small dir=\"ltr\" lang=\"en\">{}{outlet}</small>", id(article))
}

/// An article's id, with its language where that does not say it.
fn id(article: &Article) -> String {
    let id = plain(&article.id);
    if id == article.lang.as_str() { id } else { format!("{} {id}", article.lang) }
}

fn sources(source: Source<'_>, out: &mut dyn Write) -> Result<(), ExportError> {
    writeln!(
        out,
        "<h2>Sources</h2>\n<p>Places count the characters (Unicode code points) of an article's \
         text; the hash tells whether a text is the one that was read.</p>\n<table>\n<thead><tr>\
         <th scope=\"col\">article</th><th scope=\"col\">title</th><th scope=\"col\">language</th>\
         <th scope=\"col\">date</th><th scope=\"col\">SHA-256 of the text</th></tr></thead>\n<tbody>"
    )?;
    for article in source.articles {
        let date = article.date.as_ref().map_or(String::new(), ToString::to_string);
        writeln!(
            out,
            "<tr><td lang=\"en\" dir=\"auto\">{}</td><td lang=\"{lang}\" dir=\"{}\">{}</td>\
             <td lang=\"en\" dir=\"ltr\">{lang}</td><td lang=\"en\" dir=\"ltr\">{date}</td>\
             <td lang=\"en\" dir=\"ltr\"><code>{}</code></td></tr>",
            plain(&article.path),
            article.dir.as_str(),
            plain(article.title.as_deref().unwrap_or_default()),
            article.hash,
            lang = article.lang
        )?;
    }
    writeln!(out, "</tbody>\n</table>")?;
    Ok(())
}
