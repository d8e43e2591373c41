"""Tiny judges with random weights, saved the way that the real ones are.

    tiny_clip(folder)        CLIPModel that embeds in 768 numbers, with an attention head for each 64 of its width
    tiny_head(path)          the aesthetic head, .pth or .safetensors
    tiny_paligemma(folder)   PaliGemma 2, with a tokenizer of single bytes in which " A" to " Z" are tokens too
"""

from __future__ import annotations

import string
from pathlib import Path


def tiny_clip(folder: Path) -> Path:
    import torch
    from transformers import CLIPConfig, CLIPModel

    torch.manual_seed(0)
    size = {"hidden_size": 64, "intermediate_size": 128, "num_attention_heads": 1}
    config = CLIPConfig(
        text_config={**size, "vocab_size": 514, "num_hidden_layers": 1, "eos_token_id": 513},
        vision_config={**size, "image_size": 64, "patch_size": 16, "num_hidden_layers": 2},
        projection_dim=768,
    )
    CLIPModel(config).save_pretrained(folder)
    return folder


def tiny_head(path: Path) -> Path:
    import torch
    from safetensors.torch import save_file

    generator = torch.Generator().manual_seed(0)
    state = {}
    for layer, (inputs, outputs) in {0: (768, 1024), 2: (1024, 128), 4: (128, 64), 6: (64, 16), 7: (16, 1)}.items():
        state[f"layers.{layer}.weight"] = torch.randn(outputs, inputs, generator=generator) / inputs**0.5
        state[f"layers.{layer}.bias"] = torch.ones(outputs)
    save_file(state, path) if path.suffix == ".safetensors" else torch.save(state, path)
    return path


def tiny_paligemma(folder: Path) -> Path:
    import torch
    from transformers import PaliGemmaConfig, PaliGemmaForConditionalGeneration

    tokenizer = _tokenizer()
    tokenizer.save_pretrained(folder)
    text = {
        "model_type": "gemma2",
        "vocab_size": len(tokenizer),
        "hidden_size": 48,
        "intermediate_size": 96,
        "head_dim": 24,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 1,
        "query_pre_attn_scalar": 24,
        "pad_token_id": tokenizer.pad_token_id,
        "bos_token_id": tokenizer.bos_token_id,
        "eos_token_id": tokenizer.eos_token_id,
    }
    vision = {"hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2}
    image_token = tokenizer.convert_tokens_to_ids("<image>")
    config = PaliGemmaConfig(
        text_config=text,
        vision_config={**vision, "model_type": "siglip_vision_model", "image_size": 56, "patch_size": 14},
        image_token_index=image_token,
        projection_dim=48,
        hidden_size=48,
    )
    torch.manual_seed(0)
    PaliGemmaForConditionalGeneration(config).save_pretrained(folder)
    return folder


def _tokenizer():
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    specials = ["<pad>", "<eos>", "<bos>", "<unk>", "<image>"]
    symbols = sorted(pre_tokenizers.ByteLevel.alphabet())
    spaced = [f"Ġ{letter}" for letter in string.ascii_uppercase]  # Ġ is how a byte-level vocabulary spells a space
    vocabulary = {token: i for i, token in enumerate(specials + symbols + spaced)}
    tokenizer = Tokenizer(models.BPE(vocabulary, [("Ġ", letter) for letter in string.ascii_uppercase]))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    tokenizer.decoder = decoders.ByteLevel()
    pad, eos, bos, unknown, image = specials
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token=pad,
        eos_token=eos,
        bos_token=bos,
        unk_token=unknown,
        additional_special_tokens=[image],
    )
