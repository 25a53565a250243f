"""Makes `assets/meaning/encoder.means`: the mean vector of each language under the encoder.

    cargo build --release --example embed
    python means.py ../../target/release/examples/embed ../../assets/meaning/sentences.tsv TEXT.jsonl.gz... \
        --output ../../assets/meaning/encoder.means

What a language's vectors have in common is its mean; but a mean taken over one kind of text also holds
what that kind has in common. So a language's mean is English's over all sources, each weighing the
same, plus the language's offset from English on sentences that say the same.

The file: magic "hxmean01", u32 languages, u32 dimensions, then for each language its code in three
bytes (padded with a space) and its mean as float32, little endian.
"""
import argparse
import collections
import gzip
import json
import struct
from pathlib import Path

import numpy as np

from measure import embed

PIVOT = "en"
# Sentences of a source that count as half of full trust in the offset it gives.
HALF_TRUST = 30


def read_source(path, most):
    """Sets of sentences that say the same: a list of {language: text}, evenly thinned to `most`."""
    if path.suffix == ".tsv":
        rows = collections.defaultdict(dict)
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("#"):
                row, language, text = line.split("\t")
                rows[row][language] = text
        sets = list(rows.values())
    else:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            sets = [json.loads(line)["lang"] for line in lines]
    step = max(1, len(sets) // most)
    return [{code: text for code, text in row.items() if text.strip()} for row in sets[::step]]


def vectors_of(program, sets):
    """The same sets with vectors for texts."""
    keys = [(number, language) for number, row in enumerate(sets) for language in row]
    vectors = embed(program, [sets[number][language] for number, language in keys])
    found = [{} for _ in sets]
    for (number, language), vector in zip(keys, vectors):
        found[number][language] = vector
    return found


def language_means(sources):
    """`{language: mean}` from sources, each a list of {language: vector}."""
    pivot = np.mean([np.mean([row[PIVOT] for row in sets if PIVOT in row], axis=0) for sets in sources], axis=0)
    offsets = collections.defaultdict(list)
    for sets in sources:
        pairs = collections.defaultdict(list)
        for row in sets:
            if PIVOT in row:
                for language, vector in row.items():
                    pairs[language].append(vector - row[PIVOT])
        for language, differences in pairs.items():
            trust = len(differences) / (len(differences) + HALF_TRUST)
            offsets[language].append((trust, np.mean(differences, axis=0)))
    return {language: pivot + sum(trust * offset for trust, offset in found) / sum(trust for trust, _ in found)
            for language, found in sorted(offsets.items())}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the example `embed`, built")
    parser.add_argument("texts", type=Path, nargs="+")
    parser.add_argument("--most", type=int, default=400, help="sentence sets taken of a source")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    means = language_means([vectors_of(options.program, read_source(path, options.most)) for path in options.texts])
    write(options.output, means)
    print(options.output, *means)


def write(path, means):
    dimensions = len(next(iter(means.values())))
    out = b"hxmean01" + struct.pack("<II", len(means), dimensions)
    for language, mean in means.items():
        out += language.ljust(3).encode() + mean.astype("<f4").tobytes()
    path.write_bytes(out)


if __name__ == "__main__":
    main()
