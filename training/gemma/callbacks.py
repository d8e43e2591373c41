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


def deadline(until: float | None) -> TrainerCallback:
    """Save and end at time.monotonic() == `until`; None: never."""

    class Deadline(TrainerCallback):
        def on_step_end(self, args, state, control, **_):
            if until is not None and time.monotonic() >= until:
                control.should_save = control.should_training_stop = True

    return Deadline()


def no_checkpoint_at_the_end() -> TrainerCallback:
    """No checkpoint after the last step, since a run that was killed there would go on a step too far."""

    class NoCheckpointAtTheEnd(TrainerCallback):
        def on_step_end(self, args, state, control, **_):
            control.should_save &= state.global_step < state.max_steps

    return NoCheckpointAtTheEnd()


def sheets(
    folder: Path, prompts: list[tuple[str, str]], tokenizer, start: str, every: int, tokens: int
) -> TrainerCallback:
    """Write a PNG of what the model draws of held-out descriptions, the illustrator's drawings below.

    It writes the likeliest tokens, so that no random state is touched: the training goes on as if nothing had been.

    Args:
        folder: of the sheets, step-0000100.png and so on.
        prompts: descriptions, each with the prompt that ends with `start`.
        tokenizer: of the model that is trained.
        start: the opening tag.
        every: steps between sheets; one more is written at the end.
        tokens: that a drawing may have.
    """

    class Sheets(TrainerCallback):
        def on_step_end(self, args, state, control, model=None, **_):
            if state.global_step % every and state.global_step < state.max_steps and not control.should_training_stop:
                return
            texts = [start + _written(model, tokenizer, prompt, tokens) for _, prompt in prompts]
            examples = [drawing(description, 0) for description, _ in prompts]
            tiles = [_tile(text) for text in texts] + [_tile(text) for text in examples]
            write_atomically(folder / f"step-{state.global_step:07}.png", png(sheet(tiles, len(prompts), "white")))

    return Sheets()


def _written(model, tokenizer, prompt: str, tokens: int) -> str:
    """What a model writes after a prompt when it always takes the likeliest token, up to </svg>."""
    import torch

    asked = tokenizer(prompt, return_tensors="pt").input_ids.to(model.device)
    training = model.training
    model.eval()
    with torch.no_grad():
        out = model.generate(
            input_ids=asked,
            attention_mask=torch.ones_like(asked),
            max_new_tokens=tokens,
            do_sample=False,
            stop_strings=["</svg>"],
            tokenizer=tokenizer,
        )
    model.train(training)
    return tokenizer.decode(out[0, asked.shape[1] :], skip_special_tokens=True)


def _tile(text: str) -> Image.Image | None:
    """A drawing of it, repaired if need be; None where there is nothing to draw."""
    try:
        return render(repair_svg(text), TILE)
    except ValueError:
        return None
