"""What happens beside the steps of trl's trainers: an end in time, no checkpoint too many, sheets to look at."""

from __future__ import annotations

import time
from pathlib import Path

from PIL import Image
from transformers import TrainerCallback

from fitting import repair_svg
from scoring.render import render
from support.files import write_atomically
from training.gemma.svg_pairs import drawing
from training.sheet import png, sheet

TILE = 192  # pixels of a drawing on a sheet


class Deadline(TrainerCallback):
    """Save and end at time.monotonic() == `until`; None: never."""

    def __init__(self, until: float | None):
        self.until = until

    def on_step_end(self, args, state, control, **_):
        if self.until is not None and time.monotonic() >= self.until:
            control.should_save = control.should_training_stop = True


class NoCheckpointAtTheEnd(TrainerCallback):
    """No checkpoint after the last step, since a run that was killed there would go on a step too far."""

    def on_step_end(self, args, state, control, **_):
        control.should_save &= state.global_step < state.max_steps


class Sheets(TrainerCallback):
    """Write a PNG of what the model draws of held-out descriptions, the illustrator's drawings below.

    It writes the likeliest tokens, so that no random state is touched: the training goes on as if nothing had been.

    Args:
        folder: of the sheets, step-0000100.png and so on.
        prompts: descriptions, each with the prompt that ends with `start`.
        grammar: key of GRAMMARS, whose drawings are learned.
        tokenizer: of the model that is trained.
        start: the opening tag.
        every: steps between sheets; one more is written at the end.
        tokens: that a drawing may have.
    """

    def __init__(
        self, folder: Path, prompts: list[tuple[str, str]], grammar: str, tokenizer, start: str, every: int, tokens: int
    ):
        self.folder, self.prompts, self.grammar, self.tokenizer = folder, prompts, grammar, tokenizer
        self.start, self.every, self.tokens = start, every, tokens

    def on_step_end(self, args, state, control, model=None, **_):
        step = state.global_step
        if step % self.every and step < state.max_steps and not control.should_training_stop:
            return
        written = _written(model, self.tokenizer, [prompt for _, prompt in self.prompts], self.tokens)
        texts = [self.start + text for text in written]
        examples = [drawing(description, 0, self.grammar) for description, _ in self.prompts]
        tiles = [_tile(text) for text in texts] + [_tile(text) for text in examples]
        write_atomically(self.folder / f"step-{step:07}.png", png(sheet(tiles, len(self.prompts), "white")))


def _written(model, tokenizer, prompts: list[str], tokens: int) -> list[str]:
    """What a model writes after each prompt when it always takes the likeliest token, up to </svg>."""
    import torch

    asked = tokenizer(prompts, return_tensors="pt", padding=True, padding_side="left").to(model.device)
    training = model.training
    model.eval()
    with torch.no_grad():
        out = model.generate(
            input_ids=asked.input_ids,
            attention_mask=asked.attention_mask,
            max_new_tokens=tokens,
            do_sample=False,
            use_cache=True,  # which gradient checkpointing would turn off
            stop_strings=["</svg>"],
            tokenizer=tokenizer,
        )
    model.train(training)
    written = tokenizer.batch_decode(out[:, asked.input_ids.shape[1] :], skip_special_tokens=True)
    return [text.partition("</svg>")[0] + ("</svg>" if "</svg>" in text else "") for text in written]


def _tile(text: str) -> Image.Image | None:
    """A drawing of it, repaired if need be; None where there is nothing to draw."""
    try:
        return render(repair_svg(text), TILE)
    except ValueError:
        return None
