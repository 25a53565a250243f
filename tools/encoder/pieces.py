"""SentencePiece models made of a subset of multilingual-e5-small's pieces.

The wheel keeps the pieces, their scores and a normalisation table of single code points, but not
SentencePiece's own model file. The full `nmt_nfkc` table (single code points and sequences) is taken
from the `sentencepiece` package, which writes it into every model that it trains.
"""
import io

import sentencepiece
from sentencepiece import sentencepiece_model_pb2 as schema


def nmt_nfkc_table():
    """The compiled `nmt_nfkc` character map: a double-array trie and the replacement strings."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(["a few words to train on"] * 9), model_writer=model, vocab_size=24,
        hard_vocab_limit=False, normalization_rule_name="nmt_nfkc", minloglevel=2)
    proto = schema.ModelProto()
    proto.ParseFromString(model.getvalue())
    return proto.normalizer_spec.precompiled_charsmap


def processor(model, keep, table):
    """A SentencePiece processor that knows only the pieces `keep` (ids of the uncut vocabulary).

    Its own ids count from 0 in the order of `keep`, which must begin with the four special pieces.
    """
    proto = schema.ModelProto()
    kinds = schema.ModelProto.SentencePiece
    special = {model.bos: kinds.CONTROL, model.pad: kinds.CONTROL, model.eos: kinds.CONTROL, model.unk: kinds.UNKNOWN}
    for piece in keep:
        text = model.pieces[piece].decode("utf-8")
        kind = special.get(piece, kinds.NORMAL)
        proto.pieces.add(piece=text, score=float(model.scores[piece]), type=kind)
    trainer = proto.trainer_spec
    trainer.model_type = schema.TrainerSpec.UNIGRAM
    trainer.bos_id, trainer.pad_id, trainer.eos_id, trainer.unk_id = model.bos, model.pad, model.eos, model.unk
    proto.normalizer_spec.name = "nmt_nfkc"
    proto.normalizer_spec.precompiled_charsmap = table
    proto.normalizer_spec.add_dummy_prefix = True
    proto.normalizer_spec.remove_extra_whitespaces = True
    proto.normalizer_spec.escape_whitespaces = True
    result = sentencepiece.SentencePieceProcessor()
    result.LoadFromSerializedProto(proto.SerializeToString())
    return result
