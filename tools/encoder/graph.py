"""The encoder's body as an ONNX graph: word embeddings in, one unit vector per sequence out.

The word rows are looked up by the program itself, so the graph's only input is `embeddings`
`[1, length, hidden]`: one sequence a run, without padding and without a mask. That is on purpose: with
8-bit activations the scale of a tensor comes from all its values, so a padded batch would make a
sentence's vector depend on its neighbours.

Operators are written the way rten fuses them (Gelu, LayerNormalization, MatMul + Add, scaled MatMul).
"""
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


def build_body(model):
    """The float32 body of a `Q4Model` as an `onnx.ModelProto`."""
    hidden, heads = model.hidden, model.heads
    nodes, weights = [], {}

    def constant(name, value):
        if name not in weights:
            weights[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def node(op, *inputs, **attributes):
        output = f"v{len(nodes)}"
        nodes.append(helper.make_node(op, list(inputs), [output], **attributes))
        return output

    def floats(name, value):
        return constant(name, np.array(value, np.float32))

    def ints(name, value):
        return constant(name, np.array(value, np.int64))

    def layer_norm(x, name):
        return node("LayerNormalization", x, constant(name + ".w", model.tensor(name + ".w")),
                    constant(name + ".b", model.tensor(name + ".b")), axis=-1, epsilon=float(model.epsilon))

    def linear(x, name, inputs, outputs):
        weight = constant(name + ".w", model.tensor(name + ".w").reshape(outputs, inputs).T)
        return node("Add", node("MatMul", x, weight), constant(name + ".b", model.tensor(name + ".b")))

    def gelu(x):
        erf = node("Erf", node("Div", x, floats("sqrt2", np.sqrt(2.0))))
        return node("Mul", node("Mul", x, node("Add", erf, floats("one", 1.0))), floats("half", 0.5))

    positions = model.tensor("emb.pos").reshape(-1, hidden) + model.tensor("emb.type")[:hidden]
    table = constant("positions", positions[None])
    length = node("Slice", node("Shape", "embeddings"), ints("from1", [1]), ints("to2", [2]), ints("axis0", [0]))
    x = node("Add", "embeddings", node("Slice", table, ints("zero", [0]), length, ints("from1", [1])))
    x = layer_norm(x, "emb.ln")
    split = ints("split", [0, 0, heads, hidden // heads])
    join = ints("join", [0, 0, hidden])
    scale = floats("scale", 1 / np.sqrt(hidden // heads))
    for layer in range(model.layers):
        prefix = f"l{layer}."

        def head(name, perm):
            return node("Transpose", node("Reshape", linear(x, prefix + name, hidden, hidden), split), perm=perm)

        query, key, value = head("q", [0, 2, 1, 3]), head("k", [0, 2, 3, 1]), head("v", [0, 2, 1, 3])
        attention = node("Softmax", node("Mul", node("MatMul", query, key), scale), axis=-1)
        context = node("Reshape", node("Transpose", node("MatMul", attention, value), perm=[0, 2, 1, 3]), join)
        x = layer_norm(node("Add", x, linear(context, prefix + "ao", hidden, hidden)), prefix + "aln")
        inner = gelu(linear(x, prefix + "fi", hidden, model.inner))
        x = layer_norm(node("Add", x, linear(inner, prefix + "fo", model.inner, hidden)), prefix + "oln")
    pooled = node("ReduceMean", x, axes=[1], keepdims=0)
    norm = node("ReduceL2", pooled, axes=[1], keepdims=1)
    nodes.append(helper.make_node("Div", [pooled, norm], ["vector"]))
    graph = helper.make_graph(
        nodes, "multilingual-e5-small",
        [helper.make_tensor_value_info("embeddings", TensorProto.FLOAT, [1, "length", hidden])],
        [helper.make_tensor_value_info("vector", TensorProto.FLOAT, [1, hidden])],
        list(weights.values()))
    proto = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(proto)
    return proto
