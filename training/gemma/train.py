"""A LoRA that teaches Gemma to write SVG: a warm start on small SVGs, then GRPO on what its own SVGs are worth.

    pip install -r requirements-train.txt
    python -m training.gemma.train --out runs/gemma [--model NAME]
    python -m training.gemma.evaluate --lora runs/gemma/lora          against the base
    python model.py "a red boat" --generator gemma --lora runs/gemma/lora

The warm start is supervised: the model learns to continue a short prompt with SVGs of a few hundred bytes
(svg_pairs.py).  Then it writes several SVGs for each description, and those that are worth more than the mean of their
group become likelier (GRPO: Shao et al. 2024, DeepSeekMath; trl's trainer).  The worth is that of training/rewards.py,
on the text as it was written: one that would need a repair, or is over the bytes, gets 0.
A run that was killed goes on where it last saved, and ends with the weights of one that was not.
"""

from __future__ import annotations

import dataclasses
import json
import sys
from functools import lru_cache
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

import numpy as np

from generators.gemma import PROMPT_FILE
from scoring.measures.variety import seen_colors
from scoring.render import SIDE, render
from support import settings
from support.files import write_atomically
from training import options
from training.base_model import source_of
from training.gemma.config import Config
from training.gemma.small_vocabulary import keep_tokens
from training.gemma.svg_pairs import make_pairs, opening
from training.rewards import Weights, rewards, selector_for
from weights import find
from weights.language_model import load_language_model, prompt_text

PROMPT = "Draw as SVG: {description}\n"
CURVE = "curve.json"  # of a training that is done: a row for each step
TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def train(config: Config) -> Path:
    """Train what is left of a run; return the LoRA's folder.

    Raises:
        ValueError: the folder holds a run with other settings, or the model is no Gemma.
        weights.WeightsNotFound: there is no Gemma.
    """
    out, source = Path(config.out), source_of(config.model, "gemma")
    base = find("gemma", source, download=True)
    kept = {name: value for name, value in dataclasses.asdict(config).items() if name not in ("out", "steps")}
    settings.keep(out / "config.json", kept | {"model": source or ""})
    pairs = make_pairs(out / "pairs.json", config.pairs, config.max_bytes, config.grammar, config.seed)
    start = opening(pairs[0][1]) + "\n"  # without it the tag's end and what follows would be one token: "><
    if not _steps(out / "warm"):
        _warm_start(config, base, pairs, start, out / "warm")
    result = out / "warm"
    if config.steps:
        result = out / "lora"
        if _steps(result) < config.steps:
            _grpo(config, base, pairs, start, out / "warm", result)
    write_atomically(result / PROMPT_FILE, PROMPT + start)
    return result


def worth(
    texts: list[str], descriptions: list[str], max_bytes: int, weights: Weights, selector=None
) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Rewards (N,) and their parts (N,) of SVGs as they were written; "fidelity" is to the illustrator's picture.

    A text that is no valid SVG, cannot be drawn or has over `max_bytes` gets 0 and is "failed".  A page of one colour
    gets 0 and is "blank": it is easy to write and resembles any picture of a thing on plain ground.

    Args:
        texts: N texts as the model wrote them, from the opening tag on.
        descriptions: the N descriptions that they were written for.
        max_bytes: of UTF-8.
        weights, selector: as in `training.rewards.rewards`.
    """
    svgs = [text if len(text.encode()) <= max_bytes else None for text in texts]
    total, parts = rewards(svgs, [_example(text) for text in descriptions], descriptions, weights, selector)
    failed = parts.pop("failed")
    drawn = [not fails and seen_colors(render(svg)) > 1 for svg, fails in zip(svgs, failed, strict=True)]
    parts = {name: part * drawn for name, part in parts.items()}
    return total * drawn, parts | {"failed": failed, "blank": 1.0 - failed - drawn}


@lru_cache(256)
def _example(description: str):
    from generators.illustrator import Illustrator

    return Illustrator().generate(description, 1, 0)[0].resize((SIDE, SIDE))


# ---------------------------------------------------------------------------------------------- the two trainings


def _warm_start(config: Config, base: Path, pairs: list[tuple[str, str]], start: str, folder: Path) -> None:
    from datasets import Dataset
    from peft import LoraConfig
    from trl import SFTConfig, SFTTrainer

    model, tokenizer, rows = _load(base, pairs, start)
    arguments = SFTConfig(
        **_common(config, folder),
        num_train_epochs=config.warm_epochs,
        per_device_train_batch_size=config.warm_batch,
        learning_rate=config.warm_lr,
        lr_scheduler_type="cosine",
        warmup_steps=5,
        completion_only_loss=True,
        max_length=None,
    )
    lora = LoraConfig(r=config.rank, lora_alpha=config.alpha, target_modules=TARGETS, task_type="CAUSAL_LM")
    trainer = SFTTrainer(
        model, arguments, train_dataset=Dataset.from_list(rows), processing_class=tokenizer, peft_config=lora
    )
    _run(trainer, folder)


def _grpo(config: Config, base: Path, pairs: list[tuple[str, str]], start: str, warm: Path, result: Path) -> None:
    from datasets import Dataset
    from peft import PeftModel
    from trl import GRPOConfig, GRPOTrainer

    model, tokenizer, rows = _load(base, pairs, start)
    model = PeftModel.from_pretrained(model, str(warm), is_trainable=True)
    rows = [{"prompt": row["prompt"], "description": text} for row, (text, _) in zip(rows, pairs, strict=True)]
    arguments = GRPOConfig(
        **_common(config, result),
        max_steps=config.steps,
        per_device_train_batch_size=config.batch,
        num_generations=config.samples,
        max_completion_length=config.tokens,
        temperature=config.temperature,
        learning_rate=config.lr,
        lr_scheduler_type="constant",
        beta=config.beta,
    )
    selector = selector_for(config.weights)

    def reward(completions, description, log_metric, **_):
        texts = [start + text for text in completions]
        values, parts = worth(texts, description, config.max_bytes, config.weights, selector)
        for name, part in parts.items():
            log_metric(name, float(part.mean()))
        return values.tolist()

    trainer = GRPOTrainer(model, reward, arguments, train_dataset=Dataset.from_list(rows), processing_class=tokenizer)
    _run(trainer, result)


def _common(config: Config, folder: Path) -> dict:
    """Settings of both trainers."""
    import torch

    cuda = torch.cuda.is_available()
    bf16 = cuda and torch.cuda.is_bf16_supported(including_emulation=False)
    return {
        "output_dir": str(folder),
        "seed": config.seed,
        "use_cpu": not cuda,
        "bf16": bf16,
        "fp16": cuda and not bf16,
        "gradient_checkpointing": cuda,  # a CPU has the memory and not the time
        "logging_steps": 1,
        "save_steps": config.save_every,
        "save_total_limit": 1,
        "report_to": [],
        "disable_tqdm": not sys.stderr.isatty(),
    }


def _run(trainer, folder: Path) -> None:
    """Train from the last checkpoint, if any; write the LoRA, then its curve, which says that the training is done."""
    from transformers import PrinterCallback

    trainer.remove_callback(PrinterCallback)  # every figure is in the curve
    trainer.add_callback(_no_checkpoint_at_the_end())
    trainer.train(resume_from_checkpoint=_last_checkpoint(folder))
    rows = [row for row in trainer.state.log_history if "loss" in row]
    trainer.save_model(str(folder))
    write_atomically(folder / CURVE, json.dumps(rows, indent=1))


def _steps(folder: Path) -> int:
    """How many steps a finished training took; 0 where it is not finished."""
    curve = folder / CURVE
    return json.loads(curve.read_text(encoding="utf-8"))[-1]["step"] if curve.exists() else 0


def _no_checkpoint_at_the_end():
    """A callback: no checkpoint after the last step, since a run that was killed there would go on a step too far."""
    from transformers import TrainerCallback

    class NoCheckpointAtTheEnd(TrainerCallback):
        def on_step_end(self, args, state, control, **_):
            control.should_save &= state.global_step < state.max_steps

    return NoCheckpointAtTheEnd()


def _last_checkpoint(folder: Path) -> str | None:
    """The last checkpoint that was written whole, which its trainer_state.json shows: that is written last."""
    for checkpoint in sorted(folder.glob("checkpoint-*"), key=lambda path: -int(path.name.partition("-")[2])):
        try:
            json.loads((checkpoint / "trainer_state.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        return str(checkpoint)
    return None


def _load(base: Path, pairs: list[tuple[str, str]], start: str):
    """The model and its tokenizer, both with the tokens of the pairs alone, and the pairs as they are learned."""
    model, tokenizer = load_language_model(base)
    tag = start.rstrip()
    rows = [{"prompt": _prompt(tokenizer, text, start), "completion": svg.removeprefix(tag)} for text, svg in pairs]
    tokenizer = keep_tokens(model, tokenizer, [row["prompt"] + row["completion"] for row in rows])
    return model.train(), tokenizer, rows


def _prompt(tokenizer, description: str, start: str) -> str:
    text = prompt_text(tokenizer, PROMPT.format(description=description), start)
    return text.removeprefix(tokenizer.bos_token or "")  # the trainers' tokenizing puts it there


# ---------------------------------------------------------------------------------------------------- command line


def main(arguments: list[str] | None = None) -> int:
    return options.run(Config, train, _parser(), arguments)


def _parser():
    about = "Teach Gemma to write SVG: a warm start, then GRPO."
    return options.parser(Config, prog="python -m training.gemma.train", description=about)


if __name__ == "__main__":
    command_line.exit_with(main, resume="python -m training.gemma.train")
