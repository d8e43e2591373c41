"""Stable Diffusion as a policy: denoising steps with their probabilities, and a LoRA that changes them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from PIL import Image

from generators.stable_diffusion import NEGATIVE_PROMPT, BlankPictures, StableDiffusion
from training.base_model import source_of
from training.diffusion.ddpo import ddim_mean, log_probability
from weights.quiet import quiet


@dataclass
class Rollout:
    """How a batch of pictures came about: T random steps of B samples; tensors lie on the model's device."""

    words: torch.Tensor  # (2, B, L, D): the negative and the positive text embeddings
    latents: torch.Tensor  # (T + 1, B, C, H, W), from noise to what the last step makes a picture of
    log_probs: torch.Tensor  # (T, B)
    pictures: list[Image.Image]


class Policy:
    """A Stable Diffusion whose UNet carries a LoRA: what it draws, and how likely each of its steps was.

    Args:
        config: a `training.diffusion.config.Config`; of it model, seed, steps, eta, guidance,
            precision, rank and alpha.
        device: where it runs.

    Raises:
        ValueError: the checkpoint is no Stable Diffusion 1.x or 2.x.
    """

    def __init__(self, config, device: torch.device):
        from diffusers import DDIMScheduler, StableDiffusionPipeline
        from peft import LoraConfig

        self.config, self.device = config, device
        self.generator = StableDiffusion(source_of(config.model, "stable-diffusion"), device=str(device))
        self.pipe, family = self.generator.pipe, self.generator.family
        if type(self.pipe) is not StableDiffusionPipeline:
            found = f"{self.generator.folder} holds a {type(self.pipe).__name__}"
            raise ValueError(f"{found}; a LoRA is trained on Stable Diffusion 1.x or 2.x")
        self.guidance = config.guidance or max(family.guidance, 1.0)
        self.negative = NEGATIVE_PROMPT if family.negative else ""
        self.scheduler = DDIMScheduler.from_config(self.pipe.scheduler.config)
        if config.precision == "no":
            with quiet("diffusers"):
                self.pipe.to(torch.float32)
        for part in (self.pipe.vae, self.pipe.text_encoder, self.pipe.unet):
            part.requires_grad_(False)
        torch.manual_seed(config.seed)
        targets = ["to_q", "to_k", "to_v", "to_out.0"]
        self.unet = self.pipe.unet
        self.unet.add_adapter(LoraConfig(r=config.rank, lora_alpha=config.alpha, target_modules=targets))
        for parameter in self.parameters():
            parameter.data = parameter.data.float()  # the LoRA learns in float32 whatever the rest is in
        if device.type == "cuda":
            self.pipe.unet.enable_gradient_checkpointing()  # a third slower; at 8 samples of SD 1.5 it saves 13 GB

    def parameters(self) -> list[torch.nn.Parameter]:
        return [parameter for parameter in self.pipe.unet.parameters() if parameter.requires_grad]

    def state(self) -> dict[str, torch.Tensor]:
        """A copy of the LoRA's weights, on the CPU."""
        from peft.utils import get_peft_model_state_dict

        weights = get_peft_model_state_dict(self.pipe.unet)
        return {name: tensor.detach().to("cpu", copy=True) for name, tensor in weights.items()}

    def load(self, state: dict[str, torch.Tensor]) -> None:
        from peft.utils import set_peft_model_state_dict

        set_peft_model_state_dict(self.pipe.unet, state)

    def save(self, folder: Path) -> None:
        """Write the LoRA as diffusers does, so that `--lora` loads it.

        The file has no place for alpha, so that its scale, alpha / rank, is multiplied into the weights.
        """
        folder.mkdir(parents=True, exist_ok=True)
        scale = self.config.alpha / self.config.rank
        scaled = {name: tensor * (scale if "lora_B" in name else 1) for name, tensor in self.state().items()}
        with quiet("diffusers"):
            type(self.pipe).save_lora_weights(str(folder), unet_lora_layers=scaled)

    def deliver(self, description: str, seed: int) -> Image.Image | None:
        """What the LoRA draws for a user, with the checkpoint's own sampler; None where it comes out blank."""
        return picture_or_none(self.generator, description, seed)

    @torch.no_grad()
    def draw(self, descriptions: list[str], seeds: list[int]) -> Rollout:
        """Draw a picture for each description and seed by `steps` DDIM steps, all but the last of them random.

        The last step would get next to no noise, too little to be seen.  But a gradient grows with 1 / sigma, so that
        of the last step would be thirty times as large as that of any other.
        """
        words = self._words(descriptions)
        latents = [self._noise(seeds)]
        log_probs = []
        generators = [torch.Generator().manual_seed(seed + 1) for seed in seeds]
        for step in range(self.config.steps - 1):
            mean, sigma = self.step(words, latents[-1], step)
            noise = torch.cat([torch.randn((1, *mean.shape[1:]), generator=g) for g in generators]).to(mean)
            latents.append((mean + sigma * noise).to(mean.dtype))
            log_probs.append(log_probability(latents[-1], mean, sigma))
        final, _ = self.step(words, latents[-1], self.config.steps - 1)
        decoded = self.pipe.vae.decode(final.to(self.pipe.vae.dtype) / self.pipe.vae.config.scaling_factor).sample
        pictures = self.pipe.image_processor.postprocess(decoded.float(), output_type="pil")
        return Rollout(words, torch.stack(latents), torch.stack(log_probs), pictures)

    def step(self, words: torch.Tensor, latents: torch.Tensor, step: int) -> tuple[torch.Tensor, float]:
        """Return (mean, sigma) of the Gaussian that step `step`, 0 to steps - 1, draws the next latents from.

        words: (2, B, L, D), as in Rollout. latents: (B, C, H, W).
        """
        scheduler = self.scheduler
        scheduler.set_timesteps(self.config.steps)
        time = int(scheduler.timesteps[step])
        after = time - scheduler.config.num_train_timesteps // self.config.steps
        alpha = float(scheduler.alphas_cumprod[time])
        alpha_next = float(scheduler.alphas_cumprod[after] if after >= 0 else scheduler.final_alpha_cumprod)
        both = self.unet(torch.cat([latents, latents]), time, encoder_hidden_states=words.flatten(0, 1)).sample
        without, towards = both.float().chunk(2)
        noise = without + self.guidance * (towards - without)
        return ddim_mean(noise, latents.float(), alpha, alpha_next, self.config.eta, scheduler.config.prediction_type)

    def _noise(self, seeds: list[int]) -> torch.Tensor:
        config = self.pipe.unet.config  # self.unet may be wrapped for several GPUs
        shape = (1, config.in_channels, config.sample_size, config.sample_size)
        noise = [torch.randn(shape, generator=torch.Generator().manual_seed(seed)) for seed in seeds]
        return torch.cat(noise).to(self.device)

    def _words(self, descriptions: list[str]) -> torch.Tensor:
        texts = [self.negative] * len(descriptions) + [self.generator.prompt(text) for text in descriptions]
        length = self.pipe.tokenizer.model_max_length
        tokens = self.pipe.tokenizer(
            texts, padding="max_length", max_length=length, truncation=True, return_tensors="pt"
        ).input_ids
        return self.pipe.text_encoder(tokens.to(self.device))[0].unflatten(0, (2, -1))


def picture_or_none(generator: StableDiffusion, description: str, seed: int) -> Image.Image | None:
    """Return a generator's picture of a description and a seed; None where it comes out blank."""
    try:
        return generator.generate(description, 1, seed)[0]
    except BlankPictures:
        return None
