"""A CLIP tokenizer fitted to the descriptions that are trained on and to the nouns that the illustrator knows."""

from __future__ import annotations

import json
from pathlib import Path

from generators.illustrator.words import vocabulary as words
from training.tiny_sd.config import Config

START, END = "<|startoftext|>", "<|endoftext|>"


def fit_tokenizer(folder: Path, texts: list[str], config: Config):
    """Write vocab.json and merges.txt for `texts` into `folder` and return the CLIPTokenizer that they make.

    At most `config.vocabulary` tokens, never less than the 514 that spell any text byte by byte.
    """
    from transformers import CLIPTokenizer

    symbols = _byte_symbols()
    singles = [*symbols, *(f"{symbol}</w>" for symbol in symbols)]
    nouns = [*words.THINGS, *words.SYNONYMS, *words.STANDS_FOR, *words.GARMENTS, *words.SHAPES, *words.FEATURES]
    merges = _merges([*texts, *nouns], config.vocabulary - len(singles) - 2)
    tokens = list(dict.fromkeys([*singles, *("".join(pair) for pair in merges), START, END]))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.json").write_text(json.dumps({token: i for i, token in enumerate(tokens)}))
    (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *map(" ".join, merges)]) + "\n")
    settings = {"tokenizer_class": "CLIPTokenizer", "model_max_length": config.tokens, "pad_token": END}
    (folder / "tokenizer_config.json").write_text(json.dumps(settings))
    return CLIPTokenizer.from_pretrained(str(folder))


def _merges(texts: list[str], count: int) -> list[tuple[str, str]]:
    """The `count` byte pairs at most that byte-pair encoding joins first."""
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    encoder = Tokenizer(models.BPE(end_of_word_suffix="</w>"))
    encoder.pre_tokenizer = pre_tokenizers.Whitespace()
    singles = 2 * len({letter for text in texts for letter in text.lower()})  # the trainer counts letters as tokens
    trainer = trainers.BpeTrainer(vocab_size=count + singles, end_of_word_suffix="</w>", show_progress=False)
    encoder.train_from_iterator((text.lower() for text in texts), trainer)
    merges = [tuple(pair) for pair in json.loads(encoder.to_str())["model"]["merges"]]
    return merges[: max(0, count)]


def _byte_symbols() -> list[str]:
    """One printable letter for each byte, as GPT-2 spells them."""
    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    return [chr(b) for b in printable] + [chr(256 + i) for i in range(256 - len(printable))]
