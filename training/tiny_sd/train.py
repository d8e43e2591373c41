"""Train a small Stable Diffusion on the illustrator's pictures: the autoencoder, then text encoder and UNet together.

    python -m training.tiny_sd.train --preset small --minutes 60      on a core or two; again with --resume to go on
    python -m training.tiny_sd.train --preset full --device cuda      on a GPU, in bfloat16
    python -m training.tiny_sd.train --objective flow                 a rectified flow, as Stable Diffusion 3 is

Every few minutes, and when it ends, it writes a checkpoint (OUT/step-*) and a sample sheet; when it ends, also the
pipeline's folder.  All randomness of a step comes from its number, so a run that is killed and resumed ends with the
weights of one that was not (on one machine; a GPU's sums differ in the last digits).  Curves are in OUT/metrics.csv.
Sources: https://arxiv.org/abs/2112.10752 (latent diffusion), https://arxiv.org/abs/2207.12598 (guidance),
https://arxiv.org/abs/2202.00512 (velocity), https://arxiv.org/abs/2209.03003 (rectified flow)
"""

from __future__ import annotations

import argparse
import copy
import csv
import json
import math
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from support import command_line

if __name__ == "__main__":
    command_line.begin()

import torch
import torch.nn.functional as F
from PIL import Image
from safetensors.torch import load_file, save_file
from tqdm import tqdm

from support import settings
from support.files import write_atomically
from training.prompts import GRAMMARS, held_out_pairs, held_out_prompts
from training.sheet import sheet
from training.tiny_sd import parts
from training.tiny_sd.card import write_card
from training.tiny_sd.config import OBJECTIVES, PRESETS, Config, make_config
from training.tiny_sd.tiles import load_tiles, make_tiles
from training.tiny_sd.tokenizer import fit_tokenizer

PHASES = ("autoencoder", "diffusion")
SAMPLES = 16  # pictures on a sheet
GUIDANCE, STEPS = 3.0, 20  # of the sheets; generators.stable_diffusion draws with the same
TIMES = 1000  # that the UNet knows, from the picture to pure noise


class OutOfTime(Exception):
    """The minutes are over; everything is saved."""


class Trainer:
    """The models, the step that they are at, and the folder where both are kept.

    Args:
        config: the settings.
        out: the folder of the run.
        tiles: the folder of the pictures to learn from; those that are missing are rendered.
        device: where it runs, as torch calls it.
        workers: processes that render.

    Raises:
        ValueError: the autoencoder that is to be kept has other sizes.
        OSError: it is not there.
    """

    def __init__(self, config: Config, out: Path, tiles: Path, device: str, workers: int = 1) -> None:
        make_tiles(config, tiles, workers)
        self.config, self.out, self.device = config, out, torch.device(device)
        self.tiles = load_tiles(config, tiles)
        self.tokenizer = fit_tokenizer(out / "tokenizer", [p.text for p in self.tiles.prompts], config)
        torch.manual_seed(config.seed)
        models = {
            "vae": parts.make_vae(config),
            "text_encoder": parts.make_text_encoder(config, self.tokenizer),
            "unet": parts.make_unet(config),
        }
        for name in ("text_encoder", "unet"):
            models[f"ema_{name}"] = copy.deepcopy(models[name]).requires_grad_(False)
        self.models = {name: model.to(self.device) for name, model in models.items()}
        if config.autoencoder:
            parts.load_vae(models["vae"], Path(config.autoencoder))
        self.phase, self.step = PHASES[1 if config.autoencoder else 0], 0
        self.seconds = dict.fromkeys(PHASES, 0.0)
        self.optimizer_state: dict | None = None  # of the phase that a checkpoint was taken in

    # ------------------------------------------------------------ the two phases

    def train(self, until: float) -> None:
        """Do what is left of both phases.  Raises OutOfTime, with all saved, at time.monotonic() == `until`."""
        if self.phase == "autoencoder":
            vae = self.models["vae"].train()
            self._run(self.config.vae_steps, self.config.vae_lr, [vae], self._vae_loss, self._vae_sheet, until)
            self.phase, self.step, self.optimizer_state = "diffusion", 0, None
        self._prepare_diffusion()
        trained = [self.models["unet"].train(), self.models["text_encoder"].train()]
        self._run(self.config.unet_steps, self.config.unet_lr, trained, self._unet_loss, self._diffusion_sheet, until)

    def _vae_loss(self, noise: torch.Generator) -> dict[str, torch.Tensor]:
        """The autoencoder's loss and its parts: pixels (L1 and square), edges (L1), the latents' colours and KL."""
        pictures = self._pictures(self._choose(self.config.vae_batch, noise))  # (B, 3, size, size), -1 to 1
        posterior = self.models["vae"].encode(pictures).latent_dist
        latents = posterior.mean + posterior.std * torch.randn(posterior.mean.shape, generator=noise).to(self.device)
        decoded = self.models["vae"].decode(latents).sample.float()
        l1, mse = F.l1_loss(decoded, pictures), F.mse_loss(decoded, pictures)
        edges = sum(F.l1_loss(decoded.diff(dim=axis), pictures.diff(dim=axis)) for axis in (2, 3))
        means = F.avg_pool2d(pictures, 8)  # (B, 3, size / 8, size / 8)
        color, kl = F.mse_loss(posterior.mean[:, :3], 2 * means), posterior.kl().mean()
        pixels = l1 + mse + self.config.edge_weight * edges
        loss = pixels + self.config.color_weight * color + self.config.kl_weight * kl
        return {"loss": loss, "l1": l1, "color": color, "kl": kl}

    def _prepare_diffusion(self) -> None:
        """Encode all tiles once, and scale the latents to a standard deviation of 1."""
        vae = self.models["vae"].eval().requires_grad_(False)
        with torch.no_grad():
            batches = torch.arange(len(self.tiles.pictures)).split(64)
            latents = torch.cat([vae.encode(self._pictures(batch)).latent_dist.mean for batch in batches])
        vae.register_to_config(scaling_factor=1 / latents.std().item())
        self.latents = latents * vae.config.scaling_factor  # (N, latent_channels, size / 8, size / 8)
        self.tokens = self._tokenize([p.text for p in self.tiles.prompts])  # (N, tokens)
        self.no_text = self._tokenize([""])
        if self.config.objective == "velocity":
            self.alphas = parts.make_scheduler("velocity").alphas_cumprod.to(self.device)  # (1000,), near 1 down to 0

    def _unet_loss(self, noise: torch.Generator) -> dict[str, torch.Tensor]:
        """The squared error of the velocity, which gives all noise levels the same weight, pure noise included."""
        batch = self._choose(self.config.unet_batch, noise)
        clean = self.latents[batch.to(self.device)]
        times = torch.randint(TIMES, (len(batch),), generator=noise).to(self.device)
        added = torch.randn(clean.shape, generator=noise).to(self.device)
        dropped = (torch.rand(len(batch), generator=noise) < self.config.drop_text).to(self.device)
        tokens = torch.where(dropped[:, None], self.no_text, self.tokens[batch.to(self.device)])
        noisy, velocity = self._between(clean, added, times)
        words = self.models["text_encoder"](tokens)[0]
        predicted = self.models["unet"](noisy, times, words).sample.float()
        error = F.mse_loss(predicted, velocity)
        return {"loss": error}

    def _between(self, clean, added, times) -> tuple[torch.Tensor, torch.Tensor]:
        """Where between picture and noise the times are, and the way on from there: two of (B, C, H, W)."""
        if self.config.objective == "flow":
            level = (times / TIMES).view(-1, 1, 1, 1)
            return (1 - level) * clean + level * added, added - clean
        alpha = self.alphas[times].view(-1, 1, 1, 1)
        noisy = alpha.sqrt() * clean + (1 - alpha).sqrt() * added
        return noisy, alpha.sqrt() * added - (1 - alpha).sqrt() * clean

    def _update_averages(self) -> None:
        decay = min(self.config.ema, (1 + self.step) / (10 + self.step))
        for name in ("text_encoder", "unet"):
            average, current = self.models[f"ema_{name}"].parameters(), self.models[name].parameters()
            torch._foreach_lerp_(list(average), [p.detach() for p in current], 1 - decay)

    # ------------------------------------------------------------ the loop

    def _run(
        self,
        steps: int,
        peak: float,
        trained: list[torch.nn.Module],
        losses: Callable[[torch.Generator], dict[str, torch.Tensor]],
        look: Callable[[], Image.Image],
        until: float,
    ) -> None:
        parameters = [p for model in trained for p in model.parameters()]
        optimizer = torch.optim.AdamW(parameters, lr=peak, betas=(0.9, 0.99), weight_decay=0.01)
        if self.optimizer_state:
            optimizer.load_state_dict(self.optimizer_state)
        saved = last = time.monotonic()
        bar = tqdm(total=steps, initial=self.step, desc=self.phase, disable=None)
        while self.step < steps:
            values = self._step(optimizer, parameters, peak, steps, losses)
            now = time.monotonic()
            self.seconds[self.phase] += now - last
            last = now
            bar.update()
            if self.step % 20 == 0 or self.step == steps:
                bar.set_postfix({name: f"{value:.3f}" for name, value in values.items()})
                self._log(values)
            if now - saved >= self.config.save_seconds or now >= until or self.step == steps:
                self.save(optimizer, look)
                saved = last = time.monotonic()
            if now >= until:
                raise OutOfTime
        bar.close()

    def _step(self, optimizer, parameters, peak: float, steps: int, losses) -> dict[str, float]:
        for group in optimizer.param_groups:
            group["lr"] = learning_rate(self.step, steps, peak, self.config.warmup)
        noise = torch.Generator().manual_seed((2 * self.config.seed + PHASES.index(self.phase)) * 10**9 + self.step)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
            values = losses(noise)
        optimizer.zero_grad()
        values["loss"].backward()
        torch.nn.utils.clip_grad_norm_(parameters, self.config.clip)
        optimizer.step()
        self.step += 1
        if self.phase == "diffusion":
            self._update_averages()
        return {name: value.item() for name, value in values.items()}

    def _log(self, values: dict[str, float]) -> None:
        path = self.out / "metrics.csv"
        new = not path.exists()
        with open(path, "a", newline="") as file:
            writer = csv.writer(file)
            if new:
                writer.writerow(["phase", "step", "seconds", "metric", "value"])
            for name, value in values.items():
                writer.writerow([self.phase, self.step, round(self.seconds[self.phase], 1), name, f"{value:.6f}"])

    # ------------------------------------------------------------ kept on disk

    def save(self, optimizer, look: Callable[[], Image.Image]) -> None:
        """Write a checkpoint, in a folder that appears whole or not at all, and a sheet; remove older checkpoints."""
        folder = self.out / f"step-{PHASES.index(self.phase)}-{self.step:07}"
        making = folder.with_suffix(".part")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(parents=True)
        tensors = {f"{m}/{n}": t for m, model in self.models.items() for n, t in model.state_dict().items()}
        save_file({name: t.contiguous().clone() for name, t in tensors.items()}, making / "weights.safetensors")
        state = {"phase": self.phase, "step": self.step, "seconds": self.seconds, "config": _plain(self.config)}
        torch.save(state | {"optimizer": optimizer.state_dict()}, making / "state.pt")
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(making, folder)
        for old in checkpoints(self.out)[:-1]:
            shutil.rmtree(old)
        look().save(self.out / f"sheet-{PHASES.index(self.phase)}-{self.step:07}.png")

    def resume(self) -> None:
        """Go on from the last checkpoint, if there is one.  Raises ValueError when it was begun with other settings."""
        found = checkpoints(self.out)
        if not found:
            return
        state = torch.load(found[-1] / "state.pt", map_location="cpu", weights_only=True)
        settings.compare(found[-1], *map(_lasting, (state["config"], _plain(self.config))))
        weights = load_file(found[-1] / "weights.safetensors")
        for name, model in self.models.items():
            own = {key.partition("/")[2]: t for key, t in weights.items() if key.startswith(f"{name}/")}
            model.load_state_dict(own)
        self.phase, self.step, self.seconds = state["phase"], state["step"], state["seconds"]
        self.optimizer_state = state["optimizer"]

    # ------------------------------------------------------------ results

    def pipeline(self):
        """A StableDiffusionPipeline of copies of the averaged weights."""
        vae, words, unet = (copy.deepcopy(self.models[n]).eval() for n in ("vae", "ema_text_encoder", "ema_unet"))
        return parts.make_pipeline(vae, words, self.tokenizer, unet, parts.make_scheduler(self.config.objective))

    def export(self, folder: Path) -> None:
        """Write the pipeline and its card."""
        parts.export(self.pipeline(), folder)
        for stale in ("evaluation.json", "sheet.png"):  # of what lay there before
            (folder / stale).unlink(missing_ok=True)
        facts = {
            "config": _plain(self.config),
            "held_out": len(held_out_pairs(GRAMMARS[self.config.grammar])),
            "steps": {"autoencoder": 0 if self.config.autoencoder else self.config.vae_steps, "diffusion": self.step},
            "minutes": {phase: round(seconds / 60, 1) for phase, seconds in self.seconds.items()},
            "device": "CUDA GPU" if self.device.type == "cuda" else f"CPU (threads: {torch.get_num_threads()})",
            "parameters": {name: _size(self.models[name]) for name in ("vae", "text_encoder", "unet")},
        }
        write_atomically(folder / "training.json", json.dumps(facts, indent=1))
        write_card(folder)

    def _vae_sheet(self) -> Image.Image:
        """Tiles above, and below each what the autoencoder keeps of it."""
        pictures = self._pictures(torch.arange(min(SAMPLES, len(self.tiles.pictures))))
        with torch.no_grad():
            decoded = self.models["vae"](pictures).sample.float()
        return sheet(_images(torch.cat([pictures, decoded])), columns=len(pictures))

    def _diffusion_sheet(self) -> Image.Image:
        """Combinations of thing and colour that are never trained on, always from the same noise."""
        texts = [p.text for p in held_out_prompts(GRAMMARS[self.config.grammar], SAMPLES)]
        noise = [torch.Generator().manual_seed(i) for i in range(SAMPLES)]
        drawn = self.pipeline()(
            texts,
            num_inference_steps=STEPS,
            guidance_scale=GUIDANCE,
            generator=noise,
            height=self.config.size,
            width=self.config.size,
            output_type="pt",
        ).images  # (N, 3, size, size), 0 to 1
        return sheet(_images(drawn * 2 - 1), columns=8)

    # ------------------------------------------------------------ data

    def _choose(self, count: int, noise: torch.Generator) -> torch.Tensor:
        return torch.randint(len(self.tiles.pictures), (count,), generator=noise)

    def _pictures(self, indices: torch.Tensor) -> torch.Tensor:
        """uint8 tiles -> float32 (B, 3, size, size), -1 to 1."""
        chosen = torch.from_numpy(self.tiles.pictures[indices.numpy()]).to(self.device)
        return chosen.permute(0, 3, 1, 2).float() / 127.5 - 1

    def _tokenize(self, texts: list[str]) -> torch.Tensor:
        settings = {"padding": "max_length", "truncation": True, "max_length": self.config.tokens}
        return self.tokenizer(texts, return_tensors="pt", **settings).input_ids.to(self.device)


def learning_rate(step: int, steps: int, peak: float, warmup: int) -> float:
    """Linear up to `peak` in `warmup` steps, from there a cosine down to a twentieth."""
    progress = min(1.0, max(0, step - warmup) / max(1, steps - warmup))
    return peak * min(1.0, (step + 1) / warmup) * (0.525 + 0.475 * math.cos(math.pi * progress))


def checkpoints(out: Path) -> list[Path]:
    """The whole checkpoints in a folder, the latest last."""
    return sorted(path for path in out.glob("step-*") if path.suffix != ".part")


def _size(model: torch.nn.Module) -> int:
    return sum(p.numel() for p in model.parameters())


def _plain(config: Config) -> dict:
    """The settings as what JSON and weights_only loading know."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(config).items()}


def _lasting(config: dict) -> dict:
    """Those of the settings that a run cannot change when it goes on."""
    return {name: value for name, value in config.items() if name not in ("save_seconds", "vae_steps", "unet_steps")}


def _images(pictures: torch.Tensor) -> list[Image.Image]:
    """float (N, 3, H, W), -1 to 1, as RGB pictures."""
    array = ((pictures.float().cpu().clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).permute(0, 2, 3, 1).numpy()
    return [Image.fromarray(picture) for picture in array]


def _parser() -> argparse.ArgumentParser:
    about = "Train a small Stable Diffusion on the illustrator's pictures."
    parser = argparse.ArgumentParser(prog="python -m training.tiny_sd.train", description=about)
    parser.add_argument("--preset", choices=PRESETS, help="sizes (default: full with CUDA, else small)")
    parser.add_argument("--objective", choices=OBJECTIVES, help="what the UNet predicts (default: velocity)")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="another value for a setting")
    parser.add_argument("--device", help='"cuda", "cpu" or another of torch\'s (default: CUDA where there is one)')
    parser.add_argument("--threads", type=int, help="CPU threads (default: torch's own choice)")
    parser.add_argument("--workers", type=int, default=1, help="processes that render the tiles that are missing")
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop after so long, to be resumed")
    parser.add_argument("--resume", action="store_true", help="go on where OUT stands")
    parser.add_argument("-o", "--out", type=Path, default=Path("out/tiny-sd"), help="checkpoints, sheets, metrics.csv")
    parser.add_argument("--tiles", type=Path, default=Path("out/tiles"), help="rendered pictures; made where missing")
    parser.add_argument("--export", type=Path, default=Path("out/tiny-sd/checkpoint"), help="the diffusers folder")
    return parser


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(arguments)
    until = time.monotonic() + 60 * args.minutes
    device = args.device or ("cuda" if torch.cuda.is_available() else "cpu")
    if args.threads:
        torch.set_num_threads(args.threads)
    try:
        chosen = [f"objective={args.objective}"] if args.objective else []
        config = make_config(args.preset or ("full" if device.startswith("cuda") else "small"), args.set + chosen)
        if checkpoints(args.out) and not args.resume:
            raise ValueError(f"{args.out} holds a run already: add --resume to go on, or name another --out")
        trainer = Trainer(config, args.out, args.tiles, device, args.workers)
        trainer.resume()
    except (ValueError, OSError) as error:
        parser.error(str(error))
    sizes = {name: f"{_size(model) / 1e6:.2f} M" for name, model in trainer.models.items()}
    print(f"{config}\nparameters: {sizes}\n{device}, from step {trainer.step} of the {trainer.phase}", flush=True)
    try:
        trainer.train(until)
    except OutOfTime:
        print(f"out of time at step {trainer.step} of the {trainer.phase}; --resume goes on")
    if trainer.phase == "diffusion" and trainer.step:
        trainer.export(args.export)
        print(args.export)
    return 0


if __name__ == "__main__":
    command_line.exit_with(main, resume="python -m training.tiny_sd.train --resume")
