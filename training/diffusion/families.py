"""What differs between the families of checkpoints that are trained: network, words, sampler, latents.

    StableDiffusion1   1.x, 2.x and this project's tiny-sd: a UNet, by DDIM, or as a rectified flow
    StableDiffusionXL  a UNet that is told the picture's size as well
    StableDiffusion3   3 and 3.5: a transformer, a rectified flow
    Flux               a transformer on latents packed two by two, a rectified flow; guidance is one of its inputs

Each asks its network exactly as diffusers' pipeline of the checkpoint does.
"""

from __future__ import annotations

import numpy as np
import torch

from generators.stable_diffusion import StableDiffusion
from training.base_model import source_of
from training.diffusion.policy import Policy
from training.diffusion.samplers import DDIM, Flow

# A transformer of these families has layers of their own for the words.
JOINT_ATTENTION = (*Policy.targets, "add_q_proj", "add_k_proj", "add_v_proj", "to_add_out")


def policy_for(config, device: torch.device) -> Policy:
    """Load the checkpoint that a config names, as a policy.

    Args:
        config: a `training.diffusion.config.Config`.
        device: where it runs.

    Raises:
        ValueError: the checkpoint is of no family that can be trained.
    """
    generator = StableDiffusion(source_of(config.model, "stable-diffusion"), device=str(device))
    kind = type(generator.pipe).__name__
    if kind not in POLICIES:
        known = ", ".join(POLICIES)
        raise ValueError(f"{generator.folder} holds a {kind}; a LoRA is trained on one of {known}")
    return POLICIES[kind](generator, config, device)


class StableDiffusion1(Policy):
    part = "unet"

    def _sampler(self):
        scheduler = self.pipe.scheduler
        flows = scheduler.config.prediction_type == "flow_prediction"
        return (Flow if flows else DDIM)(scheduler, self.config.steps)

    def _words(self, texts):
        against = self.generator.negative(len(texts))
        positive, negative = self.pipe.encode_prompt(texts, self.device, 1, self.guided, **against)
        return {"encoder_hidden_states": torch.cat([negative, positive]) if self.guided else positive}


class StableDiffusionXL(StableDiffusion1):
    def _words(self, texts):
        words, pooled = self._encoded(texts)
        sizes = torch.tensor([[self.size, self.size, 0, 0, self.size, self.size]])  # of the original, crop, of this
        ids = sizes.to(words).expand(len(words), -1)
        return {"encoder_hidden_states": words, "added_cond_kwargs": {"text_embeds": pooled, "time_ids": ids}}


class StableDiffusion3(StableDiffusion1):
    part, targets = "transformer", JOINT_ATTENTION

    def _sampler(self):
        scheduler = self.pipe.scheduler
        tokens = (self.side // self.inner.config.patch_size) ** 2
        shift = {"mu": _shift(scheduler, tokens)} if scheduler.config.use_dynamic_shifting else {}
        return Flow(scheduler, self.config.steps, **shift)

    def _words(self, texts):
        words, pooled = self._encoded(texts, prompt_2=None, prompt_3=None)
        return {"encoder_hidden_states": words, "pooled_projections": pooled}


class Flux(Policy):
    part, targets, per_time, guided = "transformer", JOINT_ATTENTION, 1 / 1000, False

    def _sampler(self):
        steps, scheduler = self.config.steps, self.pipe.scheduler
        schedule = {"sigmas": np.linspace(1.0, 1 / steps, steps), "mu": _shift(scheduler, (self.side // 2) ** 2)}
        return Flow(scheduler, steps, **schedule)

    def _words(self, texts):
        words, pooled, text_ids = self.pipe.encode_prompt(texts, prompt_2=None, device=self.device)
        half = self.side // 2
        image_ids = self.pipe._prepare_latent_image_ids(len(texts), half, half, self.device, words.dtype)
        guidance = None
        if self.inner.config.guidance_embeds:
            guidance = torch.full((len(texts),), self.scale, device=self.device)
        return {
            "encoder_hidden_states": words,
            "pooled_projections": pooled,
            "guidance": guidance,
            "txt_ids": text_ids,
            "img_ids": image_ids,
        }

    def _noise(self, seeds):
        noise = super()._noise(seeds)
        return self.pipe._pack_latents(noise, *noise.shape)

    def _channels(self):
        return self.inner.config.in_channels // 4

    def _spread(self, latents):
        return self.pipe._unpack_latents(latents, self.size, self.size, self.pipe.vae_scale_factor)


def _shift(scheduler, tokens: int) -> float:
    """How much later the noise falls in a picture of so many tokens, as diffusers' pipelines reckon it."""
    from diffusers.pipelines.flux.pipeline_flux import calculate_shift

    config = scheduler.config
    return calculate_shift(
        tokens, config.base_image_seq_len, config.max_image_seq_len, config.base_shift, config.max_shift
    )


POLICIES: dict[str, type[Policy]] = {
    "StableDiffusionPipeline": StableDiffusion1,
    "StableDiffusionXLPipeline": StableDiffusionXL,
    "StableDiffusion3Pipeline": StableDiffusion3,
    "FluxPipeline": Flux,
}
