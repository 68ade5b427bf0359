"""The embedding model all-MiniLM-L6-v2, turned once from its authors' file into the form llama.cpp reads.

Why turn it: the engine that runs the chat model runs this one too, so no second runtime is needed (numpy alone
would need a tokenizer library, more memory and twice the time). Why 16 bits rather than 8: 46 MB instead of 25,
and vectors that agree with the full model to a cosine of 0.99999 rather than 0.9994. The weights are the
authors' own, checked by hash before this runs (see `fetch`).
"""

import json
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.errors import ModelFetchFailed

LAYERS, HEADS, WIDTH, INNER, LONGEST = 6, 12, 384, 1536, 512
_UNUSED = ("pooler.", "embeddings.position_ids")
_SPECIAL = {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}


def write_gguf(safetensors: bytes, vocabulary: str, target: Path) -> None:
    """Writes the model as GGUF: matrices in 16 bits, the rest in 32.

    Args:
        safetensors: the authors' weights.
        vocabulary: their WordPiece vocabulary, one piece a line.
        target: is overwritten.

    Raises:
        ModelFetchFailed: the weights are not this model's.

    Source: llama.cpp's own converter (convert_hf_to_gguf.py, class BertModel).
    """
    import gguf

    names = gguf.get_tensor_name_map(gguf.MODEL_ARCH.BERT, LAYERS)
    writer = gguf.GGUFWriter(target, "bert")
    _describe(writer, vocabulary.rstrip("\n").split("\n"))
    for name, weights in _tensors(safetensors):
        short = names.get_name(name, try_suffixes=(".weight", ".bias"))
        if short is None:
            raise ModelFetchFailed(f"The embedding model has an unknown part {name[:60]!r}")
        matrix = len(weights.shape) > 1 and not name.startswith(
            ("embeddings.position", "embeddings.token_type")
        )
        writer.add_tensor(short, weights.astype(np.float16) if matrix else weights)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _describe(writer: Any, pieces: list[str]) -> None:
    import gguf

    writer.add_name("all-MiniLM-L6-v2")
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_F16)
    writer.add_block_count(LAYERS)
    writer.add_context_length(LONGEST)
    writer.add_embedding_length(WIDTH)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_layer_norm_eps(1e-12)
    writer.add_causal_attention(value=False)
    writer.add_pooling_type(gguf.PoolingType.MEAN)
    writer.add_tokenizer_model("bert")
    writer.add_token_type_count(2)
    writer.add_token_list([_phantom_space(piece) for piece in pieces])
    writer.add_token_types(
        [gguf.TokenType.CONTROL if p in _SPECIAL else gguf.TokenType.NORMAL for p in pieces]
    )
    writer.add_pad_token_id(pieces.index("[PAD]"))
    writer.add_unk_token_id(pieces.index("[UNK]"))
    writer.add_bos_token_id(pieces.index("[CLS]"))
    writer.add_sep_token_id(pieces.index("[SEP]"))
    writer.add_eos_token_id(pieces.index("[SEP]"))
    writer.add_mask_token_id(pieces.index("[MASK]"))


def _phantom_space(piece: str) -> str:
    """llama.cpp marks where a word starts; WordPiece marks where one goes on."""
    if piece in _SPECIAL:
        return piece
    return piece[2:] if piece.startswith("##") else "\u2581" + piece


def _tensors(safetensors: bytes) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """Names and arrays of a safetensors file: 8 bytes of header length, a JSON header, raw numbers."""
    (length,) = struct.unpack("<Q", safetensors[:8])
    header = json.loads(safetensors[8 : 8 + length])
    numbers = memoryview(safetensors)[8 + length :]
    for name, part in header.items():
        if name == "__metadata__" or name.startswith(_UNUSED):
            continue
        if part["dtype"] != "F32":
            raise ModelFetchFailed(f"The embedding model has numbers of another kind in {name[:60]!r}")
        start, end = part["data_offsets"]
        yield name, np.frombuffer(numbers[start:end], np.float32).reshape(part["shape"])
