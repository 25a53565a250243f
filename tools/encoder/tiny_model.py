"""Makes the small model folder that the Rust tests open: six words, four dimensions, one table.

    python tiny_model.py ../../src/align/meaning/tests/tiny-model
"""
import json
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WORDS = ["[UNK]", "[CLS]", "[SEP]", "query", "war", "peace", "guerra", "paz"]
ROWS = [[0, 0, 0, 1], [0, 0, 0, 2], [0, 0, 0, -2], [0, 0, 1, 0], [3, 0, 0, 0], [0, 3, 0, 0], [2.9, 0.1, 0, 0],
        [0.1, 2.9, 0, 0]]


def main():
    folder = Path(sys.argv[1])
    for part in ("onnx", "1_Pooling"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    special = [{"id": WORDS.index(word), "content": word, "single_word": False, "lstrip": False, "rstrip": False,
                "normalized": False, "special": True} for word in ("[UNK]", "[CLS]", "[SEP]")]
    mark = {name: {"SpecialToken": {"id": name, "type_id": 0}} for name in ("[CLS]", "[SEP]")}
    text = {"Sequence": {"id": "A", "type_id": 0}}
    tokenizer = {
        "version": "1.0", "truncation": None, "padding": None, "added_tokens": special,
        "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": {
            "type": "TemplateProcessing", "single": [mark["[CLS]"], text, mark["[SEP]"]],
            "pair": [mark["[CLS]"], text, mark["[SEP]"], text, mark["[SEP]"]],
            "special_tokens": {word: {"id": word, "ids": [WORDS.index(word)], "tokens": [word]}
                               for word in ("[CLS]", "[SEP]")}},
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": {word: at for at, word in enumerate(WORDS)}, "unk_token": "[UNK]"}}
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer, indent=1) + "\n")
    (folder / "1_Pooling" / "config.json").write_text('{"pooling_mode_mean_tokens": true}\n')
    (folder / "config_sentence_transformers.json").write_text('{"prompts": {"query": "query: "}}\n')
    (folder / "sentence_bert_config.json").write_text('{"max_seq_length": 8}\n')
    nodes = [
        helper.make_node("Gather", ["rows", "input_ids"], ["words"]),
        helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        helper.make_node("Unsqueeze", ["mask", "last"], ["column"]),
        helper.make_node("Mul", ["words", "column"], ["last_hidden_state"])]
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"])
              for name in ("input_ids", "attention_mask")]
    output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, ["batch", "tokens", 4])
    constants = [numpy_helper.from_array(np.array(ROWS, np.float32), "rows"),
                 numpy_helper.from_array(np.array([2], np.int64), "last")]
    graph = helper.make_graph(nodes, "tiny", inputs, [output], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, folder / "onnx" / "model.onnx")


if __name__ == "__main__":
    main()
