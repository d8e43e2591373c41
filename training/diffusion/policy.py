"""A text-to-image checkpoint as a policy: denoising steps with their probabilities, and a LoRA that changes them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path

import torch
from PIL import Image
from safetensors import SafetensorError
from safetensors.torch import load_file

from generators.lora import STANDARD_NAME
from generators.stable_diffusion import BlankPictures, StableDiffusion, picture_size
from training.diffusion.ddpo import log_probability
from weights.quiet import quiet


@dataclass
class Rollout:
    """How a batch of pictures came about: T random steps of B samples; tensors lie on the model's device."""

    words: dict[str, torch.Tensor]  # what the network is told beside latents and time, as its keyword arguments
    latents: torch.Tensor  # (T + 1, B, ...), from noise to what the last step makes a picture of
    log_probs: torch.Tensor  # (T, B)
    pictures: list[Image.Image]


class Policy(ABC):
    """A checkpoint whose denoising network carries a LoRA: what it draws, and how likely each of its steps was.

    One class for each family (families.py) says what differs: the network's inputs, the sampler and the latents' shape.

    Args:
        generator: the checkpoint, loaded.
        config: a `training.diffusion.config.Config`; of it seed, steps, eta, guidance,
            precision, rank and alpha; or any other that has these.
        device: where it runs.
    """

    part: str  # of the pipeline: "unet" or "transformer"
    targets: tuple[str, ...] = ("to_q", "to_k", "to_v", "to_out.0")  # layers that the LoRA is on
    per_time = 1.0  # what the network is told for one of the scheduler's time steps

    def __init__(self, generator: StableDiffusion, config, device: torch.device):
        from peft import LoraConfig

        self.generator, self.config, self.device = generator, config, device
        self.pipe, family = generator.pipe, generator.family
        self.scale = config.guidance or family.guidance
        if config.precision == "no":
            with quiet("diffusers"):
                self.pipe.to(torch.float32)
        for part in self.pipe.components.values():
            if isinstance(part, torch.nn.Module):
                part.requires_grad_(False)
        torch.manual_seed(config.seed)
        self.network = self.inner = getattr(self.pipe, self.part)  # the first may be wrapped for several GPUs
        self.network.add_adapter(LoraConfig(r=config.rank, lora_alpha=config.alpha, target_modules=list(self.targets)))
        for parameter in self.parameters():
            parameter.data = parameter.data.float()  # the LoRA learns in float32 whatever the rest is in
        if device.type == "cuda":
            self.network.enable_gradient_checkpointing()  # a third slower; at 8 samples of SD 1.5 it saves 13 GB
        self.size = picture_size(self.pipe, family)  # pixels a side
        self.side = self.size // self.pipe.vae_scale_factor  # of the latents
        self.sampler = self._sampler()

    # ------------------------------------------------------------ what a family says

    @abstractmethod
    def _sampler(self):
        """A `DDIM` or a `Flow` of `config.steps` steps."""

    @abstractmethod
    def _words(self, texts: list[str]) -> dict[str, torch.Tensor]:
        """The network's arguments beside latents and time, for texts as the encoders read them.

        Where there is guidance, the negative halves come before the positive ones: (2B, ...).
        """

    def _encoded(self, texts: list[str], **more) -> tuple[torch.Tensor, torch.Tensor]:
        """The words and their pooled form, of a pipeline with both, the negative halves first; `more` is for it."""
        positive, negative, pooled, negative_pooled = self.pipe.encode_prompt(
            texts,
            device=self.device,
            do_classifier_free_guidance=self.guided,
            **self.generator.negative(len(texts)),
            **more,
        )
        if not self.guided:
            return positive, pooled
        return torch.cat([negative, positive]), torch.cat([negative_pooled, pooled])

    @property
    def guided(self) -> bool:
        """Whether the network is asked twice, with and without the words."""
        return self.scale > 1

    def _noise(self, seeds: list[int]) -> torch.Tensor:
        """The latents that pictures begin with, (B, ...), float32."""
        from diffusers.utils.torch_utils import randn_tensor

        shape = (len(seeds), self._channels(), self.side, self.side)
        return randn_tensor(shape, [torch.Generator().manual_seed(seed) for seed in seeds], self.device)

    def _channels(self) -> int:
        return self.inner.config.in_channels

    def _spread(self, latents: torch.Tensor) -> torch.Tensor:
        """Latents as the autoencoder has them, (B, C, side, side)."""
        return latents

    # ------------------------------------------------------------ the LoRA

    def parameters(self) -> list[torch.nn.Parameter]:
        return [parameter for parameter in self.inner.parameters() if parameter.requires_grad]

    def state(self) -> dict[str, torch.Tensor]:
        """A copy of the LoRA's weights, on the CPU."""
        from peft.utils import get_peft_model_state_dict

        weights = get_peft_model_state_dict(self.inner)
        return {name: tensor.detach().to("cpu", copy=True) for name, tensor in weights.items()}

    def load(self, state: dict[str, torch.Tensor]) -> None:
        from peft.utils import set_peft_model_state_dict

        set_peft_model_state_dict(self.inner, state)

    def save(self, folder: Path) -> None:
        """Write the LoRA as diffusers does, so that `--lora` loads it.

        The file has no place for alpha, so that its scale, alpha / rank, is multiplied into the weights.
        """
        folder.mkdir(parents=True, exist_ok=True)
        scaled = _scaled(self.state(), self.config.alpha / self.config.rank)
        with quiet("diffusers"):
            type(self.pipe).save_lora_weights(str(folder), **{f"{self.part}_lora_layers": scaled})

    def begin_with(self, folder: Path) -> None:
        """Take the LoRA that `save` wrote.

        Raises:
            ValueError: there is none, or it is of another rank or on other layers.
        """
        path = folder / STANDARD_NAME
        try:
            found = load_file(path)
        except (OSError, SafetensorError) as error:
            raise ValueError(f"{path}: no LoRA to begin with: {error}") from None
        begun = {name.removeprefix(f"{self.part}."): tensor for name, tensor in found.items()}
        shapes, expected = ({name: tuple(x.shape) for name, x in state.items()} for state in (begun, self.state()))
        if shapes != expected:
            name = min(shapes.items() ^ expected.items())[0]
            told = f"{name} is {shapes.get(name, 'missing')}, here {expected.get(name, 'missing')}"
            raise ValueError(f"{path}: a LoRA of another rank or on other layers: {told}")
        self.load(_scaled(begun, self.config.rank / self.config.alpha))

    # ------------------------------------------------------------ drawing

    def deliver(self, description: str, seed: int) -> Image.Image | None:
        """What the LoRA draws for a user, with the checkpoint's own sampler; None where it comes out blank."""
        return picture_or_none(self.generator, description, seed)

    @torch.no_grad()
    def draw(self, descriptions: list[str], seeds: list[int], starts: list[int] | None = None) -> Rollout:
        """Draw a picture for each description and seed by `steps` steps, all but the last of them random.

        starts: seeds of the noise that each picture begins with; None: `seeds`, as for the steps.

        The last step would get next to no noise, too little to be seen.  But a gradient grows with 1 / sigma, so that
        of the last step would be thirty times as large as that of any other.
        """
        from diffusers.utils.torch_utils import randn_tensor

        with quiet("diffusers", "transformers"):
            words = self._words([self.generator.prompt(text) for text in descriptions])
        latents = [self._noise(starts or seeds)]
        log_probs = []
        generators = [torch.Generator().manual_seed(seed + 1) for seed in seeds]
        for step in range(self.config.steps - 1):
            mean, sigma = self.step(words, latents[-1], step)
            latents.append(mean + sigma * randn_tensor(mean.shape, generators, mean.device))
            log_probs.append(log_probability(latents[-1], mean, sigma))
        final, _ = self.step(words, latents[-1], self.config.steps - 1)
        return Rollout(words, torch.stack(latents), torch.stack(log_probs), self.as_images(self._decoded(final)))

    def sample(self, descriptions: list[str], seeds: list[int], learned: int = 0) -> torch.Tensor:
        """Draw a picture for each description and seed: float32 (B, 3, size, size), about -1 to 1.

        learned: the last steps that the result has a gradient through, and the autoencoder; 0: it has none.
        """
        with torch.no_grad(), quiet("diffusers", "transformers"):
            words = self._words([self.generator.prompt(text) for text in descriptions])
        latents = self._noise(seeds)
        for step in range(self.config.steps):
            with torch.set_grad_enabled(step >= self.config.steps - learned):
                latents, _ = self.step(words, latents, step)
        with torch.set_grad_enabled(learned > 0):
            return self._decoded(latents)

    def step(self, words: dict[str, torch.Tensor], latents: torch.Tensor, step: int) -> tuple[torch.Tensor, float]:
        """Return (mean, sigma) of the Gaussian that step `step`, 0 to steps - 1, draws the next latents from.

        words: as in Rollout. latents: (B, ...). The last step is not random: sigma is 0.
        """
        asked = torch.cat([latents, latents]) if self.guided else latents
        time = (self.sampler.times[step] * self.per_time).to(self.device).expand(len(asked))
        output = self.network(asked, timestep=time, **words, return_dict=False)[0].float()
        if self.guided:
            without, towards = output.chunk(2)
            output = without + self.scale * (towards - without)
        last = step == self.config.steps - 1
        return self.sampler.step(output, latents.float(), step, 0.0 if last else self.config.eta)

    def _decoded(self, latents: torch.Tensor) -> torch.Tensor:
        """Pictures, float32 (B, 3, size, size), about -1 to 1."""
        vae = self.pipe.vae
        overflows = vae.dtype == torch.float16 and vae.config.force_upcast  # as XL's does
        spread = self._spread(latents) / vae.config.scaling_factor + (vae.config.shift_factor or 0.0)
        with quiet("diffusers"):
            if overflows:
                vae.to(torch.float32)
            decoded = vae.decode(spread.to(vae.dtype)).sample
            if overflows and not decoded.requires_grad:  # else the way back needs the weights as they are
                vae.to(torch.float16)
        return decoded.float()

    def as_images(self, pictures: torch.Tensor) -> list[Image.Image]:
        """RGB images of pictures (B, 3, H, W), -1 to 1."""
        return self.pipe.image_processor.postprocess(pictures.detach(), output_type="pil")


def _scaled(state: dict[str, torch.Tensor], scale: float) -> dict[str, torch.Tensor]:
    """A LoRA's weights for another scale."""
    return {name: tensor * (scale if "lora_B" in name else 1) for name, tensor in state.items()}


def picture_or_none(generator: StableDiffusion, description: str, seed: int) -> Image.Image | None:
    """Return a generator's picture of a description and a seed; None where it comes out blank."""
    try:
        return generator.generate(description, 1, seed)[0]
    except BlankPictures:
        return None
