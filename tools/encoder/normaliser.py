"""SentencePiece's compiled normalisation table as plain replacements.

The compiled form is a little-endian u32 (the size of the trie), a Darts double-array trie over UTF-8
keys, and NUL-terminated replacements that the trie's values point into.
"""
import struct


def replacements(table):
    """`{key: replacement}`, both bytes, from a compiled character map."""
    (size,) = struct.unpack_from("<I", table)
    units = struct.unpack_from(f"<{size // 4}I", table, 4)
    strings = table[4 + size:]
    found = {}

    def offset(unit):
        return (unit >> 10) << ((unit & (1 << 9)) >> 6)

    def walk(position, key):
        # `position` already has the node's offset applied; a child is there if its label matches.
        for byte in range(1, 256):
            child = position ^ byte
            if child >= len(units):
                continue
            unit = units[child]
            if unit & ((1 << 31) | 0xFF) != byte:
                continue
            after = child ^ offset(unit)
            if unit & (1 << 8):
                start = units[after] & 0x7FFFFFFF
                found[key + bytes([byte])] = strings[start:strings.index(b"\0", start)]
            walk(after, key + bytes([byte]))

    walk(offset(units[0]), b"")
    return found


def as_e5(found):
    """The part of the table that the program needs, as multilingual-e5-small was trained with it.

    There both joiners become a space. Sequences that begin with a character which is itself replaced
    (a styled letter with an accent) and Hangul syllables are left out: 219,000 of 225,000 entries
    for text that the supported languages do not have.
    """
    decoded = {key.decode(): value for key, value in found.items()}

    def wanted(key):
        hangul = any("\u1100" <= letter <= "\u11ff" or "\uac00" <= letter <= "\ud7af" for letter in key)
        return len(key) == 1 or (key[0] not in decoded and not hangul)

    kept = {key.encode(): value for key, value in decoded.items() if wanted(key)}
    kept["\u200d".encode()] = b" "
    kept.pop("\u061c".encode(), None)
    return kept
