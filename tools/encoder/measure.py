"""Cosine of the built-in encoder, as the program runs it, to the uncut model in float32.

    cargo build --release --example embed
    python measure.py WHEEL_DIR ../../target/release/examples/embed TEXT.jsonl.gz [EVERY]

Takes every EVERY-th line (default 10) of JSON lines with {"lang": {code: text}}; prints the mean and
the least cosine of each language.
"""
import collections
import gzip
import json
import struct
import subprocess
import sys

import numpy as np


def asset_pieces(path, model):
    """Ids in the uncut vocabulary of encoder.bin's pieces, in its order."""
    data = path.read_bytes()
    sizes = struct.unpack_from("<7I", data, 24)
    position = 24 + 32
    for _ in range(2 * sizes[6]):
        position += 1 + data[position]
    ids = {piece: number for number, piece in enumerate(model.pieces)}
    found = []
    for _ in range(sizes[5]):
        length = data[position]
        found.append(ids[data[position + 1:position + 1 + length]])
        position += 1 + length + 4
    return found


def embed(program, texts):
    """The program's own vectors, not centred, one row a text."""
    lines = "\n".join(" ".join(text.split()) for text in texts)
    made = subprocess.run([program], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    return np.frombuffer(made.stdout, "<f4").reshape(len(texts), -1)


def main():
    from reference import Reference
    wheel, program, path = sys.argv[1:4]
    every = int(sys.argv[4]) if len(sys.argv) > 4 else 10
    reference = Reference(wheel)
    texts = collections.defaultdict(list)
    for number, line in enumerate(gzip.open(path, "rt", encoding="utf-8")):
        if number % every == 0:
            for language, text in json.loads(line)["lang"].items():
                texts[language].append(" ".join(text.split()))
    for language, passages in texts.items():
        ours = embed(program, passages)
        theirs = np.array([reference.vector(text) for text in passages])
        cosine = (ours * theirs).sum(1)
        print(f"{language}  mean {cosine.mean():.4f}  least {cosine.min():.4f}  of {len(passages)}", flush=True)


if __name__ == "__main__":
    main()
