"""A model with the tokens of some texts alone reads and writes those as before."""

import pytest
import torch

from tests.tiny_models import CHAT
from training.gemma.small_vocabulary import keep_tokens

KEPT = ['a red boat<path fill="#e02" d="M10 20h30v40"/>', 'a blue hat<path fill="#024" d="m1 2 3-4"/>']
OTHER = "a zebra eats the longest spaghetti"


@pytest.fixture(scope="module")
def tokenizer():
    """Byte pairs as Gemma's: what no token spells is written in bytes."""
    from tokenizers import Tokenizer, decoders, models, processors, trainers
    from transformers import PreTrainedTokenizerFast

    special = ["<pad>", "<eos>", "<bos>", "<unk>", "<user>", "</user>"]
    raw = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    trainer = trainers.BpeTrainer(vocab_size=500, special_tokens=[*special, *(f"<0x{i:02X}>" for i in range(256))])
    raw.train_from_iterator([*KEPT, OTHER] * 20, trainer)
    raw.decoder = decoders.Sequence([decoders.ByteFallback(), decoders.Fuse()])
    raw.post_processor = processors.TemplateProcessing(single="<bos> $A", special_tokens=[("<bos>", 2)])
    names = {"pad_token": "<pad>", "eos_token": "<eos>", "bos_token": "<bos>", "unk_token": "<unk>"}
    whole = PreTrainedTokenizerFast(tokenizer_object=raw, **names)
    whole.chat_template = CHAT
    return whole


def gemma(size, tied):
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig

    torch.manual_seed(0)
    small = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "head_dim": 8}
    heads = {"num_attention_heads": 2, "num_key_value_heads": 1, "tie_word_embeddings": tied}
    ends = {"pad_token_id": 0, "eos_token_id": 1, "bos_token_id": 2}
    return Gemma3ForCausalLM(Gemma3TextConfig(vocab_size=size, **small, **heads, **ends)).eval()


def tokens(tokenizer, text):
    return tokenizer.convert_ids_to_tokens(tokenizer(text).input_ids)


def test_kept_texts_are_read_as_before_and_others_spelled(tokenizer):
    small = keep_tokens(gemma(len(tokenizer), True), tokenizer, KEPT)
    assert len(small) < len(tokenizer)
    assert [tokens(small, text) for text in KEPT] == [tokens(tokenizer, text) for text in KEPT]
    assert len(tokens(small, OTHER)) > len(tokens(tokenizer, OTHER))
    for text in (*KEPT, OTHER, "ärgert 漢"):
        assert small.decode(small(text).input_ids) == "<bos>" + text
    assert small.chat_template == CHAT
    assert small.special_tokens_map == tokenizer.special_tokens_map


@pytest.mark.parametrize("tied", [True, False])
def test_the_model_finds_them_as_likely_as_before(tokenizer, tied):
    model = gemma(len(tokenizer), tied)
    if not tied:
        torch.nn.init.normal_(model.lm_head.weight)
    with torch.no_grad():
        before = model(torch.tensor([tokenizer(KEPT[0]).input_ids])).logits
        small = keep_tokens(model, tokenizer, KEPT)
        after = model(torch.tensor([small(KEPT[0]).input_ids])).logits
    kept = tokenizer.convert_tokens_to_ids(small.convert_ids_to_tokens(list(range(len(small)))))
    assert after.shape[-1] == len(small) == model.config.vocab_size
    torch.testing.assert_close(after, before[..., kept])


def test_the_model_still_knows_its_special_tokens(tokenizer):
    model = gemma(len(tokenizer), True)
    model.generation_config.eos_token_id = [1, tokenizer.convert_tokens_to_ids("</user>"), 5_000]
    small = keep_tokens(model, tokenizer, [*KEPT, "</user>"])
    assert model.config.bos_token_id == small.bos_token_id
    assert model.config.pad_token_id == small.pad_token_id
    assert model.generation_config.eos_token_id == [small.eos_token_id, small.convert_tokens_to_ids("</user>")]
