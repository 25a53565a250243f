"""Which pieces of multilingual-e5-small's vocabulary the program keeps.

Every piece in Arabic, Hebrew or Devanagari letters stays, and every piece without letters. Latin,
Cyrillic and Han pieces are ranked by how often running text of the supported languages uses them:
the words of `wordfreq` (its lists are CC BY-SA 4.0; only the choice of pieces rests on them, none of
their data is copied) in lower case, capitalised and in capitals, and any text files given. A small
share of the piece's own probability ranks what the lists do not know. Azerbaijani, of which there is
no list, leans on Turkish, and every piece with its letter schwa stays.
"""
import collections
import gzip
import json
import unicodedata
from pathlib import Path

import msgpack
import numpy as np

KEPT_WHOLE = {"ARABIC", "HEBREW", "DEVANAGARI", "COMMON"}
RANKED = {"LATIN", "CYRILLIC", "CJK"}
WORD_LISTS = ["en", "ru", "uk", "tr", "zh", "fr", "de", "es"]
CASES = [(str, 0.75), (str.capitalize, 0.2), (str.upper, 0.05)]
# How much a piece's own probability counts beside its frequency in the lists.
PRIOR = 0.02


def script(piece):
    """The script most of a piece's letters are of, by the first word of their Unicode names."""
    counts = collections.Counter()
    for letter in piece:
        if unicodedata.category(letter)[0] not in "LM":
            continue
        name = unicodedata.name(letter, "?").split()[0]
        name = {"EXTENDED": "ARABIC", "IDEOGRAPHIC": "CJK", "COMBINING": "COMMON", "MODIFIER": "COMMON",
                "VARIATION": "COMMON", "FULLWIDTH": "LATIN"}.get(name, name)
        counts[name] += 1
    return counts.most_common(1)[0][0] if counts else "COMMON"


def word_list(folder, language, sizes=("large", "small")):
    """Words and their frequencies (summing to about 1) from wordfreq's own files; the first size there is."""
    for size in sizes:
        path = Path(folder) / f"{size}_{language}.msgpack.gz"
        if path.exists():
            bins = msgpack.unpackb(gzip.decompress(path.read_bytes()), raw=False)[1:]
            return [(word, 10 ** (-centibels / 100)) for centibels, words in enumerate(bins) for word in words]
    raise FileNotFoundError(f"no list of {language} in {folder}")


def piece_frequencies(model, encode, lists, texts):
    """How often each piece is used, every language weighing the same; `encode` maps texts to piece ids."""
    total = np.zeros(len(model.pieces))
    for language in WORD_LISTS:
        words = word_list(lists, language)
        counts = np.zeros(len(model.pieces))
        for change, share in CASES:
            for ids, (_, frequency) in zip(encode([change(word) for word, _ in words]), words):
                counts[ids] += frequency * share
        total += counts / counts.sum()
    by_language = collections.defaultdict(list)
    for path in texts:
        for line in gzip.open(path, "rt", encoding="utf-8"):
            for language, text in json.loads(line)["lang"].items():
                by_language[language].append(text)
    for language, passages in by_language.items():
        if language not in WORD_LISTS:
            continue
        counts = np.zeros(len(model.pieces))
        for ids in encode(passages):
            np.add.at(counts, ids, 1)
        total += 0.5 * counts / counts.sum()
    return total / total.sum()


def choose(model, encode, lists, texts, size):
    """Ids of the pieces kept, the four special ones first, then ascending; `size` in all."""
    frequency = piece_frequencies(model, encode, lists, texts)
    kept, ranked = [], []
    for piece, raw in enumerate(model.pieces):
        if piece < 4:
            continue
        text = raw.decode("utf-8")
        kind = script(text)
        if text == "<mask>":
            continue
        single = len(text.lstrip("▁")) <= 1 and kind in RANKED
        if kind in KEPT_WHOLE or single or (kind == "LATIN" and "ə" in text.lower()):
            kept.append(piece)
        elif kind in RANKED:
            prior = np.exp(model.scores[piece])
            ranked.append((frequency[piece] + PRIOR * prior, piece))
    ranked.sort(key=lambda pair: (-pair[0], pair[1]))
    room = size - 4 - len(kept)
    return [0, 1, 2, 3] + sorted(kept + [piece for _, piece in ranked[:room]])
