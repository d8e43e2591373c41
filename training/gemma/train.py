"""A LoRA that teaches Gemma to draw in SVG: lessons on the illustrator's drawings, then GRPO on what its own are worth.

    pip install -r requirements-train.txt
    python -m training.gemma.train --out runs/gemma [--model NAME]
    python -m training.gemma.evaluate --lora runs/gemma/lora          against the base
    python model.py "a red hat on a plain background" --generator gemma --lora runs/gemma/lora

The lessons are supervised: the model learns to continue a short prompt with small drawings (svg_pairs.py), of one thing
on plain ground at first, then of scenes if asked for. Several drawings stand in a row of tokens, each for itself, or
with --row 0 one in each, and the loss is on the SVGs alone. Then it writes several SVGs for each description, and those
that are worth more than the mean of their group become likelier (GRPO: Shao et al. 2024, DeepSeekMath; trl's trainer);
worth.py says what counts. A run that was killed or out of time goes on where it last saved, and ends with the weights
of one that was not.
"""

from __future__ import annotations

import dataclasses
import json
import sys
import time
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

from generators.gemma import PROMPT_FILE, TOKENS_FILE
from support import settings
from support.files import write_atomically
from training import options
from training.base_model import source_of
from training.gemma.callbacks import Deadline, NoCheckpointAtTheEnd, Sheets
from training.gemma.config import Config
from training.gemma.small_vocabulary import keep_tokens
from training.gemma.svg_pairs import lesson_pairs, opening
from training.gemma.worth import worth
from training.prompts import GRAMMARS, held_out_prompts
from training.rewards import judges_for
from weights import find
from weights.language_model import load_language_model, prompt_text

PROMPT = "Draw as SVG: {description}\n"
CURVE = "curve.json"  # of a training that is done: a row for each step
FREE = ("out", "steps", "minutes", "sheet_every")  # settings that may differ when a run goes on
SHOWN = 8  # held-out descriptions on a sheet
TARGETS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def train(config: Config) -> Path:
    """Train what is left of a run, or as much as the minutes allow; return the LoRA's folder.

    Raises:
        ValueError: the folder holds a run with other settings, or the model is no Gemma.
        weights.WeightsNotFound: there is no Gemma.
    """
    until = time.monotonic() + 60 * config.minutes if config.minutes else None
    out, source = Path(config.out), source_of(config.model, "gemma")
    base = find("gemma", source, download=True)
    kept = {name: value for name, value in dataclasses.asdict(config).items() if name not in FREE}
    settings.keep(out / "config.json", kept | {"model": source or ""})
    before = None
    for number, grammar in enumerate(config.lessons.split(",")):
        lesson = _Lesson(config, grammar, out / f"warm-{grammar}" if number else out / "warm", until)
        if not _steps(lesson.folder):
            _supervised(base, lesson, before)
        before = lesson.folder
        if not _steps(before):
            return before
    if config.steps:
        lesson = dataclasses.replace(lesson, folder=out / "lora")
        if _steps(lesson.folder) < config.steps:
            _grpo(base, lesson, before)
        before = lesson.folder
    return before


@dataclasses.dataclass(frozen=True)
class _Lesson:
    """Pairs to learn from, and the folder of the LoRA that comes of it."""

    config: Config
    grammar: str
    folder: Path
    until: float | None  # time.monotonic() at which it ends early

    def pairs(self) -> list[tuple[str, str]]:
        config = self.config
        return lesson_pairs(Path(config.out), self.grammar, config.pairs, config.max_bytes, config.seed)


# ---------------------------------------------------------------------------------------------- the two trainings


def _supervised(base: Path, lesson: _Lesson, before: Path | None) -> None:
    from datasets import Dataset
    from peft import LoraConfig, PeftModel
    from trl import SFTConfig, SFTTrainer

    config, pairs = lesson.config, lesson.pairs()
    model, tokenizer, rows, start, tokens = _load(base, pairs, config)
    if config.row:
        longest = max(map(len, tokenizer([row["prompt"] + row["completion"] for row in rows]).input_ids)) + 1  # its end
        if longest > config.row:
            at_least = f"row must be at least {longest}, which a drawing of {lesson.grammar!r} has"
            raise ValueError(f"{at_least}, not {config.row}")
    arguments = SFTConfig(
        **_common(lesson),
        num_train_epochs=config.warm_epochs,
        **(_packed(config) if config.row else _each_in_a_row(config)),
        learning_rate=config.warm_lr,
        lr_scheduler_type="cosine",
        warmup_steps=5,
        completion_only_loss=True,
    )
    count = model.config.num_hidden_layers
    lora = LoraConfig(
        r=config.rank,
        lora_alpha=config.alpha,
        target_modules=TARGETS,
        layers_to_transform=list(range(count))[-config.layers :],
        task_type="CAUSAL_LM",
    )
    if before:
        model, lora = PeftModel.from_pretrained(model, str(before), is_trainable=True), None
    trainer = SFTTrainer(
        model, arguments, train_dataset=Dataset.from_list(rows), processing_class=tokenizer, peft_config=lora
    )
    _run(trainer, lesson, start, tokens)


def _grpo(base: Path, lesson: _Lesson, before: Path) -> None:
    from datasets import Dataset
    from peft import PeftModel
    from trl import GRPOConfig, GRPOTrainer

    config, pairs = lesson.config, lesson.pairs()
    model, tokenizer, rows, start, tokens = _load(base, pairs, config)
    model = PeftModel.from_pretrained(model, str(before), is_trainable=True)
    rows = [{"prompt": row["prompt"], "description": text} for row, (text, _) in zip(rows, pairs, strict=True)]
    arguments = GRPOConfig(
        **_common(lesson),
        max_steps=config.steps,
        per_device_train_batch_size=config.batch,
        num_generations=config.samples,
        max_completion_length=config.tokens,
        temperature=config.temperature,
        learning_rate=config.lr,
        lr_scheduler_type="constant",
        beta=config.beta,
    )
    judges = judges_for(config.weights, (text for text, _ in pairs), seed=config.seed)

    def reward(completions, description, log_metric, **_):
        texts = [start + text for text in completions]
        values, parts = worth(texts, description, config.max_bytes, config.weights, judges)
        for name, part in parts.items():
            log_metric(name, float(part.mean()))
        return values.tolist()

    trainer = GRPOTrainer(model, reward, arguments, train_dataset=Dataset.from_list(rows), processing_class=tokenizer)
    _run(trainer, lesson, start, tokens)


def _packed(config: Config) -> dict:
    """Several pairs a row, each for itself, which trl knows how to do in one row at a time."""
    rows = {"per_device_train_batch_size": 1, "gradient_accumulation_steps": config.warm_batch}
    return {**rows, "packing": True, "max_length": config.row}


def _each_in_a_row(config: Config) -> dict:
    """A pair a row, those of about one length together."""
    rows = {"per_device_train_batch_size": config.warm_batch, "train_sampling_strategy": "group_by_length"}
    return {**rows, "max_length": None}


def _common(lesson: _Lesson) -> dict:
    """Settings of both trainers."""
    import torch

    cuda = torch.cuda.is_available()
    bf16 = torch.cuda.is_bf16_supported(including_emulation=False) if cuda else lesson.config.cpu_bf16
    return {
        "output_dir": str(lesson.folder),
        "seed": lesson.config.seed,
        "use_cpu": not cuda,
        "bf16": bf16,
        "fp16": cuda and not bf16,
        "gradient_checkpointing": cuda and lesson.config.recompute,  # a CPU has the memory and not the time
        "logging_steps": 1,
        "save_steps": lesson.config.save_every,
        "save_total_limit": 1,
        "report_to": [],
        "disable_tqdm": not sys.stderr.isatty(),
    }


def _run(trainer, lesson: _Lesson, start: str, tokens: list[str]) -> None:
    """Train from the last checkpoint, if any; write the LoRA, and where it is done its curve, which says so.

    Args:
        trainer: one of trl's.
        lesson: what it learns.
        start: the opening tag of every drawing.
        tokens: those that the drawings are made of.
    """
    from transformers import PrinterCallback

    config, folder, tokenizer = lesson.config, lesson.folder, trainer.processing_class
    trainer.remove_callback(PrinterCallback)  # every figure is in the curve
    trainer.add_callback(Deadline(lesson.until))
    trainer.add_callback(NoCheckpointAtTheEnd())
    if config.sheet_every:
        texts = [prompt.text for prompt in held_out_prompts(GRAMMARS[lesson.grammar], SHOWN)]
        prompts = [(text, _prompt(tokenizer, text, start)) for text in texts]
        shown = (folder / "sheets", prompts, lesson.grammar, tokenizer, start, config.sheet_every, config.tokens)
        trainer.add_callback(Sheets(*shown))
    trainer.train(resume_from_checkpoint=_last_checkpoint(folder))
    trainer.save_model(str(folder))
    write_atomically(folder / PROMPT_FILE, PROMPT + start)
    write_atomically(folder / TOKENS_FILE, json.dumps(tokens))
    if trainer.state.global_step < trainer.state.max_steps:
        print(f"out of time after step {trainer.state.global_step} of {folder.name}; the same command goes on")
    else:
        rows = [row for row in trainer.state.log_history if "loss" in row]
        write_atomically(folder / CURVE, json.dumps(rows, indent=1))


def _steps(folder: Path) -> int:
    """How many steps a finished training took; 0 where it is not finished."""
    curve = folder / CURVE
    return json.loads(curve.read_text(encoding="utf-8"))[-1]["step"] if curve.exists() else 0


def _last_checkpoint(folder: Path) -> str | None:
    """The last checkpoint that was written whole, which its trainer_state.json shows: that is written last."""
    for checkpoint in sorted(folder.glob("checkpoint-*"), key=lambda path: -int(path.name.partition("-")[2])):
        try:
            json.loads((checkpoint / "trainer_state.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        return str(checkpoint)
    return None


def _load(base: Path, pairs: list[tuple[str, str]], config: Config):
    """The model and its tokenizer with the tokens of the pairs alone, the pairs, the opening, the tokens of drawings.

    The line break after the opening tag is there because its end and what follows would else be one token: "><".
    """
    model, tokenizer = load_language_model(base)
    if config.cpu_bf16 and model.device.type == "cpu":
        model = model.bfloat16()
    tag = opening(pairs[0][1])
    start = tag + "\n"
    rows = [{"prompt": _prompt(tokenizer, text, start), "completion": svg.removeprefix(tag)} for text, svg in pairs]
    tokenizer = keep_tokens(model, tokenizer, [row["prompt"] + row["completion"] for row in rows])
    written = tokenizer([row["completion"] for row in rows], add_special_tokens=False).input_ids
    tokens = sorted(tokenizer.convert_ids_to_tokens([*{token for row in written for token in row}]))
    return model.train(), tokenizer, rows, start, tokens


def _prompt(tokenizer, description: str, start: str) -> str:
    text = prompt_text(tokenizer, PROMPT.format(description=description), start)
    return text.removeprefix(tokenizer.bos_token or "")  # the trainers' tokenizing puts it there


# ---------------------------------------------------------------------------------------------------- command line


def main(arguments: list[str] | None = None) -> int:
    return options.run(Config, train, _parser(), arguments)


def _parser():
    about = "Teach Gemma to draw in SVG: lessons on the illustrator's drawings, then GRPO."
    return options.parser(Config, prog="python -m training.gemma.train", description=about)


if __name__ == "__main__":
    command_line.exit_with(main, resume="python -m training.gemma.train")
