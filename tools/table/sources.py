"""Text that teaches the semantic table: sets of passages that say the same in several languages.

Only sources whose licence lets a table made from them be shipped; assets/meaning/README.md lists them.
"""
import gzip
import json
import re
from pathlib import Path


def parallel_text(path):
    """JSON lines with {"lang": {code: text}}, or assets/meaning/sentences.tsv."""
    if path.suffix == ".tsv":
        rows = {}
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                row, language, text = line.split("\t")
                rows.setdefault(row, {})[language] = [text]
        return list(rows.values())
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        found = [json.loads(line)["lang"] for line in lines]
    return [{language: [" ".join(text.split())] for language, text in row.items() if text.strip()} for row in found]


def concepts(lang_assets, most_forms=2):
    """The project's lexicon: the forms of each concept, whole words only."""
    labels, forms = {}, {}
    for path in sorted(Path(lang_assets, "concepts").glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                concept, _, label = line.split("\t")[:3]
                labels[concept] = label
    for path in sorted(Path(lang_assets).glob("*/concepts/*.tsv")):
        language = path.parts[-3]
        for line in path.read_text("utf-8").splitlines():
            if line and not line.startswith("#") and "\t" in line:
                concept, cell = line.split("\t")[:2]
                words = [re.sub(r"\s+", " ", form.replace("..", " ").replace("=", "")).strip()
                         for form in cell.split(";") if "*" not in form]
                forms.setdefault(concept, {})[language] = [word for word in words if word][:most_forms]
    for concept, label in labels.items():
        english = forms.setdefault(concept, {}).setdefault("en", [])
        if label not in english:
            english.append(label)
    return [{language: words for language, words in row.items() if words} for row in forms.values()]


def names(lang_assets, most_forms=2):
    """The project's name tables: one entity in several languages."""
    found = []
    for path in sorted(Path(lang_assets, "names").glob("*.tsv")):
        for line in path.read_text("utf-8").splitlines():
            fields = line.split("\t")
            if line.startswith("#") or len(fields) < 3:
                continue
            row = {"en": [fields[0]]}
            for cell in fields[2].split(";"):
                language, equals, words = cell.partition("=")
                if equals and language != "en":
                    row[language.strip()] = [word.strip() for word in words.split(",") if word.strip()][:most_forms]
            if len(row) > 1:
                found.append({language: words for language, words in row.items() if words})
    return found
