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
            written = _written(model, tokenizer, [prompt for _, prompt in prompts], tokens)
            texts = [start + text for text in written]
            examples = [drawing(description, 0) for description, _ in prompts]
            tiles = [_tile(text) for text in texts] + [_tile(text) for text in examples]
            write_atomically(folder / f"step-{state.global_step:07}.png", png(sheet(tiles, len(prompts), "white")))

    return Sheets()


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
