"""Draw with Gemma: a language model that writes the SVG itself.

    Gemma("models/gemma-2-9b-it").draw_svgs("a lighthouse overlooking the ocean", count=4, seed=0)

Any Gemma that transformers loads: 1, 2 and 3, instructed or not. The model goes on from an opening <svg> tag, after a
prompt with the rules and three examples, and is held to the syntax of SVG (svg_syntax.py). What it wrote is repaired
where its time or its tokens came to an end first (see fitting/repair), and what is blank, of one colour or a copy of an
example is left out.
Sources: https://ai.google.dev/gemma/docs/core/prompt-structure; the Gumbel-max trick: Maddison et al. 2014, A* Sampling
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from fitting import repair_svg
from generators.protocol import SVGGenerator
from generators.svg_syntax import ending, goes_on, is_closed
from scoring.constraints import MAX_BYTES
from scoring.measures.variety import seen_colors
from scoring.render import render
from support.seeds import sample_seed
from weights import find
from weights.gemma_package import packaged_folder
from weights.language_model import load_language_model, prompt_tokens, write_only
from weights.quiet import quiet

OPENING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256">\n'
EXAMPLES = {
    "a red house on a green hill": """\
<rect width="256" height="256" fill="skyblue"/>
<circle cx="210" cy="45" r="22" fill="gold"/>
<ellipse cx="128" cy="230" rx="200" ry="70" fill="forestgreen"/>
<rect x="88" y="110" width="80" height="70" fill="firebrick"/>
<polygon points="78,110 128,65 178,110" fill="saddlebrown"/>
<rect x="118" y="145" width="20" height="35" fill="wheat"/>
</svg>""",
    "blue rain boots with yellow soles": """\
<rect width="256" height="256" fill="lavender"/>
<path d="M60 50H100V160L130 180V200H60Z" fill="royalblue"/>
<rect x="56" y="200" width="78" height="12" fill="gold"/>
<path d="M150 50H190V160L220 180V200H150Z" fill="royalblue"/>
<rect x="146" y="200" width="78" height="12" fill="gold"/>
</svg>""",
    "three orange circles inside a navy square": """\
<rect width="256" height="256" fill="ivory"/>
<rect x="38" y="38" width="180" height="180" fill="navy"/>
<circle cx="88" cy="90" r="28" fill="orange"/>
<circle cx="168" cy="90" r="28" fill="darkorange"/>
<circle cx="128" cy="165" r="28" fill="orange"/>
</svg>""",
}
PROMPT = """\
Write a flat, simple SVG drawing of the description. The page is 256 by 256; x grows to the right, y downwards.
First comes a background that fills the page, then the things from back to front, large and in fitting colors.
Only rect, circle, ellipse, line, polyline, polygon, path, g, linearGradient, radialGradient and stop are allowed.
No text, no style, no image. At most 40 elements. Write nothing but the SVG.

{examples}

Description: {description}
"""
PROMPT_FILE = "prompt.txt"  # in a LoRA's folder: the prompt it learned, with {description}, and the opening <svg>
TOKENS_FILE = "tokens.json"  # beside it: the tokens that it may write, a list; where there is no such file, all
OWN_LORA = Path(__file__).resolve().parent.parent / "checkpoints" / "gemma-objects"  # not there on Kaggle
MAX_DESCRIPTION = 250  # characters
NEW_TOKENS = 800  # some 1,600 bytes: twice what a Gemma 2 9B writes on its own
SECONDS = 120.0  # for one batch; what is not finished then is finished by the repair
TEMPERATURE, TOP_K = 0.8, 40
TRAINED_TEMPERATURE = 0.3  # of a LoRA that learned a form of SVG: it strays less from it
BATCH = {"cuda": 8}  # samples at once; elsewhere four: a CPU reads the weights once for all

log = logging.getLogger(__name__)


class Gemma(SVGGenerator):
    """A language model that writes SVG, loaded once.

    source: a folder, "owner/name" on Hugging Face or "owner/model/framework/variation" on Kaggle; None for what
    GEMMA_PATH names or what lies on this machine. lora: a folder of LoRA weights, as peft saves them. device: a torch
    device; None for the first GPU, else the CPU. offline, download: as in weights.find.

    Raises weights.WeightsNotFound when there is no model, and ValueError when the LoRA does not fit it.
    """

    name = "gemma"

    def __init__(
        self,
        source: str | Path | None = None,
        *,
        lora: str | Path | None = None,
        device: str | None = None,
        offline: bool = False,
        download: bool = True,
    ) -> None:
        self.folder = find("gemma", source, download=download, offline=offline)
        lora = Path(lora).expanduser() if lora else None
        self.model, self.tokenizer = load_language_model(self.folder, lora=lora, device=device)
        self.prompt, self.opening = trained_prompt(lora) if lora else (PROMPT, OPENING)
        self.temperature = TRAINED_TEMPERATURE if self.prompt != PROMPT else TEMPERATURE
        if lora and (lora / TOKENS_FILE).is_file():
            tokens = json.loads((lora / TOKENS_FILE).read_text(encoding="utf-8"))
            write_only(self.model, self.tokenizer.convert_tokens_to_ids(tokens))
        self.batch = BATCH.get(self.model.device.type, 4)
        size = sum(weight.numel() for weight in self.model.parameters())
        what = f"{self.folder}, {size / 1e6:.0f} million parameters" + (f", with the LoRA {lora}" if lora else "")
        log.info("Gemma draws: %s, on %s", what, self.model.device)

    def draw_svgs(
        self,
        description: str,
        count: int,
        seed: int,
        start: int = 0,
        *,
        max_bytes: int = MAX_BYTES,
        seconds: float | None = None,
    ) -> list[str]:
        """Return up to `count` valid SVGs of at most `max_bytes`; those that show nothing are left out.

        seed: any whole number. start: the index of the first; sample i of a seed is the same in every call, up to
        rounding and as long as the time suffices. seconds: for the writing of each batch; None: `SECONDS`.

        Raises:
            RuntimeError: none of them shows anything.
        """
        texts: list[str] = []
        seconds = SECONDS if seconds is None else seconds
        while len(texts) < count:
            first = start + len(texts)
            texts += self.write(description, seed, range(first, min(first + self.batch, start + count)), seconds)
        drawn = [svg for svg in (_drawing(text, max_bytes) for text in texts) if svg]
        if count > 0 and not drawn:
            raise RuntimeError(
                f"Gemma wrote {count} SVGs of {description!r} (seed {seed}), none of which shows anything"
            )
        return drawn

    def write(self, description: str, seed: int, indices: range, seconds: float = SECONDS) -> list[str]:
        """Return what the model writes, as it is: samples `indices` of a seed, each from the opening tag on."""
        return self.write_each([description] * len(indices), seed, indices, seconds)

    def write_each(
        self, descriptions: list[str], seed: int, indices: Sequence[int], seconds: float = SECONDS
    ) -> list[str]:
        """As `write`, of several descriptions at once: sample `indices[i]` of a seed for description i."""
        import torch
        from transformers import LogitsProcessorList, StoppingCriteriaList

        rows = [prompt_tokens(self.tokenizer, request(text, self.prompt), self.opening) for text in descriptions]
        length = max(map(len, rows))
        gaps = [length - len(row) for row in rows]  # before the shorter prompts
        prompts = torch.tensor([[self._pad()] * gap + row for gap, row in zip(gaps, rows, strict=True)])  # (B, T)
        seen = torch.tensor([[0] * gap + [1] * (length - gap) for gap in gaps])  # (B, T)
        with torch.inference_mode(), quiet("transformers"):
            out = self.model.generate(
                input_ids=prompts.to(self.model.device),
                attention_mask=seen.to(self.model.device),
                max_new_tokens=NEW_TOKENS,
                max_time=seconds,
                do_sample=False,  # the sampling is in the logits
                logits_processor=LogitsProcessorList(
                    [_Sampling(seed, indices, self.temperature, _Syntax(self.tokenizer, length))]
                ),
                stopping_criteria=StoppingCriteriaList([_Closed(self.tokenizer)]),
                pad_token_id=self._pad(),
            )
        written = self.tokenizer.batch_decode(out[:, length:], skip_special_tokens=True)
        closing = ["</svg>" if is_closed(text) else "" for text in written]
        return [self.opening + text.partition("</svg>")[0] + end for text, end in zip(written, closing, strict=True)]

    def _pad(self) -> int:
        known = (self.tokenizer.pad_token_id, self.tokenizer.eos_token_id)
        return next((token for token in known if token is not None), 0)


def request(description: str, prompt: str = PROMPT) -> str:
    """The prompt for a description, up to where the SVG begins."""
    printable = " ".join(description.encode("utf-8", "replace").decode().split())
    return prompt.replace("{examples}", _examples()).replace("{description}", printable[:MAX_DESCRIPTION])


def own_lora(folder: Path) -> Path | None:
    """The LoRA that comes with this project where `folder` holds the Gemma that it was trained for; else None."""
    return OWN_LORA if OWN_LORA.is_dir() and folder == packaged_folder() else None


def trained_prompt(lora: Path) -> tuple[str, str]:
    """(prompt, opening tag) that a LoRA was trained on; those of this module where its folder names none."""
    path = lora / PROMPT_FILE
    if not path.is_file():
        return PROMPT, OPENING
    prompt, tag, opening = path.read_text(encoding="utf-8").partition("<svg")
    if "{description}" not in prompt or not opening.rstrip().endswith(">"):
        raise ValueError(f"LoRA {lora}: {PROMPT_FILE} must hold {{description}} and end with the opening <svg ...>")
    return prompt, tag + opening


def _examples() -> str:
    return "\n\n".join(f"Description: {text}\n{OPENING}{svg}" for text, svg in EXAMPLES.items())


class _Sampling:
    """Draws each next token among the TOP_K likeliest, every sample with a random generator of its own.

    The largest of logit / temperature + Gumbel noise is a draw from the softmax, and the largest of those that are
    allowed a draw from the softmax over them. A sample is thus the same whatever it is written together with, and no
    other random state matters.
    """

    def __init__(self, seed: int, indices: Sequence[int], temperature: float, syntax: _Syntax | None = None) -> None:
        import torch

        self.temperature, self.syntax = temperature, syntax
        self.generators = [torch.Generator("cpu").manual_seed(sample_seed(seed, i)) for i in indices]

    def __call__(self, tokens, scores):  # (B, T), (B, V) -> (B, V): 0 for the token drawn, -inf for all others
        import torch

        values, candidates = scores.float().topk(min(TOP_K, int(scores.isfinite().sum(1).min())))  # (B, K)
        uniform = torch.stack([torch.rand(values.shape[-1], generator=generator) for generator in self.generators])
        gumbel = -torch.log(-torch.log(uniform.clamp(1e-9, 1 - 1e-7))).to(values.device)
        best = (values / self.temperature + gumbel).argsort(1, descending=True)
        order = candidates.gather(1, best)
        drawn = order[:, 0]
        if self.syntax:
            drawn = torch.tensor(
                [self.syntax.first(*row) for row in zip(tokens, order, scores, strict=True)], device=scores.device
            )
        return torch.full_like(scores, -torch.inf).scatter(1, drawn[:, None], 0.0)


class _Syntax:
    """Picks of a row's candidates the first with which the SVG can go on; of the last tokens those that end it."""

    WIDER = 1_000  # the likeliest tokens, that are looked through where none of the candidates will do
    LAST = 60  # tokens that are kept for the end

    def __init__(self, tokenizer, start: int) -> None:
        self.tokenizer, self.start = tokenizer, start  # the prompt ends at column `start`
        self.special = set(tokenizer.all_special_ids)

    def first(self, tokens, order, scores) -> int:  # (T,), (K,), (V,)
        written = tokens[self.start :].tolist()
        text = self._text(written)
        likeliest = int(order[0])
        if is_closed(text) or not goes_on(text):  # the second only after a step at which nothing would do
            return likeliest
        if len(written) >= NEW_TOKENS - self.LAST:
            return self.tokenizer(ending(text), add_special_tokens=False).input_ids[0]
        for token in self._in_turn(order, scores):
            if token not in self.special and goes_on(self._text([*written, token])):
                return token
        return likeliest

    def _in_turn(self, order, scores) -> Iterator[int]:
        yield from order.tolist()
        yield from scores.topk(min(self.WIDER, int(scores.isfinite().sum()))).indices.tolist()

    def _text(self, tokens: list[int]) -> str:
        return self.tokenizer.decode(tokens, skip_special_tokens=True)


class _Closed:
    """Stops each sample at its </svg>, which its last few tokens show."""

    TOKENS = 12

    def __init__(self, tokenizer) -> None:
        self.tokenizer = tokenizer

    def __call__(self, tokens, scores, **_):  # (B, T) -> bool (B,)
        import torch

        ends = self.tokenizer.batch_decode(tokens[:, -self.TOKENS :])
        return torch.tensor([is_closed(end) for end in ends], device=tokens.device)


# ---------------------------------------------------------------- what it wrote


def _drawing(text: str, max_bytes: int) -> str | None:
    """The SVG in a model's text, valid, if it shows anything of its own; else None, and the log says why."""
    try:
        svg = repair_svg(text, max_bytes)
        reason = "of one color" if seen_colors(render(svg)) < 2 else "a copy of an example" if is_copy(svg) else ""
    except ValueError as error:
        svg, reason = None, str(error)
    if reason:
        log.info("a sample left out: %s", reason)
        return None
    return svg


def is_copy(svg: str) -> bool:
    """Whether all shapes but at most one are those of one of the prompt's examples."""
    shapes = set(_shapes(svg))
    return any(len(shapes - example) <= 1 < len(shapes & example) for example in _example_shapes())


@cache
def _example_shapes() -> list[set[str]]:
    return [set(_shapes(repair_svg(OPENING + svg))) for svg in EXAMPLES.values()]


def _shapes(svg: str) -> list[str]:
    return re.findall(r"<(?:rect|circle|ellipse|polygon|polyline|line|path) [^<>]*>", svg)
